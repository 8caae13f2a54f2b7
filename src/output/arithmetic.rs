//! Claims and results as a person writes them, in the unit the report uses.

use rust_decimal::Decimal;

use crate::figures::{Direction, Figure, FigureId, Figures, Kind};
use crate::quantity::Bound;
use crate::relations::{Claim, Expr, Judged, Relation, Term};

/// 算式. A claim over the numbers of the report: `609.55 + 238.13 = 847.86`, `4076.11 ÷ 4813.07 = 84.69%`;
/// empty for claims about words.
#[must_use]
pub fn claim(figures: &Figures, relation: &Relation) -> String {
    let with_units = has_mixed_units(figures, &relation.figures);
    let show = |term| match term {
        Term::Figure(id) => number(figures.get(id), with_units),
        Term::Constant(value) => value.normalize().to_string(),
    };
    let print = |expr: &Expr| expr.print(&show);
    match &relation.claim {
        Claim::Equal(a, b) => format!("{} = {}", print(a), print(b)),
        Claim::AtMost(a, b) => format!("{} ≤ {}", print(a), print(b)),
        Claim::Goes(a, Direction::Up) => format!("{} > 0", print(a)),
        Claim::Goes(a, Direction::Down) => format!("{} < 0", print(a)),
        Claim::Goes(a, Direction::Flat) => format!("{} = 0", print(a)),
        Claim::NotZero(a) => format!("{} ≠ 0", print(a)),
        Claim::Whole(a) => format!("{} 为非负整数", print(a)),
        Claim::Fraction { percent, n } => format!("{} = k ÷ {}（k 为整数）", print(percent), print(n)),
        Claim::Text(_) => String::new(),
    }
}

/// A figure in a line of arithmetic, with the decimals it is printed with. A percentage always shows its sign, a
/// negative number stands in brackets.
fn number(figure: &Figure, with_unit: bool) -> String {
    let unit = if with_unit || figure.kind == Kind::Percentage { figure.unit.as_str() } else { "" };
    let decimals = figure.printed.precision.normalize().scale().max(figure.value.normalize().scale());
    let number = format!("{:.*}{unit}", decimals as usize, figure.value);
    if figure.value.is_sign_negative() { format!("({number})") } else { number }
}

/// 核对数值. What the judge found, in one unit of the report instead of base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'f> {
    /// Unit of all numbers: 万元, %, 人次; empty where the relation has no figure.
    pub unit: &'f str,
    /// The computed side.
    pub computed: Option<Decimal>,
    /// Ends of its interval.
    pub interval: Option<(Bound, Bound)>,
    /// The stated side.
    pub stated: Option<Decimal>,
    /// stated − computed.
    pub difference: Option<Decimal>,
}

/// The judge's numbers in the unit of the stated figure, or of the first figure where none states the result.
#[must_use]
pub fn outcome<'f>(figures: &'f Figures, relation: &Relation, judged: &Judged) -> Outcome<'f> {
    let id = match &relation.claim {
        // Only one side, and nothing stated beside it.
        Claim::Goes(..) | Claim::NotZero(_) | Claim::Whole(_) => relation.claim.figures().first().copied(),
        _ => relation.stated.or_else(|| relation.figures.first().copied()),
    };
    let figure = id.map(|id| figures.get(id));
    let factor = figure.map_or(Decimal::ONE, Figure::base_factor);
    let scaled = |v: Decimal| if factor == Decimal::ONE { v } else { (v / factor).normalize() };
    let bound = |b: Bound| match b {
        Bound::Closed(v) => Bound::Closed(scaled(v)),
        Bound::Open(v) => Bound::Open(scaled(v)),
        Bound::Unbounded => Bound::Unbounded,
    };
    Outcome {
        unit: figure.map_or("", |f| &f.unit),
        computed: judged.computed.map(scaled),
        interval: judged.interval.map(|i| (bound(i.low), bound(i.high))),
        stated: judged.stated.map(scaled),
        difference: judged.difference.map(scaled),
    }
}

