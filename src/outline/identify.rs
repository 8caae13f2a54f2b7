//! What a report says about itself: title, unit, region, year, kind.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::{BlockKind, Document};
use crate::text::{AnyOf, Span, script};

use super::aside::{Aside, HEADER};
use super::unit::{self, Clues};
use super::{Metadata, ReportKind};

/// How far into the text a title, a unit or a kind is looked for, in bytes.
const HEAD: usize = 4000;
/// Longest title, in characters.
const LONGEST: usize = 70;

/// Reads the metadata; `before` is where the first heading stands.
pub(super) fn identify(document: &Document, asides: &[Aside], before: usize) -> Metadata {
    let text = document.text.as_str();
    let header = |name: &str| header_field(text, asides, name);
    let title = header("标题")
        .or_else(|| title_line(document, asides, before))
        .or_else(|| title_within(text, before))
        .map(|span| without_extract(text, trim(text, span)));
    let words = title.map_or(String::new(), |span| unwrapped(span.of(text)));
    let head = clip(text, HEAD);
    let kind = kind_of(&script::folded(&words)).or_else(|| kind_of_text(head));
    let publisher = header("发布机构").map(|span| span.of(text).trim());
    let start = skip_header(asides);
    let (unit, region) = unit::find(&Clues { document, asides, title: &words, kind, publisher, start });
    let year = match kind {
        Some(ReportKind::GovernmentWork) => reviewed_year(head).or_else(|| year_of(&words)),
        _ => title.and_then(|t| year_below(text, t)).or_else(|| year_of(&words)).or_else(|| usual_year(text, kind)),
    };
    Metadata {
        title: title.map(|_| words.clone()).filter(|w| !w.is_empty()),
        title_span: title.filter(|s| !s.is_empty()),
        unit,
        region,
        year,
        kind,
    }
}

/// Names under which the reporting unit may begin a sentence, longest first.
pub(super) fn subjects(metadata: &Metadata) -> Vec<String> {
    let Some(unit) = &metadata.unit else { return Vec::new() };
    let mut names = vec![unit.clone()];
    for (i, c) in unit.char_indices() {
        let rest = &unit[i + c.len_utf8()..];
        if "省市县区州旗".contains(c) && rest.chars().count() >= 2 {
            // 平潭综合实验区教育局 is also 区教育局 and 教育局.
            names.push(unit[i..].to_owned());
            names.push(rest.to_owned());
        }
        if "乡镇".contains(c) && i > 0 {
            names.push(unit[..i + c.len_utf8()].to_owned());
            let start = unit[..i].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            names.push(unit[start..i + c.len_utf8()].to_owned());
        }
    }
    names.retain(|n| n.chars().count() >= 3);
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    names.dedup();
    names
}

fn clip(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).map_or(text, |i| &text[..i])
}

fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let blank = |c: char| script::is_blank(c) || matches!(c, '\n' | '\r' | '#' | '*');
    let start = span.start as usize + words.len() - words.trim_start_matches(blank).len();
    Span::new(start, start + words.trim_matches(blank).len())
}

/// A title without the bracket behind it that speaks of the copy: （摘要）.
fn without_extract(text: &str, title: Span) -> Span {
    const COPIES: [&str; 6] = ["（摘要）", "（全文）", "（节选）", "(摘要)", "(全文)", "（公开稿）"];
    let words = title.of(text);
    let own = COPIES.iter().find_map(|copy| words.strip_suffix(copy)).unwrap_or(words);
    Span::new(title.start as usize, title.start as usize + own.trim_end_matches(script::is_blank).len())
}

/// `words` without soft line ends.
fn unwrapped(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}

fn skip_header(asides: &[Aside]) -> usize {
    asides.iter().filter(|a| a.what == HEADER).map(|a| a.span.end as usize).max().unwrap_or(0)
}

/// The value of a field `name:` in the header of an archive copy.
fn header_field(text: &str, asides: &[Aside], name: &str) -> Option<Span> {
    let mut lines = asides.iter().filter(|a| a.what == HEADER).flat_map(|a| {
        let start = a.span.start as usize;
        a.span.of(text).split_inclusive('\n').scan(start, |at, line| {
            let here = *at;
            *at += line.len();
            Some((here, line))
        })
    });
    lines.find_map(|(at, line)| {
        let value = line.strip_prefix(name)?.strip_prefix([':', '：'])?;
        let span = trim(text, Span::new(at + line.len() - value.len(), at + line.len()));
        (!span.is_empty()).then_some(span)
    })
}

