//! The lines of `gold.jsonl` as they are written.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// 答案有误. Truth that cannot be read, or does not match its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// File of the truth.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong; Chinese.
    pub what: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what } = self;
        write!(f, "{file}:{line}: {what}")
    }
}

impl std::error::Error for GoldError {}

/// One line.
#[derive(Clone, Debug)]
pub(super) enum Line {
    Meta(Meta),
    Section(Section),
    Figure(Box<Figure>),
    Relation(Relation),
    Finding(Finding),
}

/// 报告信息.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) year: u16,
    pub(super) kind: String,
}

/// 章节.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Section {
    pub(super) path: Vec<u32>,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) quote: String,
    pub(super) occurrence: usize,
}

/// 数据.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) id: String,
    pub(super) section: Vec<u32>,
    pub(super) quote: String,
    pub(super) occurrence: usize,
    pub(super) kind: String,
    pub(super) value: Option<Decimal>,
    pub(super) unit: String,
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) approximation: Option<String>,
    pub(super) label: String,
    pub(super) role: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) period: Option<String>,
}

/// 关系.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) grade: String,
    pub(super) figures: Vec<String>,
    pub(super) expression: String,
}

/// 问题.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) kind: String,
    pub(super) culprit: Option<String>,
    pub(super) proposed: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) cause: Option<String>,
    pub(super) text: Option<String>,
}

#[derive(Deserialize)]
struct Tag {
    r#type: String,
}

/// Reads one line; `Err` says in Chinese what is wrong with it.
pub(super) fn read(line: &str) -> Result<Line, String> {
    fn parse<T: DeserializeOwned>(line: &str) -> Result<T, String> {
        serde_json::from_str(line).map_err(|error| format!("读不懂：{error}"))
    }
    // Two steps: serde cannot read exact numbers through a tagged enum.
    match parse::<Tag>(line)?.r#type.as_str() {
        "meta" => parse(line).map(Line::Meta),
        "section" => parse(line).map(Line::Section),
        "figure" => parse(line).map(Line::Figure),
        "relation" => parse(line).map(Line::Relation),
        "finding" => parse(line).map(Line::Finding),
        other => Err(format!("没有“{other}”这种行")),
    }
}
