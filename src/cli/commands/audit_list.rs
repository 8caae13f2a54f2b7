//! `gouji audit --to xlsx|html|csv`: the list of a whole archive.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::archive::{self, AuditRequest, Settings, Summary, Target};
use crate::cli::input::{Problem, Reading};
use crate::cli::{Console, Exit};
use crate::output::listing::Selection;
use crate::output::xlsx::Previous;

/// Formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListFormat {
    Xlsx,
    Html,
    Csv,
}

/// What was asked for.
pub(super) struct AuditList {
    pub(super) roots: Vec<PathBuf>,
    pub(super) format: ListFormat,
    pub(super) output: Option<PathBuf>,
    pub(super) update: Option<PathBuf>,
    pub(super) threads: NonZeroUsize,
}

impl AuditList {
    pub(super) fn run(self, reading: Reading, selection: Selection, console: &mut Console) -> Exit {
        match self.write(reading, selection) {
            Ok(summary) => {
                console.remark(&summary);
                let failed = if summary.n_errors > 0 { Exit::Unreadable } else { Exit::Consistent };
                let found = if summary.severities == [0; 3] { Exit::Consistent } else { Exit::Findings };
                found.and(failed)
            }
            Err(problem) => {
                console.complain(problem);
                Exit::Unreadable
            }
        }
    }

    fn write(self, reading: Reading, selection: Selection) -> Result<Summary, Problem> {
        let target = self.target()?;
        let Reading { limits, judging } = reading;
        let settings = Settings { limits, judge: judging, threads: self.threads, force: false };
        let request = AuditRequest { roots: self.roots, settings, target, selection };
        let progress = super::convert::progress();
        let problem = |error| Problem::new("清单", error);
        let Some(path) = self.output else {
            let mut out = io::stdout().lock();
            if self.format == ListFormat::Xlsx && out.is_terminal() {
                return Err(Problem::new("--to xlsx", "工作簿不能显示在屏幕上；请加 --output 底稿.xlsx"));
            }
            // The lock of standard output is no `Send`; the list waits in a file of its own until it is whole.
            let mut whole = tempfile::tempfile().map_err(|error| Problem::new("临时文件", error))?;
            let summary = archive::audit(request, &mut whole, &progress).map_err(|error| problem(error.to_string()))?;
            let copied = io::Seek::rewind(&mut whole).and_then(|()| io::copy(&mut whole, &mut out));
            copied.and_then(|_| out.flush()).map_err(|error| Problem::new("标准输出", error))?;
            return Ok(summary);
        };
        let failed =
            |error: io::Error| Problem::new(path.display(), format_args!("写不了（{error}）；请核对路径和权限"));
        // Written beside and renamed: a list of that name is always whole.
        let mut draft = path.clone().into_os_string();
        draft.push(".unfinished");
        let draft = PathBuf::from(draft);
        #[expect(clippy::disallowed_methods, reason = "the command line writes files")]
        let mut file = std::fs::File::create(&draft).map_err(failed)?;
        let audited = archive::audit(request, &mut file, &progress).map_err(|e| problem(e.to_string()));
        let summary = match audited {
            Ok(summary) => summary,
            Err(problem) => {
                // The half-written draft is of no use to anybody.
                let _ = std::fs::remove_file(&draft);
                return Err(problem);
            }
        };
        file.sync_all().and_then(|()| std::fs::rename(&draft, &path)).map_err(failed)?;
        Ok(summary)
    }

    fn target(&self) -> Result<Target, Problem> {
        match (self.format, &self.update) {
            (ListFormat::Xlsx, None) => Ok(Target::Xlsx(Previous::default())),
            (ListFormat::Xlsx, Some(path)) => {
                #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
                let bytes = std::fs::read(path).map_err(|error| Problem::new(path.display(), error))?;
                let previous = Previous::read(bytes).map_err(|error| Problem::new(path.display(), error))?;
                Ok(Target::Xlsx(previous))
            }
            (_, Some(_)) => Err(Problem::new("--update", "只用于 --to xlsx")),
            (ListFormat::Html, None) => Ok(Target::Html),
            (ListFormat::Csv, None) => Ok(Target::Csv),
        }
    }
}
