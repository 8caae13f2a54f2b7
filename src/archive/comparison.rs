use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crate::output::listing::Between;
use crate::output::record::content_hash;
use crate::review::Review;

use super::ArchiveError;
use super::across::{self, AcrossFinding};
use super::batch::Entry;
use super::list;
use super::store::Units;
use super::unit::Outcome;
use super::{file, rules};

/// 对照. Reports that were read one by one, laid side by side when all are known.
#[derive(Default)]
pub struct Comparison {
    entries: Vec<Entry>,
    units: Kept,
}

/// 一方. What the comparison keeps of one report.
pub struct Side {
    entry: Entry,
    bytes: Vec<u8>,
}

/// Units in memory, by key.
#[derive(Default)]
struct Kept(BTreeMap<String, Vec<u8>>);

impl Units for Kept {
    fn unit(&self, key: &str) -> Option<Vec<u8>> {
        self.0.get(key).cloned()
    }
}

impl Side {
    /// What a report is compared by.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        let (unit, bytes) = file::compared(review);
        let id = match &unit.outcome {
            Outcome::Report(digest) => digest.id.as_str(),
            Outcome::Failure(_) => "",
        };
        let key = content_hash([id, &review.document.source.name]);
        Self { entry: Entry { unit, key, is_kept: false }, bytes }
    }
}

impl Comparison {
    /// Adds a report; one that was added before says nothing new.
    pub fn add(&mut self, Side { entry, bytes }: Side) {
        if self.units.0.insert(entry.key.clone(), bytes).is_none() {
            self.entries.push(entry);
        }
    }

    /// Every finding between two of the reports, in order of the reports.
    ///
    /// # Errors
    /// When what was kept of a report cannot be read again.
    pub fn findings(&self, threads: NonZeroUsize) -> Result<Vec<Between>, ArchiveError> {
        if self.entries.len() < 2 {
            return Ok(Vec::new());
        }
        let across = across::compare(&self.entries, &self.units, threads)?;
        let mut all = Vec::new();
        for (n, entry) in self.entries.iter().enumerate() {
            let found = across.findings_of(n);
            if !found.is_empty() {
                let sections = list::sections(entry, &self.units)?;
                let section = |id: &str| sections.get(id).cloned().unwrap_or_default();
                all.extend(found.iter().map(|finding| self.told(entry, finding, &section)));
            }
        }
        Ok(all)
    }

    fn told(&self, entry: &Entry, finding: &AcrossFinding, section: &impl Fn(&str) -> String) -> Between {
        let rule = rules().into_iter().find(|rule| rule.code() == finding.rule);
        Between {
            report: entry.file().to_owned(),
            other: finding.other_entry.map(|n| self.entries[n].file().to_owned()),
            rule: finding.rule,
            name: finding.name,
            title: rule.map_or(finding.name, |rule| rule.doc().title),
            severity: finding.severity,
            message: finding.message.clone(),
            arithmetic: finding.arithmetic.clone(),
            section: finding.section_id.as_deref().map(section).unwrap_or_default(),
            quote: finding.quote.clone(),
            at: finding.start.zip(finding.end),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}
