use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::{Args, ValueEnum};

use crate::archive::{self, Progress, Request, Settings};
use crate::cli::{Console, Exit};
use crate::findings::JudgeSettings;

/// 转换整个档案，写成可供统计分析的表
#[derive(Args, Debug)]
#[command(override_usage = "gouji convert [选项] --out 目录 <档案…>", after_help = AFTER_HELP)]
pub(in crate::cli) struct Convert {
    /// 目录、压缩包或文件
    #[arg(value_name = "档案", required = true)]
    roots: Vec<PathBuf>,
    /// 结果写到这个目录；中断后用同样的命令重跑即可接着做
    #[arg(long, value_name = "目录")]
    out: PathBuf,
    /// parquet、csv、tables-jsonl 为表，json 每份一个，jsonl 每行一份（默认 parquet,csv）
    #[arg(long, value_name = "格式", value_enum, value_delimiter = ',', default_values_t = [Format::Parquet, Format::Csv])]
    to: Vec<Format>,
    /// 同时处理几份（默认：处理器核数）
    #[arg(long, value_name = "个数")]
    threads: Option<NonZeroUsize>,
    /// 全部重做，不沿用上次的结果
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    limit: super::Limit,
}

const AFTER_HELP: &str = "\
示例：
  gouji convert 档案目录 --out 结果
  gouji convert 2022年 2023年.zip --out 结果 --to parquet,json

结果/tables/ 下是 reports、sections、figures、relations、findings、notes、errors、series 各表，
列的含义、单位和查询示例见 docs/ANALYTICS.md。没有改动的文件不重做；读不了的文件列在 errors 表中。
退出码：0 完成  2 有文件读不了。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Parquet,
    Csv,
    TablesJsonl,
    Json,
    Jsonl,
}

impl From<Format> for archive::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Parquet => Self::Parquet,
            Format::Csv => Self::Csv,
            Format::TablesJsonl => Self::TablesJsonl,
            Format::Json => Self::Json,
            Format::Jsonl => Self::Jsonl,
        }
    }
}

impl Convert {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let request = Request {
            roots: self.roots,
            out: self.out,
            formats: self.to.into_iter().map(Into::into).collect(),
            settings: Settings {
                limits: self.limit.limits(),
                judge: JudgeSettings::default(),
                threads: threads(self.threads),
                force: self.force,
            },
        };
        match archive::convert(&request, &progress()) {
            Ok(summary) => {
                writeln!(console.out(), "{summary}\n结果：{}", request.out.display())?;
                Ok(if summary.n_errors == 0 { Exit::Consistent } else { Exit::Unreadable })
            }
            Err(error) => {
                console.complain(error);
                Ok(Exit::Unreadable)
            }
        }
    }
}

/// As many as asked for, or as the machine has cores.
pub(super) fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// A bar where a person looks, lines in a log.
pub(super) fn progress() -> Progress {
    if io::stderr().is_terminal() { Progress::bar() } else { Progress::lines(Box::new(io::stderr())) }
}
