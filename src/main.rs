//! The program `gouji`: arguments → run → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::cli::run().into()
}
