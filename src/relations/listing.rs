//! 列举. Sums that the text shows without a word that says so: 肉类总产量14675吨，猪肉9860吨、牛羊肉3175吨、禽肉1640吨。
//!
//! Where a list begins and ends is read from its marks alone: a list told with 、 ends at the first ，, one told with ，
//! at the first ；, and so on. Nothing of a list is ever left out, so numbers can choose between lists but never make
//! one fit by dropping a part.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::figures::{Approximation, Figure, FigureId, Kind, Period, Role, Stage, Token, TokenKind};
use crate::outline::SectionId;
use crate::text::Span;
use crate::text::script::folded;
use crate::text::words::Words;

use super::Report;
use super::near::is_one_slip_apart;
use super::report::{is_level, same_unit};
use super::sieve::Tally;

mod columns;

/// 列举的合计. A figure and the list that adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The figure that the list divides.
    pub total: FigureId,
    /// The list, in order of the text.
    pub parts: Vec<FigureId>,
    /// Parts that are taken away (调减210万元).
    pub less: Vec<FigureId>,
}

/// How many parts a list may have, and how many tokens it may reach over.
const MOST_PARTS: usize = 40;
const REACH: usize = 240;

/// How far back a figure may stand that a later list divides.
const BACK: usize = 12;

/// Digits that a total must have for its sum to be no accident; a bare list of names and numbers needs none.
const TELLING_DIGITS: u32 = 3;

/// Every list of the report that adds to a figure beside it.
pub(super) fn find(report: &Report<'_>) -> Vec<Listing> {
    let stream = Stream::new(report);
    let mut found = Vec::new();
    for at in 0..stream.figures.len() {
        let total = report.figure(stream.figures[at].id);
        if !may_total(total) {
            continue;
        }
        stream.behind(at, total, &mut found);
        stream.before(at, total, &mut found);
        stream.farther(at, &mut found);
    }
    stream.leads(&mut found);
    stream.columns(&mut found);
    found.sort_by(|a, b| (a.parts[0], a.total, &a.parts).cmp(&(b.parts[0], b.total, &b.parts)));
    found.dedup();
    found
}

fn may_total(figure: &Figure) -> bool {
    summable(figure) && !figure.value.is_zero()
}

fn summable(figure: &Figure) -> bool {
    (is_level(figure) || figure.role == Some(Role::Change))
        && figure.kind != Kind::Score
        && (figure.approximation == Approximation::Exact || figure.in_words)
}

/// Whether a figure may stand in a list that divides `total`.
fn may_part(total: &Figure, part: &Figure) -> bool {
    let is_change = |f: &Figure| f.role == Some(Role::Change);
    let is_budget =
        |s: Stage| matches!(s, Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget).then_some(true);
    let cycle = |f: &Figure| f.stage.and_then(|s| is_budget(s).or((s == Stage::FinalAccount).then_some(false)));
    // 上年结转7.46亿元 is money of this year.
    let is_carried = |f: &Figure| f.label.as_ref().is_some_and(|l| l.text.contains("结转") || l.text.contains("结余"));
    let earlier = |f: &Figure| f.period == Some(Period::Previous) && !is_carried(f);
    let year = |f: &Figure| if let Some(Period::Year(year)) = f.period { Some(year) } else { None };
    let differ = |a: Option<u16>, b: Option<u16>| a.zip(b).is_some_and(|(a, b)| a != b);
    summable(part)
        && same_unit(total, part)
        && is_change(total) == is_change(part)
        && cycle(total).zip(cycle(part)).is_none_or(|(a, b)| a == b)
        && earlier(total) == earlier(part)
        && !differ(year(total), year(part))
}

/// Weight of the mark between two figures.
fn weight(kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Enumeration => 1,
        TokenKind::Comma | TokenKind::Colon => 2,
        TokenKind::Semicolon => SEMICOLON,
        TokenKind::Stop => STOP,
        _ => 0,
    }
}

const SEMICOLON: u8 = 3;
const STOP: u8 = 4;
const PARAGRAPH: u8 = 5;
const SECTION: u8 = 6;

/// 阅读方向. Whether a list is looked for behind its total or before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Backward,
}

impl Way {
    /// The weightiest mark that a list may reach over.
    fn last_mark(self) -> u8 {
        match self {
            Self::Forward => STOP,
            Self::Backward => SEMICOLON,
        }
    }
}

