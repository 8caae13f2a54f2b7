//! What is no part of the report: running heads, page numbers, the frame of a web page, residue of conversion.
//!
//! Only what is certain: a sentence set aside is a figure lost.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem::{self, Finder};

use crate::document::{BlockKind, Document};
use crate::text::{Span, any_of, script};

use super::mark::skip_blanks;

/// 剔除. A piece that is not the report, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) span: Span,
    pub(super) what: &'static str,
}

const PAGE_NUMBER: &str = "页码";
/// A line of the table of contents.
pub(super) const CONTENTS_LINE: &str = "目录";
const WEB_FRAME: &str = "网页框架文字";
const RESIDUE: &str = "转换残留";
/// Header lines of an archive copy.
pub(super) const HEADER: &str = "档案题头";
const ATTACHMENTS: &str = "附件清单";

/// How far from either end of the text the frame of a web page may reach, in bytes.
const FRAME: usize = 2400;

/// Finds all pieces; sorted, not overlapping.
pub(super) fn find(document: &Document) -> Vec<Aside> {
    let text = document.text.as_str();
    let mut found = Vec::new();
    archive_header(document, &mut found);
    for block in &document.blocks {
        let what = match block.kind {
            BlockKind::Running => Some("页眉页脚"),
            BlockKind::Boilerplate => Some(WEB_FRAME),
            BlockKind::Paragraph if block.span.len() <= 400 && may_be_aside(block.span.of(text)) => {
                let line = block.span.of(text).trim_matches(script::is_blank_or_line_end);
                if is_page_number(line) {
                    Some(PAGE_NUMBER)
                } else if is_contents_line(line) {
                    Some(CONTENTS_LINE)
                } else {
                    None
                }
            }
            _ => None,
        };
        found.extend(what.map(|what| Aside { span: block.span, what }));
    }
    residue(text, &mut found);
    web_head(document, &mut found);
    web_tail(document, &mut found);
    attachments(document, &mut found);
    settle(found)
}

/// Sorts and merges what overlaps.
pub(super) fn settle(mut found: Vec<Aside>) -> Vec<Aside> {
    found.retain(|aside| !aside.span.is_empty());
    found.sort_by_key(|aside| (aside.span.start, aside.span.end));
    let mut settled: Vec<Aside> = Vec::with_capacity(found.len());
    for aside in found {
        match settled.last_mut() {
            Some(last) if last.span.end > aside.span.start => last.span = last.span.cover(aside.span),
            _ => settled.push(aside),
        }
    }
    settled
}

/// Whether a line ends in a way that page numbers and lines of contents do: most end otherwise.
fn may_be_aside(line: &str) -> bool {
    let end = line.trim_end_matches(script::is_blank_or_line_end);
    end.ends_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '—' | '－' | '–' | '―' | '页' | '·' | '~' | ')' | '）' | '０'..='９')
    })
}

/// `- 3 -`, `第3页 共9页`, `3 / 9`.
fn is_page_number(line: &str) -> bool {
    if line.len() > 40 || line.is_empty() {
        return false;
    }
    let dashes = ['-', '－', '—', '–', '―', '·', '~'];
    let inner = line.trim_matches(|c| dashes.contains(&c) || script::is_blank(c));
    let number =
        |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(|c| script::fold(c).is_ascii_digit());
    if number(inner) {
        return line.starts_with(dashes) && line.ends_with(dashes);
    }
    let Some(rest) = inner.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let blank = |c: char| script::is_blank(c) || matches!(c, '/' | '，' | ',' | '(' | '（' | ')' | '）');
    let total = rest.trim_matches(blank);
    let total = total.strip_prefix('共').and_then(|t| t.strip_suffix('页')).map(|t| t.trim_matches(blank));
    number(page.trim_matches(blank)) && (rest.trim_matches(blank).is_empty() || total.is_some_and(number))
}

/// Words, a row of leaders, a page number.
fn is_contents_line(line: &str) -> bool {
    let words = line.trim_end_matches(|c: char| {
        script::fold(c).is_ascii_digit() || script::is_blank(c) || matches!(c, '-' | '—' | '(' | ')' | '（' | '）')
    });
    if words.len() == line.len() {
        return false;
    }
    let leaders = |c: char| matches!(c, '.' | '．' | '…' | '·' | '┄' | '┈' | '‥' | '⋯' | '_' | '-' | '—' | '－');
    let title = words.trim_end_matches(|c| leaders(c) || script::is_blank(c));
    let drawn = line[title.len()..].chars().filter(|&c| leaders(c)).count();
    let heavy = line[title.len()..].chars().any(|c| matches!(c, '…' | '⋯' | '‥'));
    !title.is_empty() && (drawn >= 4 || (heavy && drawn >= 2))
}

