//! Findings over several relations: who is suspected, and what is told once.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::relations::{RelationId, Relations, Severity, Strength};

use super::Finding;
use super::fixture::{Fixture, rate, same, total};

/// Suspects as `figure → value (slip)`.
fn suspects(finding: &Finding) -> Vec<String> {
    finding
        .suspects
        .iter()
        .map(|s| match (s.proposed, s.slip) {
            (Some(value), Some(slip)) => format!("{} → {value} ({slip})", s.figure.0),
            _ => s.figure.0.to_string(),
        })
        .collect()
}

fn findings(marked: &str, relations: &Relations) -> Vec<Finding> {
    Fixture::new(marked).judge(relations).findings
}

/// Expenditure with its parts, their parts, and the completion of a budget.
fn report() -> Relations {
    vec![total(0, &[1, 2]), total(2, &[3, 4]), rate(6, 0, 5), same(7, 0)]
}

fn text(figures: [&str; 8]) -> String {
    let [total, project, basic, staff, office, budget, rate, again] = figures;
    format!(
        "支出«{total}万元»，其中：项目支出«{project}万元»，基本支出«{basic}万元»（人员经费«{staff}万元»、公用经费«{office}万元»）。\
         年初预算«{budget}万元»，完成«{rate}%»。全年支出«{again}万元»。"
    )
}

const CONSISTENT: [&str; 8] = ["847.68", "609.55", "238.13", "205.72", "32.41", "900.00", "94.19", "847.68"];

fn with(n: usize, value: &'static str) -> Vec<Finding> {
    let mut figures = CONSISTENT;
    figures[n] = value;
    findings(&text(figures), &report())
}

#[test]
fn consistent_reports_are_silent() {
    assert!(findings(&text(CONSISTENT), &report()).is_empty());
}

#[test]
fn one_slip_is_told_once() {
    let found = with(0, "847.86");
    assert_eq!(found.len(), 1);
    assert_eq!(suspects(&found[0]), ["0 → 847.68 (相邻两位数字颠倒)"]);
    assert_eq!(found[0].relations, [RelationId(0), RelationId(2), RelationId(3)]);
    assert_eq!(found[0].arithmetic, "609.55 + 238.13 = 847.68 ≠ 847.86，差 0.18 万元");
    let figures: Vec<u32> = found[0].evidence.iter().filter_map(|e| e.figure).map(|f| f.0).collect();
    assert_eq!(figures, [0, 1, 2, 5, 6, 7]);
}

#[test]
fn a_part_that_is_itself_a_sum_is_found() {
    let found = with(2, "238.31");
    assert_eq!((found.len(), suspects(&found[0])), (1, vec!["2 → 238.13 (相邻两位数字颠倒)".to_owned()]));
}

#[test]
fn a_number_in_one_relation_is_told_apart_by_what_holds() {
    // 205.72 could as well be wrong by what the sum says, but no slip leads there.
    let found = with(4, "34.21");
    assert_eq!((found.len(), suspects(&found[0])), (1, vec!["4 → 32.41 (相邻两位数字颠倒)".to_owned()]));
}

#[test]
fn a_wrong_rate_is_its_own_suspect() {
    let found = with(6, "91.49");
    assert_eq!((found.len(), suspects(&found[0])), (1, vec!["6 → 94.19 (相邻两位数字颠倒)".to_owned()]));
}

#[test]
fn a_number_beyond_one_slip_is_named_without_a_proposal() {
    let found = with(0, "912.34");
    assert_eq!((found.len(), suspects(&found[0])), (1, vec!["0".to_owned()]));
}

#[test]
fn ties_are_listed_without_a_proposal() {
    let found = findings("共«120户»，其中甲«70户»、乙«40户»。", &vec![total(0, &[1, 2])]);
    assert_eq!(suspects(&found[0]), ["0", "1", "2"]);
}

