//! 汇总: what the workbook holds, by severity, by status, by rule and by unit.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};

use crate::output::audit_list::{ListedReport, STATUSES};
use crate::relations::rules::RULES;

use super::sheet::{Field, Sheet, write};
use super::{STATUS, Styles};

const SEVERITIES: [&str; 3] = ["强制性", "核实性", "提示"];

/// Findings of one unit or rule.
#[derive(Clone, Debug, Default)]
struct Count {
    n_reports: usize,
    n_figures: u64,
    n_checked: u64,
    severities: [usize; 3],
    at_stake: Decimal,
}

/// What is counted while reports go by.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) n_errors: usize,
    all: Count,
    rules: BTreeMap<String, Count>,
    units: BTreeMap<String, Count>,
}

impl Count {
    fn finding(&mut self, severity: &str, at_stake: Option<Decimal>) {
        if let Some(n) = SEVERITIES.iter().position(|s| *s == severity) {
            self.severities[n] += 1;
        }
        if let Some(sum) = at_stake.and_then(|at_stake| self.at_stake.checked_add(at_stake)) {
            self.at_stake = sum;
        }
    }

    fn coverage(&self) -> Option<Decimal> {
        let share = (Decimal::from(self.n_checked) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(self.n_figures));
        share.map(|share| share.trunc_with_scale(1))
    }

    fn total(&self) -> usize {
        self.severities.iter().sum()
    }
}

impl Counts {
    pub(super) fn add(&mut self, report: &ListedReport) {
        let unit = report.unit.clone().unwrap_or_else(|| "（单位未写明）".to_owned());
        let unit = self.units.entry(unit).or_default();
        for count in [&mut self.all, &mut *unit] {
            count.n_reports += 1;
            count.n_figures += u64::from(report.n_figures);
            count.n_checked += u64::from(report.n_checked);
        }
        for finding in &report.findings {
            self.all.finding(&finding.severity, finding.at_stake);
            unit.finding(&finding.severity, finding.at_stake);
            self.rules.entry(finding.rule.clone()).or_default().finding(&finding.severity, finding.at_stake);
        }
    }

    pub(super) fn write(
        &self,
        sheet: &Sheet,
        findings: &Sheet,
        workbook: &mut Workbook,
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let statuses: Vec<String> = STATUSES.iter().map(|status| count_status(findings, status)).collect();
        let worksheet = workbook.worksheet_from_index(sheet.place())?;
        for (column, width) in [(0, 34), (1, 16), (2, 12), (3, 16), (4, 18), (5, 10), (6, 10), (7, 10), (8, 18)] {
            worksheet.set_column_width(column, width)?;
        }
        worksheet.write_string_with_format(0, 0, "勾稽核对底稿：汇总", &styles.title)?;
        let mut at = 2;
        let overall = [
            ("报告份数", Field::Number(Some(self.all.n_reports.into()))),
            ("无法读取的文件", Field::Number(Some(self.n_errors.into()))),
            ("数据个数", Field::Number(Some(self.all.n_figures.into()))),
            ("核对覆盖率（%）", Field::Number(self.all.coverage())),
            ("问题合计", Field::Number(Some(self.all.total().into()))),
            ("其中：强制性", Field::Number(Some(self.all.severities[0].into()))),
            ("其中：核实性", Field::Number(Some(self.all.severities[1].into()))),
            ("其中：提示", Field::Number(Some(self.all.severities[2].into()))),
            ("涉及金额合计（万元）", Field::Number(Some(self.all.at_stake))),
        ];
        for (name, value) in overall {
            write(worksheet, at, 0, &Field::Text(name), styles)?;
            write(worksheet, at, 1, &value, styles)?;
            at += 1;
        }
        at = head(worksheet, at + 1, &["处理状态", "问题数"], styles)?;
        for (n, (status, formula)) in STATUSES.iter().zip(statuses).enumerate() {
            write(worksheet, at, 0, &Field::Text(status), styles)?;
            // The first status is what a new list has; spreadsheets count again when the list is filled in.
            let now = if n == 0 { self.all.total().to_string() } else { "0".to_owned() };
            let formula = Formula::new(formula).set_result(now);
            worksheet.write_formula_with_format(at, 1, formula, &styles.numbers[0])?;
            at += 1;
        }
        at = head(worksheet, at + 1, &["规则", "强制性", "核实性", "提示", "涉及金额（万元）"], styles)?;
        for (rule, count) in &self.rules {
            let [mandatory, verify, hint] = count.severities.map(|n| Field::Number(Some(n.into())));
            let rule = titled(rule);
            let row = [Field::Text(&rule), mandatory, verify, hint, Field::Number(Some(count.at_stake))];
            at = cells(worksheet, at, &row, styles)?;
        }
        let names =
            ["单位", "报告份数", "数据个数", "核对覆盖率（%）", "强制性", "核实性", "提示", "合计", "涉及金额（万元）"];
        at = head(worksheet, at + 1, &names, styles)?;
        let mut units: Vec<_> = self.units.iter().collect();
        units.sort_by(|(_, a), (_, b)| (b.severities[0], b.at_stake).cmp(&(a.severities[0], a.at_stake)));
        for (unit, count) in units {
            let number = |n: usize| Field::Number(Some(n.into()));
            let [mandatory, verify, hint] = count.severities.map(number);
            let row = [
                Field::Text(unit),
                number(count.n_reports),
                Field::Number(Some(count.n_figures.into())),
                Field::Number(count.coverage()),
                mandatory,
                verify,
                hint,
                number(count.total()),
                Field::Number(Some(count.at_stake)),
            ];
            at = cells(worksheet, at, &row, styles)?;
        }
        Ok(())
    }
}

/// Code and title of a rule.
fn titled(code: &str) -> String {
    let rule = RULES.iter().find(|rule| rule.code() == code);
    rule.map_or_else(|| code.to_owned(), |rule| format!("{code} {}", rule.doc().title))
}

fn head(worksheet: &mut Worksheet, row: u32, names: &[&str], styles: &Styles) -> Result<u32, XlsxError> {
    for (column, name) in (0..).zip(names) {
        worksheet.write_string_with_format(row, column, *name, &styles.head)?;
    }
    Ok(row + 1)
}

fn cells(worksheet: &mut Worksheet, row: u32, fields: &[Field<'_>], styles: &Styles) -> Result<u32, XlsxError> {
    for (column, field) in (0..).zip(fields) {
        write(worksheet, row, column, field, styles)?;
    }
    Ok(row + 1)
}

/// The formula that counts a status over all worksheets of the list.
fn count_status(findings: &Sheet, status: &str) -> String {
    let column = rust_xlsxwriter::utility::column_number_to_name(STATUS);
    let parts: Vec<String> = findings
        .stretches()
        .map(|(name, rows)| format!("COUNTIF('{name}'!${column}$2:${column}${},\"{status}\")", rows.max(2)))
        .collect();
    format!("={}", parts.join("+"))
}
