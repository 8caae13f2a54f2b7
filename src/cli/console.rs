use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};

use crate::output::terminal::Style;

use super::Exit;

/// 终端. Standard output, where results go, and standard error, where everything else goes.
pub(crate) struct Console {
    out: BufWriter<Stdout>,
}

impl Console {
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout()) }
    }

    /// Where results go. Errors of writing are the caller's to return.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// One problem on standard error: what, where, what to do.
    pub(crate) fn complain(&mut self, problem: impl Display) {
        self.remark(format_args!("gouji: {problem}"));
    }

    /// A line on standard error as it is.
    pub(crate) fn remark(&mut self, line: impl Display) {
        // Results that were written before stand before it; a broken pipe shows itself at the end.
        let _ = self.out.flush();
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// How text for people is set: colours and width only where a person looks.
    pub(crate) fn style() -> Style {
        let is_terminal = io::stdout().is_terminal();
        let refused = environment("NO_COLOR").is_some_and(|v| !v.is_empty());
        let dumb = environment("TERM").is_some_and(|v| v == "dumb");
        let width = environment("COLUMNS").and_then(|v| v.to_str()?.parse().ok());
        Style { color: is_terminal && !refused && !dumb, width: width.unwrap_or(100).clamp(40, 200) }
    }

    /// Flushes, and turns a failed write into words: a reader that went away (`| head`) is no failure.
    pub(crate) fn finish(mut self, outcome: io::Result<Exit>) -> Exit {
        match outcome.and_then(|exit| self.out.flush().map(|()| exit)) {
            Ok(exit) => exit,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Consistent,
            Err(error) => {
                let _ = writeln!(io::stderr(), "gouji: 写出结果失败（{error}）；请检查磁盘空间和输出位置");
                Exit::Unreadable
            }
        }
    }
}

fn environment(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}