#[test]
fn two_wrong_numbers_in_one_knot() {
    let mut figures = CONSISTENT;
    (figures[0], figures[4]) = ("847.86", "34.21");
    let found = findings(&text(figures), &report());
    let all: Vec<Vec<String>> = found.iter().map(suspects).collect();
    assert_eq!(all, [["0 → 847.68 (相邻两位数字颠倒)"], ["4 → 32.41 (相邻两位数字颠倒)"]]);
}

#[test]
fn neighbours_that_changed_places() {
    let marked = "城市、农村分别«1203人»、«856人»。城市低保«856人»。农村低保«1203人»。";
    let found = findings(marked, &vec![same(0, 2), same(1, 3)]);
    assert_eq!(found.len(), 1);
    assert_eq!(suspects(&found[0]), ["0 → 856 (相邻两个数据互换)", "1 → 1203 (相邻两个数据互换)"]);
}

#[test]
fn what_is_inferred_does_not_hide_what_is_stated() {
    let mut figures = CONSISTENT;
    figures[0] = "847.86";
    let mut relations = report();
    // 609.55 here and 4076.11 there may both be right.
    relations.push(same(1, 8));
    relations[4].strength = Strength::Inferred;
    relations[4].severity = Severity::Verify;
    let found = findings(&format!("{}项目支出决算«4076.11万元»。", text(figures)), &relations);
    assert_eq!(suspects(&found[0]), ["0 → 847.68 (相邻两位数字颠倒)"]);
    assert_eq!(found.len(), 2);
    assert!(found[1].suspects.iter().all(|s| s.proposed.is_none()));
}

#[test]
fn groups_become_one_finding() {
    let mut relations = vec![same(0, 1), same(2, 3)];
    for relation in &mut relations {
        relation.group = Some("口径".to_owned());
    }
    let found = findings("«1.5万元»«2.5万元»。«13万元»«24万元»。", &relations);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].relations, [RelationId(0), RelationId(1)]);
    assert_eq!(found[0].evidence.len(), 4);
}

#[test]
fn the_most_severe_comes_first() {
    let mut relations = vec![same(0, 1), same(2, 3)];
    relations[0].severity = Severity::Verify;
    let found = findings("«1.5万元»«2.7万元»。«13万元»«24万元»。", &relations);
    assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Mandatory, Severity::Verify]);
}

proptest! {
    /// Any one figure with two relations on it, spoilt by one slip, is named alone with the right value.
    #[test]
    fn a_slip_on_a_well_tied_figure_is_undone(
        parts in prop::collection::vec(1_000_i64..9_999_999, 3..7),
        digit in 0_usize..9,
        new in 1_i64..10,
    ) {
        let sum: i64 = parts.iter().sum();
        let mut digits: Vec<char> = sum.to_string().chars().collect();
        let at = digit % digits.len();
        let old = i64::from(digits[at].to_digit(10).unwrap());
        digits[at] = char::from(b'0' + u8::try_from((old + new) % 10).unwrap());
        prop_assume!(digits[0] != '0');
        let spoilt: i64 = digits.iter().collect::<String>().parse().unwrap();
        prop_assume!((spoilt - sum).abs() > 10);
        let yuan = |v: i64| format!("«{}万元»", Decimal::new(v, 2));
        let list: Vec<String> = parts.iter().map(|&p| yuan(p)).collect();
        let marked = format!("支出{}，其中：{}。本年支出{}。", yuan(spoilt), list.join("、"), yuan(sum));
        let n = u32::try_from(parts.len()).unwrap();
        let ids: Vec<u32> = (1..=n).collect();
        let found = findings(&marked, &vec![total(0, &ids), same(0, n + 1)]);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].suspects.len(), 1);
        prop_assert_eq!(found[0].suspects[0].figure, FigureId(0));
        prop_assert_eq!(found[0].suspects[0].proposed, Some(Decimal::new(sum, 2).normalize()));
    }
}
