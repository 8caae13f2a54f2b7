//! GJ111 表内合计; GJ112 表内“其中”.

use crate::figures::{Figure, FigureId, Grid, Kind, Purpose};
use crate::relations::identity;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Strength, same_unit,
};

use super::table_sums::{Holds, Rows, Sum, of_columns};
use super::wording;

/// See [`RuleDoc`].
pub(super) struct TableTotal;

/// See [`RuleDoc`].
pub(super) struct TableParts;

impl Rule for TableTotal {
    fn code(&self) -> &'static str {
        "GJ111"
    }

    fn name(&self) -> &'static str {
        "table-total-differs-from-parts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "表内合计与各行（各栏）之和不符",
            what: "表格里的合计、小计、总计等于所属各行之和；合计栏等于同一表头下各栏之和。所属哪些行，看小计的位置、序号、缩进、科目编码（类＝款之和＝项之和）；\
                   “其中”是否到底、看不出层次的，不核对。比率、单价、分值、两个期间的栏不相加；“—”不作零。",
            source: "《部门决算报表编制说明》表内勾稽关系",
            broken: &[Example {
                text: "单位：万元\n项目\t年初预算数\t决算数\n基本支出\t230.00\t238.13\n项目支出\t600.00\t609.55\n合计\t830.00\t847.86\n",
                message: "表中合计847.86万元，各项之和847.68万元，相差0.18万元；“合计”表明应当相等，请核对基本支出、项目支出。",
            }],
            holding: &[
                "单位：万元\n项目\t年初预算数\t决算数\n基本支出\t230.00\t238.13\n项目支出\t600.00\t609.55\n合计\t830.00\t847.68\n",
                "单位：万元\n项目\t决算数\n公用经费\t32.41\n其中：办公费\t10.00\n差旅费\t8.00\n",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        sums(report).into_iter().filter(|r| matches!(r.claim, Claim::Equal(..))).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(total) = broken.relation.stated else { return String::new() };
        let parts = broken.relation.figures.iter().copied().filter(|&id| id != total);
        format!(
            "表中{}，各项之和{}，相差{}；{}表明应当相等，请核对{}。",
            wording::named_in_unit(report, total),
            broken.judged.computed.map_or_else(String::new, |c| wording::value(report, total, c)),
            broken.judged.difference.map_or_else(String::new, |d| wording::value(report, total, d.abs())),
            wording::trigger(report, broken, "表内层次"),
            part_names(report, total, parts)
        )
    }
}

impl Rule for TableParts {
    fn code(&self) -> &'static str {
        "GJ112"
    }

    fn name(&self) -> &'static str {
        "table-parts-exceed-total"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "表内“其中”各项超过所属的行（栏）",
            what: "表格里“其中”之下的各行（各栏）之和不能多于所属的行（栏）。“其中”只列一部分，少于不算错；按会计科目列全的由 GJ111 核对。",
            source: "《部门决算报表编制说明》表内勾稽关系",
            broken: &[Example {
                text: "单位：万元\n项目\t决算数\n公用经费\t32.41\n　其中：办公费\t20.00\n　　　　差旅费\t18.00\n政府采购\t48.20\n",
                message: "表中公用经费32.41万元，其中各项之和38万元，超出5.59万元；“其中”所列不能多于所属的一行，请核对办公费、差旅费。",
            }],
            holding: &[
                "单位：万元\n项目\t决算数\n公用经费\t32.41\n　其中：办公费\t10.00\n　　　　差旅费\t8.00\n政府采购\t48.20\n",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        sums(report).into_iter().filter(|r| matches!(r.claim, Claim::AtMost(..))).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(total) = broken.relation.stated else { return String::new() };
        let parts = broken.relation.figures.iter().copied().filter(|&id| id != total);
        format!(
            "表中{}，其中各项之和{}，超出{}；“其中”所列不能多于所属的一行，请核对{}。",
            wording::named_in_unit(report, total),
            broken.judged.computed.map_or_else(String::new, |c| wording::value(report, total, c)),
            broken.judged.difference.map_or_else(String::new, |d| wording::value(report, total, d.abs())),
            part_names(report, total, parts)
        )
    }
}

