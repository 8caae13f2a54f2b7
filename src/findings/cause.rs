//! 差错成因: how it went wrong, named as an auditor would.
//!
//! Each cause is a hypothesis: the relation that would hold if it had gone wrong in this way. The judge tests it.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Direction, Figure, FigureId, Kind, Period, Role, Scope};
use crate::relations::{Claim, Expr, Grade, Judged, Relation, RelationKind, Report, printed};

use super::grade::grade;
use super::slips::slip_from;
use super::values::Values;
use super::{JudgeSettings, Suspect};

/// Figures this far away in the text may be the part that was left out.
const NEARBY: u32 = 30;

/// Figures this far away still stand in the same report, however many reports one file holds.
const ANYWHERE: u32 = 1_000;

/// Below this many digits two numbers are equal by chance.
const TELLING_DIGITS: usize = 4;

/// Figures back to the rate of the item before.
const ROW: usize = 8;

/// 诊断. How a broken relation came about.
pub(super) struct Diagnosis {
    /// In words.
    pub(super) cause: String,
    /// The wrong number, where the cause leaves no doubt which it is.
    pub(super) wrong: Option<Suspect>,
}

/// How a broken relation came about, where that can be recognised.
pub(super) fn diagnose(
    report: &Report<'_>,
    (relation, judged): (&Relation, &Judged),
    suspects: &[Suspect],
    settings: &JudgeSettings,
) -> Option<Diagnosis> {
    let case = Case { report, relation, suspects, settings };
    let of_words = |cause: &str| Some(Diagnosis { cause: cause.to_owned(), wrong: None });
    let found = match relation.kind {
        RelationKind::Residue => return of_words("模板用语未改"),
        RelationKind::StaleYear => return of_words("沿用往年文本，年份未改"),
        RelationKind::Total | RelationKind::Balance => case.of_total(),
        RelationKind::Same | RelationKind::TextTable => case.of_two_places(),
        _ => {
            if let Some(cause) = case.of_rate() {
                return Some(Diagnosis { wrong: case.wrong_rate(judged), cause });
            }
            None
        }
    };
    let found = found.or_else(|| case.kept_from_last_year()).or_else(|| case.differs_from_elsewhere());
    found.map(|cause| Diagnosis { cause, wrong: None })
}

struct Case<'a> {
    report: &'a Report<'a>,
    relation: &'a Relation,
    suspects: &'a [Suspect],
    settings: &'a JudgeSettings,
}

