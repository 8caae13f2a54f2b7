//! GJ203 各项占比合计＝100％.

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::{Cue, Figure, FigureId, Kind, Role, Sentence, TokenKind};
use crate::outline::SectionId;
use crate::quantity::Decimal;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, identity, is_level,
};

use super::wording;

/// See [`RuleDoc`].
pub(super) struct PercentTotal;

impl Rule for PercentTotal {
    fn code(&self) -> &'static str {
        "GJ203"
    }

    fn name(&self) -> &'static str {
        "percentages-differ-from-whole"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "各项占比之和不是100％",
            what: "一个整体分成的各项都写了占比、而且各项已经列全的（基本支出和项目支出，税收和非税收入，合计下列全的各项），占比之和应当是100％，\
                   只差四舍五入的算尾差。没有列全的（有“等”“主要”，或只列一部分）不核对。",
            source: "审计常规：结构比率合计",
            broken: &[Example {
                text: "基本支出300万元，占30%，项目支出700万元，占72%。",
                message: "基本支出占30%、项目支出占72%，合计102%，与100%相差2个百分点；各项已经列全，占比之和应为100%，请核对各项占比。",
            }],
            holding: &[
                "本年支出1000万元，其中基本支出301万元，占30.1%，项目支出699万元，占69.9%。",
                "项目支出1000万元，主要有教育支出300万元，占30%，卫生支出200万元，占20%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let shares: Vec<&Figure> = report
            .figures
            .figures
            .iter()
            .filter(|f| f.role == Some(Role::Share) && f.kind == Kind::Percentage && f.cell.is_none())
            .collect();
        let mut of_subject: BTreeMap<FigureId, FigureId> = BTreeMap::new();
        for share in &shares {
            share.subject.map(|subject| of_subject.entry(subject).or_insert(share.id));
        }
        let mut found: Vec<Relation> = Vec::new();
        for group in report.groups().iter().filter(|g| g.parts.len() >= 2 && g.completeness.is_whole()) {
            let of_parts: Option<Vec<FigureId>> =
                group.parts.iter().map(|part| of_subject.get(part).copied()).collect();
            found.extend(of_parts.map(|ids| relation(ids, group.triggers.clone())));
        }
        found.extend(by_name(report, &shares));
        found.extend(in_lists(report, &shares));
        found.extend(in_series(report, &shares));
        found.extend(in_sections(report, &shares));
        let mut seen: BTreeSet<Vec<FigureId>> = BTreeSet::new();
        found.retain(|r| seen.insert(r.figures.clone()));
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let each = broken.relation.figures.iter().map(|&id| {
            let figure = report.figure(id);
            let of = figure.subject.map_or_else(String::new, |s| wording::name(report, s));
            format!("{of}占{}", wording::printed(report, figure))
        });
        let each: Vec<String> = each.collect();
        format!(
            "{}，合计{}，与100%相差{}个百分点；各项已经列全，占比之和应为100%，请核对各项占比。",
            each.join("、"),
            broken.judged.computed.map_or_else(String::new, wording::percent),
            broken.judged.difference.map_or_else(String::new, |d| d.abs().round_dp(2).normalize().to_string()),
        )
    }
}

fn relation(shares: Vec<FigureId>, triggers: Vec<crate::text::Span>) -> Relation {
    let claim = Claim::Equal(Expr::sum(shares), Expr::Constant(Decimal::ONE_HUNDRED));
    Relation { stated: None, triggers, ..Relation::new("GJ203", RelationKind::PercentTotal, claim) }
}

/// What the two parts of a whole are called that always make it up.
const PAIRS: &[(&str, &str)] =
    &[("基本支出", "项目支出"), ("人员经费", "公用经费"), ("税收", "非税"), ("税收收入", "非税收入")];

/// Shares whose subjects exhaust a kind by their names, wherever they stand in a chapter: 基本支出…占…，项目支出…占….
fn by_name(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let subject = |s: &Figure| s.subject.and_then(|id| report.figure(id).indicator.as_deref()).unwrap_or("");
    let mut found = Vec::new();
    for (n, first) in shares.iter().enumerate() {
        for (a, b) in PAIRS {
            let other = match subject(first) {
                name if name == *a => b,
                name if name == *b => a,
                _ => continue,
            };
            let later = shares[n + 1..]
                .iter()
                .take_while(|s| report.chapter(s) == report.chapter(first) && subject(s) != subject(first));
            let pair = later.take(8).find(|s| subject(s) == *other && s.scope == first.scope);
            // 人员支出占74%；日常公用支出占13%；项目支出占13%: not all of a longer list.
            let beside = shares.iter().filter(|s| s.sentence == first.sentence).count();
            let pair = pair.filter(|s| s.sentence != first.sentence || beside == 2);
            let pair = pair.filter(|s| s.section == first.section || n_items(report, shares, first, s) <= 2);
            found.extend(pair.map(|s| relation(vec![first.id, s.id], Vec::new())));
        }
    }
    found
}

