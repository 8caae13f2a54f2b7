//! `gouji audit --to xlsx|html|csv`: the list of a whole archive.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::archive::{self, Audit, AuditRequest, Settings, Target};
use crate::cli::Console;
use crate::cli::draft::Draft;
use crate::cli::input::{Problem, Reading};
use crate::output::listing::Selection;
use crate::output::record::Failure;
use crate::output::xlsx::Previous;

use super::audit::Told;

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
    /// Writes the list; what stands in it but concerns whoever started it is told on `console`.
    pub(super) fn run(self, reading: Reading, selection: &Selection, console: &mut Console) -> Result<Told, Problem> {
        let Audit { summary, failures, fingerprints } = self.write(reading, selection)?;
        for Failure { file, message, .. } in &failures {
            console.complain(Problem::new(file, message));
        }
        console.remark(&summary);
        Ok(Told { has_findings: summary.severities != [0; 3], has_errors: !failures.is_empty(), fingerprints })
    }

    fn write(self, reading: Reading, selection: &Selection) -> Result<Audit, Problem> {
        let target = self.target()?;
        let Reading { limits, judging } = reading;
        let settings = Settings { limits, judge: judging, threads: self.threads, force: false };
        let request = AuditRequest { roots: self.roots, settings, target, selection };
        let progress = super::convert::progress();
        let Some(path) = self.output else {
            let mut out = io::stdout().lock();
            if self.format == ListFormat::Xlsx && out.is_terminal() {
                return Err(Problem::new("--to xlsx", "工作簿不能显示在屏幕上；请加 --output 底稿.xlsx"));
            }
            // The lock of standard output is no `Send`; the list waits in a file of its own until it is whole.
            let mut whole = tempfile::tempfile().map_err(|error| Problem::new("临时文件", error))?;
            let audit = archive::audit(request, &mut whole, &progress)?;
            let copied = io::Seek::rewind(&mut whole).and_then(|()| io::copy(&mut whole, &mut out));
            copied.and_then(|_| out.flush()).map_err(|error| Problem::new("标准输出", error))?;
            return Ok(audit);
        };
        let mut draft = Draft::create(&path)?;
        let audit = archive::audit(request, &mut draft, &progress)?;
        draft.publish()?;
        Ok(audit)
    }

    fn target(&self) -> Result<Target, Problem> {
        match (self.format, &self.update) {
            (ListFormat::Xlsx, None) => Ok(Target::Xlsx(Previous::default())),
            (ListFormat::Xlsx, Some(path)) => {
                #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
                let bytes = std::fs::read(path).map_err(|error| Problem::io(path, &error))?;
                let previous = Previous::read(bytes).map_err(|error| Problem::new(path.display(), error))?;
                Ok(Target::Xlsx(previous))
            }
            (ListFormat::Html, _) => Ok(Target::Html),
            (ListFormat::Csv, _) => Ok(Target::Csv),
        }
    }
}
