//! 关系: found when one relation of the program ties exactly the figures that one of the truth ties.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::evaluate::sheet::Sheet;
use crate::evaluate::truth::{self, Verdict};
use crate::evaluate::{Phase, Tally};
use crate::figures::FigureId;
use crate::relations::{Grade, Relation};

use super::findings::tells;

/// Which relation of the program tells which of the truth.
pub(in crate::evaluate) struct Matching {
    /// For each relation of the program, broken relations of the truth that tie the same figures.
    pub(in crate::evaluate) broken: Vec<Vec<usize>>,
}

/// What a figure is in a comparison: its size, wherever it is printed again.
type Size = (Option<Decimal>, Option<Decimal>, Option<Decimal>);

/// Compares the relations and their verdicts.
pub(in crate::evaluate) fn score(sheet: &mut Sheet<'_>) -> Matching {
    let found = &sheet.review.relations;
    let mut by_sizes: BTreeMap<Vec<Size>, Vec<usize>> = BTreeMap::new();
    for (n, relation) in found.iter().enumerate() {
        let sizes = sizes(relation.figures.iter().map(|&id| size(sheet, id)));
        by_sizes.entry(sizes).or_default().push(n);
    }
    let mut used = vec![false; found.len()];
    let mut broken = vec![Vec::new(); found.len()];
    for (g, gold) in sheet.truth().relations.iter().enumerate().filter(|(_, r)| !r.figures.is_empty()) {
        let key = sizes(gold.figures.iter().map(|&n| gold_size(&sheet.truth().figures[n])));
        let mut hits: Vec<usize> = by_sizes.get(&key).cloned().unwrap_or_default();
        let own: Vec<FigureId> = gold.figures.iter().filter_map(|&n| sheet.alignment.output[n]).collect();
        hits.retain(|&n| found[n].figures.iter().any(|id| own.contains(id)));
        // The same pair may be compared in several ways: the same kind goes first, and one figure alone asks for it.
        let same_kind: Vec<usize> = hits.iter().copied().filter(|&n| found[n].kind.name() == gold.kind).collect();
        if !same_kind.is_empty() || gold.figures.len() == 1 {
            hits = same_kind;
        }
        for &n in &hits {
            used[n] = true;
            if gold.verdict == Verdict::Broken {
                broken[n].push(g);
            }
        }
        compare(sheet, gold, &hits);
    }
    let matching = Matching { broken };
    for (n, relation) in found.iter().enumerate().filter(|(n, _)| !used[*n]) {
        extra(sheet, n, relation);
    }
    matching
}

fn compare(sheet: &mut Sheet<'_>, gold: &truth::Relation, hits: &[usize]) {
    let verdicts: Vec<Verdict> = hits.iter().map(|&n| verdict(sheet, n)).collect();
    let (tally, cause) = if verdicts.contains(&gold.verdict) {
        (Tally::RIGHT, "")
    } else if verdicts.contains(&Verdict::Undecided) {
        (Tally::WRONG, "未能判定")
    } else if !verdicts.is_empty() {
        (Tally::WRONG, "判定不同")
    } else {
        (Tally::MISSED, "没有找到")
    };
    sheet.tally(Phase::Relations, &gold.kind, tally);
    let row = match gold.verdict {
        Verdict::Holds => "＝ 成立",
        Verdict::Broken => "≠ 不成立",
        Verdict::Undecided => "？ 未定",
    };
    sheet.tally_row(Phase::Relations, row, tally);
    if tally.right == 0 {
        let spans: Vec<_> = gold.figures.iter().map(|&n| sheet.truth().figures[n].span).collect();
        let show = |n: &usize| sheet.truth().figures[*n].gold.quote.as_str();
        let values: Vec<&str> = gold.figures.iter().map(show).collect();
        let unread = gold.figures.iter().any(|&n| sheet.alignment.output[n].is_none());
        let cause = if unread { "所涉数据没有读出" } else { cause };
        let graded: Vec<&str> = hits.iter().map(|&n| sheet.review.findings.judged[n].grade.name()).collect();
        let first = spans.iter().copied().min();
        let detail = format!(
            "应{}{}：{} [{}] {}",
            row,
            if graded.is_empty() { String::new() } else { format!("，判为{}", graded.join("、")) },
            gold.expression,
            values.join(" "),
            first.map(|span| sheet.context(span)).unwrap_or_default()
        );
        sheet.miss(Phase::Relations, &gold.kind, cause, first, detail);
    }
}

/// A relation that the truth does not hold: an alarm if broken, else only counted.
fn extra(sheet: &mut Sheet<'_>, n: usize, relation: &Relation) {
    match verdict(sheet, n) {
        Verdict::Holds => sheet.count("答案以外的成立关系", 1),
        Verdict::Undecided => sheet.count("答案以外的未定关系", 1),
        Verdict::Broken => {
            let told = sheet.truth().findings.iter().any(|gold| {
                tells(sheet, gold, &[relation.kind], &relation.figures, &[&relation.triggers, &relation.places])
            });
            if told {
                sheet.count("牵连的不成立关系", 1);
                return;
            }
            let kind = relation.kind.name();
            sheet.tally(Phase::Relations, kind, Tally::INVENTED);
            sheet.tally_row(Phase::Relations, "≠ 不成立", Tally::INVENTED);
            let spans = relation.figures.iter().map(|&id| sheet.review.figures.get(id).span);
            let first = spans.clone().chain(relation.places.iter().chain(&relation.triggers).copied()).min();
            let values: Vec<&str> = spans.map(|span| sheet.review.document.slice(span)).collect();
            let context = first.map(|span| sheet.context(span)).unwrap_or_default();
            let detail = format!("{} [{}] {context}", relation.rule, values.join(" "));
            sheet.miss(Phase::Relations, kind, "误判不成立", first, detail);
        }
    }
}

fn verdict(sheet: &Sheet<'_>, n: usize) -> Verdict {
    match sheet.review.findings.judged[n].grade {
        Grade::Exact | Grade::Tail => Verdict::Holds,
        Grade::Broken => Verdict::Broken,
        Grade::Undecided(_) => Verdict::Undecided,
    }
}

/// Sorted, zeros aside: 无 and 0 are left out of sums by some and written by others.
fn sizes(all: impl Iterator<Item = Size>) -> Vec<Size> {
    let mut all: Vec<Size> = all.collect();
    all.sort_unstable();
    let zero: Size = (Some(Decimal::ZERO), None, None);
    if all.iter().any(|size| *size != zero) {
        all.retain(|size| *size != zero);
    }
    all
}

fn gold_size(figure: &truth::Figure) -> Size {
    match figure.gold.value {
        Some(value) => (Some(value.abs().normalize()), None, None),
        None => (None, figure.gold.low, figure.gold.high),
    }
}

/// A figure that the truth knows has the truth's size, however it was read: this scores relations, not figures.
fn size(sheet: &Sheet<'_>, id: FigureId) -> Size {
    match sheet.alignment.gold[id.0 as usize] {
        Some(n) => gold_size(&sheet.truth().figures[n]),
        None => (Some(sheet.review.figures.get(id).value.abs().normalize()), None, None),
    }
}
