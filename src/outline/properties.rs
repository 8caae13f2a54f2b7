//! What holds of the outline of any text.

use proptest::prelude::*;

use crate::document::{BlockKind, Document, from_text};
use crate::text::{Span, script};

use super::{Outline, parse};

/// Checks one outline against its document; the message names what fails.
fn check(document: &Document, outline: &Outline) -> Result<(), String> {
    let text = document.text.as_str();
    let mut pieces: Vec<(Span, &str)> = outline.set_aside.iter().map(|&s| (s, "aside")).collect();
    for section in &outline.sections {
        if section.parent.is_some() {
            pieces.push((section.heading, "heading"));
        }
        pieces.extend(section.body.iter().map(|&s| (s, "body")));
    }
    pieces.retain(|(span, _)| !span.is_empty());
    pieces.sort_by_key(|&(span, _)| (span.start, span.end));
    let mut at = 0;
    for &(span, what) in &pieces {
        if text.get(span.range()).is_none() {
            return Err(format!("{what} {span:?} is no piece of the text"));
        }
        if (span.start as usize) < at {
            return Err(format!("{what} {span:?} {:?} overlaps the piece before", span.of(text)));
        }
        blank(&text[at..span.start as usize]).map_err(|lost| format!("lost before {what} {span:?}: {lost:?}"))?;
        at = span.end as usize;
    }
    blank(&text[at..]).map_err(|lost| format!("lost at the end: {lost:?}"))?;
    for section in &outline.sections {
        for &body in &section.body {
            let block = document.block_at(body.start).filter(|b| b.span.contains(body));
            if block.is_none() {
                return Err(format!("body {body:?} is in no single block"));
            }
            if !section.span.contains(body) || outline.section_at(body.start) != section.id {
                return Err(format!("body {body:?} is not in its section"));
            }
        }
        if !section.title.is_empty() && !section.heading.of(text).contains(section.title.chars().next().unwrap_or('\0'))
        {
            return Err(format!("title {:?} is not in its heading", section.title));
        }
        if let Some(number) = &section.number
            && !section.heading.contains(number.span)
        {
            return Err(format!("number {:?} outside the heading", number.span));
        }
        for &child in &section.children {
            let child = outline.section(child);
            if child.parent != Some(section.id) || !section.span.contains(child.span) {
                return Err(format!("child {:?} of {:?}", child.id, section.id));
            }
        }
    }
    for item in &outline.items {
        if !item.span.contains(item.mark) || text.get(item.span.range()).is_none() {
            return Err(format!("item {item:?}"));
        }
    }
    Ok(())
}

/// `Err` with the first words that are no blanks.
fn blank(gap: &str) -> Result<(), String> {
    let lost = gap.trim_matches(|c: char| script::is_blank(c) || c.is_whitespace() || c.is_control());
    if lost.is_empty() { Ok(()) } else { Err(lost.chars().take(40).collect()) }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "二、",
        "三、",
        "四、",
        "2、",
        "（一）",
        "（二）",
        "（三）",
        "(2)",
        "1.",
        "2.",
        "3．",
        "１、",
        "1.1",
        "①",
        "②",
        "A.",
        "第一部分",
        "第二，",
        "一是",
        "二是",
        "首先",
        "其次",
        "基本情况",
        "支出情况说明",
        "部门主要职责",
        "本年收入",
        "12.5万元",
        "3.2%",
        "2016年",
        "2050201",
        "。",
        "；",
        "：",
        "，",
        "、",
        "（",
        "）",
        "“",
        "”",
        "\n",
        "\n\n",
        " ",
        "\u{3000}",
        "\t",
        "  ",
        "我局",
        "全年完成",
        "目录",
        "……3",
        "- 2 -",
        "[bookmark: _GoBack]",
        "PAGE \\* MERGEFORMAT 3",
        "@font-face {",
        "}",
        "MicrosoftInternetExplorer402",
        "当前位置：首页",
        "发布时间：2017-08-15 10:14",
        "【打印】",
        "来源：某局",
        "附件下载",
        "附件：",
        "ICP备",
        "==== 正文 ====",
        "标题: 某局决算说明",
        "去年工作回顾",
        "年1月",
        "（公章）",
        "预算单位：",
        "附表",
        "度",
        "县人社局",
        "（略）",
        "第",
        "\u{00A0}",
        "\u{2002}",
        "％",
        "零",
        "三十万元",
        "\r\n",
        "\u{FEFF}",
        "é",
        "𠮷",
        "\0",
        "(",
        "[",
        "第三（",
        "0",
        "九十九、",
        "表",
        "１２",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_has_one_place(text in pieces()) {
        let document = from_text(text, "t");
        let outline = parse(&document);
        prop_assert_eq!(check(&document, &outline), Ok(()));
    }
}

#[test]
fn kinds_of_blocks_keep_their_text() {
    let text = "一、收支情况\n表头 1 2\n- 1 -\n二、其他\n脚注";
    let mut document = from_text(text.to_owned(), "t");
    let kinds =
        [BlockKind::Paragraph, BlockKind::Table(0), BlockKind::Running, BlockKind::Paragraph, BlockKind::Footnote];
    let mut at = 0;
    document.blocks = text
        .split('\n')
        .zip(kinds)
        .map(|(line, kind)| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            crate::document::Block { span, kind, origin: crate::document::Origin::Line, level: None }
        })
        .collect();
    let outline = parse(&document);
    assert_eq!(check(&document, &outline), Ok(()));
    assert_eq!(document.slice(outline.sections[1].body[0]), "表头 1 2");
    assert_eq!(document.slice(outline.sections[2].body[0]), "脚注");
    assert_eq!(outline.set_aside.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["- 1 -"]);
}