/// The header lines of an archive: fields, then a ruled line `==== 正文 ====`.
fn archive_header(document: &Document, found: &mut Vec<Aside>) {
    let text = document.text.as_str();
    for (n, block) in document.blocks.iter().enumerate().take(24) {
        let line = block.span.of(text);
        if ["正", "内容"].iter().all(|word| memmem::find(line.as_bytes(), word.as_bytes()).is_none()) {
            continue;
        }
        let Some(rule) = line.lines().position(is_body_rule) else { continue };
        let end = block.span.start as usize + line.split_inclusive('\n').take(rule + 1).map(str::len).sum::<usize>();
        found.extend(document.blocks[..n].iter().map(|b| Aside { span: b.span, what: HEADER }));
        found.push(Aside { span: Span::new(block.span.start as usize, end), what: HEADER });
        return;
    }
}

fn is_body_rule(line: &str) -> bool {
    let rule = |c: char| matches!(c, '=' | '-' | '*' | '—' | '_') || script::is_blank(c);
    let inner = line.trim_matches(rule);
    line.len() > inner.len() + 6 && matches!(inner, "正文" | "正 文" | "内容")
}

/// Marks that conversion leaves behind.
const LEFTOVERS: [&str; 6] =
    ["[bookmark:", "MERGEFORMAT", "PAGEREF", "HYPERLINK \\l", "@font-face", "MicrosoftInternetExplorer"];

static LEFTOVER_FINDERS: LazyLock<[Finder<'static>; 6]> = LazyLock::new(|| LEFTOVERS.map(Finder::new));

/// How far a piece of residue may reach, in bytes.
const REACH: usize = 2000;

/// Six searches for rare words are faster than one for all of them.
fn residue(text: &str, found: &mut Vec<Aside>) {
    for (pattern, (word, finder)) in LEFTOVERS.iter().zip(LEFTOVER_FINDERS.iter()).enumerate() {
        let mut done = 0;
        for start in finder.find_iter(text.as_bytes()) {
            if start < done {
                continue;
            }
            let end = start + word.len();
            let span = match pattern {
                0 => within(text, start, 120, ']'),
                1 => Some(field_code(text, start, end)),
                2 | 3 => Some(reference_code(text, start, end)),
                4 => style_sheet(text, start),
                _ => Some(office_debris(text, start, end)),
            };
            // What did not close is not tried again within its reach.
            done = span.map_or(end + REACH, |span| span.end as usize);
            found.extend(span.map(|span| Aside { span, what: RESIDUE }));
        }
    }
}

/// From `start` to the next `close` within `reach` bytes.
fn within(text: &str, start: usize, reach: usize, close: char) -> Option<Span> {
    let at = text[start..].char_indices().take_while(|(i, _)| *i < reach).find(|&(_, c)| c == close)?.0;
    Some(Span::new(start, start + at + close.len_utf8()))
}

/// `PAGE \* MERGEFORMAT 3`, `NUMPAGES \* MERGEFORMAT`.
fn field_code(text: &str, start: usize, end: usize) -> Span {
    let ascii = |c: char| c.is_ascii_uppercase() || matches!(c, '\\' | '*' | ' ');
    let reach = (start.saturating_sub(24)..=start).find(|&i| text.is_char_boundary(i)).unwrap_or(start);
    let before = text[reach..start].trim_end_matches(ascii);
    let start = skip_blanks(text, reach + before.len());
    let rest = &text[end..];
    let page = rest.trim_start_matches(' ');
    let digits = page.len() - page.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &page[digits..];
    let alone = after.is_empty() || after.starts_with(['\n', '\r', ' ', '-', '—']);
    let end = if digits > 0 && digits < 4 && alone { end + (rest.len() - page.len()) + digits } else { end };
    Span::new(start, end)
}

/// `PAGEREF _Toc123 \h 4`, `HYPERLINK \l "_Toc123"`.
fn reference_code(text: &str, start: usize, end: usize) -> Span {
    let rest = &text[end..];
    let code = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_graphic() || c == ' ').len();
    Span::new(start, end + rest[..code].trim_end().len())
}

