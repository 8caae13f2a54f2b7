//! Slips in words: lists, directions, years, numbering.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::evaluate::Case;
use crate::evaluate::oracle::{self, Number};
use crate::evaluate::random::Random;
use crate::outline::in_chinese;
use crate::quantity::numeral;
use crate::text::Span;

use super::edit::Edits;
use super::plan::{Mutant, fate, holding};
use super::{Fate, Slip};

pub(super) fn mutant(slip: Slip, n: usize, case: &Case, random: &mut Random) -> Option<Mutant> {
    let (edits, names, fate, breaks) = match slip {
        Slip::DroppedPart => dropped_part(case, random)?,
        Slip::Reversed => reversed(case, random)?,
        Slip::Direction => direction(case, random)?,
        Slip::DroppedItem => dropped_item(case, random)?,
        Slip::Year => year(case, random)?,
        Slip::SectionNumber => section_number(case, random)?,
        _ => return None,
    };
    Some(Mutant { slip, case: n, edits: Edits::new(edits), names, fate, breaks, before: None })
}

/// Pieces to replace, figures to be named, what the truth says, and which kind of relation breaks.
type Change = (Vec<(Span, String)>, Vec<usize>, Fate, String);

/// 、甲12万元 is left out; the total stays.
fn dropped_part(case: &Case, random: &mut Random) -> Option<Change> {
    let all = holding(case);
    let totals: Vec<_> = all.iter().filter(|r| r.kind == "total" && r.figures.len() > 3).collect();
    let total = totals.get(random.below(totals.len()))?;
    let part = *total.figures.get(1 + random.below(total.figures.len() - 1))?;
    if all.iter().filter(|r| r.figures.contains(&part)).count() > 1 {
        return None;
    }
    let figure = &case.truth.figures[part];
    let (start, end) = (figure.span.start as usize, figure.span.end as usize);
    let before = part.checked_sub(1).map_or(0, |n| case.truth.figures[n].span.end as usize);
    let mark = before + case.text[before..start].rfind(['、', '；', '，', '。', '\n', '：'])?;
    let is_list = case.text[mark..].starts_with(['、', '；']) && case.text[end..].starts_with(['、', '；', '。']);
    let (fate, breaks) = fate(case, BTreeMap::from([(part, Number::printed(figure, Decimal::ZERO, Decimal::ONE)?)]));
    let names = total.figures.iter().copied().filter(|&n| n != part).collect();
    is_list.then(|| (vec![(Span::new(mark, end), String::new())], names, fate, breaks))
}

/// Two numbers after 分别 stand in the wrong order.
fn reversed(case: &Case, random: &mut Random) -> Option<Change> {
    let places: Vec<usize> = case.text.match_indices("分别").map(|(at, _)| at).collect();
    let at = *places.get(random.below(places.len()))?;
    let end = at + case.text[at..].find(['。', '；', '\n']).unwrap_or(case.text.len() - at);
    let figures = &case.truth.figures;
    let within: Vec<usize> =
        (0..figures.len()).filter(|&n| (at..end).contains(&(figures[n].span.start as usize))).collect();
    let pairs: Vec<(usize, usize)> = within
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|&(a, b)| figures[a].gold.kind == figures[b].gold.kind && figures[a].gold.unit == figures[b].gold.unit)
        .collect();
    let (a, b) = *pairs.get(random.below(pairs.len()))?;
    let (first, second) = (oracle::digits(&figures[a])?, oracle::digits(&figures[b])?);
    if first.printed == second.printed || first.scale != second.scale {
        return None;
    }
    let text = |n: usize, range: std::ops::Range<usize>| figures[n].gold.quote[range].to_owned();
    let span = |n: usize, range: &std::ops::Range<usize>| {
        let start = figures[n].span.start as usize;
        Span::new(start + range.start, start + range.end)
    };
    let edits = vec![
        (span(a, &first.range), text(b, second.range.clone())),
        (span(b, &second.range), text(a, first.range.clone())),
    ];
    let numbers = BTreeMap::from([
        (a, Number::printed(&figures[a], second.printed, first.scale)?),
        (b, Number::printed(&figures[b], first.printed, second.scale)?),
    ]);
    let (fate, breaks) = fate(case, numbers);
    Some((edits, vec![a, b], fate, breaks))
}

