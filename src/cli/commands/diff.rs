use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::input::{self, Problem};
use crate::cli::{Console, Exit};
use crate::output::diff::{self, Recorded};

/// 比较两次的问题：新增、消失、未变
#[derive(Args, Debug)]
#[command(override_usage = "gouji diff [选项] <旧.json> <新.json>", after_help = AFTER_HELP)]
pub(in crate::cli) struct Diff {
    /// 从前的 JSON（extract 或 audit --format json 写出的）
    #[arg(value_name = "旧", display_order = 1)]
    old: PathBuf,
    /// 现在的 JSON
    #[arg(value_name = "新", display_order = 2)]
    new: PathBuf,
    /// text 给人看（默认）；json 给程序用
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Text)]
    format: Format,
}

const AFTER_HELP: &str = "\
示例：
  gouji audit 初稿.docx --format json > 初稿.json
  gouji audit 修改稿.docx --format json > 修改稿.json
  gouji diff 初稿.json 修改稿.json

问题凭指纹辨认，报告别处的改动不影响。退出码：0 没有新问题  1 有新问题  2 读不了。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Diff {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let (old, new) = match (findings(&self.old), findings(&self.new)) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                for problem in [old.err(), new.err()].into_iter().flatten() {
                    console.complain(problem);
                }
                return Ok(Exit::Unreadable);
            }
        };
        let difference = diff::compare(old, new);
        let out = match self.format {
            Format::Text => difference.text(Console::style()).into_bytes(),
            Format::Json => difference.json(),
        };
        console.out().write_all(&out)?;
        Ok(if difference.new.is_empty() { Exit::Consistent } else { Exit::Findings })
    }
}

fn findings(path: &Path) -> Result<Vec<Recorded>, Problem> {
    let text = input::read_text(path)?;
    diff::read(text.as_bytes()).map_err(|error| Problem::new(path.display(), error))
}
