use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use super::commands;

/// 勾稽：读出政府报告中的数据，核对报告自己说的算式
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    override_usage = "gouji <命令> [选项] [文件…]",
    subcommand_help_heading = "命令",
    after_help = AFTER_HELP
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

const AFTER_HELP: &str = "\
示例：
  gouji extract 报告.docx                 读出章节、数据、关系，写成 JSON
  gouji audit 报告.pdf                    核对勾稽关系，列出问题
  gouji audit 档案目录 --severity 强制性  只列强制性问题
  gouji show outline 报告.txt             看章节是怎样划分的

退出码：0 一致（或已完成）  1 有问题（audit、diff）  2 有文件读不了，或命令写错

用 gouji <命令> --help 看每个命令的说明和示例。";

/// One variant per file of `commands`.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Extract(commands::extract::Extract),
    Audit(commands::audit::Audit),
    Show(commands::show::Show),
    Convert(commands::convert::Convert),
    Pipe(commands::pipe::Pipe),
    Diff(commands::diff::Diff),
    Rule(commands::rule::Rule),
    Schema(commands::schema::Schema),
    Evaluate(commands::evaluate::Evaluate),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

/// How every help page is laid out.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// 命令行. The whole command line, for help, completions and the manual page.
#[must_use]
pub fn command() -> clap::Command {
    let command = chinese(Args::command());
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, chinese))
}

/// One command with help in Chinese.
fn chinese(command: clap::Command) -> clap::Command {
    let flag = |name: &'static str, short, action, help: &'static str| {
        clap::Arg::new(name).short(short).long(name).action(action).help(help).display_order(999)
    };
    let version = command.get_version().map(|_| flag("version", 'V', clap::ArgAction::Version, "显示版本"));
    command
        .help_template(TEMPLATE)
        .next_help_heading("选项")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', clap::ArgAction::Help, "显示这份说明"))
        .args(version)
        .mut_args(|arg| {
            // clap words these two in English; the help texts say them in Chinese.
            let has_value = arg.get_action().takes_values();
            let arg = if has_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg };
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
}

/// Reads the command line.
pub(super) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    Args::from_arg_matches(&command().try_get_matches_from(words)?)
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn help_fits_a_terminal_and_is_chinese() {
        let mut root = command();
        let pages = std::iter::once(root.render_long_help().to_string());
        let pages: Vec<_> = pages.chain(root.get_subcommands_mut().map(|c| c.render_long_help().to_string())).collect();
        for page in pages {
            for line in page.lines() {
                assert!(line.width() <= 100, "too wide: {line}");
            }
            for english in ["Usage", "Options", "Arguments", "Commands", "possible values", "default:", "Print help"] {
                assert!(!page.contains(english), "{english} in\n{page}");
            }
        }
    }
}