/// Names of the rows; of the columns where the sum runs along a row.
fn part_names(report: &Report<'_>, total: FigureId, parts: impl Iterator<Item = FigureId>) -> String {
    let parts: Vec<FigureId> = parts.collect();
    let same_name = |&&id: &&FigureId| wording::name(report, id) == wording::name(report, total);
    let along = parts.iter().filter(same_name).count() * 2 > parts.len();
    if !along {
        return wording::names(report, parts.into_iter());
    }
    let heads: Vec<String> = parts.iter().filter_map(|&id| header(report, id)).collect();
    heads.join("、")
}

/// Words of the innermost header over a figure.
fn header(report: &Report<'_>, id: FigureId) -> Option<String> {
    let (table, cell) = report.figure(id).cell?;
    let column = report.document.tables.get(table as usize)?.cells.get(cell as usize)?.column;
    let grids = report.figures.grids.iter().filter(|g| g.table == table);
    let columns = grids.flat_map(|g| &g.columns).filter(|c| c.column == column);
    columns.filter_map(|c| c.path.last()).map(|h| h.words.clone()).next_back()
}

/// Every sum of every grid, along its rows and its columns.
fn sums(report: &Report<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for grid in &report.figures.grids {
        let rows = Rows::of(grid);
        for sum in rows.sums() {
            for column in (0..grid.columns.len()).filter(|&c| adds_up(grid, c)) {
                let total = grid.figure(sum.total, column);
                let terms = total.and_then(|_| rows.terms(&sum.parts, column));
                if let (Some(total), Some(terms)) = (total, terms) {
                    found.extend(relation(report, &sum, total, terms, row_trigger(grid, &sum)));
                }
            }
        }
        for sum in of_columns(grid) {
            let trigger = grid.columns[if sum.holds == Holds::AtMost { sum.parts[0] } else { sum.total }].header();
            for row in 0..grid.rows.len() {
                let Some(total) = grid.figure(row, sum.total) else { continue };
                // 人数 beside amounts is counted in something else, and no part of their sum.
                let same = |id: &FigureId| same_unit(report.figure(*id), report.figure(total));
                let terms = sum.parts.iter().filter_map(|&c| grid.figure(row, c)).filter(same).collect();
                found.extend(relation(report, &sum, total, terms, trigger));
            }
        }
    }
    found
}

/// Columns whose numbers may be added: no rates, prices, targets; scores have a rule of their own.
fn adds_up(grid: &Grid, column: usize) -> bool {
    matches!(grid.columns[column].purpose, Purpose::Value | Purpose::Change)
}

fn row_trigger(grid: &Grid, sum: &Sum) -> Option<crate::text::Span> {
    match sum.holds {
        Holds::Stated => grid.rows[sum.total].label.filter(|_| grid.rows[sum.total].total.is_some()),
        Holds::Inferred | Holds::AtMost => None,
    }
}

/// One sum; `None` where its members are not of one kind.
fn relation(
    report: &Report<'_>,
    sum: &Sum,
    total: FigureId,
    mut terms: Vec<FigureId>,
    trigger: Option<crate::text::Span>,
) -> Option<Relation> {
    let whole = report.figure(total);
    let summable = |f: &Figure| matches!(f.kind, Kind::Amount | Kind::Count | Kind::PersonTimes | Kind::OtherMeasure);
    terms.retain(|&id| id != total);
    let fits = summable(whole) && terms.iter().all(|&id| same_unit(report.figure(id), whole));
    let names: Vec<&str> = terms.iter().filter_map(|&id| report.figure(id).indicator.as_deref()).collect();
    let complete = sum.holds == Holds::AtMost && names.len() == terms.len() && identity::complete(&names);
    let enough = if sum.holds == Holds::AtMost && !complete { 1 } else { 2 };
    if !fits || terms.len() < enough {
        return None;
    }
    let (parts, stated) = (Expr::sum(terms), Expr::Figure(total));
    let relation = match sum.holds {
        Holds::AtMost if !complete => Relation {
            stated: Some(total),
            ..Relation::new("GJ112", RelationKind::Bound, Claim::AtMost(parts, stated))
        },
        _ => {
            Relation { stated: Some(total), ..Relation::new("GJ111", RelationKind::Total, Claim::Equal(parts, stated)) }
        }
    };
    let inferred = sum.holds == Holds::Inferred;
    Some(Relation {
        triggers: trigger.into_iter().collect(),
        strength: if inferred { Strength::Inferred } else { Strength::Stated },
        severity: if inferred { Severity::Verify } else { Severity::Mandatory },
        ..relation
    })
}
