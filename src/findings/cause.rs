//! 差错成因: how it went wrong, named as an auditor would.

use crate::relations::{Judged, Relation, Relations, Report};

use super::Suspect;

/// How a broken relation came about, where that can be recognised.
pub(super) fn cause(
    _report: &Report<'_>,
    _relations: &Relations,
    _relation: &Relation,
    _judged: &Judged,
    _suspects: &[Suspect],
) -> Option<String> {
    None
}
