//! The manual of the rules, from [`Rule::doc`]: `gouji rule` and docs/RULES.md.

use std::fmt::Write;

use crate::relations::Rule;

use super::terminal::{Style, layout};

/// One line per rule.
#[must_use]
pub fn list(rules: &[&dyn Rule], style: Style) -> String {
    let row = |rule: &&dyn Rule| {
        let name = style.paint(layout::Paint::Faint, rule.name()).into_owned();
        vec![rule.code().to_owned(), rule.doc().title.to_owned(), name]
    };
    layout::table(&rules.iter().map(row).collect::<Vec<_>>())
}

/// The pages of rules for a terminal.
#[must_use]
pub fn pages(rules: &[&dyn Rule], style: Style) -> String {
    let mut out = String::new();
    for (n, rule) in rules.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let doc = rule.doc();
        let head = format!("{} {}", rule.code(), doc.title);
        let _ = writeln!(out, "{}  {}\n", style.paint(layout::Paint::Strong, &head), rule.name());
        out += &led("", doc.what, style);
        out += &led("依据：", doc.source, style);
        for example in doc.broken {
            out.push('\n');
            out += &led("不一致  ", example.text, style);
            out += &led("     →  ", example.message, style);
        }
        for text in doc.holding {
            out.push('\n');
            out += &led("一致    ", text, style);
        }
    }
    out
}

/// A text of several lines after one lead: what follows the first line is indented by its width.
fn led(lead: &str, text: &str, style: Style) -> String {
    let indent = layout::width(lead);
    let lines = text.lines().flat_map(|line| layout::wrapped(line, style.width - indent));
    let mut out = String::new();
    for (n, line) in lines.enumerate() {
        let lead = if n == 0 { lead.to_owned() } else { " ".repeat(indent) };
        let _ = writeln!(out, "{lead}{line}");
    }
    out
}

/// The whole manual as Markdown.
#[must_use]
pub fn markdown(rules: &[&dyn Rule]) -> String {
    let mut out = String::from("# 规则\n\n本文由 `gouji rule --markdown` 生成，例子都作为测试运行。\n");
    for rule in rules {
        let doc = rule.doc();
        let _ = write!(
            out,
            "\n## {} {}\n\n`{}`\n\n{}\n\n依据：{}\n",
            rule.code(),
            doc.title,
            rule.name(),
            doc.what,
            doc.source
        );
        if !doc.broken.is_empty() {
            out += "\n不一致：\n";
        }
        for example in doc.broken {
            let _ = write!(out, "\n> {}\n\n→ {}\n", quoted(example.text), quoted(example.message));
        }
        if !doc.holding.is_empty() {
            out += "\n一致：\n";
        }
        for text in doc.holding {
            let _ = write!(out, "\n> {}\n", quoted(text));
        }
    }
    out
}

/// Lines of an example stay lines of one quote.
fn quoted(text: &str) -> String {
    text.trim().lines().collect::<Vec<_>>().join("  \n> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_example_have_one_lead() {
        let style = Style { color: false, width: 40 };
        assert_eq!(led("一致    ", "一、目标\n补贴100元/月。", style), "一致    一、目标\n        补贴100元/月。\n");
        let style = Style { color: false, width: 20 };
        assert_eq!(led("一致    ", "补贴每月一百元。", style), "一致    补贴每月一百\n        元。\n");
    }
}
