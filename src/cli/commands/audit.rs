use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::archive;
use crate::cli::input::{self, Problem, Reading};
use crate::cli::{Console, Exit, clock};
use crate::findings::{JudgeSettings, Waivers};
use crate::output::listing::{Selection, Tally};
use crate::output::{json, sarif, terminal};
use crate::relations::Severity;
use crate::review::Review;

use super::audit_list::{AuditList, ListFormat};

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
    /// 写到这个文件（默认写到标准输出）；只用于 xlsx、html、csv
    #[arg(long, short, value_name = "文件")]
    output: Option<PathBuf>,
    /// 沿用这份底稿中已填的处理状态和备注；只用于 xlsx
    #[arg(long, value_name = "底稿")]
    update: Option<PathBuf>,
    /// 同时处理几份（默认：处理器核数）；只用于 xlsx、html、csv
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

/// What one report adds to the list.
struct Piece {
    body: Body,
    tally: Tally,
    fingerprints: Vec<String>,
}

enum Body {
    Bytes(Vec<u8>),
    Sarif(sarif::Part),
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
        let judging = JudgeSettings { tail_limit: self.tail_limit, ..JudgeSettings::default() };
        let reading = Reading { limits: self.limit.limits(), judging };
        if matches!(self.format, Format::Xlsx | Format::Html | Format::Csv) {
            return Ok(self.list(reading, selection, console));
        }
        if self.output.is_some() || self.update.is_some() || self.threads.is_some() {
            console.complain("--output、--update、--threads 只用于 --to xlsx、html、csv");
            return Ok(Exit::Unreadable);
        }
        let (mut pieces, mut errors, mut tally) = (Vec::new(), Vec::new(), Tally::default());
        let mut fingerprints = Vec::new();
        input::for_each(
            input::gather(&self.files),
            &reading,
            |review| self.piece(&review, &selection),
            |piece| {
                match piece {
                    Ok((piece, hint)) => {
                        tally.add(&piece.tally);
                        fingerprints.extend(piece.fingerprints);
                        match piece.body {
                            Body::Bytes(text) if self.format == Format::Text => console.out().write_all(&text)?,
                            body => pieces.push(body),
                        }
                        if let Some(hint) = hint {
                            console.complain(hint);
                        }
                    }
                    Err(problem) => {
                        tally.n_errors += 1;
                        console.complain(&problem);
                        errors.push(problem.to_string());
                    }
                }
                Ok(())
            },
        )?;
        fingerprints.sort_unstable();
        let stale = selection.waivers.stale(&|f| fingerprints.binary_search_by(|known| known.as_str().cmp(f)).is_ok());
        let mut out = Vec::new();
        match self.format {
            Format::Text => out = terminal::summary(&tally, Console::style()).into_bytes(),
            Format::Json => {
                let reports: Vec<_> = pieces.into_iter().filter_map(Body::bytes).collect();
                json::write_audit(&reports, &errors, &selection.waivers, &stale, &tally, &mut out);
                out.push(b'\n');
            }
            Format::Sarif => {
                let parts: Vec<_> = pieces.into_iter().filter_map(Body::sarif).collect();
                sarif::write(&parts, &errors, &mut out);
                out.push(b'\n');
            }
            Format::Xlsx | Format::Html | Format::Csv => {}
        }
        console.out().write_all(&out)?;
        for waiver in &stale {
            let why = if selection.waivers.is_over(waiver) { "已过有效期" } else { "这次没有这个问题" };
            console.remark(format_args!("豁免 {} 已失效（{why}）：{}", waiver.fingerprint, waiver.reason));
        }
        let found = if tally.total_findings() > 0 { Exit::Findings } else { Exit::Consistent };
        let failed = if tally.n_errors > 0 { Exit::Unreadable } else { Exit::Consistent };
        Ok(found.and(failed))
    }

    fn piece(&self, review: &Review, selection: &Selection) -> Piece {
        let entries = selection.entries(review);
        let body = match self.format {
            Format::Text => Body::Bytes(terminal::report(review, &entries, Console::style()).into_bytes()),
            Format::Json => {
                let mut out = Vec::new();
                json::write_audited_report(review, &entries, &mut out);
                Body::Bytes(out)
            }
            Format::Xlsx | Format::Html | Format::Csv => Body::Bytes(Vec::new()),
            Format::Sarif => {
                let is_whole = self.severity.is_none() && self.rule.is_empty() && self.ignore.is_empty();
                let holding = if is_whole { sarif::Holding::Included } else { sarif::Holding::Excluded };
                Body::Sarif(sarif::part(review, &entries, holding))
            }
        };
        let fingerprints = review.findings.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
        Piece { body, tally: Tally::of(review, &entries), fingerprints }
    }

    /// The list of a whole archive.
    fn list(self, reading: Reading, selection: Selection, console: &mut Console) -> Exit {
        let target = match self.format {
            Format::Xlsx => ListFormat::Xlsx,
            Format::Html => ListFormat::Html,
            _ => ListFormat::Csv,
        };
        let list = AuditList {
            roots: self.files,
            format: target,
            output: self.output,
            update: self.update,
            threads: super::convert::threads(self.threads),
        };
        list.run(reading, selection, console)
    }

    fn waivers(&self) -> Result<Waivers, Problem> {
        let Some(path) = &self.waivers else { return Ok(Waivers::default()) };
        let text = input::read_text(path)?;
        Waivers::read(&text, clock::today()).map_err(|error| Problem::new(path.display(), error))
    }
}

impl Body {
    fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Sarif(_) => None,
        }
    }

    fn sarif(self) -> Option<sarif::Part> {
        match self {
            Self::Sarif(part) => Some(part),
            Self::Bytes(_) => None,
        }
    }
}
