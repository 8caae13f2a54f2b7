use std::process::ExitCode;

/// 退出码. How a run went; the worst of its parts counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: everything was read; no finding, or none was asked for.
    #[default]
    Consistent,
    /// 1: `audit` or `diff` has findings to tell.
    Findings,
    /// 2: something could not be read or written, or the command line was not understood.
    Unreadable,
}

impl Exit {
    /// The worse of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