/// Rules of a style sheet that follow each other.
fn style_sheet(text: &str, start: usize) -> Option<Span> {
    let mut end = None;
    let mut at = start;
    while let Some(open) =
        text[at..].char_indices().take_while(|&(i, c)| i < 200 && c.is_ascii()).find(|&(_, c)| c == '{')
    {
        let close = within(text, at + open.0, REACH, '}')?.end as usize;
        end = Some(close);
        at = skip_blanks(text, close);
    }
    end.map(|end| Span::new(start, end))
}

/// Properties that an office program writes into pasted text: `402DocumentNotSpecified7.8 磅Normal0`.
fn office_debris(text: &str, start: usize, end: usize) -> Span {
    const WORDS: &[&str] =
        &["DocumentNotSpecified", "false", "EN-US", "ZH-CN", "X-NONE", "磅", "Normal 0", "Normal0", "Normal"];
    let digits = |at: usize| text[at..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - at);
    let mut at = end + digits(end);
    loop {
        let next = skip_blanks(text, at);
        let points = next + digits(next);
        if let Some(word) = WORDS.iter().find(|w| text[next..].starts_with(**w)) {
            at = next + word.len();
        } else if points > next && text[skip_blanks(text, points)..].starts_with('磅') {
            at = points;
        } else {
            return Span::new(start, at);
        }
    }
}

/// Words of a web page's frame, those that prove it first.
const FRAME_WORDS: &[&str] = &[
    "当前位置",
    "您现在的位置",
    "您所在的位置",
    "您的位置",
    "现在位置",
    "当前所在位置",
    "索引号",
    "索 引 号",
    "发布时间",
    "发布日期",
    "发文日期",
    "字体大小",
    "【字体",
    "字体：",
    "字号：",
    "浏览次数",
    "点击量",
    "点击数",
    "点击次数",
    "阅读次数",
    "访问量",
    "分享到",
    "QQ空间",
    "微信",
    "微博",
    "上一篇",
    "下一篇",
    "打印本页",
    "关闭窗口",
    "【打印",
    "【关闭",
    "附件下载",
    "ICP备",
    "公网安备",
    "网站标识码",
    "版权所有",
    "责任编辑",
    "扫一扫",
    "返回顶部",
    // These prove nothing alone.
    "时间：",
    "日期：",
    "来源：",
    "作者：",
    "主办：",
    "承办：",
    "主办单位：",
    "主题分类",
    "文号：",
    "打印",
    "关闭",
    "收藏",
    "首页",
];
const PROVING: usize = 38;

static FRAME_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(FRAME_WORDS)
        .expect("few short patterns")
});

/// Whether `piece` could be frame: no sentence, no amount.
fn could_be_frame(piece: &str) -> bool {
    !piece.contains(['。', '；', '%', '％']) && !piece.contains("万元")
}

/// The frame before the report, whether on lines of its own or on the line of the report.
fn web_head(document: &Document, found: &mut Vec<Aside>) {
    let text = document.text.as_str();
    let first = found.iter().filter(|a| a.what == HEADER).map(|a| a.span.end as usize).max().unwrap_or(0);
    let zone = clip(text, first, first + FRAME);
    let zone = zone.find('。').map_or(zone, |sentence| &zone[..sentence]);
    let mut proven = false;
    let mut end = first;
    for hit in FRAME_FINDER.find_iter(zone) {
        let start = first + hit.start();
        if start < end || !begins(text, start) {
            continue;
        }
        if !could_be_frame(&text[end..start]) || start - end > 400 {
            break;
        }
        let proving = hit.pattern().as_usize() < PROVING;
        if proving || proven || FRAME_WORDS[hit.pattern().as_usize()] != "首页" {
            proven |= proving;
            end = field_value(text, first + hit.end());
        }
    }
    if proven {
        push_lines(document, first, end, WEB_FRAME, found);
    }
}