impl Case<'_> {
    /// Whether another claim over the same figures holds.
    fn holds(&self, claim: Claim, grades: &[Grade]) -> bool {
        let hypothesis = Relation { claim, undecided: None, ..self.relation.clone() };
        let values = Values::new(self.report.figures, self.settings.truncated_amounts);
        grades.contains(&grade(&hypothesis, &values, self.settings).grade)
    }

    fn is_equal(&self, a: Expr, b: &Expr) -> bool {
        self.holds(Claim::Equal(a, b.clone()), &[Grade::Exact])
    }

    fn is_near(&self, a: Expr, b: &Expr) -> bool {
        self.holds(Claim::Equal(a, b.clone()), &[Grade::Exact, Grade::Tail])
    }

    fn figure(&self, id: FigureId) -> &Figure {
        self.report.figure(id)
    }

    /// “政府性基金支出”40.39万元.
    fn quote(&self, id: FigureId) -> String {
        let figure = self.figure(id);
        let words = self.report.slice(figure.span).trim();
        match &figure.label {
            Some(label) => format!("“{}”{words}", label.text),
            None => words.to_owned(),
        }
    }

    /// Computed and stated side of an equation.
    fn sides(&self) -> Option<(&Expr, &Expr)> {
        let Claim::Equal(a, b) = &self.relation.claim else { return None };
        let is_stated = |e: &Expr| matches!(e, Expr::Figure(id) if self.relation.stated == Some(*id));
        Some(if is_stated(a) && !is_stated(b) { (b, a) } else { (a, b) })
    }

    fn of_total(&self) -> Option<String> {
        let (computed, stated) = self.sides()?;
        let Expr::Sum(parts) = computed else { return None };
        let with = |part: FigureId| Expr::Sum(parts.iter().cloned().chain([Expr::Figure(part)]).collect());
        let missing = self.nearby().find(|&id| self.is_equal(with(id), stated));
        if let Some(id) = missing {
            return Some(format!("分项之和恰好少了{}，疑漏列", self.quote(id)));
        }
        for (n, part) in parts.iter().enumerate() {
            let Expr::Figure(id) = part else { continue };
            if !self.is_telling(*id) {
                continue;
            }
            let without = parts.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, part)| part.clone());
            if parts.len() > 2 && self.is_equal(Expr::Sum(without.collect()), stated) {
                return Some(format!("分项之和恰好多了{}，疑已含在其他分项之内", self.quote(*id)));
            }
            if self.is_equal(with(*id), stated) {
                return Some(format!("合计恰好多了{}，疑重复计入", self.quote(*id)));
            }
        }
        let are_changes = self.relation.figures.iter().all(|&id| self.figure(id).role == Some(Role::Change));
        are_changes.then(|| "各项增减额之和不等于总增减额".to_owned())
    }

    /// Amounts near by that take no part in the relation; other pots of money from anywhere.
    fn nearby(&self) -> impl Iterator<Item = FigureId> {
        let (first, last) = (self.relation.figures.first(), self.relation.figures.last());
        let (first, last) = (first.map_or(0, |f| f.0), last.map_or(0, |f| f.0));
        let other_pot = |figure: &Figure| matches!(figure.scope, Some(Scope::GovernmentFund | Scope::StateCapital));
        let kind = first_kind(self);
        let figures = &self.report.figures.figures;
        let end = figures.len().min((last + ANYWHERE) as usize);
        figures[(first.saturating_sub(ANYWHERE) as usize).min(end)..end]
            .iter()
            .filter(move |f| (first.saturating_sub(NEARBY)..=last + NEARBY).contains(&f.id.0) || other_pot(f))
            .filter(move |f| Some(f.kind) == kind && !self.relation.figures.contains(&f.id) && self.is_telling(f.id))
            .map(|f| f.id)
    }

    /// Whether an equal number elsewhere would mean something.
    fn is_telling(&self, id: FigureId) -> bool {
        let figure = self.figure(id);
        let digits = figure.value.normalize().mantissa().unsigned_abs().to_string();
        digits.len() >= TELLING_DIGITS || figure.scope == Some(Scope::GovernmentFund) && !figure.value.is_zero()
    }

    /// How a rate came to differ from its amounts; these causes leave no doubt that the rate is the wrong number.
    fn of_rate(&self) -> Option<String> {
        let (computed, stated) = self.sides()?;
        let rate = self.rate()?;
        let size = |expr: &Expr| Expr::Magnitude(Box::new(expr.clone()));
        let operands: Vec<FigureId> = self.relation.figures.iter().copied().filter(|&id| id != rate.id).collect();
        if let [a, b] = operands[..]
            && let Some(cause) = self.of_two_operands(a, b, &size(stated))
        {
            return Some(cause.to_owned());
        }
        let is_times =
            |factor| self.is_near(Expr::Product(vec![size(computed), Expr::Constant(factor)]), &size(stated));
        if is_times(Decimal::TEN) || is_times(Decimal::ONE_HUNDRED) {
            return Some("比率的小数点错位，写大了".to_owned());
        }
        if is_times(Decimal::new(1, 1)) || is_times(Decimal::new(1, 2)) {
            return Some("比率的小数点错位，写小了".to_owned());
        }
        if self.is_near(Expr::difference(Expr::Constant(Decimal::ZERO), computed.clone()), stated) {
            return Some("增减方向写反".to_owned());
        }
        if rate.direction == Some(Direction::Down) && rate.value > Decimal::ONE_HUNDRED {
            return Some("降幅不可能超过100%".to_owned());
        }
        if let Some(amount) = self.amount_as_percent(rate) {
            return Some(format!("误将金额{}写成百分比", self.report.slice(amount.span).trim()));
        }
        self.row_above(rate).map(|above| format!("与上一项的{}相同，疑照抄上一项", self.quote(above.id)))
    }

    /// The stated percentage.
    fn rate(&self) -> Option<&Figure> {
        self.relation.stated.map(|id| self.figure(id)).filter(|rate| rate.kind == Kind::Percentage)
    }

    /// An amount beside the rate with the same digits.
    fn amount_as_percent(&self, rate: &Figure) -> Option<&Figure> {
        let near = rate.id.0.saturating_sub(3) as usize..self.report.figures.figures.len().min(rate.id.0 as usize + 3);
        self.report.figures.figures[near].iter().find(|figure| {
            figure.kind == Kind::Amount && printed::shown(self.report, figure, figure.value) == Some(rate.value)
        })
    }

    /// The rate of the item before, if it reads the same and is not a round one.
    fn row_above(&self, rate: &Figure) -> Option<&Figure> {
        let before = &self.report.figures.figures[..rate.id.0 as usize];
        let above = before.iter().rev().take(ROW).find(|f| f.kind == rate.kind && f.role == rate.role)?;
        let is_round = rate.value.fract().is_zero() && (rate.value % Decimal::TEN).is_zero();
        (above.value == rate.value && !is_round).then_some(above)
    }

    /// A rate over two amounts, worked out another way.
    fn of_two_operands(&self, a: FigureId, b: FigureId, stated: &Expr) -> Option<&'static str> {
        let is_other = |id: FigureId| {
            let figure = self.figure(id);
            matches!(figure.role, Some(Role::Change | Role::Base)) || figure.period == Some(Period::Previous)
        };
        let (now, other) = if is_other(a) && !is_other(b) { (b, a) } else { (a, b) };
        let figure = Expr::Figure;
        if matches!(self.relation.kind, RelationKind::Growth | RelationKind::Step) {
            let change = if self.figure(other).role == Some(Role::Change) {
                figure(other)
            } else {
                Expr::Magnitude(Box::new(Expr::difference(figure(now), figure(other))))
            };
            let is_unit = change == figure(other);
            if self.is_near(Expr::percent(change, figure(now)), stated) {
                return Some("误以本期数作基数");
            }
            if !is_unit && self.is_near(Expr::percent(figure(now), figure(other)), stated) {
                return Some("误将本期数占上期数的百分比当作增减幅度");
            }
            return None;
        }
        let (computed, _) = self.sides()?;
        [(a, b), (b, a)].into_iter().find_map(|(x, y)| {
            let turned = Expr::percent(figure(x), figure(y));
            (turned != *computed && self.is_near(turned, stated)).then_some("分子与分母颠倒")
        })
    }

    /// The rate as the one wrong number, with what it should read.
    fn wrong_rate(&self, judged: &Judged) -> Option<Suspect> {
        let rate = self.rate()?;
        let size = judged.computed?.abs();
        let step = self.report.figure(rate.id).printed.precision;
        let is_mended = |value: Decimal| (value - size).abs() <= step;
        let shifted = [Decimal::TEN, Decimal::ONE_HUNDRED].into_iter().map(|n| rate.value / n).find(|v| is_mended(*v));
        let n_decimals = printed::n_decimals(self.report, rate);
        let rounded = size.round_dp_with_strategy(n_decimals, RoundingStrategy::MidpointAwayFromZero);
        let proposed = Some(shifted.unwrap_or(rounded).normalize());
        Some(Suspect { figure: rate.id, proposed, slip: Some("比率算错") })
    }
    /// Two values for one thing: how one could have become the other.
    fn of_two_places(&self) -> Option<String> {
        let [a, b] = self.relation.figures[..] else { return None };
        let (read, meant) = (self.figure(a).value, self.figure(b).value);
        let found = if read == meant { None } else { slip_from(self.report, a, meant) };
        found.map(|slip| format!("两处只差一处笔误：{}", slip.name))
    }

    /// The suspected number is that of last year.
    fn kept_from_last_year(&self) -> Option<String> {
        let suspected = self.suspected()?;
        let figure = self.figure(suspected);
        let is_last_year = |other: &&Figure| {
            other.id != suspected
                && other.period == Some(Period::Previous)
                && figure.period != Some(Period::Previous)
                && (other.value, &other.unit) == (figure.value, &figure.unit)
                && other.indicator == figure.indicator
        };
        let same = self.report.of_value(figure.value).iter().take(MOST_ALIKE).map(|&id| self.figure(id));
        let found = same.into_iter().find(is_last_year)?;
        self.is_telling(suspected).then(|| format!("与上年数{}相同，疑沿用上年数", self.quote(found.id)))
    }

    /// The proposed number stands elsewhere under the same name.
    fn differs_from_elsewhere(&self) -> Option<String> {
        let [Suspect { figure, proposed: Some(proposed), slip: Some(slip) }] = self.suspects else { return None };
        let suspected = self.figure(*figure);
        let namesakes = self.report.of_indicator(suspected.indicator.as_deref()?).iter().take(MOST_ALIKE);
        let namesakes = namesakes.map(|&id| self.figure(id));
        let found = namesakes.into_iter().find(|other| {
            other.id != suspected.id
                && other.kind == suspected.kind
                && printed::shown(self.report, suspected, other.value) == Some(*proposed)
        })?;
        Some(format!("与另一处{}不一致：{slip}", self.quote(found.id)))
    }

    /// The one figure that is wrong, if there is only one candidate, else the stated one.
    fn suspected(&self) -> Option<FigureId> {
        match self.suspects {
            [only] => Some(only.figure),
            _ => self.relation.stated,
        }
    }
}

