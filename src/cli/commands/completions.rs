use std::io::{self, Write};

use clap::{Args, ValueEnum};

use crate::cli::{Console, Exit};

/// 写出命令行补全脚本
#[derive(Args, Debug)]
#[command(override_usage = "gouji completions <bash|zsh|fish|elvish|powershell>", after_help = AFTER_HELP)]
pub(in crate::cli) struct Completions {
    /// 哪一种命令行：bash、zsh、fish、elvish、powershell
    #[arg(value_name = "命令行", value_enum)]
    shell: Shell,
}

const AFTER_HELP: &str = "\
示例：
  gouji completions bash > ~/.local/share/bash-completion/completions/gouji
  gouji completions zsh > ~/.zfunc/_gouji";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

impl Completions {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let shell = match self.shell {
            Shell::Bash => clap_complete::Shell::Bash,
            Shell::Zsh => clap_complete::Shell::Zsh,
            Shell::Fish => clap_complete::Shell::Fish,
            Shell::Elvish => clap_complete::Shell::Elvish,
            Shell::Powershell => clap_complete::Shell::PowerShell,
        };
        // The generator ends the program when a write fails: it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut crate::cli::command(), "gouji", &mut script);
        console.out().write_all(&script)?;
        Ok(Exit::Consistent)
    }
}
