//! GJ202 占比＝部分÷整体.

use crate::figures::{Cue, Figure, FigureId, Kind, Role, Sentence};
use crate::relations::{
    Broken, Claim, Example, Expr, Kin, Origin, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level,
    same_unit,
};
use crate::text::script::folded;
use crate::text::{AnyOf, Span};

use super::{named, wording};

/// See [`RuleDoc`].
pub(super) struct Share;

impl Rule for Share {
    fn code(&self) -> &'static str {
        "GJ202"
    }

    fn name(&self) -> &'static str {
        "share-differs-from-quotient"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "占比与计算不符",
            what: "占比＝部分÷整体。整体是“占…的”里写明的名目；没有写明的是同一句里“其中”所分的合计，或前面最近的合计。\
                   找不到整体的不核对；百分比截尾的算尾差。",
            source: "审计常规：结构比率",
            broken: &[Example {
                text: "2022年总支出847.68万元，其中：基本支出238.13万元，占总支出的29.08%。",
                message: "占比所写29.08%，按238.13万元÷847.68万元应为28.09%，相差0.99个百分点；“占”表明是两数之比，请核对总支出、基本支出。",
            }],
            holding: &["2022年总支出847.68万元，其中：基本支出238.13万元，占总支出的28.09%。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report
            .figures
            .figures
            .iter()
            .filter(|f| f.kind == Kind::Percentage && f.cell.is_none())
            .filter(|f| f.role == Some(Role::Share) || f.role.is_none() && Run::of(report, f).is_some())
            .flat_map(|rate| relations(report, rate))
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(report, broken, "占比")
    }
}

/// The claim of one rate; several readings where the words do not name the whole.
fn relations(report: &Report<'_>, rate: &Figure) -> Vec<Relation> {
    let Some((_, sentence)) = report.sentence_of(rate.id) else { return Vec::new() };
    let cue = share_cue(report, sentence, rate);
    let run = Run::of(report, rate);
    let part = match &run {
        Some(run) => run.part(report, rate),
        None => rate.subject.map(|id| report.figure(id)),
    };
    let Some(part) = part.filter(|p| p.id < rate.id && is_level(p)) else {
        return Vec::new();
    };
    let claim = |whole: &Figure| {
        let claim = Claim::Equal(Expr::percent(Expr::Figure(part.id), Expr::Figure(whole.id)), Expr::Figure(rate.id));
        let triggers = cue.into_iter().collect();
        let kin = Some(Kin { list: list_of(report, part), whole: whole.id });
        Relation { stated: Some(rate.id), triggers, kin, ..Relation::new("GJ202", RelationKind::Share, claim) }
    };
    // 占地区生产总值210亿元的比重分别为15%、45%、40%.
    if let Some(whole) = run.as_ref().and_then(|run| run.whole) {
        return if same_unit(whole, part) { vec![claim(whole)] } else { Vec::new() };
    }
    // 为年初预算29.60亿元的92.6%: the whole stands in the words.
    if let Some(base) = rate.id.0.checked_sub(1).map(|n| report.figure(crate::figures::FigureId(n)))
        && base.role == Some(Role::Base)
        && base.sentence == rate.sentence
    {
        return if same_unit(base, part) { vec![claim(base)] } else { Vec::new() };
    }
    let Some(cue) = cue else { return Vec::new() };
    let first = first_of_run(report, rate).map_or(rate.span.start, |f| f.span.start);
    let words = folded(report.slice(Span { start: cue.end.min(first), end: first }));
    let named = words
        .trim_start_matches('比')
        .split(['的', '比'])
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '约'));
    let is_named = named.chars().count() >= 2;
    let (whole, is_sure) = if is_named {
        named_whole(report, part, named).map_or((None, true), |(whole, is_sure)| (Some(whole), is_sure))
    } else {
        (total_of(report, part), false)
    };
    match whole.filter(|w| w.id != part.id && same_unit(w, part)) {
        Some(whole) if is_sure || rate.id.0 == part.id.0 + 1 && whole.sentence == part.sentence => vec![claim(whole)],
        None if is_named => Vec::new(),
        told => told
            .into_iter()
            .chain(wholes(report, part))
            .map(|whole| Relation { doubt: Some(Undecided::Ambiguous), choice: Some(rate.id.0), ..claim(whole) })
            .collect(),
    }
}

/// The word that makes a rate a share: 占 where 占…的比重 stands around the whole.
fn share_cue(report: &Report<'_>, sentence: &Sentence, rate: &Figure) -> Option<Span> {
    let cues: Vec<Span> = report.cues_between(sentence, Cue::Share, sentence.span.start, rate.span.start).collect();
    let last = *cues.last()?;
    let opens = |cue: &Span| {
        let between = report.slice(Span { start: cue.end, end: last.start.max(cue.end) });
        report.slice(*cue).starts_with('占') && between.ends_with('的') && !between.contains(['，', '；', '。', '、'])
    };
    let around = cues.iter().rev().nth(1).copied().filter(opens);
    around.or(Some(last))
}

/// The first of the rates that a rate is joined to: 15.0%、45.0%和40.0%.
fn first_of_run<'a>(report: &Report<'a>, rate: &Figure) -> Option<&'a Figure> {
    let (_, sentence) = report.sentence_of(rate.id)?;
    let figures: Vec<&Figure> = report.figures_in(sentence).take_while(|f| f.id <= rate.id).collect();
    let run = figures.windows(2).rev().take_while(|w| is_joined(report, w)).count();
    figures.get(figures.len().checked_sub(run + 1)?).copied()
}