/// Figures of one value or name that a suspect is held against.
const MOST_ALIKE: usize = 64;

fn first_kind(case: &Case<'_>) -> Option<Kind> {
    case.relation.stated.map(|id| case.figure(id).kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::fixture::{Fixture, f, rate, relation, same, total};

    fn cause_of(fixture: &Fixture, relation: Relation) -> Option<String> {
        fixture.judge(&vec![relation]).findings.pop().expect("the relation is broken").cause
    }

    fn growth(rate: u32, now: u32, then: u32) -> Relation {
        let expr = Expr::percent(Expr::difference(f(now), f(then)), f(then));
        relation(RelationKind::Growth, Claim::Equal(Expr::Magnitude(Box::new(expr)), f(rate)))
    }

    fn growth_of(text: &str) -> Option<String> {
        cause_of(&Fixture::new(text), growth(2, 0, 1))
    }

    #[test]
    fn rates() {
        for (text, expected) in [
            ("收入«120.00万元»，比上年«100.00万元»增长«16.67%»", "误以本期数作基数"),
            ("收入«120.00万元»，比上年«100.00万元»增长«120%»", "误将本期数占上期数的百分比当作增减幅度"),
            ("收入«120.00万元»，比上年«100.00万元»增长«2%»", "比率的小数点错位，写小了"),
            ("收入«123.40万元»，比上年«100.00万元»增长«234%»", "比率的小数点错位，写大了"),
            ("收入«120.31万元»，比上年«100.00万元»增长«100%»", "误将金额100.00万元写成百分比"),
        ] {
            assert_eq!(growth_of(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(growth_of("收入«120.31万元»，比上年«100.07万元»增长«37%»"), None);
        let turned = Fixture::new("预算«4813.07万元»，决算«4076.11万元»，完成«118.08%»");
        assert_eq!(cause_of(&turned, rate(2, 1, 0)).as_deref(), Some("分子与分母颠倒"));
    }

    #[test]
    fn a_fall_of_more_than_all() {
        let mut fixture = Fixture::new("接待费«4.09万元»，比上年«6.57万元»下降«153.79%»");
        fixture.figures.figures[2].direction = Some(Direction::Down);
        assert_eq!(cause_of(&fixture, growth(2, 0, 1)).as_deref(), Some("降幅不可能超过100%"));
    }

    #[test]
    fn totals() {
        let mut fixture = Fixture::new(
            "支出«888.07万元»，其中：项目支出«609.55万元»、基本支出«238.13万元»。政府性基金支出«40.39万元»",
        );
        fixture.figures.figures[3].scope = Some(Scope::GovernmentFund);
        let expected = "分项之和恰好少了“政府性基金支出”40.39万元，疑漏列";
        assert_eq!(cause_of(&fixture, total(0, &[1, 2])).as_deref(), Some(expected));
        let fixture =
            Fixture::new("支出«888.07万元»，其中：项目支出«609.55万元»、基本支出«278.52万元»、基金支出«40.39万元»");
        let expected = "分项之和恰好多了“基金支出”40.39万元，疑已含在其他分项之内";
        assert_eq!(cause_of(&fixture, total(0, &[1, 2, 3])).as_deref(), Some(expected));
        let fixture =
            Fixture::new("支出«928.46万元»，其中：项目支出«609.55万元»、基本支出«278.52万元»、基金支出«40.39万元»");
        assert_eq!(
            cause_of(&fixture, total(0, &[1, 2])),
            Some("分项之和恰好少了“基金支出”40.39万元，疑漏列".to_owned())
        );
        let fixture = Fixture::new("支出«928.46万元»，其中：项目支出«847.68万元»、基金支出«40.39万元»");
        assert_eq!(
            cause_of(&fixture, total(0, &[1, 2])),
            Some("合计恰好多了“基金支出”40.39万元，疑重复计入".to_owned())
        );
    }

    #[test]
    fn changes_that_do_not_add_up() {
        let mut fixture = Fixture::new("增加«50.5万元»，其中：甲增加«20.1万元»、乙增加«20.2万元»");
        fixture.figures.figures.iter_mut().for_each(|f| f.role = Some(Role::Change));
        assert_eq!(cause_of(&fixture, total(0, &[1, 2])).as_deref(), Some("各项增减额之和不等于总增减额"));
    }

    #[test]
    fn two_places() {
        let fixture = Fixture::new("项目支出«609.55万元»。项目支出«690.55万元»。");
        assert_eq!(cause_of(&fixture, same(0, 1)).as_deref(), Some("两处只差一处笔误：相邻两位数字颠倒"));
        let mut fixture = Fixture::new("收入«320.50万元»，其中：甲«100.20万元»、乙«256.00万元»。上年收入«320.50万元»");
        fixture.figures.figures[3].period = Some(Period::Previous);
        fixture.figures.figures[3].indicator = Some("收入".to_owned());
        let expected = "与上年数“上年收入”320.50万元相同，疑沿用上年数";
        assert_eq!(cause_of(&fixture, total(0, &[1, 2])).as_deref(), Some(expected));
    }
}
