//! `gouji audit --to text|json|sarif`: reports as they are named, one after the other.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::archive::{self, Comparison, Side};
use crate::cli::Console;
use crate::cli::draft::Draft;
use crate::cli::input::{self, Problem, Reading};
use crate::output::listing::{BetweenEntry, Selection, Tally};
use crate::output::sarif::Holding;
use crate::output::terminal::Style;
use crate::output::{json, sarif, terminal};
use crate::review::Review;

use super::audit::Told;

/// How reports are told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamFormat {
    Text,
    Json,
    Sarif(Holding),
}

/// What was asked for.
pub(super) struct AuditStream {
    pub(super) files: Vec<PathBuf>,
    pub(super) format: StreamFormat,
    pub(super) output: Option<PathBuf>,
    pub(super) threads: NonZeroUsize,
}

/// What one report adds to the list.
struct Piece {
    body: Body,
    tally: Tally,
    fingerprints: Vec<String>,
    side: Side,
}

enum Body {
    Bytes(Vec<u8>),
    Sarif(sarif::Part),
}

/// What is known when all reports were read.
#[derive(Default)]
struct All {
    bodies: Vec<Body>,
    errors: Vec<String>,
    tally: Tally,
    fingerprints: BTreeSet<String>,
    comparison: Comparison,
}

impl AuditStream {
    pub(super) fn run(
        self,
        reading: &Reading,
        selection: &Selection,
        console: &mut Console,
    ) -> io::Result<Result<Told, Problem>> {
        let mut draft = match self.output.as_deref().map(Draft::create).transpose() {
            Ok(draft) => draft,
            Err(problem) => return Ok(Err(problem)),
        };
        let style = if draft.is_some() { Style { color: false, ..Console::style() } } else { Console::style() };
        let mut all = All::default();
        input::for_each(
            input::gather(&self.files),
            reading,
            |review| self.piece(&review, selection, style),
            |piece| all.take(piece, self.format, &mut draft, console),
        )?;
        let between = match all.comparison.findings(self.threads) {
            Ok(between) => between,
            Err(error) => return Ok(Err(error.into())),
        };
        all.fingerprints.extend(between.iter().map(|finding| finding.fingerprint.clone()));
        let between = selection.between(&between);
        all.tally.add(&Tally::between(&between));
        let (has_findings, has_errors) = (all.tally.total_findings() > 0, all.tally.n_errors > 0);
        let rest = self.rest(&mut all, &between, selection, style);
        write(&rest, &mut draft, console)?;
        if let Some(Err(problem)) = draft.map(Draft::publish) {
            return Ok(Err(problem));
        }
        Ok(Ok(Told { has_findings, has_errors, fingerprints: all.fingerprints }))
    }

    fn piece(&self, review: &Review, selection: &Selection, style: Style) -> Piece {
        let entries = selection.entries(review);
        let body = match self.format {
            StreamFormat::Text => Body::Bytes(terminal::report(review, &entries, style).into_bytes()),
            StreamFormat::Json => {
                let mut out = Vec::new();
                json::write_audited_report(review, &entries, &mut out);
                Body::Bytes(out)
            }
            StreamFormat::Sarif(holding) => Body::Sarif(sarif::part(review, &entries, holding)),
        };
        let fingerprints = review.findings.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
        Piece { body, tally: Tally::of(review, &entries), fingerprints, side: Side::of(review) }
    }

    /// What is written when all reports were read.
    fn rest(&self, all: &mut All, between: &[BetweenEntry<'_>], selection: &Selection, style: Style) -> Vec<u8> {
        let mut out = Vec::new();
        let bodies = std::mem::take(&mut all.bodies);
        match self.format {
            StreamFormat::Text => {
                out = (terminal::between(between, style) + &terminal::summary(&all.tally, style)).into_bytes();
            }
            StreamFormat::Json => {
                let reports: Vec<_> = bodies.into_iter().filter_map(Body::bytes).collect();
                let stale = selection.waivers.stale(&|fingerprint| all.fingerprints.contains(fingerprint));
                json::write_audit(&reports, between, &all.errors, &selection.waivers, &stale, &all.tally, &mut out);
                out.push(b'\n');
            }
            StreamFormat::Sarif(_) => {
                let rules = archive::rules();
                let mut parts: Vec<_> = bodies.into_iter().filter_map(Body::sarif).collect();
                parts.push(sarif::between(between, &rules));
                sarif::write(&parts, &all.errors, &rules, &mut out);
                out.push(b'\n');
            }
        }
        out
    }
}

impl All {
    /// Takes the next report; text is told at once, and everything else when the list is whole.
    fn take(
        &mut self,
        piece: Result<(Piece, Option<Problem>), Problem>,
        format: StreamFormat,
        draft: &mut Option<Draft>,
        console: &mut Console,
    ) -> io::Result<()> {
        let (piece, hint) = match piece {
            Ok(piece) => piece,
            Err(problem) => {
                self.tally.n_errors += 1;
                console.complain(&problem);
                self.errors.push(problem.to_string());
                return Ok(());
            }
        };
        self.tally.add(&piece.tally);
        self.fingerprints.extend(piece.fingerprints);
        self.comparison.add(piece.side);
        match piece.body {
            Body::Bytes(text) if format == StreamFormat::Text => write(&text, draft, console)?,
            body => self.bodies.push(body),
        }
        if let Some(hint) = hint {
            console.complain(hint);
        }
        Ok(())
    }
}

fn write(bytes: &[u8], draft: &mut Option<Draft>, console: &mut Console) -> io::Result<()> {
    match draft {
        Some(draft) => draft.write_all(bytes),
        None => console.out().write_all(bytes),
    }
}

impl Body {
    fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Sarif(_) => None,
        }
    }

    fn sarif(self) -> Option<sarif::Part> {
        match self {
            Self::Sarif(part) => Some(part),
            Self::Bytes(_) => None,
        }
    }
}