/// Words that the title of a report ends in, or nearly.
const KINDS: &[&str] = &["报告", "说明", "总结", "公报", "公开", "决算", "预算", "自评", "汇报", "总结及", "工作思路"];

static KIND_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(KINDS).expect("few short patterns"));

fn names_a_kind(line: &str) -> bool {
    KIND_FINDER.is_match(line)
}

/// The first short line before the first heading that names a kind of report, with the lines over which it is broken.
fn title_line(document: &Document, asides: &[Aside], before: usize) -> Option<Span> {
    let text = document.text.as_str();
    let paragraphs = document.blocks.iter().filter(|b| {
        b.kind == BlockKind::Paragraph
            && !asides.iter().take_while(|a| a.span.start <= b.span.start).any(|a| a.span.contains(b.span))
    });
    let lines: Vec<Span> =
        paragraphs.take_while(|b| (b.span.start as usize) < before).map(|b| b.span).take(8).collect();
    let at = lines.iter().position(|line| is_title_line(line.of(text)))?;
    let whole = |first: usize, last: usize| lines[first].cover(lines[last]);
    let fits = |span: Span| span.of(text).chars().count() <= LONGEST;
    let (mut first, mut last) = (at, at);
    // A line that names unit and year is whole; otherwise what stands above begins the title.
    let words = script::folded(lines[at].of(text));
    let is_whole = unit::of_title(&words).is_some() && year_of(&words).is_some();
    while !is_whole && first > 0 && at - first < 2 && is_piece(lines[first - 1].of(text)) && fits(whole(first - 1, at))
    {
        first -= 1;
    }
    if lines.get(at + 1).is_some_and(|next| is_last_piece(next.of(text))) && fits(whole(first, at + 1)) {
        last += 1;
    }
    Some(whole(first, last))
}

/// Whether a short line names a kind of report.
fn is_title_line(line: &str) -> bool {
    let line = line.trim();
    let folded = script::folded(line);
    let short = line.chars().count() <= LONGEST && !line.contains(['。', '；']) && !line.ends_with(['：', ':']);
    short && names_a_kind(&folded) && !is_crumbs(&folded) && !line.starts_with(['（', '(', '【', '—'])
}

/// Where a page stands in its site: 首页 > 政务公开 > 部门决算.
fn is_crumbs(folded: &str) -> bool {
    folded.starts_with("首页") || folded.matches(['>', '|']).count() > 1
}

/// Whether a line can be the beginning of a title that goes on below.
fn is_piece(line: &str) -> bool {
    let folded = script::folded(line);
    folded.chars().count() >= 6
        && !is_crumbs(&folded)
        && !folded.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '号' | '件' | '。'))
        && !folded.contains(['：', ':', '|', '>', '；', '，', ','])
}

/// Whether a line can only be the end of a title: 公开说明.
fn is_last_piece(line: &str) -> bool {
    static ENDS: AnyOf = AnyOf::new(&["报告", "说明", "公开", "公报", "总结", "自评", "决算", "预算"]);
    let folded = script::folded(line);
    folded.chars().count() <= 8 && ENDS.end(&folded) && folded.chars().all(script::is_han)
}

/// A title inside run-on text: a word with a kind of report in it, cut behind the kind.
fn title_within(text: &str, before: usize) -> Option<Span> {
    let zone = clip(&text[..before.min(text.len())], HEAD);
    let mut best: Option<Span> = None;
    let mut at = 0;
    for word in zone.split_inclusive(script::is_blank_or_line_end) {
        let start = at;
        at += word.len();
        let body = word.split(['。', '；']).next().unwrap_or_default();
        let sentence = body.find(['《', '，', '：', '>']).unwrap_or(body.len());
        let Some(end) = kind_end(&body[..sentence]) else { continue };
        let title = &body[..end];
        let n = title.chars().count();
        if !(6..=LONGEST).contains(&n) || title.starts_with(['按', '根', '关']) && !title.starts_with("关于") {
            continue;
        }
        let dated = year_of(title).is_some();
        if best.is_none() || dated {
            best = Some(Span::new(with_unit(zone, start), start + end));
            if dated {
                break;
            }
        }
    }
    best
}

