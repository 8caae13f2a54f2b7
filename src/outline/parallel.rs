//! Titles of one list that are built alike: one length, one comma in one place.

use crate::text::script;

use super::heading::Draft;
use super::title::{Cut, End};
use super::vocabulary;

/// Titles of one list mostly have one length: 资助政策全面兑现|全年…, 办学条件持续改善|年内… tell where
/// 经费保障落实到位|义务教育… ends although no word tells.
pub(super) fn align(text: &str, list: &[usize], drafts: &mut [Draft]) {
    let Some(length) = common_length(text, list, drafts) else { return };
    for &n in list {
        let draft = &mut drafts[n];
        if let Some(end) =
            end_at(text, draft, length).filter(|&end| is_doubtful(text, draft) && draft.start + end != draft.cut.end)
        {
            let end = draft.start + end;
            draft.cut = Cut { end, closed: end, score: 6, by: End::Words, opened: false };
        }
    }
}

/// Whether nothing but the sentence around it ended the title.
fn is_doubtful(text: &str, draft: &Draft) -> bool {
    let title = &text[draft.start..draft.cut.end];
    match draft.cut.by {
        End::Nothing => true,
        End::Figure => vocabulary::head(title) == 0 && !vocabulary::is_budget_code(title),
        End::Stop => title.chars().count() > 16 && vocabulary::head(title) == 0,
        _ => false,
    }
}

/// Byte after the first `length` characters behind the number, if those may be a title.
fn end_at(text: &str, draft: &Draft, length: usize) -> Option<usize> {
    let words = &text[draft.start..draft.limit];
    let end = words.char_indices().nth(length).map(|(i, _)| i)?;
    let title = &words[..end];
    // A year may open a title; a figure inside belongs to a sentence.
    let figure = title.trim_start_matches(is_digit).contains(is_digit);
    let plain = !title.contains(['。', '；', '：', '、', ':', '（', '(']) && !title.ends_with(['，', ',']);
    (plain && !figure && comma(title).is_some()).then_some(end)
}

fn is_digit(c: char) -> bool {
    script::fold(c).is_ascii_digit()
}

/// Place of the comma, 0 for none; `None` for more than one.
fn comma(words: &str) -> Option<usize> {
    let mut commas = words.chars().enumerate().filter(|(_, c)| matches!(c, '，' | ','));
    let first = commas.next().map_or(0, |(n, _)| n);
    commas.next().is_none().then_some(first)
}

/// The length that the titles of a list share.
fn common_length(text: &str, list: &[usize], drafts: &[Draft]) -> Option<usize> {
    let members = || list.iter().map(|&n| &drafts[n]);
    let shape = |d: &Draft, n: usize| end_at(text, d, n).and_then(|end| comma(&text[d.start..d.start + end]));
    let alike = |n: usize| {
        let mut shapes = members().filter(|d| is_doubtful(text, d)).map(|d| shape(d, n));
        let first = shapes.next()??;
        shapes.all(|other| other == Some(first)).then_some(first)
    };
    let untold: Vec<&Draft> = members().filter(|d| is_doubtful(text, d)).collect();
    // Titles that only the next sentence ended tell the length of the others.
    let told = || {
        let ended = members().filter(|d| d.cut.opened || d.cut.by == End::Words);
        ended
            .map(|d| &text[d.start..d.cut.end])
            .filter(|title| vocabulary::head(title) < vocabulary::STRONG || comma(title).is_some_and(|n| n > 0))
    };
    if let Some(first) = told().next() {
        let length = first.chars().count();
        let same = told().all(|title| title.chars().count() == length);
        let halves = comma(first).filter(|&n| n > 0).is_some_and(|n| alike(length) == Some(n));
        let others = || untold.iter().filter(|d| may_end(text, d, length) > 0).count() * 2 >= untold.len().max(1);
        return (same && length >= 4 && (told().count() > 1 || halves || others())).then_some(length);
    }
    if untold.len() < 2
        || untold.len() < list.len()
        || untold.iter().any(|d| vocabulary::is_duty(&text[d.start..d.limit]))
    {
        return None;
    }
    // 建设实力|青岚, 建设绿色|青岚: titles that end in one word are told by it.
    let rhymes = |n: usize| {
        let title = |d: &&Draft| end_at(text, d, n).map_or("", |end| &text[d.start..d.start + end]);
        let first = untold.first().map_or("", title);
        let end = first.len().checked_sub(6).and_then(|at| first.get(at..)).unwrap_or("，");
        untold.iter().all(|d| title(d).ends_with(end)) && untold.iter().any(|d| title(d) != first)
    };
    let silent = |n: usize| {
        let rhyme = untold.len() > 2 && rhymes(n);
        if rhyme { 0 } else { untold.iter().filter(|d| may_end(text, d, n) == 0).count() }
    };
    let lengths = (5..=20).filter(|&n| {
        let one = usize::from(untold.len() > 2);
        alike(n).is_some() && !untold.iter().any(|d| is_inside_a_word(text, d, n)) && silent(n) <= one
    });
    // Of two lengths the longer one only if it is told better.
    lengths.rev().max_by_key(|&n| (rhymes(n), untold.iter().map(|d| may_end(text, d, n)).sum::<u32>()))
}

/// How much tells that a title of `n` characters is whole: its end, and better the beginning of a sentence behind it.
fn may_end(text: &str, draft: &Draft, n: usize) -> u32 {
    let words = &text[draft.start..draft.limit];
    let Some(end) = end_at(text, draft, n) else { return 0 };
    u32::from(vocabulary::is_statement(&words[..end])) + if vocabulary::opener(&words[end..]) > 0 { 2 } else { 0 }
}

fn is_inside_a_word(text: &str, draft: &Draft, n: usize) -> bool {
    end_at(text, draft, n).is_some_and(|end| vocabulary::is_within_a_word(text, draft.start + end))
}

#[cfg(test)]
mod tests {
    use crate::document::from_text;
    use crate::outline::parse;

    fn titles(text: &str) -> Vec<String> {
        parse(&from_text(text.to_owned(), "t")).sections[1..].iter().map(|s| s.title.clone()).collect()
    }

    #[test]
    fn titles_of_one_length_tell_each_other() {
        let text = "（一）经济运行稳中向好规模以上工业增加值增长7.2%。（二）乡村振兴全面推进粮食播种面积稳定在42万亩。\
                    （三）生态环境持续改善空气质量优良天数比例达到96.4%。";
        assert_eq!(titles(text), ["经济运行稳中向好", "乡村振兴全面推进", "生态环境持续改善"]);
    }

    #[test]
    fn titles_of_two_halves_tell_each_other() {
        let text = "（一）加强协调，明确职责分工为做好资金监控，建立台账。（二）常态监控，从严监督管理以资金台账为基础，定期核对。";
        assert_eq!(titles(text), ["加强协调，明确职责分工", "常态监控，从严监督管理"]);
    }

    #[test]
    fn names_of_figures_stay_whole() {
        let text = "其中：1.县级基本财力保障机制奖补资金支出8913.00万元，兜牢底线。2.疫情防控财力补助资金支出7391.53万元，用于物资。";
        assert_eq!(titles(text), ["县级基本财力保障机制奖补资金支出", "疫情防控财力补助资金支出"]);
    }

    #[test]
    fn duties_have_no_titles() {
        let text = "（一）贯彻执行城市管理法规，拟订全县规划，并组织实施。（二）负责市容环境卫生管理，组织专项整治，督促落实。\
                    （三）承担园林绿化管护，完善基础设施，建设城市公园。";
        assert_eq!(titles(text), ["", "", ""]);
    }
}
