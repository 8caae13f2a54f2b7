use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::input::{self, Reading};
use crate::cli::{Console, Exit};
use crate::output::json::{self, Layout};
use crate::review::Review;

/// 读出章节、数据和关系，每份报告写成一个 JSON
#[derive(Args, Debug)]
#[command(override_usage = "gouji extract [选项] [文件或目录…|-]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Extract {
    /// 报告文件或目录；不写或写 - 则读标准输入
    #[arg(value_name = "文件")]
    files: Vec<PathBuf>,
    /// json 分行缩进（默认）；jsonl 每份报告一行
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Json)]
    format: Format,
    /// 连同全文一起写出：各处 span 所数的就是它的字符
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    limit: super::Limit,
}

const AFTER_HELP: &str = "\
示例：
  gouji extract 报告.docx > 报告.json
  gouji extract 档案目录 --format jsonl > 全部.jsonl
  gouji extract 报告.txt | jq '.figures[] | {label, value, unit}'

目录里的报告按文件名顺序逐份写出；读不了的写到标准错误，不影响其余。
字段说明：gouji schema 或 docs/schema/。退出码：0 完成  2 有文件读不了。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

/// Bytes of text beyond which the JSON of a report, some twenty times as long, is not held in memory.
const LARGE: usize = 1 << 18;

/// What is left to do when a report has had its turn.
enum Written {
    /// Its JSON is there.
    Done(Vec<u8>),
    /// It is written where it goes to.
    Later(Box<Review>),
}

impl Extract {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let reading = Reading { limits: self.limit.limits(), ..Reading::default() };
        let layout = match self.format {
            Format::Json => Layout::Spread { depth: 0 },
            Format::Jsonl => Layout::Line,
        };
        let options = json::Options { id: None, text: self.text, layout };
        let mut exit = Exit::Consistent;
        input::for_each(
            input::gather(&self.files),
            &reading,
            |review| {
                if review.document.text.len() > LARGE {
                    return Written::Later(Box::new(review));
                }
                let mut report = Vec::new();
                json::write(&review, options, &mut report);
                Written::Done(report)
            },
            |report| match report {
                Ok((report, hint)) => {
                    match report {
                        Written::Done(report) => console.out().write_all(&report)?,
                        Written::Later(review) => json::stream(&review, options, console.out())?,
                    }
                    console.out().write_all(b"\n")?;
                    if let Some(hint) = hint {
                        console.complain(hint);
                    }
                    Ok(())
                }
                Err(problem) => {
                    console.complain(problem);
                    exit = exit.and(Exit::Unreadable);
                    Ok(())
                }
            },
        )?;
        Ok(exit)
    }
}
