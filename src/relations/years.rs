//! 所述年度. Which year a passage speaks of, as its opening or the heading above it says: 二、2024年预算草案.

use crate::figures::Sentence;
use crate::outline::Outline;
use crate::text::script::{fold, is_blank, is_blank_or_line_end};

/// Words that may stand before the year that opens a sentence.
const OPENINGS: &[&str] = &["截至", "截止", "到"];

/// The year that each sentence speaks of: the one that opens it, or a sentence before it in its paragraph, or else the
/// one that the nearest heading names.
pub(super) fn of_sentences(text: &str, outline: &Outline, sentences: &[Sentence]) -> Vec<Option<u16>> {
    let mut of_sections: Vec<Option<u16>> = Vec::with_capacity(outline.sections.len());
    for section in &outline.sections {
        let above = section.parent.and_then(|parent| of_sections.get(parent.0 as usize).copied().flatten());
        of_sections.push(only_year(&section.title).or(above));
    }
    let mut found = Vec::with_capacity(sentences.len());
    let mut last: Option<(u32, Option<u16>)> = None;
    for sentence in sentences {
        let before = last.filter(|(paragraph, _)| *paragraph == sentence.paragraph).and_then(|(_, year)| year);
        let opening = opening_year(sentence.span.of(text)).or(before);
        last = Some((sentence.paragraph, opening));
        let above = of_sections.get(sentence.section.0 as usize).copied().flatten();
        found.push(opening.or(above));
    }
    found
}

/// The year that a sentence begins with: 2024年全市…, 截至2023年底….
fn opening_year(sentence: &str) -> Option<u16> {
    let words = sentence.trim_start_matches(is_blank_or_line_end);
    let words = OPENINGS.iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words);
    year_at(words.trim_start_matches(is_blank))
}

/// The year of a heading that names one year only; 2021—2023年 is none.
fn only_year(title: &str) -> Option<u16> {
    let starts = title.char_indices().filter(|(at, c)| {
        fold(*c).is_ascii_digit() && !title[..*at].chars().next_back().is_some_and(|b| fold(b).is_ascii_digit())
    });
    let mut years = starts.filter_map(|(at, _)| year_at(&title[at..]));
    let first = years.next()?;
    let is_range = title.contains(['-', '－', '—', '～', '~', '至']);
    (!is_range && years.all(|year| year == first)).then_some(first)
}

/// Four digits and 年 at the start of `words`.
fn year_at(words: &str) -> Option<u16> {
    let digits: String = words.chars().map(fold).take_while(char::is_ascii_digit).take(5).collect();
    let rest = words.chars().nth(digits.len());
    let year = digits.parse().ok().filter(|year| (1949..2100).contains(year));
    year.filter(|_| digits.len() == 4 && rest == Some('年'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::figures;
    use crate::outline;

    fn years(text: &str) -> Vec<Option<u16>> {
        let document = document::from_text(text.to_owned(), "试");
        let outline = outline::parse(&document);
        let figures = figures::extract(&document, &outline);
        of_sentences(&document.text, &outline, &figures.sentences)
    }

    #[test]
    fn the_opening_and_the_heading_say_the_year() {
        assert_eq!(years("2023年收入5亿元。支出6亿元。"), [Some(2023); 2]);
        assert_eq!(years("截至2023年底，余额5亿元。"), [Some(2023)]);
        let text = "一、2023年执行情况\n收入5亿元。\n二、2024年预算草案\n收入6亿元。比2023年增加1亿元。";
        let of_bodies: Vec<_> = years(text).into_iter().flatten().collect();
        assert_eq!(of_bodies.last(), Some(&2024), "{of_bodies:?}");
        assert!(of_bodies.contains(&2023), "{of_bodies:?}");
    }

    #[test]
    fn ranges_and_comparisons_say_none() {
        assert_eq!(years("比2022年增加5万元。"), [None]);
        assert_eq!(years("收入5亿元，2022年收入4亿元。"), [None]);
        assert_eq!(only_year("2021—2023年预算情况"), None);
        assert_eq!(only_year("2023年预算执行情况和2024年预算草案"), None);
        assert_eq!(only_year("2023年预算执行情况"), Some(2023));
    }
}