const DIRECTIONS: [(&str, &str); 8] = [
    ("增加", "减少"),
    ("增长", "下降"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("减少", "增加"),
    ("下降", "增长"),
    ("降低", "提高"),
    ("节约", "超支"),
];

/// 增长 for 下降.
fn direction(case: &Case, random: &mut Random) -> Option<Change> {
    let figures = &case.truth.figures;
    let relations: Vec<_> =
        holding(case).into_iter().filter(|r| matches!(r.kind.as_str(), "growth" | "change" | "step")).collect();
    let relation = relations.get(random.below(relations.len()))?;
    let told = relation
        .figures
        .iter()
        .copied()
        .find(|&n| matches!(figures[n].gold.role.as_deref(), Some("change" | "growth")))?;
    let figure = &figures[told];
    if figure.gold.value?.is_zero() {
        return None;
    }
    let start = figure.span.start as usize;
    let clause = case.text[..start].rfind(['，', '。', '；', '、', '：', '\n']).map_or(0, |at| at);
    // Right before the number: anything further away may govern something else.
    let before = &case.text[clause..start];
    let word = DIRECTIONS.iter().find(|(word, _)| before.ends_with(word) || before.ends_with(&format!("{word}了")))?;
    let at = clause + before.rfind(word.0)?;
    let edits = vec![(Span::new(at, at + word.0.len()), word.1.to_owned())];
    Some((edits, vec![told], Fate::Visible, relation.kind.clone()))
}

/// 5个股室：甲、乙、丙、丁.
fn dropped_item(case: &Case, random: &mut Random) -> Option<Change> {
    let relations: Vec<_> = holding(case).into_iter().filter(|r| r.kind == "item_count").collect();
    let relation = relations.get(random.below(relations.len()))?;
    let stated = *relation.figures.first()?;
    let figure = &case.truth.figures[stated];
    let start = figure.span.end as usize;
    let end = start + case.text[start..].find(['。', '；', '\n', '（'])?;
    let list = start + case.text[start..end].find(['：', ':'])?;
    let marks: Vec<usize> = case.text[list..end].match_indices('、').map(|(at, _)| list + at).collect();
    if Decimal::from(marks.len() + 1) != figure.gold.value? {
        return None;
    }
    let n = random.below(marks.len());
    let stop = marks.get(n + 1).copied().unwrap_or(end);
    let edits = vec![(Span::new(*marks.get(n)?, stop), String::new())];
    Some((edits, vec![stated], Fate::Visible, relation.kind.clone()))
}

/// Last year's year in a sentence about this year.
fn year(case: &Case, random: &mut Random) -> Option<Change> {
    let year = case.truth.meta.year;
    let first = case.truth.sections.first().map_or(0, |s| s.span.end as usize);
    let is_own = |&at: &usize| {
        let before = case.text[..at].chars().next_back().unwrap_or('\n');
        let after = &case.text[at + 4 + "年".len()..];
        let is_date = after.starts_with(|c: char| c.is_ascii_digit());
        let clause = &after[..after.find(['。', '；', '\n']).unwrap_or(after.len())];
        at > first && matches!(before, '。' | '\n' | '，' | '　') && !is_date && clause.contains("万元")
    };
    let words = format!("{year}年");
    let places: Vec<usize> = case.text.match_indices(&words).map(|(at, _)| at).filter(is_own).collect();
    let at = *places.get(random.below(places.len()))?;
    Some((vec![(Span::new(at, at + 4), (year - 1).to_string())], Vec::new(), Fate::Visible, "stale_year".to_owned()))
}

/// （四） after （二）.
fn section_number(case: &Case, random: &mut Random) -> Option<Change> {
    let sections = &case.truth.sections;
    let section = sections.get(random.below(sections.len()))?;
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let number = &section.gold.number;
    let from = number.find(is_digit)?;
    let to = from + number[from..].find(|c| !is_digit(c)).unwrap_or(number.len() - from);
    let words = &number[from..to];
    let n: usize = numeral::parse(words)?.value.to_string().parse().ok()?;
    let next = if words.is_ascii() { (n + 1).to_string() } else { in_chinese(n + 1) };
    let at = section.span.start as usize + section.gold.quote.find(number.as_str())? + from;
    let edits = vec![(Span::new(at, at + words.len()), next)];
    Some((edits, Vec::new(), Fate::Visible, "sequence".to_owned()))
}
