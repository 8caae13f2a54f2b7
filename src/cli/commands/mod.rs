//! One file per command.

pub(super) mod audit;
mod audit_list;
mod audit_stream;
pub(super) mod completions;
pub(super) mod convert;
pub(super) mod diff;
pub(super) mod evaluate;
pub(super) mod extract;
pub(super) mod man;
pub(super) mod pipe;
pub(super) mod rule;
pub(super) mod schema;
pub(super) mod show;

use std::io;

use clap::Args as ClapArgs;

use crate::document::Limits;

use super::args::{Args, Command};
use super::{Console, Exit};

/// Runs what was typed.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn run(args: Args, console: &mut Console) -> io::Result<Exit> {
    match args.command {
        Command::Evaluate(command) => command.run(console),
        Command::Extract(command) => command.run(console),
        Command::Audit(command) => command.run(console),
        Command::Show(command) => command.run(console),
        Command::Convert(command) => command.run(console),
        Command::Pipe(command) => command.run(console),
        Command::Diff(command) => command.run(console),
        Command::Rule(command) => command.run(console),
        Command::Schema(command) => command.run(console),
        Command::Completions(command) => command.run(console),
        Command::Man(command) => command.run(console),
    }
}

/// 限额. What one report may cost.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(super) struct Limit {
    /// 一份报告最多读多少 MB（默认文件 256，其中文字 64）
    #[arg(long = "limit", value_name = "MB")]
    megabytes: Option<u32>,
}

impl Limit {
    fn limits(self) -> Limits {
        match self.megabytes.map(|n| u64::from(n) << 20) {
            Some(bytes) => Limits { file_bytes: bytes, text_bytes: bytes, ..Limits::default() },
            None => Limits::default(),
        }
    }
}