/// The frame after the report.
fn web_tail(document: &Document, found: &mut Vec<Aside>) {
    let text = document.text.as_str();
    let floor = text.len().saturating_sub(FRAME);
    let floor = (floor..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let sentence = text[floor..].rfind(['。', '；']).map_or(floor, |i| floor + i + 3);
    let zone = &text[sentence..];
    let mut start = None;
    for hit in FRAME_FINDER.find_iter(zone) {
        let word = FRAME_WORDS[hit.pattern().as_usize()];
        let at = sentence + hit.start();
        let begins = begins(text, at);
        let proving = hit.pattern().as_usize() < PROVING && !matches!(word, "微信" | "微博" | "发布时间" | "发布日期");
        let leads = matches!(word, "来源：" | "主办：" | "承办：" | "主办单位：" | "作者：");
        // 来源： opens the frame only if something proving stands after it.
        let after = FRAME_FINDER.find_iter(&text[sentence + hit.end()..]).any(|h| h.pattern().as_usize() < PROVING);
        if begins && (proving || (leads && after)) || word == "ICP备" || word == "公网安备" {
            start = Some(if begins { at } else { back_to_blank(text, at) });
            break;
        }
    }
    if let Some(start) = start.filter(|&s| could_be_frame(&text[s..])) {
        push_lines(document, start, text.len(), WEB_FRAME, found);
    }
}

/// Whether a word can begin at `at`.
fn begins(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| {
        script::is_blank(c) || matches!(c, '\n' | '。' | '】' | ']' | '|' | '｜' | '：' | ':' | '>' | '·')
    })
}

/// Back to the beginning of the word that `at` stands in.
fn back_to_blank(text: &str, at: usize) -> usize {
    text[..at]
        .rfind(|c| script::is_blank(c) || matches!(c, '\n' | '。'))
        .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8))
}

/// Past the value of a frame field: a date, `大 中 小`, one word.
fn field_value(text: &str, at: usize) -> usize {
    let mut end = at;
    let rest = text[at..].trim_start_matches(['：', ':', '】', ']', '号', '：']);
    let named = rest.len() < text.len() - at;
    let mut i = text.len() - rest.len();
    end = end.max(i);
    // One word belongs to the field name; dates, times and font sizes go on.
    let mut words = 0;
    while words < 6 {
        let next = i + text[i..].len() - text[i..].trim_start_matches(script::is_blank).len();
        let token = text[next..].split(script::is_blank_or_line_end).next().unwrap_or_default();
        let size = matches!(token, "大" | "中" | "小" | "大】" | "中】" | "小】" | "｜" | "|");
        let date = !token.is_empty()
            && token
                .chars()
                .all(|c| script::fold(c).is_ascii_digit() || matches!(c, '-' | ':' | '/' | '年' | '月' | '日' | '：'));
        let value = named && words == 0 && next - i <= 4 && token.chars().count() <= 24 && could_be_frame(token);
        if !(size || date || value) || (date && token.ends_with('年')) {
            break;
        }
        i = next + token.len();
        end = i;
        words += 1;
    }
    let closing = text[end..].len() - text[end..].trim_start_matches(['】', ']']).len();
    end + closing
}

