use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::input::{self, Reading};
use crate::cli::{Console, Exit};
use crate::output::terminal;

/// 看一个阶段的结果：章节、数据或关系
#[derive(Args, Debug)]
#[command(override_usage = "gouji show <outline|figures|relations> [选项] [文件…|-]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Show {
    /// outline 章节树；figures 数据；relations 勾稽关系
    #[arg(value_name = "阶段", value_enum, display_order = 1)]
    phase: Phase,
    /// 报告文件或目录；不写或写 - 则读标准输入
    #[arg(value_name = "文件", display_order = 2)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    limit: super::Limit,
}

const AFTER_HELP: &str = "\
示例：
  gouji show outline 报告.docx
  gouji show figures 报告.txt | less -S
  gouji show relations 报告.pdf

退出码：0 完成  2 有文件读不了。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Phase {
    Outline,
    Figures,
    Relations,
}

impl Show {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let style = Console::style();
        let reading = Reading { limits: self.limit.limits(), ..Reading::default() };
        let inputs = input::gather(&self.files);
        let only = match inputs.as_slice() {
            [Ok(input)] => Some(input.name()),
            _ => None,
        };
        let mut exit = Exit::Consistent;
        input::for_each(
            inputs,
            &reading,
            |review| {
                let text = match self.phase {
                    Phase::Outline => terminal::outline(&review, style),
                    Phase::Figures => terminal::figures(&review, style),
                    Phase::Relations => terminal::relations(&review, style),
                };
                // What was asked for by its own name needs no heading; of what came out of a zip it is told.
                let name = &review.document.source.name;
                if only.as_ref() == Some(name) { text } else { format!("{name}\n{text}\n") }
            },
            |text| match text {
                Ok((text, hint)) => {
                    console.out().write_all(text.as_bytes())?;
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
