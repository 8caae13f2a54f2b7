//! 表中数据. One cell → one figure, with what row and column say about it.

use rust_decimal::Decimal;

use super::columns::Head;
use super::measure::{self, Measure};
use super::words;
use crate::figures::number::{Bare, Raw};
use crate::figures::{Figure, FigureId, GridRow, Kind, Label, Printed, Purpose, Role, indicator, label, per, setting};
use crate::outline::SectionId;
use crate::text::Span;
use crate::text::script::folded;

/// 环境. What is said about a cell by all that is not its own.
pub(super) struct Around<'a> {
    pub(super) text: &'a str,
    pub(super) section: SectionId,
    /// Table and cell.
    pub(super) cell: (u32, u32),
    pub(super) row: &'a GridRow,
    /// `None` where the cell stands under several columns.
    pub(super) head: Option<&'a Head>,
    /// Caption of the table.
    pub(super) caption: &'a str,
    /// Unit of the row's own column of units.
    pub(super) unit: Option<Measure>,
    /// Words of the merged cell left of the row that name a unit.
    pub(super) group: String,
    /// 单位：万元、人.
    pub(super) announced: &'a [Measure],
    /// Unit of money for a table that announces none.
    pub(super) money: Option<&'a Measure>,
    /// Columns beside this one hold money: 合计 over 基本支出 and 项目支出 does as well.
    pub(super) beside_money: bool,
    /// Bare numbers of the column are fractions of one.
    pub(super) fractions: bool,
}

impl Around<'_> {
    /// The unit of a bare number here; the kind alone where no unit is known.
    pub(super) fn measure(&self) -> Measure {
        let measure = self.level();
        match self.mean() {
            Some(of) => measure.mean(of),
            None => measure,
        }
    }

    /// What row or column say that its amounts are means over.
    fn mean(&self) -> Option<&'static str> {
        let head_words = self.head.map(Head::words).unwrap_or_default();
        per::of_row(&head_words).or_else(|| per::of_row(&folded(&self.row.words)))
    }

    /// What is printed with its unit in the cell itself: 25.5元 under 单价 is a price.
    pub(super) fn printed(&self, raw: &Raw) -> Option<Raw> {
        let is_price = self.head.is_some_and(|h| words::heads_prices(&h.words()));
        let of = self.mean();
        if raw.kind != Kind::Amount || !is_price && of.is_none() {
            return Some(raw.clone());
        }
        let yuan = Decimal::from(10_000);
        let currency = raw.unit.trim_start_matches('万');
        Some(Raw {
            kind: Kind::Rate,
            unit: currency.to_owned(),
            per: of.map(str::to_owned),
            value: raw.value.checked_mul(yuan)?,
            interval: raw.interval.scaled(yuan),
            place: raw.place.checked_mul(yuan)?,
            ..raw.clone()
        })
    }

    /// The unit without regard to means.
    fn level(&self) -> Measure {
        let head_words = self.head.map(Head::words).unwrap_or_default();
        let row_words = self.row.label.map(|s| folded(s.of(self.text))).unwrap_or_default();
        let label_cell = self.row.label.map_or_else(String::new, |s| bracketed(self.text, s));
        let purpose = self.head.map_or(Purpose::Value, |h| h.purpose);
        let percentage = || Measure::plain(Kind::Percentage, "%");
        if self.fractions {
            return Measure::fraction();
        }
        let is_price = words::heads_prices(&head_words);
        let heading = self.head.and_then(|h| h.measure.clone());
        if is_price {
            let announced = || self.announced.iter().find(|m| matches!(m.kind, Kind::Rate)).cloned();
            if let Some(measure) = heading.or_else(announced) {
                return measure.priced(self.unit.as_ref());
            }
        } else if let Some(measure) = heading.or_else(|| self.unit.clone()) {
            return measure;
        }
        match purpose {
            Purpose::Completion | Purpose::Control | Purpose::Share | Purpose::Growth => return percentage(),
            Purpose::Weight | Purpose::Score => return Measure::plain(Kind::Score, "分"),
            _ => {}
        }
        let by_row = measure::in_words(&label_cell).or_else(|| {
            self.head
                .and_then(|h| h.implied.clone())
                .or_else(|| words::implied(&row_words))
                .filter(|m| !m.unit.is_empty() || m.kind != Kind::Count)
        });
        if let Some(measure) = by_row.or_else(|| measure::in_words(&self.group)) {
            return measure;
        }
        let sums_up = || self.head.is_some_and(|h| h.path.last().is_some_and(|p| words::total(&p.words).is_some()));
        let is_money =
            words::speaks_of_money(&head_words) || words::speaks_of_money(&row_words) || self.beside_money && sums_up();
        let announced = match self.announced {
            [only] => Some(only),
            several => several.iter().find(|m| (m.kind == Kind::Amount) == (is_money && !is_price)),
        };
        let announced = announced.filter(|m| !is_price || m.kind == Kind::Amount);
        match announced {
            Some(measure) if is_price => measure.clone().priced(self.unit.as_ref()),
            Some(measure) if !matches!(purpose, Purpose::Target | Purpose::Actual) => measure.clone(),
            _ if is_money && !matches!(purpose, Purpose::Target | Purpose::Actual) => {
                self.money.cloned().unwrap_or_else(|| Measure::plain(Kind::Amount, ""))
            }
            _ => Measure::plain(Kind::OtherMeasure, ""),
        }
    }

    /// Makes a figure; its id is `id`.
    pub(super) fn figure(&self, id: FigureId, raw: Raw) -> Figure {
        let label = self.label();
        let label_words = label.as_ref().map(|l| folded(&l.text)).unwrap_or_default();
        let head_words = self.head.map(Head::words).unwrap_or_default();
        let is_amount = matches!(raw.kind, Kind::Amount);
        // 850元/生 printed in the cell itself.
        let unit = match &raw.per {
            Some(per) if raw.kind == Kind::Rate && !raw.unit.contains('/') => format!("{}/{per}", raw.unit),
            _ => raw.unit,
        };
        let is_step = self.head.is_none_or(|h| matches!(h.purpose, Purpose::Value));
        let stage = self
            .head
            .and_then(|h| h.stage)
            .or_else(|| setting::stage(&folded(&self.row.words), Some(&label_words)))
            .filter(|_| is_amount && is_step);
        let period = setting::period(&head_words).or_else(|| setting::period(&self.row.words));
        let scope = setting::scope(&head_words)
            .or_else(|| setting::scope(&label_words))
            .or_else(|| setting::scope(self.caption));
        Figure {
            id,
            section: self.section,
            sentence: None,
            cell: Some(self.cell),
            span: raw.span,
            printed: Printed { number: raw.number, unit: raw.unit_span, precision: raw.place },
            kind: raw.kind,
            value: raw.value,
            unit,
            per: raw.per,
            interval: raw.interval,
            approximation: raw.approximation,
            in_words: false,
            indicator: self.indicator(),
            label,
            action: None,
            stage,
            period,
            scope,
            role: self.role(),
            subject: None,
            direction: None,
            item_words: None,
        }
    }

    /// The row names it; where the row only tells a step or a total, the column does.
    pub(super) fn label(&self) -> Option<Label> {
        let column = self
            .head
            .filter(|h| h.item.is_some())
            .and_then(|h| h.path.iter().rev().find(|p| words::item(&p.words).is_some()));
        let tells_own = words::is_generic(&self.row.words) || self.head.is_some_and(counts_staff);
        let row = self.row.label.filter(|_| !tells_own || column.is_none());
        let span = row
            .or(column.map(|h| trimmed_name(self.text, h.span)))
            .or_else(|| self.head.and_then(|h| h.path.last()).map(|h| trimmed_name(self.text, h.span)))?;
        Some(Label { text: label::plain(span.of(self.text)), span, inherited: false })
    }

    /// Normal form of what row and column name together.
    fn indicator(&self) -> Option<String> {
        let row = words::item(&self.row.words).as_deref().and_then(indicator::normal);
        let column = self.head.and_then(|h| h.item.as_deref()).and_then(indicator::normal);
        match (row, column) {
            (Some(row), Some(column)) if row == column => Some(row),
            (Some(row), Some(column)) => Some(format!("{row}·{column}")),
            (None, None) => {
                // 总计 under 收入: the whole that all columns tell.
                let whole = self.head.and_then(|h| h.whole.as_deref())?;
                let total = self.row.total.map_or("", |_| self.row.words.as_str());
                indicator::normal(&format!("{whole}{total}"))
            }
            (row, column) => row.or(column),
        }
    }

    fn role(&self) -> Option<Role> {
        let by_column = self.head.and_then(|h| match h.purpose {
            Purpose::Completion => Some(Role::Completion),
            Purpose::Share => Some(Role::Share),
            Purpose::Change => Some(Role::Change),
            Purpose::Growth => Some(Role::Growth),
            Purpose::Average => Some(Role::Average),
            Purpose::UnitPrice => Some(Role::UnitPrice),
            _ => None,
        });
        let total = self.row.total.is_some()
            || self.head.is_some_and(|h| h.path.last().is_some_and(|p| words::total(&p.words).is_some()));
        by_column.or(total.then_some(Role::Total)).or(self.row.of_which.then_some(Role::Part))
    }
}

