//! The order of work: scan a piece of text, then name and annotate what was found.

use crate::document::{BlockKind, Document, Note, NoteKind};
use crate::outline::{Outline, Section, SectionId};
use crate::quantity::{Decimal, Interval};
use crate::text::script::is_han;
use crate::text::{Span, any_of};

use super::annotate::{self, Annotation};
use super::clause;
use super::heading;
use super::number::Raw;
use super::price;
use super::scan::{self, Piece};
use super::setting;
use super::silent;
use super::subject::{
    Standing, earlier_year, is_adjustment, is_step_noun, joined_names, last_figure, may_inherit, near, respective,
    respective_figure, stands_for_subject, subject_of, topic, whole_of_list,
};
use super::zero::{self, ZeroWords};
use super::{
    Approximation, Cue, Figure, FigureId, Figures, Kind, Label, Printed, Role, Sentence, Stage, Token, TokenKind,
    indicator, label,
};

/// Reads every figure. Never fails: what is not understood becomes a note.
#[must_use]
pub fn extract(document: &Document, outline: &Outline) -> Figures {
    let mut reader =
        Reader { document, outline, out: Figures::default(), pieces: Vec::new(), paragraph: 0, money: None };
    let mut bodies: Vec<(Span, SectionId)> =
        outline.sections.iter().flat_map(|s| s.body.iter().map(move |b| (*b, s.id))).collect();
    bodies.sort_unstable();
    for (body, section) in bodies {
        match document.block_at(body.start).map(|b| b.kind) {
            Some(BlockKind::Table(table)) => super::tables::read(&mut reader, table, section),
            _ => reader.paragraph(body, section),
        }
    }
    reader.out.figures.shrink_to_fit();
    reader.out.tokens.shrink_to_fit();
    reader.out
}

/// 读取器. What has been read so far.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    outline: &'d Outline,
    pub(super) out: Figures,
    /// Scratch of one paragraph.
    pieces: Vec<Piece>,
    paragraph: u32,
    /// The unit of money that the last table announced.
    pub(super) money: Option<super::tables::Measure>,
}

