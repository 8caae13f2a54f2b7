use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::archive;
use crate::cli::input::{self, Problem, Reading};
use crate::cli::{Console, Exit, clock};
use crate::findings::{JudgeSettings, Waivers};
use crate::output::listing::Selection;
use crate::output::sarif::Holding;
use crate::relations::Severity;

use super::audit_list::{AuditList, ListFormat};
use super::audit_stream::{AuditStream, StreamFormat};

/// 核对勾稽关系，列出不符之处
#[derive(Args, Debug)]
#[command(override_usage = "gouji audit [选项] <文件或目录…|->", after_help = AFTER_HELP)]
pub(in crate::cli) struct Audit {
    /// 报告文件或目录；- 为标准输入
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// text 给人看（默认）；json、sarif 给程序用；xlsx 审计底稿、html 网页、csv 清单，用于整个档案
    #[arg(long, alias = "to", value_name = "格式", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 写到这个文件（默认写到标准输出）
    #[arg(long, short, value_name = "文件")]
    output: Option<PathBuf>,
    /// 沿用这份底稿中已填的处理状态和备注；只用于 xlsx
    #[arg(long, value_name = "底稿")]
    update: Option<PathBuf>,
    /// 同时处理几份（默认：处理器核数）
    #[arg(long, value_name = "个数")]
    threads: Option<NonZeroUsize>,
    /// 只列不低于此的问题：强制性、核实性、提示（默认全列）
    #[arg(long, value_name = "程度", value_parser = severity)]
    severity: Option<Severity>,
    /// 只列这些规则的问题；可以只写开头，如 GJ1
    #[arg(long, value_name = "规则", value_delimiter = ',', value_parser = rule)]
    rule: Vec<String>,
    /// 不列这些规则的问题；可以只写开头
    #[arg(long, value_name = "规则", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<String>,
    /// 豁免清单（TOML），其中的问题不再列出
    #[arg(long, value_name = "文件")]
    waivers: Option<PathBuf>,
    /// 尾差超过末位的几个半单位就算不符（默认凡四舍五入说得通的都不算）
    #[arg(long, value_name = "个数")]
    tail_limit: Option<u32>,
    #[command(flatten)]
    limit: super::Limit,
}

const AFTER_HELP: &str = "\
示例：
  gouji audit 报告.docx
  gouji audit 档案目录 --severity 强制性 --format json > 问题.json
  gouji audit 报告.txt --rule GJ1,GJ3 --ignore GJ302
  gouji audit 报告.txt --waivers 豁免.toml
  gouji audit 档案目录 --to xlsx --output 底稿.xlsx
  gouji audit 档案目录 --to xlsx --output 新底稿.xlsx --update 底稿.xlsx
  gouji audit 档案目录 --to html --output 清单.html

豁免清单每条写指纹（清单中规则名后的十六位）、理由和可有可无的期限：
  [[waiver]]
  fingerprint = \"0123456789abcdef\"
  reason = \"两处口径不同，财政所已说明\"
  until = \"2026-12-31\"

退出码：0 没有问题  1 有问题  2 有文件读不了。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Xlsx,
    Html,
    Csv,
}

impl Format {
    /// The list of a whole archive that is made, if it is one.
    fn list(self) -> Option<ListFormat> {
        match self {
            Self::Xlsx => Some(ListFormat::Xlsx),
            Self::Html => Some(ListFormat::Html),
            Self::Csv => Some(ListFormat::Csv),
            Self::Text | Self::Json | Self::Sarif => None,
        }
    }
}

/// What came of an audit, as far as the exit code and the waivers need it.
pub(super) struct Told {
    pub(super) has_findings: bool,
    pub(super) has_errors: bool,
    /// Of every finding, told or not.
    pub(super) fingerprints: BTreeSet<String>,
}

fn severity(word: &str) -> Result<Severity, String> {
    match word {
        "强制性" | "mandatory" => Ok(Severity::Mandatory),
        "核实性" | "verify" => Ok(Severity::Verify),
        "提示" | "hint" => Ok(Severity::Hint),
        _ => Err("应为 强制性、核实性 或 提示".to_owned()),
    }
}

/// The beginning of at least one code.
fn rule(word: &str) -> Result<String, String> {
    let word = word.to_ascii_uppercase();
    if archive::rules().iter().any(|rule| rule.code().starts_with(&word)) {
        Ok(word)
    } else {
        Err("没有这个规则；用 gouji rule 看全部规则".to_owned())
    }
}

impl Audit {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let waivers = match self.waivers() {
            Ok(waivers) => waivers,
            Err(problem) => {
                console.complain(problem);
                return Ok(Exit::Unreadable);
            }
        };
        let selection =
            Selection { least: self.severity, rules: self.rule.clone(), ignored: self.ignore.clone(), waivers };
        if self.update.is_some() && self.format != Format::Xlsx {
            console.complain("--update 只用于 --to xlsx");
            return Ok(Exit::Unreadable);
        }
        let judging = JudgeSettings { tail_limit: self.tail_limit, ..JudgeSettings::default() };
        let reading = Reading { limits: self.limit.limits(), judging };
        let told = if let Some(format) = self.format.list() {
            self.list(format).run(reading, &selection, console)
        } else {
            if let Some(threads) = self.threads {
                // Nothing ran before that could have set the number.
                let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
            }
            self.stream().run(&reading, &selection, console)?
        };
        let told = match told {
            Ok(told) => told,
            Err(problem) => {
                console.complain(problem);
                return Ok(Exit::Unreadable);
            }
        };
        let is_known = |fingerprint: &str| told.fingerprints.contains(fingerprint);
        for waiver in selection.waivers.stale(&is_known) {
            let why = if selection.waivers.is_over(waiver) { "已过有效期" } else { "这次没有这个问题" };
            console.remark(format_args!("豁免 {} 已失效（{why}）：{}", waiver.fingerprint, waiver.reason));
        }
        let found = if told.has_findings { Exit::Findings } else { Exit::Consistent };
        let failed = if told.has_errors { Exit::Unreadable } else { Exit::Consistent };
        Ok(found.and(failed))
    }

    /// The list of a whole archive.
    fn list(self, format: ListFormat) -> AuditList {
        AuditList {
            roots: self.files,
            format,
            output: self.output,
            update: self.update,
            threads: super::convert::threads(self.threads),
        }
    }

    /// The list as it grows, report by report.
    fn stream(self) -> AuditStream {
        let holding = if self.severity.is_none() && self.rule.is_empty() && self.ignore.is_empty() {
            Holding::Included
        } else {
            Holding::Excluded
        };
        let format = match self.format {
            Format::Json => StreamFormat::Json,
            Format::Sarif => StreamFormat::Sarif(holding),
            _ => StreamFormat::Text,
        };
        let threads = super::convert::threads(self.threads);
        AuditStream { files: self.files, format, output: self.output, threads }
    }

    fn waivers(&self) -> Result<Waivers, Problem> {
        let Some(path) = &self.waivers else { return Ok(Waivers::default()) };
        let text = input::read_text(path)?;
        Waivers::read(&text, clock::today()).map_err(|error| Problem::new(path.display(), error))
    }
}
