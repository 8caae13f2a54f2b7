//! What was typed, what it means, and the exit code.

mod args;
mod clock;
mod commands;
mod console;
mod draft;
mod exit;
mod input;
mod queue;
mod usage;

pub use args::command;
pub use exit::Exit;

use console::Console;

/// Reads the command line, runs the command, and says how it went.
#[must_use]
pub fn run() -> Exit {
    let mut console = Console::new();
    let outcome = match args::parse(std::env::args_os()) {
        Ok(args) => commands::run(args, &mut console),
        Err(error) => usage::report(&error, &mut console),
    };
    console.finish(outcome)
}
