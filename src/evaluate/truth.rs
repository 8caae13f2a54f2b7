//! Truth with its places: quotes turned into spans of the report.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::text::Span;

use super::gold::{self, GoldError, Line, Meta};

/// 标准答案. What a person read in one report, in order of the text.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    pub(super) meta: Meta,
    pub(super) sections: Vec<Section>,
    pub(super) figures: Vec<Figure>,
    pub(super) relations: Vec<Relation>,
    pub(super) findings: Vec<Finding>,
}

/// A heading.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) span: Span,
    pub(super) gold: gold::Section,
}

/// A figure.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) span: Span,
    pub(super) gold: gold::Figure,
}

/// A relation over [`Truth::figures`].
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) verdict: Verdict,
    pub(super) figures: Vec<usize>,
    pub(super) expression: String,
}

/// 判定 without its shades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    Broken,
    Undecided,
}

/// A planted or natural defect.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) kind: String,
    /// The wrong numbers: indices into [`Truth::figures`].
    pub(super) culprits: Vec<usize>,
    /// What the first should read, in its normalised unit.
    pub(super) proposed: Option<Decimal>,
    /// Every place of its quote, widened to whole lines.
    pub(super) lines: Vec<Span>,
    /// What a person says about it.
    pub(super) words: String,
}

impl Truth {
    /// Reads `gold`, the truth of the report `text`; `file` is what errors call it.
    pub(super) fn read(text: &str, gold: &str, file: &str) -> Result<Self, GoldError> {
        let mut reader = Reader { text, sections: Vec::new(), figures: Vec::new(), ids: BTreeMap::new() };
        let (mut meta, mut relations, mut findings) = (None, Vec::new(), Vec::new());
        for (n, line) in gold.lines().enumerate() {
            let error = |what| GoldError { file: file.to_owned(), line: n + 1, what };
            match gold::read(line).map_err(error)? {
                Line::Meta(line) => meta = Some(line),
                Line::Section(line) => reader.section(line).map_err(error)?,
                Line::Figure(line) => reader.figure(n, *line),
                Line::Relation(line) => relations.push((n, line)),
                Line::Finding(line) => findings.push((n, line)),
            }
        }
        let error = |(n, what): (usize, String)| GoldError { file: file.to_owned(), line: n + 1, what };
        let figures = reader.place_figures().map_err(error)?;
        let relation = |(n, line)| reader.relation(line).map_err(|what| error((n, what)));
        let relations = relations.into_iter().map(relation).collect::<Result<_, _>>()?;
        let finding = |(n, line)| reader.finding(line).map_err(|what| error((n, what)));
        let findings = findings.into_iter().map(finding).collect::<Result<_, _>>()?;
        let meta = meta.ok_or_else(|| error((0, "没有报告信息（meta）".to_owned())))?;
        Ok(Self { meta, sections: reader.sections, figures, relations, findings })
    }
}

struct Reader<'t> {
    text: &'t str,
    sections: Vec<Section>,
    /// Line, number of headings before, and the figure.
    figures: Vec<(usize, usize, gold::Figure)>,
    ids: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn section(&mut self, gold: gold::Section) -> Result<(), String> {
        let at = nth(self.text, &gold.quote, gold.occurrence)
            .ok_or_else(|| format!("原文中没有第{}处“{}”", gold.occurrence, gold.quote))?;
        let span = Span::new(at, at + gold.quote.len());
        if self.sections.last().is_some_and(|last| last.span.end > span.start) {
            return Err(format!("章节“{}”不在上一章节之后", gold.quote));
        }
        self.sections.push(Section { span, gold });
        Ok(())
    }

    fn figure(&mut self, line: usize, gold: gold::Figure) {
        self.ids.insert(gold.id.clone(), self.figures.len());
        self.figures.push((line, self.sections.len(), gold));
    }

    /// A figure is counted within the text between its heading and the next.
    fn place_figures(&mut self) -> Result<Vec<Figure>, (usize, String)> {
        let place = |(line, n_before, gold): (usize, usize, gold::Figure)| {
            let heading = n_before.checked_sub(1).map(|n| &self.sections[n]);
            let start = heading.map_or(0, |s| s.span.end as usize);
            let end = self.sections.get(n_before).map_or(self.text.len(), |s| s.span.start as usize);
            if heading.map_or(&[][..], |s| &s.gold.path) != gold.section {
                return Err((line, format!("数据“{}”所写的章节与上文不同", gold.quote)));
            }
            let at = nth(&self.text[start..end], &gold.quote, gold.occurrence)
                .ok_or_else(|| (line, format!("本节没有第{}处“{}”", gold.occurrence, gold.quote)))?;
            Ok(Figure { span: Span::new(start + at, start + at + gold.quote.len()), gold })
        };
        std::mem::take(&mut self.figures).into_iter().map(place).collect()
    }

    fn ids(&self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<usize>, String> {
        let find = |name: &str| self.ids.get(name).copied().ok_or_else(|| format!("没有名为 {name} 的数据"));
        names.into_iter().map(|name| find(name.as_ref().trim())).collect()
    }

    fn relation(&self, gold: gold::Relation) -> Result<Relation, String> {
        let verdict = match gold.grade.as_str() {
            "exact" | "tail" => Verdict::Holds,
            "broken" => Verdict::Broken,
            "undecided" => Verdict::Undecided,
            other => return Err(format!("没有“{other}”这种判定")),
        };
        let figures = self.ids(&gold.figures)?;
        Ok(Relation { kind: gold.kind, verdict, figures, expression: gold.expression })
    }

    fn finding(&self, gold: gold::Finding) -> Result<Finding, String> {
        let culprits = self.ids(gold.culprit.iter().flat_map(|names| names.split(',')))?;
        let quote = gold.quote.as_deref().unwrap_or_default();
        let lines = lines_with(self.text, quote);
        if !quote.is_empty() && lines.is_empty() {
            return Err(format!("原文中没有“{quote}”"));
        }
        let number = |text: &str| text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok();
        let words = [gold.quote.clone(), gold.cause, gold.text].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Ok(Finding { kind: gold.kind, culprits, proposed: gold.proposed.as_deref().and_then(number), lines, words })
    }
}