/// Whether figures of more than one unit meet; % always shows its sign and does not count.
fn has_mixed_units(figures: &Figures, ids: &[FigureId]) -> bool {
    let mut units = ids.iter().map(|&id| figures.get(id)).filter(|f| f.kind != Kind::Percentage).map(|f| &f.unit);
    let first = units.next();
    units.any(|unit| Some(unit) != first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Approximation;
    use crate::figures::Printed;
    use crate::outline::SectionId;
    use crate::quantity::Interval;
    use crate::relations::{RelationKind, Severity, Strength};
    use crate::text::Span;

    fn figures(values: &[(&str, &str, Kind)]) -> Figures {
        let figure = |(n, (value, unit, kind)): (usize, &(&str, &str, Kind))| {
            let value: Decimal = value.parse().unwrap();
            Figure {
                id: FigureId(u32::try_from(n).unwrap()),
                section: SectionId(0),
                sentence: None,
                cell: None,
                span: Span::default(),
                printed: Printed { number: Span::default(), unit: Span::default(), precision: Decimal::ONE },
                kind: *kind,
                value,
                unit: (*unit).to_owned(),
                per: None,
                interval: Interval::point(value),
                approximation: Approximation::Exact,
                in_words: false,
                label: None,
                indicator: None,
                action: None,
                stage: None,
                period: None,
                scope: None,
                role: None,
                subject: None,
                direction: None,
                item_words: None,
            }
        };
        Figures { figures: values.iter().enumerate().map(figure).collect(), ..Figures::default() }
    }

    fn relation(claim: Claim, figures: &Figures, stated: Option<u32>) -> Relation {
        Relation {
            rule: "GJ101",
            kind: RelationKind::Total,
            claim,
            figures: figures.figures.iter().map(|f| f.id).collect(),
            stated: stated.map(FigureId),
            triggers: Vec::new(),
            places: Vec::new(),
            strength: Strength::Stated,
            undecided: None,
            doubt: None,
            choice: None,
            kin: None,
            severity: Severity::Mandatory,
            group: None,
            remark: None,
        }
    }

    fn f(n: u32) -> Expr {
        Expr::Figure(FigureId(n))
    }

    #[test]
    fn claims_read_as_written() {
        use Kind::{Amount, Percentage, PersonTimes, Rate};
        let sums = figures(&[("847.86", "万元", Amount), ("609.55", "万元", Amount), ("-238.13", "万元", Amount)]);
        let total = Claim::Equal(Expr::sum([FigureId(1), FigureId(2)]), f(0));
        assert_eq!(claim(&sums, &relation(total, &sums, Some(0))), "609.55 + (-238.13) = 847.86");
        let growth = Claim::Equal(Expr::percent(Expr::difference(f(1), f(2)), f(2)), f(0));
        assert_eq!(claim(&sums, &relation(growth, &sums, None)), "(609.55 − (-238.13)) ÷ (-238.13) = 847.86");
        let rate = figures(&[("4813.07", "万元", Amount), ("4076.11", "万元", Amount), ("84.69", "%", Percentage)]);
        let completion = Claim::Equal(Expr::percent(f(1), f(0)), f(2));
        assert_eq!(claim(&rate, &relation(completion, &rate, Some(2))), "4076.11 ÷ 4813.07 = 84.69%");
        let price = figures(&[("30483", "人次", PersonTimes), ("100", "元", Rate), ("304.83", "万元", Amount)]);
        let product = Claim::Equal(Expr::Product(vec![f(0), f(1)]), f(2));
        assert_eq!(claim(&price, &relation(product, &price, Some(2))), "30483人次 × 100元 = 304.83万元");
    }

    #[test]
    fn results_come_in_the_unit_of_the_report() {
        let sums = figures(&[("847.86", "万元", Kind::Amount), ("847.68", "万元", Kind::Amount)]);
        let relation = relation(Claim::Equal(f(1), f(0)), &sums, Some(0));
        let yuan = |v: &str| v.parse::<Decimal>().unwrap();
        let judged = Judged {
            grade: crate::relations::Grade::Broken,
            computed: Some(yuan("8476800")),
            interval: Some(Interval::around(yuan("8476800"), yuan("50"))),
            stated: Some(yuan("8478600")),
            difference: Some(yuan("1800.00")),
            tail: None,
        };
        let outcome = outcome(&sums, &relation, &judged);
        assert_eq!(outcome.difference.unwrap().to_string(), "0.18");
        assert_eq!(outcome.interval.unwrap().0, Bound::Closed(yuan("847.675")));
        assert_eq!(outcome.unit, "万元");
    }
}