/// Where a title begins whose words stand apart: 青岚县教育局 2022 年度工作总结.
fn with_unit(zone: &str, start: usize) -> usize {
    let mut first = start;
    for _ in 0..2 {
        let before = zone[..first].trim_end_matches(script::is_blank);
        let at = before
            .rfind(script::is_blank_or_line_end)
            .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
        let word = &before[at..];
        let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && zone[first..].starts_with('年');
        if !is_year && unit::of_title(word).is_none_or(|name| name != word) {
            break;
        }
        first = at;
    }
    first
}

/// One past the words that name the kind of report.
fn kind_end(word: &str) -> Option<usize> {
    const WHOLE: &[&str] = &[
        "绩效自评报告",
        "绩效评价报告",
        "自评报告",
        "决算公开说明",
        "预算公开说明",
        "决算情况说明",
        "决算说明",
        "预算说明",
        "决算公开",
        "预算公开",
        "工作报告",
        "统计公报",
        "执行情况报告",
        "评价报告",
        "工作总结",
        "工作思路",
        "情况说明",
        "情况报告",
        "情况汇报",
        "工作汇报",
        "的汇报",
        "的报告",
        "的说明",
        "的通报",
        "工作计划",
        "财政决算",
    ];
    WHOLE
        .iter()
        .filter_map(|w| word.find(w).map(|i| (i + w.len(), w.len())))
        .min_by_key(|&(end, len)| (end - len, usize::MAX - len))
        .map(|(end, _)| with_plan(word, end))
}

/// The end of a title that goes on from the past to the plan: 2023年工作总结|及2024年工作计划.
fn with_plan(word: &str, end: usize) -> usize {
    const PLANS: &[&str] = &["工作计划", "工作思路", "工作打算", "工作安排", "工作要点", "工作谋划", "预算安排"];
    let rest = &word[end..];
    let plan = PLANS.iter().filter_map(|plan| rest.find(plan).map(|at| at + plan.len())).min();
    let joined = rest.starts_with(['及', '和', '暨', '、', '与']);
    plan.filter(|&plan| joined && plan <= 60).map_or(end, |plan| end + plan)
}

/// Kind of report by words of its title.
fn kind_of(title: &str) -> Option<ReportKind> {
    let has = |words: &[&str]| words.iter().all(|w| title.contains(w));
    let evaluation = title.contains("自评") || title.contains("绩效") || title.contains("评价");
    Some(if has(&["整体支出"]) && evaluation {
        ReportKind::DepartmentSelfEvaluation
    } else if has(&["重点", "评价"]) || has(&["财政评价"]) {
        ReportKind::FiscalEvaluation
    } else if has(&["项目"]) && evaluation || has(&["专项", "绩效"]) {
        ReportKind::ProjectSelfEvaluation
    } else if has(&["绩效自评"]) || has(&["绩效评价"]) {
        ReportKind::DepartmentSelfEvaluation
    } else if has(&["预算", "执行"]) {
        ReportKind::BudgetExecution
    } else if has(&["政府工作报告"]) {
        ReportKind::GovernmentWork
    } else if has(&["统计公报"]) {
        ReportKind::StatisticalBulletin
    } else if has(&["决算"]) {
        ReportKind::FinalAccounts
    } else if has(&["预算"]) {
        ReportKind::Budget
    } else if has(&["总结"]) {
        ReportKind::WorkSummary
    } else if has(&["绩效", "自评"]) {
        ReportKind::DepartmentSelfEvaluation
    } else {
        return None;
    })
}

/// Kind of a report without a telling title, by the chapters that only it has.
fn kind_of_text(head: &str) -> Option<ReportKind> {
    let has = |words: &[&str]| words.iter().all(|w| head.contains(w));
    if has(&["整体支出", "绩效目标"]) || has(&["整体支出", "自评"]) {
        Some(ReportKind::DepartmentSelfEvaluation)
    } else if has(&["决算", "年初结转和结余"]) || has(&["部门决算"]) {
        Some(ReportKind::FinalAccounts)
    } else if has(&["部门预算", "收入预算"]) {
        Some(ReportKind::Budget)
    } else {
        None
    }
}

/// The year in a line below the title that is nothing else: （二〇二一年度）.
fn year_below(text: &str, title: Span) -> Option<u16> {
    let below = text[title.end as usize..].trim_start();
    let line = below.lines().next()?.trim_matches(|c| script::is_blank(c) || matches!(c, '（' | '）' | '(' | ')'));
    line.strip_suffix("年度").filter(|year| year.chars().count() == 4)?;
    year_of(line)
}