/// How many items with shares the list has of which two figures open items of their own; 0 for none.
fn n_items(report: &Report<'_>, shares: &[&Figure], a: &Figure, b: &Figure) -> usize {
    let parent = |f: &Figure| report.outline.section(f.section).parent;
    let mut items: Vec<SectionId> =
        shares.iter().filter(|s| parent(a) == parent(b) && parent(s) == parent(a)).map(|s| s.section).collect();
    items.dedup();
    items.len()
}

/// 甲286.50万元，占20.8%；乙742.60万元，占54.0%…: each amount with its share, one after the other.
///
/// Nothing says that the list is complete: it is doubted, and told only where it agrees.
fn in_series(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let mut found = Vec::new();
    for sentence in &report.figures.sentences {
        let tokens = report.tokens(sentence);
        let here = within(shares, sentence);
        if here.len() < 2 {
            continue;
        }
        let opens = |kind| matches!(kind, TokenKind::Cue(Cue::Comprises | Cue::OfWhich) | TokenKind::Colon);
        // 占总支出35.1%，包括：甲…占62.5%；乙…占18.4%: the list begins behind 包括.
        let from = tokens.iter().filter(|t| opens(t.kind)).map(|t| t.span.end);
        let from = from.filter(|&at| here.iter().filter(|s| s.span.start > at).count() >= 2).max().unwrap_or(0);
        let list: Vec<&Figure> = here.iter().copied().filter(|s| s.span.start >= from).collect();
        let (Some(first), Some(last)) = (list.first(), list.last()) else { continue };
        let picks = [Cue::EtCetera, Cue::Mainly];
        let picked = picks.iter().any(|&cue| {
            report.cues_between(sentence, cue, from.max(sentence.span.start), last.span.end).next().is_some()
        });
        let between = |w: &[&Figure]| {
            let inside = tokens.iter().filter(|t| t.span.start >= w[0].span.end && t.span.end <= w[1].span.start);
            let figures = inside.clone().filter(|t| matches!(t.kind, TokenKind::Figure(_))).count();
            figures <= 2 || inside.filter(|t| t.kind == TokenKind::Semicolon).count() == 1
        };
        if list.len() >= 2 && first.id != last.id && list.windows(2).all(between) && !picked {
            found.push(doubted(list));
        }
    }
    found
}

/// A. …占78.89%；B. …占20.12%: each child of a section opens with a share.
fn in_sections(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let mut found = Vec::new();
    for section in report.outline.sections.iter().filter(|s| s.children.len() >= 2) {
        let leading = |&child: &SectionId| {
            let first = *report.sentences_in(child).first()?;
            let sentence = &report.figures.sentences[first as usize];
            let opening = report.figures_in(sentence).next()?;
            let next = shares.binary_search_by_key(&(opening.id.0 + 1), |s| s.id.0).ok()?;
            Some(shares[next]).filter(|s| s.subject == Some(opening.id))
        };
        let list: Option<Vec<&Figure>> = section.children.iter().map(leading).collect();
        found.extend(list.map(doubted));
    }
    found
}

/// The shares that stand in a sentence.
fn within<'s, 'a>(shares: &'s [&'a Figure], sentence: &Sentence) -> &'s [&'a Figure] {
    let from = shares.partition_point(|s| s.span.start < sentence.span.start);
    let n = shares[from..].partition_point(|s| s.span.end <= sentence.span.end);
    &shares[from..from + n]
}

fn doubted(list: Vec<&Figure>) -> Relation {
    let ids = list.into_iter().map(|s| s.id).collect();
    Relation { doubt: Some(Undecided::ScopeUnknown), ..relation(ids, Vec::new()) }
}

/// 占…的比重分别为15.0%、45.0%和40.0%, where the parts before are a complete list of as many.
fn in_lists(report: &Report<'_>, shares: &[&Figure]) -> Vec<Relation> {
    let mut found = Vec::new();
    for sentence in &report.figures.sentences {
        if report.cues_between(sentence, Cue::Respectively, sentence.span.start, sentence.span.end).next().is_none() {
            continue;
        }
        let here = within(shares, sentence);
        if here.is_empty() {
            continue;
        }
        let is_list = here.len() >= 2 && here.windows(2).all(|w| w[1].span.start - w[0].span.end <= 6);
        let group = report.groups_in(sentence).find(|g| {
            g.parts.len() == here.len()
                && g.parts.iter().all(|&p| sentence.span.contains(report.figure(p).span))
                && g.completeness.is_whole()
        });
        let triggers = match group {
            Some(group) => group.triggers.clone(),
            None if named_before(report, sentence, here) => Vec::new(),
            None => continue,
        };
        if is_list {
            found.push(relation(here.iter().map(|s| s.id).collect(), triggers));
        }
    }
    found
}

/// As many amounts right before the list, whose names are all there is: 基本支出…，项目支出…，占比分别为….
fn named_before(report: &Report<'_>, sentence: &Sentence, shares: &[&Figure]) -> bool {
    let Some(first) = shares.first() else { return false };
    let levels: Vec<&Figure> = report.figures_in(sentence).filter(|f| f.id < first.id && is_level(f)).collect();
    let Some(from) = levels.len().checked_sub(shares.len()) else { return false };
    let names: Option<Vec<&str>> = levels[from..].iter().map(|f| f.indicator.as_deref()).collect();
    names.is_some_and(|names| identity::complete(&names))
}
