use std::io::{self, Write};

use clap::Args;
use clap_mangen::Man as Page;

use crate::cli::{Console, Exit};

/// 写出手册页（man）
#[derive(Args, Debug)]
#[command(override_usage = "gouji man [命令]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Man {
    /// 哪个命令的手册页；不写则为总的一页
    #[arg(value_name = "命令")]
    command: Option<String>,
}

const AFTER_HELP: &str = "\
示例：
  gouji man > gouji.1
  gouji man audit > gouji-audit.1";

/// Headings that the generator writes in English.
const HEADINGS: [(&str, &str); 7] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH VERSION", ".SH 版本"),
    (".SH EXTRA", ".SH 示例"),
];

impl Man {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let mut root = crate::cli::command();
        root.build();
        let command = match &self.command {
            None => Some(root),
            Some(name) => root.find_subcommand(name).cloned(),
        };
        let Some(command) = command else {
            console.complain(format_args!(
                "没有“{}”这个命令；用 gouji --help 看全部命令",
                self.command.unwrap_or_default()
            ));
            return Ok(Exit::Unreadable);
        };
        let mut page = Vec::new();
        Page::new(command).render(&mut page)?;
        let mut page = String::from_utf8_lossy(&page).into_owned();
        for (english, chinese) in HEADINGS {
            page = page.replace(english, chinese);
        }
        console.out().write_all(page.as_bytes())?;
        Ok(Exit::Consistent)
    }
}
