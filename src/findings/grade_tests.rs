use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::figures::{Direction, FigureId};
use crate::relations::{Claim, Expr, Grade, Judged, Relation, RelationKind, Undecided};

use super::JudgeSettings;
use super::arithmetic;
use super::fixture::{Fixture, f, rate, relation, same, total};
use super::grade::grade;
use super::values::Values;

fn judged_with(fixture: &Fixture, relation: &Relation, settings: &JudgeSettings) -> Judged {
    grade(relation, &Values::new(&fixture.figures, settings.truncated_amounts), settings)
}

fn grade_of(marked: &str, relation: &Relation) -> Grade {
    judged_with(&Fixture::new(marked), relation, &JudgeSettings::default()).grade
}

fn line_of(marked: &str, relation: &Relation) -> String {
    let fixture = Fixture::new(marked);
    let judged = judged_with(&fixture, relation, &JudgeSettings::default());
    arithmetic::line(&fixture.report(), relation, &judged)
}

fn growth(rate: u32, now: u32, then: u32) -> Relation {
    let expr = Expr::percent(Expr::difference(f(now), f(then)), f(then));
    relation(RelationKind::Growth, Claim::Equal(Expr::Magnitude(Box::new(expr)), f(rate)))
}

#[test]
fn sums() {
    let parts = total(0, &[1, 2]);
    assert_eq!(grade_of("支出«847.68万元»，其中：«609.55万元»、«238.13万元»", &parts), Grade::Exact);
    assert_eq!(grade_of("支出«847.69万元»，其中：«609.55万元»、«238.13万元»", &parts), Grade::Tail);
    assert_eq!(grade_of("支出«847.86万元»，其中：«609.55万元»、«238.13万元»", &parts), Grade::Broken);
    assert_eq!(grade_of("支出«4.23亿元»，其中：«2228万元»、«4.00亿元»", &parts), Grade::Tail);
    assert_eq!(grade_of("共«120户»，其中：«80户»、«41户»", &parts), Grade::Broken);
    assert_eq!(grade_of("共约«120户»，其中：«约80户»、«41户»", &parts), Grade::Exact);
    assert_eq!(
        line_of("支出«847.86万元»，其中：«609.55万元»、«238.13万元»", &parts),
        "609.55 + 238.13 = 847.68 ≠ 847.86，差 0.18 万元"
    );
    assert_eq!(
        line_of("支出«5亿元»，其中：«2228万元»、«4.00亿元»", &parts),
        "2228万元 + 4.00亿元 = 4.2228亿元 ≠ 5亿元，差 0.7772 亿元"
    );
}

#[test]
fn quotients_are_rounded_or_truncated() {
    let completion = rate(2, 1, 0);
    assert_eq!(grade_of("预算«4813.07万元»，决算«4076.11万元»，完成«84.69%»", &completion), Grade::Exact);
    assert_eq!(grade_of("预算«4813.07万元»，决算«4076.11万元»，完成«84.68%»", &completion), Grade::Tail);
    assert_eq!(grade_of("预算«3000万元»，决算«2000万元»，完成«66.6%»", &completion), Grade::Tail);
    assert_eq!(grade_of("预算«3000万元»，决算«2000万元»，完成«66.8%»", &completion), Grade::Broken);
    assert_eq!(
        grade_of("预算«0.00万元»，决算«7.00万元»，完成«100%»", &completion),
        Grade::Undecided(Undecided::ZeroBase)
    );
    assert_eq!(
        line_of("预算«4813.07万元»，决算«4076.11万元»，完成«86.49%»", &completion),
        "4076.11万元 ÷ 4813.07万元 = 84.69% ≠ 86.49%，差 1.80个百分点"
    );
}