impl Reader<'_> {
    fn paragraph(&mut self, body: Span, id: SectionId) {
        let text = &self.document.text;
        self.paragraph += 1;
        let section = self.outline.section(id);
        if zero::is_nothing(body.of(text)) && section.children.is_empty() && id != SectionId(0) {
            self.empty_section(body, section);
            return;
        }
        self.prose(body, id);
    }

    /// The words of a table's cell, read like a paragraph.
    pub(super) fn cell(&mut self, body: Span, id: SectionId) {
        self.paragraph += 1;
        self.prose(body, id);
    }

    fn prose(&mut self, body: Span, id: SectionId) {
        let text = &self.document.text;
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        scan::scan(text, body, &mut pieces, &mut self.out.notes);
        if pieces.iter().any(|p| !matches!(p, Piece::Token(t, _) if !matches!(t, TokenKind::Cue(_)))) {
            self.sentences(body, id, &pieces);
        }
        self.pieces = pieces;
    }

    /// 无。 as all that a section has to say: zero of what the heading names.
    fn empty_section(&mut self, body: Span, section: &Section) {
        let text = body.of(&self.document.text);
        let trimmed = text.trim();
        let start = body.start as usize + text.find(trimmed).unwrap_or(0);
        let span = Span::new(start, start + trimmed.trim_end_matches(['。', '；', ' ']).len().max(1));
        let is_money = any_of!["支出", "收入", "预算", "经费", "基金", "资金", "三公"].stand_in(&section.title);
        if !is_money {
            return;
        }
        let title = section.title.trim_end_matches("情况").trim();
        let title_at =
            self.document.text[section.heading.range()].find(title).map(|i| section.heading.start as usize + i);
        let named = title_at.filter(|_| !title.is_empty()).map(|at| Label {
            text: label::plain(title),
            span: Span::new(at, at + title.len()),
            inherited: true,
        });
        self.push_zero(span, section.id, named, None);
    }

    fn push_zero(&mut self, span: Span, section: SectionId, named: Option<Label>, sentence: Option<u32>) {
        let id = FigureId(u32::try_from(self.out.figures.len()).unwrap_or(u32::MAX));
        let words = named.as_ref().map(|l| l.text.clone()).unwrap_or_default();
        self.out.figures.push(Figure {
            id,
            section,
            sentence,
            cell: None,
            span,
            printed: Printed { number: span, unit: Span { start: span.end, end: span.end }, precision: Decimal::ZERO },
            kind: Kind::Amount,
            value: Decimal::ZERO,
            unit: "万元".to_owned(),
            per: None,
            interval: Interval::point(Decimal::ZERO),
            approximation: Approximation::Exact,
            in_words: true,
            indicator: named.as_ref().and_then(|l| indicator::normal(&l.text)),
            stage: setting::stage(&words, Some(&words)),
            period: None,
            scope: setting::scope(&words),
            label: named,
            action: None,
            role: None,
            subject: None,
            direction: None,
            item_words: None,
        });
    }

    /// Cuts the pieces of a paragraph into sentences and turns them into figures and tokens.
    fn sentences(&mut self, body: Span, id: SectionId, pieces: &[Piece]) {
        let mut depth = 0_u8;
        let mut start = body.start as usize;
        let mut first_token = self.out.tokens.len();
        let mut first_figure = self.out.figures.len();
        // Figure made from each piece, for subjects.
        let mut made: Vec<Option<FigureId>> = vec![None; pieces.len()];
        let mut depths: Vec<u8> = vec![0; pieces.len()];
        let mut after_of_which: Option<u8> = None;
        for (k, piece) in pieces.iter().enumerate() {
            depths[k] = depth;
            let span = piece.span();
            match piece {
                Piece::Figure(raw) => {
                    let figure = self.figure(body, id, pieces, k, raw, &made, &depths, after_of_which);
                    made[k] = Some(figure);
                    self.token(TokenKind::Figure(figure), span, depth);
                }
                Piece::Zero(zero) => {
                    let figure = self.zero(body, id, pieces, k, zero);
                    made[k] = Some(figure);
                    self.token(TokenKind::Figure(figure), span, depth);
                }
                Piece::Token(kind, _) => {
                    match kind {
                        TokenKind::Open => depth = depth.saturating_add(1),
                        TokenKind::Close => {
                            depth = depth.saturating_sub(1);
                            if after_of_which.is_some_and(|d| d > depth) {
                                after_of_which = None;
                            }
                        }
                        TokenKind::Cue(Cue::OfWhich) => after_of_which = Some(depth),
                        _ => {}
                    }
                    let at_depth = if *kind == TokenKind::Open { depth - 1 } else { depth };
                    self.token(*kind, span, at_depth);
                    if *kind == TokenKind::Stop {
                        // A bracket that was never closed ends with its sentence.
                        depth = 0;
                        after_of_which = None;
                        self.close(Span::new(start, span.end as usize), id, first_token, first_figure);
                        start = span.end as usize;
                        first_token = self.out.tokens.len();
                        first_figure = self.out.figures.len();
                    }
                }
                Piece::Verb(_) | Piece::NounVerb(_) => {}
            }
        }
        if self.out.tokens.len() > first_token {
            self.close(Span::new(start, body.end as usize), id, first_token, first_figure);
        }
    }

    fn token(&mut self, kind: TokenKind, span: Span, depth: u8) {
        self.out.tokens.push(Token { kind, span, depth });
    }

    /// Ends a sentence; one without figure and cue is not kept.
    fn close(&mut self, span: Span, section: SectionId, first_token: usize, first_figure: usize) {
        let tells =
            self.out.tokens[first_token..].iter().any(|t| matches!(t.kind, TokenKind::Figure(_) | TokenKind::Cue(_)));
        if !tells {
            self.out.tokens.truncate(first_token);
            return;
        }
        let index = u32::try_from(self.out.sentences.len()).unwrap_or(u32::MAX);
        for figure in &mut self.out.figures[first_figure..] {
            figure.sentence = Some(index);
        }
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.out.sentences.push(Sentence {
            span,
            section,
            paragraph: self.paragraph,
            tokens: narrow(first_token)..narrow(self.out.tokens.len()),
        });
    }

    /// The last level figure told under an indicator.
    fn last_level(&self, indicator: &str) -> Option<FigureId> {
        const REACH: usize = 40;
        let told = self.out.figures.iter().rev().take(REACH);
        let level = |f: &&Figure| f.role.is_none() || matches!(f.role, Some(Role::Total | Role::Part | Role::To));
        told.filter(level).find(|f| f.indicator.as_deref() == Some(indicator)).map(|f| f.id)
    }

    fn zero(&mut self, body: Span, id: SectionId, pieces: &[Piece], k: usize, zero: &ZeroWords) -> FigureId {
        let text = &self.document.text;
        let named = zero.of.or_else(|| {
            let clause = clause::before(text, body.start as usize, pieces, k);
            label::before(&clause, clause.before.end as usize)
        });
        let named = named.map(|span| Label { text: label::plain(span.of(text)), span, inherited: false });
        self.push_zero(zero.span, id, named, None);
        FigureId(u32::try_from(self.out.figures.len() - 1).unwrap_or(u32::MAX))
    }

    /// `1. 财政拨款收入` in the heading and the amount at the start of the body: the title names the figure.
    fn heading_label(&self, body: Span, id: SectionId, clause: &clause::Clause<'_>, upto: usize) -> Option<Span> {
        let section = self.outline.section(id);
        let first = section.body.first().is_some_and(|b| b.start == body.start);
        let text = &self.document.text;
        let words = text.get(clause.before.start as usize..upto)?;
        let says_nothing = |words: &str| {
            let is_particle = |c: char| !is_han(c) || matches!(c, '为' | '约' | '共' | '是' | '达' | '计');
            words.chars().all(is_particle)
        };
        // 三、“三公”经费。全年47.20万元, 全年列支58.95万元.
        let behind_time = words.trim_start().strip_prefix("全年").unwrap_or(words);
        let silent = says_nothing(behind_time.strip_prefix("列支").unwrap_or(behind_time));
        (first && silent).then(|| heading::name(text, section)).flatten()
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one paragraph; a struct would only rename it")]
    fn figure(
        &mut self,
        body: Span,
        section: SectionId,
        pieces: &[Piece],
        k: usize,
        raw: &Raw,
        made: &[Option<FigureId>],
        depths: &[u8],
        after_of_which: Option<u8>,
    ) -> FigureId {
        let text = &self.document.text;
        let clause = clause::before(text, body.start as usize, pieces, k);
        let next_at = pieces
            .get(k + 1..)
            .and_then(|rest| rest.iter().find(|p| matches!(p, Piece::Figure(_) | Piece::Zero(_))))
            .map_or(body.end, |p| p.span().start);
        let tail = &text[raw.span.end as usize..body.end as usize];
        let respective = respective(text, body.start as usize, pieces, k);
        let mut kind = raw.kind;
        let mut unit = raw.unit.clone();
        let (mut value, mut interval, mut place) = (raw.value, raw.interval, raw.place);
        let Annotation { role, direction, subject_end, per } = annotate::role(&clause, raw, near(tail));
        let told = (0..k)
            .rev()
            .take_while(|&j| !matches!(pieces[j], Piece::Token(TokenKind::Stop, _)))
            .filter_map(|j| made[j])
            .map(|id| &self.out.figures[id.0 as usize]);
        let mut per = price::per(&clause, raw, per, role, &told, &self.out.figures);
        // A price told in words: 每人每月100元, 人均9329元.
        if per.is_some() && kind == Kind::Amount {
            kind = Kind::Rate;
        }
        let before_words = clause.words();
        let named_upto = subject_end.unwrap_or(clause.before.end as usize);
        let mut named = label::before(&clause, named_upto).filter(|s| s.end as usize <= named_upto);
        if kind == Kind::Amount
            && per.is_none()
            && !raw.span.of(text).contains(['万', '亿'])
            && (named.is_some_and(|s| {
                any_of!["标准", "单价", "均价", "限价", "票价", "水价", "电价", "气价"].end(s.of(text))
            }) || price::listed_as_prices(text, body.start as usize, raw.span.start as usize)
                || price::continues(&clause, raw, role, &told)
                || tail.starts_with("标准")
                || tail.starts_with("的标准"))
        {
            kind = Kind::Rate;
        }
        if kind == Kind::Rate && raw.kind == Kind::Amount {
            // 万元 back to 元.
            let yuan = Decimal::from(10_000);
            value = value.checked_mul(yuan).unwrap_or(value);
            place = place.checked_mul(yuan).unwrap_or(place);
            interval = interval.scaled(yuan);
            unit = unit.trim_start_matches('万').into();
        }
        // 场均72人: a mean of whole things is rounded to one.
        if role == Some(Role::Average) && interval.as_point().is_some() {
            interval = place.checked_div(Decimal::TWO).map_or(interval, |half| Interval::around(value, half));
        }
        if kind == Kind::Rate
            && let Some(words) = &mut per
        {
            unit = format!("{unit}/{words}");
        }
        let mut role = role;
        let mut stands_for =
            matches!(role, Some(Role::UnitPrice)) && named.is_none_or(|s| s.of(text).starts_with('每'));
        // 预算, 决算 as printed: the name where nothing else is.
        let mut step = None;
        let mut is_stage = false;
        // 进度106.75% is a rate of its own name.
        let is_rate = |span: &Span| kind == Kind::Percentage && span.of(text).ends_with("进度");
        if let Some(span) = named.filter(|span| kind != Kind::Score && !is_rate(span))
            && let Some(words) = stands_for_subject(span.of(text))
        {
            stands_for = true;
            step = named.filter(|s| words == Standing::Stage && is_step_noun(s.of(text)));
            is_stage = words == Standing::Stage;
            // 外贸促进与展会，预算150万元，执行146.8万元; 2019年9982.15万元: stage or year alone, the subject stands before.
            named = None;
            if words == Standing::Earlier && role.is_none() && raw.kind != Kind::Percentage {
                role = Some(Role::Base);
            }
        } else if named.is_none() && role.is_none() && earlier_year(clause.words(), self.outline.metadata.year) {
            role = Some(Role::Base);
        }
        if (matches!(role, Some(Role::UnitPrice | Role::Average)) || per.is_some())
            && let Some(span) = named
        {
            named = label::without_each(text, span);
        }
        let comparison = matches!(
            role,
            Some(Role::Change | Role::Growth | Role::Share | Role::Completion | Role::From | Role::To | Role::Base)
        );
        let respective = respective.or_else(|| {
            let told = || respective_figure(pieces, k, made, &self.out.figures);
            if comparison && named.is_some() { None } else { told() }
        });
        if let Some(span) = respective {
            named = Some(span);
        }
        let mut item = None;
        if matches!(kind, Kind::Count | Kind::PersonTimes | Kind::OtherMeasure) && !comparison && respective.is_none() {
            item = label::after(text, raw.span.end as usize, next_at as usize);
            let behind = item.is_some_and(|s| s.of(text).chars().count() >= 2) || item.is_some() && named.is_none();
            // 联合收割机164台外出作业, 供水工程1.8万户受益: what the counted did is not its name.
            let did = || item.is_some_and(|s| label::opens_with_deed(s.of(text)));
            let is_deed = || item.is_some_and(|s| label::is_one_word(s.of(text)));
            if behind && (!did() || named.is_none_or(|s| s.of(text).chars().count() < 2) && is_deed()) {
                named = item;
            }
        }
        if matches!(kind, Kind::Amount | Kind::Rate)
            && !comparison
            && named.is_none_or(|s| s.of(text).contains('每'))
            && let Some(object) = label::after_de(text, raw.span.end as usize, next_at as usize)
        {
            named = Some(object);
        }
        if kind == Kind::Amount
            && !comparison
            && respective.is_none()
            && let Some(list) = named.and_then(|last| joined_names(text, body.start as usize, pieces, k, last))
        {
            named = Some(list);
        }
        let mut inherited = false;
        if !comparison
            && respective.is_none()
            && (named.is_none() || named != item)
            && let Some(silent) = silent::of(text, clause.before.start as usize, named_upto, kind)
        {
            let taken = silent::taken_over(silent, kind, &unit, pieces, k, made, &self.out.figures);
            let whole = || {
                let sums = silent == silent::Silent::Sum;
                sums.then(|| whole_of_list(text, body.start as usize, pieces, k)).flatten()
            };
            let taken = taken.or_else(whole);
            // 以上相加为638万元: what tells of the summing is no name.
            named = taken.or(named.filter(|span| span.of(text) != "相加"));
            inherited = taken.is_some();
        }
        if named.is_none() && clause.bound.is_none() {
            named = self.heading_label(body, section, &clause, named_upto);
            inherited = named.is_some();
        }
        let mut subject = None;
        if named.is_none() || comparison {
            let above = if role == Some(Role::To) {
                // The old value stands directly before the new one.
                last_figure(pieces, k, made).filter(|id| self.out.figures[id.0 as usize].role == Some(Role::From))
            } else {
                None
            };
            let above = above.or_else(|| subject_of(text, pieces, k, made, depths, &self.out.figures, comparison));
            subject = above.filter(|_| comparison);
            // 公用经费同上一年246.60万元相比减少25.15万元: what the base speaks of is what changed.
            let base = last_figure(pieces, k, made).map(|id| &self.out.figures[id.0 as usize]).filter(|b| {
                let compares = matches!(b.role, Some(Role::Base | Role::Change | Role::Growth));
                comparison && compares && named.is_none() && (b.subject.is_some() || b.role == Some(Role::Base))
            });
            if let Some(base) = base {
                named = base.label.as_ref().map(|l| l.span);
                inherited = named.is_some();
                subject = base.subject;
            } else if role == Some(Role::Base) || comparison && named.is_some() {
                let own = named.and_then(|n| indicator::normal(&label::plain(n.of(text))));
                let agrees = |id: &FigureId| own.is_none() || self.out.figures[id.0 as usize].indicator == own;
                subject = subject.filter(agrees).or_else(|| own.and_then(|own| self.last_level(&own)));
            }
            // 追加412.75万元，调整后预算3539.15万元: a step of the whole budget is no name to take over.
            let above = above.filter(|id| {
                let label = self.out.figures[id.0 as usize].label.as_ref();
                !is_stage
                    || kind == Kind::Percentage && self.out.figures[id.0 as usize].kind == kind
                    || label
                        .is_none_or(|l| !is_step_noun(&l.text) && !is_adjustment(&l.text) && !l.text.ends_with('率'))
            });
            // 比上年压减6.5万元，下降8.2%: both are told of what was compared.
            let change = last_figure(pieces, k, made).map(|id| &self.out.figures[id.0 as usize]);
            if named.is_none()
                && comparison
                && above.is_none()
                && let Some(label) = change.filter(|f| f.role == Some(Role::Change)).and_then(|f| f.label.as_ref())
            {
                named = Some(label.span);
                inherited = true;
            }
            if named.is_none()
                && let Some(above) = above
                && (stands_for || may_inherit(&self.out.figures[above.0 as usize], comparison, pieces, k, made))
            {
                named = self.out.figures[above.0 as usize].label.as_ref().map(|l| l.span);
                inherited = named.is_some();
            }
        }
        if named.is_none()
            && let Some(topic) = topic(text, body.start as usize, pieces, &clause)
        {
            named = Some(topic);
            inherited = true;
        }
        if named.is_none() && (stands_for || comparison) {
            named = heading::item(text, self.outline.section(section)).or(step);
            inherited = named.is_some() && named != step;
        }
        let mut of_previous = None;
        if named.is_none() && !comparison {
            named = label::verb_alone(&clause, named_upto);
            // 残疾人“两项补贴”30483人次，共发放304.83万元: what was paid out is what was counted.
            of_previous = named
                .and_then(|_| last_figure(pieces, k, made))
                .and_then(|id| self.out.figures[id.0 as usize].indicator.clone());
        }
        let named = named.map(|span| Label { text: label::plain(span.of(text)), span, inherited });
        if named.is_none() {
            self.out.notes.push(Note::at(NoteKind::LabelUnclear, raw.span, "没有确定的名目"));
        }
        let label_text = named.as_ref().map(|l| l.text.as_str());
        let addable = !matches!(kind, Kind::Percentage | Kind::PercentagePoints | Kind::Multiple);
        if role.is_none() && addable && after_of_which.is_some_and(|d| d <= depths[k]) {
            role = Some(Role::Part);
        }
        // 比年初预算10万元节约: what is compared with tells its own stage.
        let stage_words = match subject_end {
            Some(end) if role != Some(Role::Base) => &text[clause.before.start as usize..end],
            _ => before_words,
        };
        let mut period = setting::period(stage_words);
        if role == Some(Role::Base) {
            period = setting::period(before_words).or(Some(super::Period::Previous));
        }
        let stage_words = if inherited && !comparison && stage_words.trim().is_empty() {
            label_text.unwrap_or(stage_words)
        } else {
            stage_words
        };
        let scope = setting::scope(stage_words).or_else(|| label_text.and_then(setting::scope));
        let stage = if comparison && role != Some(Role::Base) { None } else { setting::stage(stage_words, label_text) };
        // 预算480万元，执行512万元: what follows a budget of the same thing is what became of it.
        let follows_budget = || {
            let before = last_figure(pieces, k, made).map(|id| &self.out.figures[id.0 as usize]);
            let same = |f: &&Figure| f.label.as_ref().map(|l| l.span) == named.as_ref().map(|l| l.span);
            before
                .filter(same)
                .is_some_and(|f| matches!(f.stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget)))
        };
        let stage = match stage {
            None | Some(Stage::Expenditure)
                if inherited && role.is_none() && kind == Kind::Amount && follows_budget() =>
            {
                Some(Stage::FinalAccount)
            }
            stage => stage,
        };
        let action = clause.pieces.iter().rev().find_map(|p| match p {
            Piece::Verb(span) | Piece::NounVerb(span) => Some(*span),
            Piece::Token(TokenKind::Cue(Cue::Completion), span) if span.of(text) == "完成" => Some(*span),
            _ => None,
        });
        let previous = last_figure(pieces, k, made).and_then(|id| self.out.figures[id.0 as usize].label.as_ref());
        let continued =
            |label: &str| previous.map_or_else(|| label.to_owned(), |p| indicator::continued(&p.text, label));
        let id = FigureId(u32::try_from(self.out.figures.len()).unwrap_or(u32::MAX));
        self.out.figures.push(Figure {
            id,
            section,
            sentence: None,
            cell: None,
            span: raw.span,
            printed: Printed { number: raw.number, unit: raw.unit_span, precision: place },
            kind,
            value,
            unit,
            per,
            interval,
            approximation: raw.approximation,
            in_words: false,
            indicator: of_previous
                .or_else(|| named.as_ref().and_then(|l| indicator::normal(&continued(&l.with_total(text))))),
            label: named,
            action,
            stage,
            period,
            scope,
            role,
            subject,
            direction,
            item_words: item,
        });
        id
    }
}
