//! 差错成因: how it went wrong, named as an auditor would.
//!
//! Each cause is a hypothesis: the relation that would hold if it had gone wrong in this way. The judge tests it.

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Kind, Period, Role, Scope};
use crate::relations::{Claim, Expr, Grade, Relation, RelationKind, Report, printed};

use super::grade::grade;
use super::slips::slips;
use super::values::Values;
use super::{JudgeSettings, Suspect};

/// Figures this far away in the text may be the part that was left out.
const NEARBY: u32 = 30;

/// Figures this far away still stand in the same report, however many reports one file holds.
const ANYWHERE: u32 = 1_000;

/// Below this many digits two numbers are equal by chance.
const TELLING_DIGITS: usize = 4;

/// How a broken relation came about, where that can be recognised.
pub(super) fn cause(
    report: &Report<'_>,
    relation: &Relation,
    suspects: &[Suspect],
    settings: &JudgeSettings,
) -> Option<String> {
    let case = Case { report, relation, suspects, settings };
    match relation.kind {
        RelationKind::Residue => return Some("模板用语未改".to_owned()),
        RelationKind::StaleYear => return Some("沿用往年文本，年份未改".to_owned()),
        RelationKind::Total | RelationKind::Balance => case.of_total(),
        RelationKind::Same | RelationKind::TextTable => case.of_two_places(),
        _ => case.of_rate(),
    }
    .or_else(|| case.kept_from_last_year())
    .or_else(|| case.differs_from_elsewhere())
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

    fn of_rate(&self) -> Option<String> {
        let (computed, stated) = self.sides()?;
        let rate = self.figure(self.relation.stated?);
        if rate.kind != Kind::Percentage {
            return None;
        }
        if rate.direction == Some(Direction::Down) && rate.value > Decimal::ONE_HUNDRED {
            return Some("降幅不可能超过100%".to_owned());
        }
        let operands: Vec<FigureId> = self.relation.figures.iter().copied().filter(|&id| id != rate.id).collect();
        if let [a, b] = operands[..]
            && let Some(cause) = self.of_two_operands(a, b, stated)
        {
            return Some(cause);
        }
        let times = |factor| Expr::Product(vec![computed.clone(), Expr::Constant(factor)]);
        if self.is_near(times(Decimal::TEN), stated) || self.is_near(times(Decimal::ONE_HUNDRED), stated) {
            return Some("比率的小数点错位，写大了".to_owned());
        }
        if self.is_near(times(Decimal::new(1, 1)), stated) || self.is_near(times(Decimal::new(1, 2)), stated) {
            return Some("比率的小数点错位，写小了".to_owned());
        }
        if self.is_near(Expr::difference(Expr::Constant(Decimal::ZERO), computed.clone()), stated) {
            return Some("增减方向写反".to_owned());
        }
        let is_amount = |&id: &FigureId| {
            let figure = self.figure(id);
            figure.kind == Kind::Amount && printed::shown(self.report, figure, figure.value) == Some(rate.value)
        };
        let near = rate.id.0.saturating_sub(3)..rate.id.0 + 3;
        let amount = near.filter(|&n| (n as usize) < self.report.figures.figures.len()).map(FigureId).find(is_amount);
        amount.map(|id| format!("误将金额{}写成百分比", self.report.slice(self.figure(id).span).trim()))
    }

    /// A rate over two amounts, worked out another way.
    fn of_two_operands(&self, a: FigureId, b: FigureId, stated: &Expr) -> Option<String> {
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
                return Some("误以本期数作基数".to_owned());
            }
            if !is_unit && self.is_near(Expr::percent(figure(now), figure(other)), stated) {
                return Some("误将本期数占上期数的百分比当作增减幅度".to_owned());
            }
            return None;
        }
        let (computed, _) = self.sides()?;
        [(a, b), (b, a)].into_iter().find_map(|(x, y)| {
            let turned = Expr::percent(figure(x), figure(y));
            (turned != *computed && self.is_near(turned, stated)).then(|| "分子与分母颠倒".to_owned())
        })
    }

    /// Two values for one thing: how one could have become the other.
    fn of_two_places(&self) -> Option<String> {
        let [a, b] = self.relation.figures[..] else { return None };
        let found = slips(self.report, a).into_iter().find(|slip| {
            let [change] = slip.changes[..] else { return false };
            change.value == self.figure(b).value
        });
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
        let same = self.report.of_value(figure.value).iter().map(|&id| self.figure(id));
        let found = same.into_iter().find(is_last_year)?;
        self.is_telling(suspected).then(|| format!("与上年数{}相同，疑沿用上年数", self.quote(found.id)))
    }

    /// The proposed number stands elsewhere under the same name.
    fn differs_from_elsewhere(&self) -> Option<String> {
        let [Suspect { figure, proposed: Some(proposed), slip: Some(slip) }] = self.suspects else { return None };
        let suspected = self.figure(*figure);
        let namesakes = self.report.of_indicator(suspected.indicator.as_deref()?).iter().map(|&id| self.figure(id));
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
