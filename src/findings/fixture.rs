//! Reports built by hand for the tests of this folder: figures are marked `«847.86万元»` in the text.

use rust_decimal::Decimal;

use crate::document::{self, Document};
use crate::figures::{Approximation, Cue, Figure, FigureId, Figures, Kind, Label, Printed, Sentence, Token, TokenKind};
use crate::outline::{self, Outline, SectionId};
use crate::quantity::Interval;
use crate::relations::{Claim, Expr, Relation, RelationKind, Relations, Report};
use crate::text::Span;

use super::{Findings, JudgeSettings, judge};

/// A report whose figures are those marked in its text.
pub(super) struct Fixture {
    pub(super) document: Document,
    pub(super) outline: Outline,
    pub(super) figures: Figures,
}

impl Fixture {
    /// Reads marked text; the label of a figure is what stands before it since the last mark of punctuation.
    pub(super) fn new(marked: &str) -> Self {
        let mut text = String::new();
        let mut figures = Figures::default();
        for (n, piece) in marked.split(['«', '»']).enumerate() {
            let start = text.len();
            text.push_str(piece);
            if n % 2 == 1 {
                let label_start = text[..start].rfind(['，', '、', '。', '：', '；', '\n']);
                let label_start = label_start.map_or(0, |at| at + text[at..].chars().next().unwrap().len_utf8());
                let id = FigureId(u32::try_from(figures.figures.len()).unwrap());
                let span = Span::new(start, text.len());
                figures.figures.push(figure(id, piece, span, &text[label_start..start], label_start));
            }
        }
        let mut start = 0;
        for (n, sentence) in text.split_inclusive('。').enumerate() {
            let span = Span::new(start, start + sentence.len());
            start = span.end as usize;
            let first = u32::try_from(figures.tokens.len()).unwrap();
            let respectively =
                sentence.find("分别").map(|at| Span::new(span.start as usize + at, span.start as usize + at + 6));
            figures.tokens.extend(respectively.map(|span| Token {
                kind: TokenKind::Cue(Cue::Respectively),
                span,
                depth: 0,
            }));
            for figure in figures.figures.iter_mut().filter(|f| span.contains(f.span)) {
                figure.sentence = Some(u32::try_from(n).unwrap());
                figures.tokens.push(Token { kind: TokenKind::Figure(figure.id), span: figure.span, depth: 0 });
            }
            figures.tokens[first as usize..].sort_by_key(|t| t.span);
            let tokens = first..u32::try_from(figures.tokens.len()).unwrap();
            figures.sentences.push(Sentence { span, section: SectionId(0), paragraph: 0, tokens });
        }
        let document = document::from_text(text, "报告.txt");
        let outline = outline::parse(&document);
        Self { document, outline, figures }
    }

    pub(super) fn report(&self) -> Report<'_> {
        Report::new(&self.document, &self.outline, &self.figures)
    }

    pub(super) fn judge(&self, relations: &Relations) -> Findings {
        judge(&self.report(), relations, &JudgeSettings::default())
    }
}

fn figure(id: FigureId, piece: &str, span: Span, label: &str, label_start: usize) -> Figure {
    let about = piece.starts_with('约');
    let number = piece.trim_start_matches('约');
    let at = span.start as usize + piece.len() - number.len();
    let n_digits = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-')).unwrap_or(number.len());
    let (digits, unit) = number.split_at(n_digits);
    let n_decimals = digits.split_once('.').map_or(0, |(_, d)| u32::try_from(d.len()).unwrap());
    let (kind, normal, factor) = match unit {
        "万元" | "万" => (Kind::Amount, "万元", Decimal::ONE),
        "亿元" => (Kind::Amount, "万元", Decimal::from(10_000)),
        "元" => (Kind::Amount, "万元", Decimal::new(1, 4)),
        "%" => (Kind::Percentage, "%", Decimal::ONE),
        "个百分点" => (Kind::PercentagePoints, "个百分点", Decimal::ONE),
        "人次" => (Kind::PersonTimes, "人次", Decimal::ONE),
        _ if unit.starts_with("元/") => (Kind::Rate, unit, Decimal::ONE),
        _ => (Kind::Count, unit, Decimal::ONE),
    };
    let value = digits.replace(',', "").parse::<Decimal>().unwrap() * factor;
    let precision = Decimal::new(1, n_decimals) * factor;
    let whole = matches!(kind, Kind::Count | Kind::PersonTimes) && n_decimals == 0;
    let interval = match (about, whole) {
        (true, _) => Interval::around(value, value / Decimal::TEN),
        (false, true) => Interval::point(value),
        (false, false) => Interval::around(value, precision / Decimal::TWO),
    };
    let text = label.to_owned();
    Figure {
        id,
        section: SectionId(0),
        sentence: None,
        cell: None,
        span,
        printed: Printed {
            number: Span::new(at, at + n_digits),
            unit: Span::new(at + n_digits, span.end as usize),
            precision,
        },
        kind,
        value,
        unit: normal.to_owned(),
        per: None,
        interval,
        approximation: if about { Approximation::About } else { Approximation::Exact },
        in_words: false,
        indicator: (!text.is_empty()).then(|| text.clone()),
        label: (!text.is_empty()).then(|| Label {
            span: Span::new(label_start, label_start + text.len()),
            text,
            inherited: false,
        }),
        action: None,
        stage: None,
        period: None,
        scope: None,
        role: None,
        subject: None,
        direction: None,
        item_words: None,
    }
}

/// The n-th figure.
pub(super) fn f(n: u32) -> Expr {
    Expr::Figure(FigureId(n))
}

/// A claim stated by the text, of a rule that does not exist.
pub(super) fn relation(kind: RelationKind, claim: Claim) -> Relation {
    Relation::new("GJ000", kind, claim)
}

/// total = part + part + …
pub(super) fn total(total: u32, parts: &[u32]) -> Relation {
    relation(RelationKind::Total, Claim::Equal(Expr::sum(parts.iter().map(|&p| FigureId(p))), f(total)))
}

/// rate = part ÷ whole
pub(super) fn rate(rate: u32, part: u32, whole: u32) -> Relation {
    relation(RelationKind::Completion, Claim::Equal(Expr::percent(f(part), f(whole)), f(rate)))
}

/// The same figure in two places.
pub(super) fn same(a: u32, b: u32) -> Relation {
    relation(RelationKind::Same, Claim::Equal(f(a), f(b)))
}