/// A token, or the border between two sentences.
#[derive(Clone, Copy)]
struct Step {
    token: Token,
    /// Index of the place, for figures.
    place: u32,
    weight: u8,
}

/// A figure of the running text.
#[derive(Clone, Copy)]
struct Place {
    id: FigureId,
    /// Index of its step.
    step: usize,
    depth: u8,
    /// The words between the last mark or figure and it.
    words: Span,
    /// Those words take it away: 调减.
    is_less: bool,
    /// Those words are its name and nothing else.
    is_bare: bool,
    /// The total of the announced list that it is part of.
    announced: Option<FigureId>,
}

/// The running text as marks and figures.
struct Stream<'a> {
    report: &'a Report<'a>,
    steps: Vec<Step>,
    figures: Vec<Place>,
    /// What each figure that a list may divide is called.
    names: Vec<Option<Cow<'a, str>>>,
}

impl<'a> Stream<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        let n_figures = report.figures.figures.len();
        let mut announced: Vec<Option<FigureId>> = vec![None; n_figures];
        for group in report.groups() {
            for part in &group.parts {
                announced[part.0 as usize].get_or_insert(group.total);
            }
        }
        let n_steps = report.figures.tokens.len() + report.figures.sentences.len();
        let mut stream = Self {
            report,
            steps: Vec::with_capacity(n_steps),
            figures: Vec::with_capacity(n_figures),
            names: Vec::with_capacity(n_figures),
        };
        let mut last: Option<(u32, SectionId)> = None;
        for sentence in &report.figures.sentences {
            let border = match last {
                Some((_, section)) if section != sentence.section => SECTION,
                Some((paragraph, _)) if paragraph != sentence.paragraph => PARAGRAPH,
                _ => STOP,
            };
            last = Some((sentence.paragraph, sentence.section));
            let start = sentence.span.start;
            let border_token = Token { kind: TokenKind::Stop, span: Span { start, end: start }, depth: 0 };
            stream.steps.push(Step { token: border_token, place: 0, weight: border });
            let mut words = start;
            for &token in report.tokens(sentence) {
                let place = u32::try_from(stream.figures.len()).unwrap_or(u32::MAX);
                if let TokenKind::Figure(id) = token.kind {
                    let words =
                        Span { start: words.min(token.span.start), end: report.figure(id).span.start.max(words) };
                    stream.place(id, token.depth, words, announced[id.0 as usize]);
                }
                if !matches!(token.kind, TokenKind::Cue(_)) {
                    words = token.span.end;
                }
                stream.steps.push(Step { token, place, weight: weight(token.kind) });
            }
        }
        stream
    }

    /// Notes a figure, whose step comes next.
    fn place(&mut self, id: FigureId, depth: u8, words: Span, announced: Option<FigureId>) {
        let figure = self.report.figure(id);
        let label = figure.label.as_ref().map_or(0, |l| l.text.chars().count());
        let said = self.report.slice(words);
        let is_bare = label > 0 && said.chars().filter(|c| !c.is_whitespace()).count() <= label + 1;
        let name = figure.label.as_ref().filter(|_| label >= 2 && may_total(figure));
        self.names.push(name.map(|label| folded(&label.text)));
        let step = self.steps.len();
        self.figures.push(Place { id, step, depth, words, is_less: is_less(said), is_bare, announced });
    }

    /// T，p1、p2、p3。 and T（p1、p2）: the list behind its total.
    fn behind(&self, at: usize, total: &Figure, found: &mut Vec<Listing>) {
        let place = self.figures[at];
        let next = self.steps.get(place.step + 1);
        let bracket = next.is_some_and(|s| s.token.kind == TokenKind::Open && s.token.depth == place.depth);
        if bracket {
            let inside = self.forward(place.step + 2, place.depth + 1, total);
            self.take(total, inside, Some(at), found);
        }
        let beside = self.forward(place.step + 1, place.depth, total);
        self.take(total, beside, Some(at), found);
    }

    /// p1，p2，T: the list before its total.
    fn before(&self, at: usize, total: &Figure, found: &mut Vec<Listing>) {
        let place = self.figures[at];
        let list = self.backward(place.step, place.depth, total);
        self.take(total, list, Some(at), found);
    }

    /// T … 。T里p1、p2: a list that names the figure it divides.
    fn farther(&self, at: usize, found: &mut Vec<Listing>) {
        let place = self.figures[at];
        let words = folded(self.report.slice(place.words));
        if words.is_empty() {
            return;
        }
        for earlier in (at.saturating_sub(BACK)..at).rev().skip(1) {
            if self.names[earlier].as_deref().is_some_and(|name| name.len() <= words.len() && words.contains(name)) {
                let total = self.report.figure(self.figures[earlier].id);
                let list = self.forward(place.step, place.depth, total);
                self.take(total, list, None, found);
            }
        }
    }

    /// A total, and a paragraph or section for each part that opens with it.
    fn leads(&self, found: &mut Vec<Listing>) {
        let mut first_of: Vec<Option<usize>> = vec![None; self.report.outline.sections.len()];
        for (n, place) in self.figures.iter().enumerate() {
            let section = self.report.figure(place.id).section.0 as usize;
            if let Some(first) = first_of.get_mut(section)
                && first.is_none()
                && place.depth == 0
            {
                *first = Some(n);
            }
        }
        for section in &self.report.outline.sections {
            if section.children.len() < 2 || section.children.len() > MOST_PARTS {
                continue;
            }
            let firsts: Vec<Option<&Figure>> = section
                .children
                .iter()
                .map(|c| first_of[c.0 as usize].map(|n| self.report.figure(self.figures[n].id)))
                .collect();
            let Some(own) = first_of[section.id.0 as usize] else { continue };
            let totals = self.figures[own..].iter().take(4).map(|p| self.report.figure(p.id));
            for total in totals.filter(|t| t.section == section.id && may_total(t)) {
                let parts: Option<Vec<FigureId>> =
                    firsts.iter().flatten().map(|f| may_part(total, f).then_some(f.id)).collect();
                let mut run = Run::default();
                for id in parts.into_iter().flatten() {
                    run.push(&self.figures[self.figures.partition_point(|p| p.id < id)], self.report.figure(id));
                }
                self.take(total, vec![run], None, found);
            }
        }
    }

    /// Lists from a step on, one for each mark at which the list may end; the last may end its sentence.
    fn forward(&self, from: usize, depth: u8, total: &Figure) -> Vec<Run> {
        self.read(self.steps.iter().skip(from), Way::Forward, depth, total)
    }

    /// Lists up to a step, one for each mark at which the list may begin; all in the sentence of their total.
    fn backward(&self, until: usize, depth: u8, total: &Figure) -> Vec<Run> {
        let mut runs = self.read(self.steps[..until].iter().rev(), Way::Backward, depth, total);
        for run in &mut runs {
            run.parts.reverse();
        }
        runs
    }

    fn read<'s>(&self, steps: impl Iterator<Item = &'s Step>, way: Way, depth: u8, total: &Figure) -> Vec<Run> {
        let mut lists = Lists::default();
        for step in steps.take(REACH).take_while(|step| step.token.depth >= depth) {
            match step.token.kind {
                TokenKind::Figure(id) if step.token.depth == depth => {
                    let figure = self.report.figure(id);
                    // 合计 may open a list that is read forwards; no list goes past it.
                    if figure.role == Some(Role::Total) && (way == Way::Backward || !lists.run.parts.is_empty()) {
                        break;
                    }
                    let place = &self.figures[step.place as usize];
                    let is_nested = place.announced.is_some_and(|t| lists.run.parts.contains(&t));
                    if id != total.id && may_part(total, figure) && !is_nested && !lists.add(place, figure, total) {
                        break;
                    }
                }
                _ if step.token.depth == depth || step.weight >= STOP => lists.mark = lists.mark.max(step.weight),
                _ => {}
            }
            if lists.mark > way.last_mark() {
                break;
            }
        }
        lists.finish()
    }

    /// Whether a figure stands in a list itself: 小学58所 of 初中21所、小学58所、幼儿园57所 divides nothing.
    fn is_listed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|n| self.figures[n]) else { return false };
        let place = self.figures[at];
        let is_kin =
            before.depth == place.depth && same_unit(self.report.figure(before.id), self.report.figure(place.id));
        let mark = self.steps[before.step..place.step].iter().map(|s| s.weight).max();
        is_kin && mark == Some(weight(TokenKind::Enumeration))
    }

    /// Keeps the lists that add to the total, which stands right before or behind them if `beside` tells its place.
    fn take(&self, total: &Figure, runs: Vec<Run>, beside: Option<usize>, found: &mut Vec<Listing>) {
        let heads = beside.is_some_and(|at| !self.is_listed(at));
        let divides = heads && beside.is_some_and(|at| self.figures[at].announced.is_none());
        for run in runs.into_iter().filter(|r| r.parts.len() >= 2) {
            let is_listed = heads && run.is_bare;
            // 预算为零，决算收入40.39万元，决算支出40.39万元: a zero adds nothing that would tell a sum.
            let n_telling = run.parts.iter().filter(|&&part| !self.report.figure(part).value.is_zero()).count();
            let telling = is_listed || total.n_digits() >= TELLING_DIGITS && n_telling >= 2;
            let is_near = divides && run.is_bare && !run.crosses && run.is_a_slip_away(total);
            let is_sum = telling && run.tally.adds_up(total) || is_near;
            if is_sum {
                found.push(Listing { total: total.id, parts: run.parts, less: run.less });
            }
        }
    }
}