/// 编制数, 在职人数 over rows that are bodies: the column names what is counted.
fn counts_staff(head: &Head) -> bool {
    const STAFF: &[&str] = &["编制", "在职", "实有", "人数", "职工"];
    head.path.last().is_some_and(|h| STAFF.iter().any(|word| h.words.contains(word)))
}

/// The label with the bracket that follows it: 车辆（辆） where only 车辆 is the name.
fn bracketed(text: &str, span: Span) -> String {
    let rest = &text[span.end as usize..];
    let opens = rest.trim_start_matches(crate::text::script::is_blank).starts_with(['（', '(']);
    let close = rest.find(['）', ')']).filter(|&at| opens && at < 40);
    close
        .map_or_else(
            || folded(span.of(text)),
            |at| folded(&text[(span.start as usize)..(span.end as usize + at + closing_len(rest, at))]),
        )
        .into_owned()
}

fn closing_len(rest: &str, at: usize) -> usize {
    rest[at..].chars().next().map_or(1, char::len_utf8)
}

/// A header cell without unit and formula in brackets at its end.
fn trimmed_name(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let n_name = words::name(&folded(body)).chars().count();
    let mut seen = 0;
    let end = body
        .char_indices()
        .find(|&(_, c)| {
            seen += usize::from(!crate::text::script::is_blank(c));
            seen > n_name
        })
        .map_or(body.len(), |(i, _)| i);
    Span::new(span.start as usize, span.start as usize + body[..end].trim_end().len())
}

/// Whether the bare rates of a column are fractions of one: none above 2, none whole but 0 and 1.
pub(super) fn are_fractions<'a>(bares: impl Iterator<Item = &'a Bare>) -> bool {
    let mut n_decimals = 0;
    for bare in bares {
        if bare.numeral.value > Decimal::TWO {
            return false;
        }
        n_decimals = n_decimals.max(bare.numeral.n_decimals);
    }
    n_decimals >= 2
}
