use rust_decimal::Decimal;

use crate::output::record::{Cell, Table, content_hash};
use crate::relations::Severity;

use super::facts::Fact;

/// 跨报告问题. A finding of one report that shows only beside another.
#[derive(Clone, Debug)]
pub(in crate::archive) struct AcrossFinding {
    /// The report it is told of.
    pub(super) entry: usize,
    /// Place among the findings between reports of that report.
    pub(super) n: usize,
    pub(super) report_id: String,
    pub(super) other_report_id: String,
    /// Entry of that report.
    pub(in crate::archive) other_entry: Option<usize>,
    pub(in crate::archive) rule: &'static str,
    pub(in crate::archive) name: &'static str,
    pub(in crate::archive) severity: Severity,
    pub(in crate::archive) message: String,
    pub(super) advice: &'static str,
    pub(in crate::archive) arithmetic: String,
    pub(in crate::archive) quote: String,
    pub(super) values: Option<Values>,
    pub(in crate::archive) section_id: Option<String>,
    pub(super) figure_ids: String,
    pub(in crate::archive) start: Option<u32>,
    pub(in crate::archive) end: Option<u32>,
    pub(in crate::archive) fingerprint: String,
}

/// The two values that differ.
#[derive(Clone, Debug)]
pub(super) struct Values {
    pub(super) unit: String,
    pub(super) stated: Decimal,
    pub(super) computed: Decimal,
}

impl Values {
    /// What this report says against what the other shows.
    pub(super) fn of(stated: &Fact, computed: Decimal) -> Self {
        Self { unit: stated.key.value_unit.clone(), stated: stated.value, computed }
    }

    pub(super) fn difference(&self) -> Option<Decimal> {
        self.stated.checked_sub(self.computed)
    }
}

/// Stays the same while other parts of the two reports change.
pub(super) fn fingerprint(rule: &str, parts: &[&str]) -> String {
    content_hash(std::iter::once(rule).chain(parts.iter().copied()))
}

impl AcrossFinding {
    /// Its row in [`Table::Findings`].
    pub(in crate::archive) fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![Cell::Null; Table::Findings.columns().len()];
        let mut set = |column: &str, cell: Cell<'static>| cells[Table::Findings.position(column)] = cell;
        set("finding_id", format!("{}-x{}", self.report_id, self.n + 1).into());
        set("report_id", self.report_id.clone().into());
        set("section_id", self.section_id.clone().into());
        set("fingerprint", self.fingerprint.clone().into());
        set("rule", self.rule.into());
        set("name", self.name.into());
        set("severity", self.severity.name().into());
        set("message", self.message.clone().into());
        set("advice", self.advice.into());
        set("arithmetic", self.arithmetic.clone().into());
        set("quote", self.quote.clone().into());
        set("figure_ids", self.figure_ids.clone().into());
        set("other_report_id", self.other_report_id.clone().into());
        set("char_start", self.start.into());
        set("char_end", self.end.into());
        if let Some(values) = &self.values {
            set("value_unit", values.unit.clone().into());
            set("stated", values.stated.into());
            set("computed", values.computed.into());
            set("difference", values.difference().into());
            if values.unit == "万元" {
                set("at_stake", values.difference().map(|d| d.abs()).into());
            }
        }
        cells
    }
}