/// Whether nothing but a mark or a word for and stands between two rates.
fn is_joined(report: &Report<'_>, w: &[&Figure]) -> bool {
    let between = folded(report.slice(Span { start: w[0].span.end, end: w[1].span.start.max(w[0].span.end) }));
    w[0].kind == Kind::Percentage
        && w[1].kind == Kind::Percentage
        && matches!(between.as_ref(), "、" | "和" | "与" | "及")
}

/// 分别占83.65%、16.35%; 占地区生产总值的比重依次为15%、45%、40%: rates that the words deal out to as many parts.
struct Run<'a> {
    rates: Vec<&'a Figure>,
    /// The figures of the sentence before the word for a share.
    told: Vec<&'a Figure>,
    /// The whole, where its number stands between that word and the rates.
    whole: Option<&'a Figure>,
    sentence: u32,
}

impl<'a> Run<'a> {
    fn of(report: &Report<'a>, rate: &Figure) -> Option<Self> {
        let (n, sentence) = report.sentence_of(rate.id)?;
        let figures: Vec<&Figure> = report.figures_in(sentence).collect();
        let at = figures.iter().position(|f| f.id == rate.id)?;
        let first = (1..=at).rev().find(|&n| !is_joined(report, &figures[n - 1..=n])).unwrap_or(0);
        let after = figures[at..].windows(2).take_while(|w| is_joined(report, w)).count();
        let rates = figures[first..=at + after].to_vec();
        let start = rates.first()?.span.start;
        let deals = report.cues_between(sentence, Cue::Respectively, sentence.span.start, start).last()?;
        let shares = report.cues_between(sentence, Cue::Share, sentence.span.start, start);
        // Nothing else may stand between: neither another list nor another sentence.
        let opening = shares.filter(|cue| report.slice(*cue).starts_with('占')).last()?.start.min(deals.start);
        let told: Vec<&Figure> = figures[..first].iter().copied().filter(|f| f.span.end <= opening).collect();
        let whole = match figures[told.len()..first] {
            [] => None,
            [whole] if is_level(whole) || whole.role == Some(Role::Base) => Some(whole),
            _ => return None,
        };
        (rates.len() >= 2).then_some(Self { rates, told, whole, sentence: n })
    }

    /// The part whose turn it is: of those before it, or of the list that the sentence before tells.
    fn part(&self, report: &Report<'a>, rate: &Figure) -> Option<&'a Figure> {
        let turn = self.rates.iter().position(|f| f.id == rate.id)?;
        let n = self.rates.len();
        let is_list = |parts: &[&Figure]| {
            let last = parts.last();
            last.is_some_and(|last| parts.iter().all(|p| is_level(p) && same_unit(p, last)))
        };
        if let Some(from) = self.told.len().checked_sub(n)
            && is_list(&self.told[from..])
        {
            return Some(self.told[from + turn]);
        }
        let before = self.sentence.checked_sub(1).filter(|_| self.told.is_empty())?;
        let mut lists = report.groups_in(&report.figures.sentences[before as usize]).filter(|g| g.parts.len() == n);
        let list = lists.next()?;
        lists.next().is_none().then(|| report.figure(list.parts[turn]))
    }
}

/// What stands for the list of a part: the first of its group, or of its sentence.
fn list_of(report: &Report<'_>, part: &Figure) -> FigureId {
    let group = report.group_of(part.id).filter(|g| g.parts.len() > 1);
    let first = || report.sentence_of(part.id).and_then(|(_, sentence)| report.figures_in(sentence).next());
    group.map(|g| g.parts[0]).or_else(|| first().map(|figure| figure.id)).unwrap_or(part.id)
}

/// Figures that may be the whole where nothing says which: those before the part in its section, nearest first.
fn wholes<'a>(report: &Report<'a>, part: &'a Figure) -> impl Iterator<Item = &'a Figure> {
    let here = report.chapter(part);
    let near: Vec<&Figure> = report.figures.figures[..part.id.0 as usize]
        .iter()
        .rev()
        .take(24)
        .take_while(|f| report.chapter(f) == here)
        .filter(|f| is_level(f) && f.cell.is_none() && same_unit(f, part))
        .take(6)
        .collect();
    near.into_iter()
}

/// The total of the list of the part where the name fits that, or the figure that the words name; whether no other may
/// be meant.
fn named_whole<'a>(report: &Report<'a>, part: &Figure, words: &str) -> Option<(&'a Figure, bool)> {
    static ALL: AnyOf =
        AnyOf::new(&["总额", "总数", "合计", "总量", "总人数", "总支出", "总收入", "比重", "全部", "总"]);
    let total = report.group_of(part.id).map(|g| (g, report.figure(g.total))).filter(|(_, t)| same_unit(t, part));
    if let Some((group, total)) = total
        && (named::is_named(report, words, total) || group.origin != Origin::Told && ALL.stand_in(words))
    {
        return Some((total, true));
    }
    named::named(report, words, part)
}

/// The total that the list of `part` divides; what divides it without a word for it may not be what the rate is of.
fn total_of<'a>(report: &Report<'a>, part: &Figure) -> Option<&'a Figure> {
    report.group_of(part.id).filter(|g| g.origin != Origin::Told).map(|g| report.figure(g.total))
}