#[test]
fn changes_over_time() {
    assert_eq!(grade_of("«12.60万元»较上年«14.00万元»下降«10.0%»", &growth(2, 0, 1)), Grade::Exact);
    assert_eq!(
        line_of("«12.60万元»较上年«14.00万元»下降«11.0%»", &growth(2, 0, 1)),
        "|(12.60万元 − 14.00万元) ÷ 14.00万元| = 10.0% ≠ 11.0%，差 1.0个百分点"
    );
    let goes = |direction| relation(RelationKind::Growth, Claim::Goes(Expr::difference(f(0), f(1)), direction));
    let text = "«356.20万元»比上年«320.50万元»";
    assert_eq!(grade_of(text, &goes(Direction::Up)), Grade::Exact);
    assert_eq!(grade_of(text, &goes(Direction::Flat)), Grade::Broken);
    assert_eq!(line_of(text, &goes(Direction::Down)), "356.20 − 320.50 = 35.70，应为减少");
    assert_eq!(grade_of("«12.6万元»比上年«12.6万元»", &goes(Direction::Up)), Grade::Tail);
}

#[test]
fn products_meet_in_yuan() {
    let product = relation(RelationKind::Product, Claim::Equal(Expr::Product(vec![f(0), f(1)]), f(2)));
    let text = "«30483人次»，每人次«100元/人次»，共";
    assert_eq!(grade_of(&format!("{text}«304.83万元»"), &product), Grade::Exact);
    assert_eq!(grade_of(&format!("{text}«304.8万元»"), &product), Grade::Exact);
    assert_eq!(
        line_of(&format!("{text}«340.83万元»"), &product),
        "30483人次 × 100元/人次 = 304.83万元 ≠ 340.83万元，差 36.00 万元"
    );
    let truncated = JudgeSettings { truncated_amounts: true, ..JudgeSettings::default() };
    let cut_off = Fixture::new(&format!("{text}«304.7万元»"));
    assert_eq!(judged_with(&cut_off, &product, &truncated).grade, Grade::Broken);
    let cut_off = Fixture::new("«30487人次»，每人次«100元/人次»，共«304.8万元»");
    assert_eq!(judged_with(&cut_off, &product, &JudgeSettings::default()).grade, Grade::Broken);
    assert_eq!(judged_with(&cut_off, &product, &truncated).grade, Grade::Tail);
}

#[test]
fn bounds_and_impossible_values() {
    let bound = relation(RelationKind::Bound, Claim::AtMost(Expr::sum([FigureId(1), FigureId(2)]), f(0)));
    assert_eq!(grade_of("总支出«100万元»，其中«80万元»、«19万元»", &bound), Grade::Exact);
    assert_eq!(grade_of("总支出«100万元»，其中«80万元»、«21万元»", &bound), Grade::Tail);
    assert_eq!(line_of("总支出«100万元»，其中«80万元»、«35万元»", &bound), "80 + 35 = 115 ＞ 100，超出 15 万元");
    let whole = relation(RelationKind::Range, Claim::Whole(f(0)));
    assert_eq!(grade_of("«12户»", &whole), Grade::Exact);
    assert_eq!(line_of("«12.5户»", &whole), "12.5 不是非负整数");
    assert_eq!(grade_of("«12.5户»", &whole), Grade::Broken);
}

#[test]
fn percentages_of_few_answers() {
    let grim = relation(RelationKind::Grim, Claim::Fraction { percent: f(1), n: f(0) });
    for possible in ["96.67%", "96.7%", "97%", "96.6%", "100%", "0%"] {
        assert_ne!(grade_of(&format!("«30份»问卷，满意度«{possible}»"), &grim), Grade::Broken, "{possible}");
    }
    assert_eq!(grade_of("«30份»问卷，满意度«98.3%»", &grim), Grade::Broken);
    assert_eq!(grade_of("«0份»问卷，满意度«98.3%»", &grim), Grade::Undecided(Undecided::ZeroBase));
    assert_eq!(line_of("«30份»问卷，满意度«98.3%»", &grim), "98.3% × 30份 不是整数，最接近的可能值为 96.7%");
}

#[test]
fn what_the_rule_leaves_open_stays_open() {
    let mut parts = total(0, &[1, 2]);
    parts.undecided = Some(Undecided::ScopeUnknown);
    let fixture = Fixture::new("支出«847.86万元»，其中：«609.55万元»、«238.13万元»");
    let judged = judged_with(&fixture, &parts, &JudgeSettings::default());
    assert_eq!(judged.grade, Grade::Undecided(Undecided::ScopeUnknown));
    assert_eq!(judged.computed, Some(Decimal::from(8_476_800)));
}

