//! What an auditor filled in last time.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::output::audit_list::STATUSES;

use super::{FINDINGS, GONE};

/// 处理结果. Status and remark of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// One of the statuses.
    pub status: String,
    /// Free words.
    pub remark: String,
}

impl Default for Remark {
    fn default() -> Self {
        Self { status: STATUSES[0].to_owned(), remark: String::new() }
    }
}

/// 上次的清单. Rows of an earlier list by fingerprint: also those nobody worked on, for what was said of one file must not
/// be said of another that has the same sentence.
#[derive(Debug, Default)]
pub struct Previous {
    rows: BTreeMap<String, Vec<Old>>,
}

/// One row of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Old {
    pub(super) file: String,
    pub(super) rule: String,
    pub(super) message: String,
    pub(super) status: String,
    pub(super) remark: String,
    pub(super) fingerprint: String,
    /// The file of this time that it was taken for.
    taken_for: Option<String>,
}

impl Old {
    fn is_untouched(&self) -> bool {
        self.remark.is_empty() && (self.status.is_empty() || self.status == STATUSES[0])
    }

    fn is_free_for(&self, file: &str) -> bool {
        self.taken_for.as_deref().is_none_or(|taken| taken == file)
    }

    fn filled_in(&self) -> Remark {
        if self.is_untouched() {
            return Remark::default();
        }
        Remark { status: self.status.clone(), remark: self.remark.clone() }
    }

    fn take_for(&mut self, file: &str) -> Remark {
        self.taken_for = Some(file.to_owned());
        self.filled_in()
    }
}

/// Why an earlier list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PreviousError {
    /// No workbook.
    #[error("不是能读的 xlsx 文件（{0}）；请用 gouji audit --to xlsx 生成、填过的底稿")]
    Unreadable(String),
    /// Not one of ours.
    #[error("其中没有“问题清单”工作表，或缺少“指纹”“处理状态”列；请用 gouji audit 生成的清单")]
    NoList,
}

impl Previous {
    /// A list in which one finding was worked on.
    #[cfg(test)]
    pub(super) fn of(file: &str, fingerprint: &str, status: &str, remark: &str) -> Self {
        let [file, fingerprint, status, remark] = [file, fingerprint, status, remark].map(str::to_owned);
        let old = Old { file, fingerprint: fingerprint.clone(), status, remark, ..Old::default() };
        Self { rows: BTreeMap::from([(fingerprint, vec![old])]) }
    }

    /// Reads an earlier list.
    ///
    /// # Errors
    /// - no workbook,
    /// - no sheet 问题清单 with fingerprints and statuses.
    pub fn read(bytes: Vec<u8>) -> Result<Self, PreviousError> {
        let unreadable = |error: calamine::XlsxError| PreviousError::Unreadable(error.to_string());
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
        let mut previous = Self::default();
        let mut has_list = false;
        for name in workbook.sheet_names() {
            if name.starts_with(FINDINGS) || name == GONE {
                let range = workbook.worksheet_range(&name).map_err(unreadable)?;
                has_list |= previous.sheet(range.rows()) && name.starts_with(FINDINGS);
            }
        }
        if has_list { Ok(previous) } else { Err(PreviousError::NoList) }
    }

    /// Reads one sheet; whether it was a list.
    fn sheet<'r>(&mut self, mut rows: impl Iterator<Item = &'r [Data]>) -> bool {
        let Some(head) = rows.next() else { return false };
        let place = |name: &str| head.iter().position(|cell| cell.to_string().trim() == name);
        let (Some(fingerprint), Some(status)) = (place("指纹"), place("处理状态")) else { return false };
        let others = ["文件", "规则", "问题说明", "备注"].map(place);
        for row in rows {
            let text = |at: usize| row.get(at).map(|cell| cell.to_string().trim().to_owned()).unwrap_or_default();
            let [file, rule, message, remark] = others.map(|at| at.map(text).unwrap_or_default());
            let old = Old {
                file,
                rule,
                message,
                status: text(status),
                remark,
                fingerprint: text(fingerprint),
                taken_for: None,
            };
            if !old.fingerprint.is_empty() {
                self.rows.entry(old.fingerprint.clone()).or_default().push(old);
            }
        }
        true
    }

    /// What was filled in for a finding: that of the same file, or, when the file has another name now, what all
    /// rows of the fingerprint agree on that no other file has taken.
    pub(super) fn take(&mut self, fingerprint: &str, file: &str) -> Remark {
        let Some(rows) = self.rows.get_mut(fingerprint) else { return Remark::default() };
        if let Some(old) = rows.iter_mut().find(|old| old.file == file) {
            return old.take_for(file);
        }
        let mut free: Vec<_> = rows.iter_mut().filter(|old| old.is_free_for(file)).collect();
        let Some(first) = free.first().map(|old| old.filled_in()) else { return Remark::default() };
        if free.iter().any(|old| old.filled_in() != first) {
            return Remark::default();
        }
        free.iter_mut().for_each(|old| drop(old.take_for(file)));
        first
    }

    /// Rows worked on whose finding is gone: what was written there is not lost.
    pub(super) fn untaken(&self) -> Vec<Old> {
        self.rows.values().flatten().filter(|old| old.taken_for.is_none() && !old.is_untouched()).cloned().collect()
    }
}
