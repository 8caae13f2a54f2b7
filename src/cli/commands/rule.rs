use std::io::{self, Write};

use clap::Args;

use crate::archive;
use crate::cli::{Console, Exit};
use crate::output::manual;

/// 说明规则：查什么，依据什么，什么样算不一致
#[derive(Args, Debug)]
#[command(override_usage = "gouji rule [选项] [规则…]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Rule {
    /// 规则代号，可以只写开头；不写则列出全部
    #[arg(value_name = "规则")]
    codes: Vec<String>,
    /// 写成 Markdown（docs/RULES.md 就是这样来的）
    #[arg(long)]
    markdown: bool,
}

const AFTER_HELP: &str = "\
示例：
  gouji rule
  gouji rule GJ101
  gouji rule GJ3";

impl Rule {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let mut exit = Exit::Consistent;
        let rules = archive::rules();
        let codes: Vec<String> = self.codes.iter().map(|code| code.to_ascii_uppercase()).collect();
        for code in &codes {
            if !rules.iter().any(|rule| rule.code().starts_with(code.as_str())) {
                console.complain(format_args!("没有规则 {code}；用 gouji rule 看全部规则"));
                exit = Exit::Unreadable;
            }
        }
        let chosen = rules
            .into_iter()
            .filter(|rule| codes.is_empty() || codes.iter().any(|code| rule.code().starts_with(code.as_str())));
        let chosen: Vec<_> = chosen.collect();
        let text = match (self.markdown, codes.is_empty()) {
            (true, _) => manual::markdown(&chosen),
            (false, true) => manual::list(&chosen, Console::style()),
            (false, false) => manual::pages(&chosen, Console::style()),
        };
        console.out().write_all(text.as_bytes())?;
        Ok(exit)
    }
}