/// Start of the `n`th place (from 1) of `quote`, overlapping ones included.
fn nth(text: &str, quote: &str, n: usize) -> Option<usize> {
    let mut at = None;
    for _ in 0..n {
        let from = match at {
            None => 0,
            Some(at) => at + text[at..].chars().next()?.len_utf8(),
        };
        at = Some(from + text[from..].find(quote)?);
    }
    at
}

/// Every place of `quote`, widened to whole lines.
fn lines_with(text: &str, quote: &str) -> Vec<Span> {
    if quote.is_empty() {
        return Vec::new();
    }
    let widen = |(at, quote): (usize, &str)| {
        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = at + quote.len();
        Span::new(start, text[end..].find('\n').map_or(text.len(), |n| end + n))
    };
    text.match_indices(quote).map(widen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "题名\n一、收入\n收入12万元，其中12万元。\n二、支出\n支出12万元。\n";

    fn line(kind: &str, path: &str, quote: &str, occurrence: usize) -> String {
        match kind {
            "section" => format!(
                r#"{{"type":"section","path":{path},"number":"","title":"","quote":"{quote}","occurrence":{occurrence}}}"#
            ),
            _ => format!(
                concat!(
                    r#"{{"type":"figure","id":"{}","section":{},"quote":"{}","occurrence":{},"kind":"amount","#,
                    r#""value":"12","unit":"万元","low":null,"high":null,"approximation":null,"label":"","role":null,"#,
                    r#""stage":null,"period":null}}"#
                ),
                kind, path, quote, occurrence
            ),
        }
    }

    fn gold(lines: &[String]) -> String {
        let meta = r#"{"type":"meta","title":"题名","unit":"某局","region":"","year":2023,"kind":"工作总结"}"#;
        std::iter::once(meta.to_owned()).chain(lines.iter().cloned()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn quotes_are_counted_within_their_section() {
        let lines = [
            line("section", "[1]", "一、收入", 1),
            line("a", "[1]", "12万元", 2),
            line("section", "[2]", "二、支出", 1),
            line("b", "[2]", "12万元", 1),
            r#"{"type":"relation","kind":"same","grade":"tail","figures":["a","b"],"expression":"a = b"}"#.to_owned(),
        ];
        let truth = Truth::read(TEXT, &gold(&lines), "gold.jsonl").unwrap();
        let starts: Vec<_> = truth.figures.iter().map(|f| f.span.start as usize).collect();
        let all: Vec<_> = TEXT.match_indices("12万元").map(|(at, _)| at).collect();
        assert_eq!(starts, all[1..]);
        assert_eq!((truth.relations[0].verdict, &truth.relations[0].figures), (Verdict::Holds, &vec![0, 1]));
    }

    #[test]
    fn truth_that_does_not_match_names_its_line() {
        let lines = [line("section", "[1]", "一、收入", 1), line("a", "[1]", "13万元", 1)];
        let error = Truth::read(TEXT, &gold(&lines), "gold.jsonl").unwrap_err();
        assert_eq!(error.to_string(), "gold.jsonl:3: 本节没有第1处“13万元”");
        let error = Truth::read(TEXT, "{\"type\":\"x\"}", "gold.jsonl").unwrap_err();
        assert_eq!(error.to_string(), "gold.jsonl:1: 没有“x”这种行");
    }
}
