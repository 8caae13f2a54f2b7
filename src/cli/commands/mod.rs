//! One file per command.

pub(super) mod audit;
mod audit_list;
mod audit_stream;
pub(super) mod completions;
pub(super) mod convert;
pub(super) mod diff;
pub(super) mod evaluate;
pub(super) mod extract;
mod limit;
pub(super) mod man;
pub(super) mod pipe;
pub(super) mod rule;
pub(super) mod schema;
pub(super) mod show;

use std::io;

use super::args::{Args, Command};
use super::{Console, Exit};

use limit::Limit;

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