/// The first year in a title: 2022, ２０２２, 二〇二二.
fn year_of(title: &str) -> Option<u16> {
    let folded: String = script::folded(title).chars().map(arabic_digit).collect();
    let digit = |c: char| c.is_ascii_digit();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(digit) {
        let run = rest[start..].find(|c| !digit(c)).map_or(rest.len(), |n| start + n);
        let (number, after) = (&rest[start..run], &rest[run..]);
        rest = after;
        // Of a school year the second year is the one reported on.
        let school = after.starts_with(['-', '—']) && after.contains("学年");
        let dated = after.starts_with(['年', '-', '—', '学']) && !school;
        let year = number.parse().ok().filter(|year| number.len() == 4 && (1949..=2099).contains(year));
        if dated && year.is_some() {
            return year;
        }
    }
    None
}

fn arabic_digit(c: char) -> char {
    match c {
        '〇' | '○' | '零' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        c => c,
    }
}

/// The year that a work report looks back on: 2017年工作回顾, 过去一年 of a report given in 2018.
fn reviewed_year(head: &str) -> Option<u16> {
    let review =
        ["年工作回顾", "年的工作回顾", "年政府工作回顾", "年主要工作"].iter().filter_map(|w| head.find(w)).min();
    review.and_then(|at| year_of(head.get(at.checked_sub(4)?..at + "年".len())?)).or_else(|| {
        let given = head.find("年1月").or_else(|| head.find("年2月"))?;
        year_of(head.get(given.saturating_sub(4)..given + 3)?).map(|y| y - 1)
    })
}

/// The year most often written as 年度, else as 年; plans and the day of signing tell the year before theirs.
fn usual_year(text: &str, kind: Option<ReportKind>) -> Option<u16> {
    let mut counts: Vec<(u16, u32)> = Vec::new();
    let mut add = |year: u16, weight: u32| match counts.iter_mut().find(|(y, _)| *y == year) {
        Some((_, n)) => *n += weight,
        None => counts.push((year, weight)),
    };
    let looks_back = kind.is_some_and(ReportKind::looks_back);
    let zone = clip(text, 200_000);
    let mut signed = None;
    for at in memchr::memmem::find_iter(zone.as_bytes(), "年".as_bytes()) {
        let Some(digits) = at.checked_sub(4).and_then(|s| text.get(s..at)) else { continue };
        let Ok(year) = digits.parse::<u16>() else { continue };
        if !(1990..=2099).contains(&year) {
            continue;
        }
        let after = &text[at + "年".len()..];
        signed = (text.len() - at < SIGNED && after.starts_with(|c: char| c.is_ascii_digit())).then_some(year);
        if looks_back && after.trim_start_matches(script::is_blank).starts_with(['拟', '将']) {
            add(year - 1, 2);
        } else {
            add(year, if after.starts_with('度') { 3 } else { 1 });
        }
    }
    if let Some(year) = signed.filter(|_| looks_back) {
        add(year - 1, 2);
    }
    counts.iter().max_by_key(|&&(year, n)| (n, year)).map(|&(year, _)| year)
}

/// How near to the end the day of signing stands, in bytes.
const SIGNED: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_run_on_text() {
        for (text, title) in [
            ("青岚县教育局 2022 年度工作总结 一年来，", "青岚县教育局 2022 年度工作总结"),
            (
                "微信 微博 青岚县教育局2023年工作总结及2024年工作计划 一年来，",
                "青岚县教育局2023年工作总结及2024年工作计划",
            ),
            (
                "关于青岚县2022年预算执行情况和2023年预算草案的报告 各位代表：",
                "关于青岚县2022年预算执行情况和2023年预算草案的报告",
            ),
        ] {
            let found = title_within(text, text.len()).map(|span| span.of(text));
            assert_eq!(found, Some(title), "{text}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year_of("二〇一八年度决算"), Some(2018));
        assert_eq!(year_of("２０１９年度"), Some(2019));
        assert_eq!(year_of("第20210号"), None);
        assert_eq!(usual_year("2021年收入，2022年度支出，2022年", None), Some(2022));
        let kind = Some(ReportKind::ProjectSelfEvaluation);
        assert_eq!(usual_year("项目于2018年3月启动。2019年拟扩面至40个小区。", kind), Some(2018));
        assert_eq!(usual_year("项目按期完工。填报时间：2018年2月26日", kind), Some(2017));
        assert_eq!(reviewed_year("一、2017年工作回顾"), Some(2017));
    }
}