#[test]
fn a_stricter_limit_turns_tails_into_breaks() {
    let fixture = Fixture::new("支出«847.69万元»，其中：«609.55万元»、«238.13万元»");
    let settings = |tail_limit| JudgeSettings { tail_limit, ..JudgeSettings::default() };
    let judged = |limit| judged_with(&fixture, &total(0, &[1, 2]), &settings(limit));
    assert_eq!((judged(None).grade, judged(None).tail), (Grade::Tail, Some(2)));
    assert_eq!(judged(Some(2)).grade, Grade::Tail);
    assert_eq!((judged(Some(1)).grade, judged(Some(1)).tail), (Grade::Broken, Some(2)));
}

#[test]
fn numbers_beyond_the_range_are_undecided() {
    let huge = "9".repeat(27);
    let product = relation(RelationKind::Product, Claim::Equal(Expr::Product(vec![f(0), f(1)]), f(2)));
    let text = format!("«{huge}人次»，每人次«{huge}元/人次»，共«304.83万元»");
    assert_eq!(grade_of(&text, &product), Grade::Undecided(Undecided::OutOfRange));
}

/// Grades from the best to the worst.
fn rank(grade: Grade) -> u8 {
    match grade {
        Grade::Exact => 0,
        Grade::Tail => 1,
        Grade::Broken => 2,
        Grade::Undecided(_) => 3,
    }
}

proptest! {
    #[test]
    fn sides_and_parts_may_change_places(t in 0_i64..2_000, a in 0_i64..1_000, b in 0_i64..1_000, c in 0_i64..20) {
        let yuan = |v: i64| Decimal::new(v, 1);
        let text = format!("«{}万元»，«{}万元»、«{}万元»、«{}万元»", yuan(t), yuan(a), yuan(b), yuan(c));
        let straight = grade_of(&text, &total(0, &[1, 2, 3]));
        prop_assert_eq!(straight, grade_of(&text, &total(0, &[3, 1, 2])));
        let turned = relation(RelationKind::Total, Claim::Equal(f(0), Expr::sum([1, 2, 3].map(FigureId))));
        prop_assert_eq!(straight, grade_of(&text, &turned));
        prop_assert_eq!(grade_of(&text, &same(0, 1)), grade_of(&text, &same(1, 0)));
    }

    #[test]
    fn a_larger_error_is_never_judged_milder(a in 0_i64..1_000, b in 0_i64..1_000, e in 0_i64..50, more in 1_i64..50) {
        let yuan = |v: i64| Decimal::new(v, 1);
        let text = |t| format!("«{}万元»，«{}万元»、«{}万元»", yuan(t), yuan(a), yuan(b));
        let parts = total(0, &[1, 2]);
        prop_assert!(rank(grade_of(&text(a + b + e), &parts)) <= rank(grade_of(&text(a + b + e + more), &parts)));
    }

    #[test]
    fn what_was_rounded_from_true_numbers_never_breaks(a in 1_i64..1_000_000, b in 1_i64..1_000_000, d in 0_u32..3) {
        let (a, b) = (Decimal::new(a, 3), Decimal::new(b, 3));
        let show = |v: Decimal| format!("{:.*}", d as usize, v.round_dp(d));
        let quotient = (a / b * Decimal::ONE_HUNDRED).trunc_with_scale(d);
        prop_assume!(!a.round_dp(d).is_zero() && !b.round_dp(d).is_zero());
        let text = format!("«{}万元»，«{}万元»、«{}万元»，«{:.*}%»", show(a + b), show(a), show(b), d as usize, quotient);
        prop_assert_ne!(grade_of(&text, &total(0, &[1, 2])), Grade::Broken);
        prop_assert_ne!(grade_of(&text, &rate(3, 1, 2)), Grade::Broken);
    }
}
