//! 笔误: every number that is one slip of the pen away from what is printed.

use rust_decimal::Decimal;
use smallvec::{SmallVec, smallvec};

use crate::figures::{Cue, Figure, FigureId, Figures, Kind, TokenKind};
use crate::relations::{Report, printed};

use crate::text::script::fold;

use super::values::Change;

/// 笔误. One slip undone: the figures it touched with what they should have read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// What changes; several figures only where values changed places.
    pub(super) changes: SmallVec<[Change; 1]>,
    /// In Chinese, as told to the auditor.
    pub(super) name: &'static str,
    /// 0 for the slips that happen most.
    pub(super) rarity: u8,
}

const ADJACENT: &str = "相邻两位数字颠倒";
const WRONG: &str = "一位数字有误";
const POINT: &str = "小数点错位";
const UNIT: &str = "单位有误";
const SIGN: &str = "正负号有误";
const EXCHANGED: &str = "两位数字互换";
const LOST: &str = "漏写一位数字";
const ADDED: &str = "多写一位数字";
const NEIGHBOURS: &str = "相邻两个数据互换";
const REVERSED: &str = "“分别”所列次序颠倒";

/// How many figures before and behind show which unit is usual.
const AROUND: usize = 4;

/// Rarity of a unit slip that leaves the usual unit for another.
const CONTRARY: u8 = 3;

/// More digits than any amount of a report has; longer ones are account numbers.
const MAX_DIGITS: usize = 18;

/// Offices print two decimals: a repair neither adds a third nor takes the second away.
const USUAL_DECIMALS: u32 = 2;

/// Every slip that may have led to the printed form of a figure, likely ones first.
pub(super) fn slips(report: &Report<'_>, id: FigureId) -> Vec<Slip> {
    let figure = report.figure(id);
    let mut slips = all(report, id);
    slips.sort_by_key(|slip| slip.rarity);
    let is_repeated = repeated(&slips);
    let mut is_repeated = is_repeated.iter();
    slips.retain(|slip| {
        let is_repeated = is_repeated.next().is_some_and(|&repeated| repeated);
        !is_repeated && (slip.changes.len() > 1 || slip.changes[0].value != figure.value)
    });
    slips
}

/// The likeliest slip of a figure that should have read `value`.
pub(super) fn slip_from(report: &Report<'_>, id: FigureId, value: Decimal) -> Option<Slip> {
    let reads = |slip: &Slip| matches!(slip.changes[..], [change] if change.value == value);
    all(report, id).into_iter().filter(reads).min_by_key(|slip| slip.rarity)
}

fn all(report: &Report<'_>, id: FigureId) -> Vec<Slip> {
    let mut found = Found::new(report, id);
    found.digits();
    found.scale();
    found.places(report.figures);
    found.slips
}

/// For each slip whether an earlier one says the same of the one figure that it changes.
fn repeated(slips: &[Slip]) -> Vec<bool> {
    let digits = |number: Decimal| {
        let number = number.normalize();
        (number.mantissa(), number.scale())
    };
    let mut told: Vec<_> = slips
        .iter()
        .enumerate()
        .filter(|(_, slip)| slip.changes.len() == 1)
        .map(|(n, slip)| ((digits(slip.changes[0].value), digits(slip.changes[0].step)), n))
        .collect();
    told.sort_unstable();
    let mut repeated = vec![false; slips.len()];
    for pair in told.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        repeated[pair[1].1] = true;
    }
    repeated
}

/// Those of them by which figures changed places.
pub(super) fn exchanges(report: &Report<'_>, id: FigureId) -> impl Iterator<Item = Slip> + use<> {
    let mut found = Found::new(report, id);
    found.places(report.figures);
    found.slips.into_iter().filter(|slip| slip.changes.len() > 1)
}

struct Found<'a> {
    report: &'a Report<'a>,
    figure: &'a Figure,
    /// Units of the figure in one printed unit.
    factor: Option<Decimal>,
    slips: Vec<Slip>,
}

impl<'a> Found<'a> {
    fn new(report: &'a Report<'a>, id: FigureId) -> Self {
        let figure = report.figure(id);
        let factor = printed::factor(report, figure).checked_div(figure.base_factor());
        Self { report, figure, factor, slips: Vec::new() }
    }
}