/// Words that take a figure away.
static LESS: LazyLock<Words> =
    LazyLock::new(|| Words::new(&["调减", "核减", "减：", "扣除", "扣减", "收回", "上缴", "压减"]));

/// 调减、核减: the words before a figure take it away.
fn is_less(words: &str) -> bool {
    LESS.stand_in(words)
}

/// Digits of a total for which a gap of one slip is no accident.
const SLIP_DIGITS: u32 = 4;

/// A list being read.
#[derive(Clone, Debug, Default)]
struct Run {
    parts: Vec<FigureId>,
    less: Vec<FigureId>,
    tally: Tally,
    /// Nothing but names and numbers.
    is_bare: bool,
    /// Goes on in the next sentence.
    crosses: bool,
    /// Weight of the mark between the total and the list, and the most between two parts.
    lead: u8,
    level: u8,
}

impl Run {
    fn push(&mut self, place: &Place, part: &Figure) {
        self.tally.add(part, place.is_less);
        self.is_bare = place.is_bare && (self.is_bare || self.parts.is_empty());
        self.parts.push(part.id);
        if place.is_less {
            self.less.push(part.id);
        }
    }

    /// A sieve: whether the gap is one that a wrong digit or two swapped ones leave: 0.18, 0.2, 900.
    fn is_a_slip_away(&self, total: &Figure) -> bool {
        let Some(gap) = self.tally.sum().checked_sub(total.value).map(|gap| gap.abs()) else { return false };
        let is_small = gap.checked_mul(Decimal::TEN).is_some_and(|tenfold| tenfold < total.value);
        // 粮食28.6万吨，油料3.2万吨，蔬菜31.5万吨: no mark sets one of them off as the total of the others.
        let is_set_off = self.lead == 0 || self.lead > self.level;
        is_set_off && is_small && is_one_slip_apart(self.tally.sum(), total.value) && total.n_digits() >= SLIP_DIGITS
    }
}

/// The lists that begin at one place: each ends where a weightier mark follows.
#[derive(Default)]
struct Lists {
    run: Run,
    level: u8,
    mark: u8,
    ended: Vec<Run>,
}

impl Lists {
    /// Adds a part; `false` when the list is too long, or its sum too high, to be one.
    fn add(&mut self, place: &Place, part: &Figure, total: &Figure) -> bool {
        if !self.run.parts.is_empty() && self.mark > self.level {
            let is_near = self.run.is_bare && self.run.is_a_slip_away(total);
            if self.run.parts.len() >= 2 && (is_near || self.run.tally.adds_up(total)) {
                self.ended.push(self.run.clone());
            }
            self.level = self.mark;
            self.run.crosses |= self.mark >= STOP;
        }
        if self.run.parts.is_empty() {
            self.run.lead = self.mark;
        } else {
            self.run.level = self.run.level.max(self.mark);
        }
        self.mark = 0;
        self.run.push(place, part);
        self.run.parts.len() <= MOST_PARTS && !self.run.tally.is_far_above(total)
    }

    fn finish(mut self) -> Vec<Run> {
        self.ended.push(self.run);
        self.ended
    }
}