/// The list of attachments at the end: `附件：1.收支决算总表2.收入决算表`.
fn attachments(document: &Document, found: &mut Vec<Aside>) {
    let text = document.text.as_str();
    let floor = text.len().saturating_sub(2 * FRAME);
    let floor = (floor..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let tail =
        found.iter().filter(|a| a.what == WEB_FRAME && a.span.start as usize > floor).map(|a| a.span.start as usize);
    let end = tail.min().unwrap_or(text.len()).max(floor);
    let Some(at) = memmem::rfind(&text.as_bytes()[floor..end], "附件".as_bytes()).map(|i| floor + i) else { return };
    let colon = skip_blanks(text, at + "附件".len());
    let list = listed(&text[at..end]);
    let end = at + list.len();
    let first = list.trim_start_matches("附件").trim_start_matches(|c| script::is_blank(c) || matches!(c, '：' | ':'));
    let begins = begins(text, at) || first.starts_with(['1', '１']);
    if begins && text[colon..].starts_with(['：', ':']) && could_be_frame(list) && !list.contains('元') {
        push_lines(document, at, end, ATTACHMENTS, found);
    }
}

/// The lines of a list of attachments; what follows without a number, as the signature, is not one of them.
fn listed(text: &str) -> &str {
    let is_listed = |line: &&str| {
        let words = line.trim_start_matches(script::is_blank_or_line_end);
        let numbered =
            words.starts_with(|c| script::fold(c).is_ascii_digit() || matches!(c, '（' | '(' | '附' | '①'..='⑳'));
        words.is_empty() || numbered || any_of![".xls", ".doc", ".pdf", ".rar", ".zip"].stand_in(words)
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    &text[..first + lines.take_while(is_listed).map(str::len).sum::<usize>()]
}

/// Sets `start..end` aside, block by block.
fn push_lines(document: &Document, start: usize, end: usize, what: &'static str, found: &mut Vec<Aside>) {
    let whole = Span::new(start, end);
    let from = document.blocks.partition_point(|b| b.span.end as usize <= start);
    for block in document.blocks[from..].iter().take_while(|b| (b.span.start as usize) < end) {
        if matches!(block.kind, BlockKind::Paragraph) {
            let span = Span { start: block.span.start.max(whole.start), end: block.span.end.min(whole.end) };
            found.push(Aside { span, what });
        }
    }
}

/// `text[start..end]`, the end moved back to a character boundary.
fn clip(text: &str, start: usize, end: usize) -> &str {
    let end = (0..=end.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    &text[start..end.max(start)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;

    fn aside(text: &str) -> Vec<String> {
        let document = from_text(text.to_owned(), "t.txt");
        find(&document).iter().map(|a| a.span.of(text).to_owned()).collect()
    }

    #[test]
    fn page_numbers_and_contents_lines() {
        for line in ["- 2 -", "—3—", "第3页 共9页", "第 3 页", "－ 12 －"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["12", "-3.2", "112.88", "第3页报表", "2-3"] {
            assert!(!is_page_number(line), "{line}");
        }
        assert!(is_contents_line("一、部门概况……………………3"));
        assert!(is_contents_line("（一）职能........... 12"));
        assert!(!is_contents_line("本年支出35"));
        assert!(!is_contents_line("支出同比增加……"));
    }

    #[test]
    fn residue_is_cut_out_exactly() {
        assert_eq!(aside("[bookmark: _GoBack]1. 2022年预算"), ["[bookmark: _GoBack]"]);
        assert_eq!(aside("结束。\nPAGE \\* MERGEFORMAT 3"), ["PAGE \\* MERGEFORMAT 3"]);
        assert_eq!(
            aside("MicrosoftInternetExplorer402DocumentNotSpecified7.8 磅Normal02016年支出"),
            ["MicrosoftInternetExplorer402DocumentNotSpecified7.8 磅Normal0"]
        );
        assert_eq!(
            aside("@font-face { font-family: \"宋体\"; }p.Mso { font-size: 10.5pt; }支出5万元"),
            ["@font-face { font-family: \"宋体\"; }p.Mso { font-size: 10.5pt; }"]
        );
    }

    #[test]
    fn frames_of_web_pages() {
        let text = "当前位置： 首页政务公开部门决算公开 2016年度某局决算说明 时间：2017-08-15 10:14 微信 微博 QQ空间 按照通知要求，现公开如下。";
        assert_eq!(
            aside(text),
            ["当前位置： 首页政务公开部门决算公开 2016年度某局决算说明 时间：2017-08-15 10:14 微信 微博 QQ空间"]
        );
        let text = "首页>财政 索引号：LY0718-05 发布时间：2017-09-06 16:22 字体：大 中 小 点击量：【打印】【关闭】 依照批复，公开如下。";
        assert_eq!(
            aside(text),
            ["首页>财政 索引号：LY0718-05 发布时间：2017-09-06 16:22 字体：大 中 小 点击量：【打印】【关闭】"]
        );
        let text = "公务接待费1.23万元。 来源：某局 附件下载 收支总表.xls支出表.xls";
        assert_eq!(aside(text), ["来源：某局 附件下载 收支总表.xls支出表.xls"]);
        assert_eq!(
            aside("公务接待费1.23万元。附件： 1.收支决算总表2.收入决算表"),
            ["附件： 1.收支决算总表2.收入决算表"]
        );
    }

    #[test]
    fn attachments_end_before_the_signature() {
        let text = "支出3万元。\n附件：1.自评表\n2.佐证材料\n青岚县商务局\n2023年3月20日";
        assert_eq!(aside(text), ["附件：1.自评表", "2.佐证材料"]);
    }

    #[test]
    fn the_report_itself_stays() {
        for text in
            ["一、基本情况\n收入来源：财政拨款5万元。\n打印费2万元。", "本局通过微信、微博公开信息。支出3万元。"]
        {
            assert_eq!(aside(text), [""; 0]);
        }
    }
}