impl Found<'_> {
    fn push(&mut self, value: Option<Decimal>, step: Option<Decimal>, name: &'static str, rarity: u8) {
        if let (Some(value), Some(step)) = (value, step) {
            let change = Change { figure: self.figure.id, value, step };
            self.slips.push(Slip { changes: smallvec![change], name, rarity });
        }
    }

    /// One other string of digits, read with the sign and unit as printed.
    fn push_digits(&mut self, digits: &[u8], n_decimals: u32, name: &'static str, rarity: u8) {
        let n_whole = digits.len() - n_decimals as usize;
        if n_whole == 0 || n_whole > 1 && digits[0] == 0 {
            return;
        }
        let mantissa = digits.iter().fold(0_i128, |so_far, &digit| so_far * 10 + i128::from(digit));
        let sign = if self.figure.value.is_sign_negative() { -1 } else { 1 };
        let in_unit = |mantissa| Decimal::from_i128_with_scale(mantissa, n_decimals).checked_mul(self.factor?);
        self.push(in_unit(sign * mantissa), in_unit(1), name, rarity);
    }

    fn digits(&mut self) {
        // 叁万元整: capitals are written so that no digit slips.
        if !self.report.slice(self.figure.printed.number).contains(|c| fold(c).is_ascii_digit()) {
            return;
        }
        let n_decimals = printed::n_decimals(self.report, self.figure);
        let Some(shown) = printed::shown(self.report, self.figure, self.figure.value.abs()) else { return };
        let text = format!("{shown:.*}", n_decimals as usize);
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        if digits.len() > MAX_DIGITS {
            return;
        }
        let n = digits.len();
        let n_whole = n - n_decimals as usize;
        let mut other = digits.clone();
        for i in 0..n {
            for j in i + 1..n {
                other.swap(i, j);
                let (name, rarity) = if j == i + 1 { (ADJACENT, 0) } else { (EXCHANGED, 1) };
                self.push_digits(&other, n_decimals, name, rarity);
                other.swap(i, j);
            }
            for digit in (0..=9).filter(|&digit| digit != digits[i]) {
                other[i] = digit;
                self.push_digits(&other, n_decimals, WRONG, 0);
            }
            other[i] = digits[i];
        }
        for at in 0..=n {
            let n_after = n_decimals + u32::from(at > n_whole || at == n_whole && n_decimals == 0 && at != n);
            let mut longer = digits.clone();
            longer.insert(at, 0);
            for digit in 0..=9 {
                longer[at] = digit;
                if n_after <= USUAL_DECIMALS.max(n_decimals) {
                    self.push_digits(&longer, n_after, LOST, 1);
                }
                // `47.6` for `47.68` and for `847.6`: at the point a digit may be missing on either side.
                if at == n_whole && n_decimals > 0 && n_decimals < USUAL_DECIMALS {
                    self.push_digits(&longer, n_decimals + 1, LOST, 1);
                }
            }
        }
        for at in 0..n {
            let is_decimal = at >= n_whole;
            if is_decimal && n_decimals <= USUAL_DECIMALS {
                continue;
            }
            let mut shorter = digits.clone();
            shorter.remove(at);
            self.push_digits(&shorter, n_decimals - u32::from(is_decimal), ADDED, 1);
        }
    }

    /// Whether the amounts around are told in the same unit.
    fn has_usual_unit(&self) -> bool {
        let figures = &self.report.figures.figures;
        let at = self.figure.id.0 as usize;
        let around = &figures[at.saturating_sub(AROUND)..figures.len().min(at + AROUND + 1)];
        let own = printed::factor(self.report, self.figure);
        let others = around.iter().filter(|f| f.kind == Kind::Amount && f.id != self.figure.id);
        let (same, other): (Vec<&Figure>, Vec<&Figure>) = others.partition(|f| printed::factor(self.report, f) == own);
        same.len() >= other.len()
    }

    /// The same digits with the point elsewhere, another unit or sign.
    fn scale(&mut self) {
        let (value, step) = (self.figure.value, self.figure.printed.precision);
        if !matches!(self.figure.kind, Kind::Count | Kind::PersonTimes) {
            for power in [10_u32, 100, 1_000].map(Decimal::from) {
                self.push(value.checked_mul(power), step.checked_mul(power), POINT, 0);
                self.push(value.checked_div(power), step.checked_div(power), POINT, 0);
            }
        }
        let is_money =
            self.figure.kind == Kind::Amount || self.figure.kind == Kind::Rate && self.figure.unit.starts_with('元');
        if is_money {
            let rarity = if self.has_usual_unit() { CONTRARY } else { 0 };
            for power in [10_000_u32, 100_000_000].map(Decimal::from) {
                self.push(value.checked_mul(power), step.checked_mul(power), UNIT, rarity);
                self.push(value.checked_div(power), step.checked_div(power), UNIT, rarity);
            }
        }
        self.push(Some(-value), Some(step), SIGN, u8::from(!value.is_sign_negative()));
    }

    /// Values that changed places with their neighbours in the sentence.
    fn places(&mut self, figures: &Figures) {
        let Some(sentence) = self.figure.sentence.map(|n| &figures.sentences[n as usize]) else { return };
        let mut is_respectively = false;
        let mut list: Vec<&Figure> = Vec::new();
        let mut lists: Vec<(bool, Vec<&Figure>)> = Vec::new();
        for token in self.report.tokens(sentence) {
            match token.kind {
                TokenKind::Figure(id) => {
                    let next = figures.get(id);
                    if list.last().is_some_and(|last| last.kind != next.kind || last.unit != next.unit) {
                        lists.push((is_respectively, std::mem::take(&mut list)));
                        is_respectively = false;
                    }
                    list.push(next);
                }
                TokenKind::Cue(Cue::Respectively) => {
                    lists.push((is_respectively, std::mem::take(&mut list)));
                    is_respectively = true;
                }
                _ => {}
            }
        }
        lists.push((is_respectively, list));
        let Some((is_respectively, list)) = lists.into_iter().find(|(_, l)| l.iter().any(|f| f.id == self.figure.id))
        else {
            return;
        };
        for pair in list.windows(2).filter(|pair| pair.iter().any(|f| f.id == self.figure.id)) {
            self.exchange(&[(pair[0], pair[1]), (pair[1], pair[0])], NEIGHBOURS);
        }
        if is_respectively && list.len() > 2 {
            let turned: Vec<_> = list.iter().copied().zip(list.iter().rev().copied()).collect();
            self.exchange(&turned, REVERSED);
        }
    }

    /// Each figure reads what the other does.
    fn exchange(&mut self, pairs: &[(&Figure, &Figure)], name: &'static str) {
        let differing = pairs.iter().filter(|(figure, other)| figure.value != other.value);
        let changes: SmallVec<[Change; 1]> = differing
            .map(|(figure, other)| Change { figure: figure.id, value: other.value, step: other.printed.precision })
            .collect();
        if changes.iter().any(|change| change.figure == self.figure.id) {
            self.slips.push(Slip { changes, name, rarity: 1 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::fixture::Fixture;

    /// The slips that lead from the printed form to `right`.
    fn names(printed: &str, right: &str) -> Vec<&'static str> {
        let fixture = Fixture::new(&format!("支出«{printed}»"));
        let right: Decimal = right.parse().unwrap();
        let slips = slips(&fixture.report(), FigureId(0));
        slips.iter().filter(|slip| slip.changes[0].value == right).map(|slip| slip.name).collect()
    }

    #[test]
    fn one_slip_away() {
        for (printed, right, name) in [
            ("847.86万元", "847.68", ADJACENT),
            ("847.86万元", "846.87", EXCHANGED),
            ("86.49%", "84.69", ADJACENT),
            ("847.86万元", "947.86", WRONG),
            ("47.68万元", "847.68", LOST),
            ("847.6万元", "847.68", LOST),
            ("84.6万元", "84.76", LOST),
            ("84万元", "847", LOST),
            ("8847.68万元", "847.68", ADDED),
            ("847.688万元", "847.68", ADDED),
            ("8476.8万元", "847.68", POINT),
            ("84768万元", "847.68", POINT),
            ("0.12万元", "1.2", POINT),
            ("847.68元", "847.68", UNIT),
            ("847.68万元", "8476800", UNIT),
            ("-3.2%", "3.2", SIGN),
        ] {
            assert!(names(printed, right).contains(&name), "{printed} for {right}");
        }
    }

    #[test]
    fn two_slips_away() {
        for (printed, right) in [("847.86万元", "874.68"), ("847.86万元", "847.9"), ("847.86万元", "847.861")] {
            assert!(names(printed, right).is_empty(), "{printed} for {right}");
        }
    }

    #[test]
    fn values_change_places() {
        let fixture = Fixture::new("城市、农村、其他分别«1203人»、«856人»、«31人»，共«2090户»。");
        let slips = slips(&fixture.report(), FigureId(0));
        let places: Vec<(&str, usize)> =
            slips.iter().filter(|s| s.changes.len() > 1).map(|s| (s.name, s.changes.len())).collect();
        assert_eq!(places, [(NEIGHBOURS, 2), (REVERSED, 2)]);
    }
}
