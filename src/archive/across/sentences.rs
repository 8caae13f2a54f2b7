//! What is kept of a report's sentences to see next year whether they were copied.

use crate::figures::{Approximation, Figure, Kind, Period, Sentence, TokenKind};
use crate::output::csv;
use crate::output::record::{Reported, content_hash};
use crate::text::script;

/// A number with fewer digits may well be the same in two years.
const TELLING_DIGITS: usize = 3;

/// A shorter sentence says too little: 支出12.50万元。
const TELLING_CHARACTERS: usize = 12;

/// 留存句. One sentence with a telling figure, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// Hash of its words and figures without the year.
    pub(super) hash: String,
    pub(super) section_id: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) figure_ids: String,
    pub(super) text: String,
    /// Holds an amount or person-times: a result of the year, not a standing fact.
    pub(super) has_result: bool,
}

/// Appends a row per sentence worth comparing; gives their number.
pub(in crate::archive) fn encode(report: &Reported<'_>, out: &mut Vec<u8>) -> usize {
    let mut n = 0;
    for sentence in &report.review.figures.sentences {
        let figures: Vec<&Figure> = figures(report, sentence).filter(|f| is_telling(f)).collect();
        let text = report.slice(sentence.span);
        let key = without_year(&script::folded(text));
        if figures.is_empty() || key.chars().count() < TELLING_CHARACTERS {
            continue;
        }
        let (start, end) = report.positions.chars(sentence.span);
        let words: String = text.trim().chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let ids: Vec<String> = figures.iter().map(|f| format!("{}-{}", report.id, f.id)).collect();
        csv::encode(
            &[
                content_hash([key.as_str()]).into(),
                format!("{}-{}", report.id, sentence.section).into(),
                start.into(),
                end.into(),
                ids.join(" ").into(),
                words.into(),
                figures.iter().any(|f| matches!(f.kind, Kind::Amount | Kind::PersonTimes)).into(),
            ],
            out,
        );
        n += 1;
    }
    n
}

/// Reads the rows back.
pub(super) fn decode(bytes: &[u8]) -> Result<Vec<Kept>, ::csv::Error> {
    let mut all = Vec::new();
    csv::decode(bytes, |row| {
        let field = |n: usize| row.get(n).unwrap_or_default().to_owned();
        all.push(Kept {
            hash: field(0),
            section_id: field(1),
            start: field(2),
            end: field(3),
            figure_ids: field(4),
            text: field(5),
            has_result: row.get(6) == Some("true"),
        });
    })?;
    Ok(all)
}

fn figures<'r>(report: &Reported<'r>, sentence: &Sentence) -> impl Iterator<Item = &'r Figure> {
    let figures = &report.review.figures;
    let tokens = &figures.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
    tokens.iter().filter_map(|token| match token.kind {
        TokenKind::Figure(id) => Some(figures.get(id)),
        _ => None,
    })
}

/// A result of the year: not a standard, not a bound (单价100万元以上), not a figure of another year, not so round or
/// short that it may be chance.
fn is_telling(f: &Figure) -> bool {
    let digits = f.value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len();
    matches!(f.kind, Kind::Amount | Kind::PersonTimes | Kind::Count | Kind::Percentage)
        && matches!(f.period, None | Some(Period::Current))
        && !matches!(f.approximation, Approximation::AtLeast | Approximation::AtMost | Approximation::Range)
        && digits >= TELLING_DIGITS
}

/// `2023年度支出…` and `2022年度支出…` are the same words.
fn without_year(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('年') {
        let before = &rest[..at];
        let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        out.push_str(if before.len() - digits == 4 { &before[..digits] } else { before });
        out.push('年');
        rest = &rest[at + '年'.len_utf8()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, figures, outline};

    #[test]
    fn bounds_and_round_numbers_tell_no_year() {
        let telling = |text: &str| {
            let document = document::from_text(text.to_owned(), "例");
            let figures = figures::extract(&document, &outline::parse(&document)).figures;
            figures.iter().filter(|f| is_telling(f)).count()
        };
        assert_eq!(telling("单价100万元以上专用设备0台。"), 0);
        assert_eq!(telling("补助标准为每村5000元，安排200万元。"), 0);
        assert_eq!(telling("支出312.65万元，惠及1286人次。"), 2);
    }

    #[test]
    fn only_years_of_four_digits_go() {
        assert_eq!(without_year("2023年度支出12.5万元,3年合计"), "年度支出12.5万元,3年合计");
        assert_eq!(without_year("12023年"), "12023年");
    }
}
