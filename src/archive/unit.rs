//! What is kept on disk of one finished file.
//!
//! ```text
//! GOUJI-UNIT 1 ⏎  head (JSON) ⏎  parts (each a zstd frame)…  SHA-256 of all before
//! ```
//!
//! The check sum is what makes a unit whole: a file that was cut short by a power failure, however the disk ordered
//! its writes, does not carry one that fits, and is made again. So units need no costly flush of their own.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::output::record::{Failure, Table};

/// First line of a unit; the number grows when the layout of units or of any row in them changes.
const MAGIC: &[u8] = b"GOUJI-UNIT 1\n";

/// Speed over size: units are read once and thrown away when the input changes.
const COMPRESSION: i32 = 1;

/// 单元. One finished file: what came of it, and where its parts are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unit {
    /// What came of it.
    pub(super) outcome: Outcome,
    /// Its parts, in the order in which they stand.
    parts: Vec<Stretch>,
}

/// 结果. What came of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A report was read.
    Report(Box<Digest>),
    /// None could be read.
    Failure(Failure),
}

/// 摘要. What is remembered of a report while others are worked on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Id of the report.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Reporting unit.
    pub unit: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Report year.
    pub year: Option<u16>,
    /// Kind of report.
    pub kind: Option<String>,
    /// Equal for the same text in other formats.
    pub text_hash: String,
    /// Equal for the same figures in the same order; empty where they are too few to tell.
    pub figures_hash: String,
    /// Number of figures.
    pub n_figures: u32,
    /// Of these, checked by some relation.
    pub n_checked: u32,
    /// Relations: exact, tail, broken, undecided.
    pub grades: [u32; 4],
    /// Findings: 强制性, 核实性, 提示.
    pub severities: [u32; 3],
}

/// 部分. One part of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// Rows of these tables.
    Reports,
    Sections,
    Figures,
    Relations,
    Findings,
    Notes,
    /// Sentences with figures, for the comparison of years.
    Sentences,
    /// The JSON document.
    Document,
    /// What the page shows of it.
    Page,
}

impl Part {
    /// The part that holds a table's rows; `None` for tables that no single report gives.
    pub(super) fn of(table: Table) -> Option<Self> {
        match table {
            Table::Reports => Some(Self::Reports),
            Table::Sections => Some(Self::Sections),
            Table::Figures => Some(Self::Figures),
            Table::Relations => Some(Self::Relations),
            Table::Findings => Some(Self::Findings),
            Table::Notes => Some(Self::Notes),
            Table::Errors | Table::Series => None,
        }
    }
}

/// Where a part stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    part: Part,
    rows: u32,
    /// Length as it stands, compressed.
    bytes: u32,
}

/// Makes the bytes of a unit.
#[derive(Default)]
pub(super) struct UnitWriter {
    parts: Vec<Stretch>,
    frames: Vec<u8>,
}

impl UnitWriter {
    /// Adds a part of so many rows.
    pub(super) fn part(&mut self, part: Part, rows: usize, bytes: &[u8]) {
        let frame = zstd::bulk::compress(bytes, COMPRESSION).expect("zstd compresses any bytes in memory");
        let narrow = |n: usize| u32::try_from(n).expect("a report is below 4 GiB");
        self.parts.push(Stretch { part, rows: narrow(rows), bytes: narrow(frame.len()) });
        self.frames.extend_from_slice(&frame);
    }

    /// The whole unit and its bytes.
    pub(super) fn finish(self, outcome: Outcome) -> (Unit, Vec<u8>) {
        let unit = Unit { outcome, parts: self.parts };
        let mut bytes = MAGIC.to_vec();
        serde_json::to_writer(&mut bytes, &unit).expect("a unit is plain data");
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.frames);
        let sum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&sum);
        (unit, bytes)
    }
}

impl Unit {
    /// Reads a unit; `None` unless it is whole.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_last_chunk::<32>()?;
        if Sha256::digest(body).as_slice() != sum {
            return None;
        }
        let rest = body.strip_prefix(MAGIC)?;
        let end = memchr::memchr(b'\n', rest)?;
        serde_json::from_slice(&rest[..end]).ok()
    }

    /// Number of rows of a part.
    pub(super) fn rows(&self, part: Part) -> usize {
        self.parts.iter().find(|p| p.part == part).map_or(0, |p| p.rows as usize)
    }

    /// Bytes of a part, out of the bytes of the whole unit; `None` when there is no such part.
    pub(super) fn read(&self, part: Part, unit: &[u8]) -> Option<Vec<u8>> {
        let frames: usize = self.parts.iter().map(|p| p.bytes as usize).sum();
        let mut start = unit.len().checked_sub(32 + frames)?;
        for stretch in &self.parts {
            let end = start + stretch.bytes as usize;
            if stretch.part == part {
                return zstd::stream::decode_all(unit.get(start..end)?).ok();
            }
            start = end;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Unit, Vec<u8>) {
        let mut writer = UnitWriter::default();
        writer.part(Part::Figures, 2, "甲\n乙\n".as_bytes());
        writer.part(Part::Notes, 0, b"");
        writer.part(Part::Document, 1, b"{}");
        writer.finish(Outcome::Report(Box::new(Digest { id: "00ff".to_owned(), ..Digest::default() })))
    }

    #[test]
    fn parts_are_found_again() {
        let (unit, bytes) = sample();
        assert_eq!(Unit::parse(&bytes).as_ref(), Some(&unit));
        assert_eq!(unit.read(Part::Document, &bytes).unwrap(), b"{}");
        assert_eq!(unit.read(Part::Notes, &bytes).unwrap(), b"");
        assert_eq!((unit.read(Part::Page, &bytes), unit.rows(Part::Figures)), (None, 2));
    }

    #[test]
    fn nothing_but_the_whole_is_taken_for_it() {
        let (_, bytes) = sample();
        for cut in 0..bytes.len() {
            assert_eq!(Unit::parse(&bytes[..cut]), None, "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut zeroed = bytes.clone();
            zeroed[at..].fill(0);
            assert!(Unit::parse(&zeroed).is_none() || zeroed == bytes, "zeros from {at}");
        }
    }
}
