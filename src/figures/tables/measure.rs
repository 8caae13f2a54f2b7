//! 计量. The unit that a header, a label or a line above gives to the bare numbers of a table.

use rust_decimal::Decimal;

use crate::quantity::Interval;
use crate::quantity::unit::{self, Dimension};
use crate::text::Span;

use crate::figures::number::{Bare, Raw};
use crate::figures::{Approximation, Kind};

/// 计量单位. What one printed unit is in the unit of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::figures) struct Measure {
    pub(super) kind: Kind,
    /// As in [`Figure::unit`](crate::figures::Figure::unit); empty where it is not known.
    pub(super) unit: String,
    pub(super) per: Option<String>,
    factor: Decimal,
}

impl Measure {
    /// Numbers that stand for themselves.
    pub(super) fn plain(kind: Kind, unit: &str) -> Self {
        Self { kind, unit: unit.to_owned(), per: None, factor: Decimal::ONE }
    }

    /// Ratios printed as fractions of one.
    pub(super) fn fraction() -> Self {
        Self { kind: Kind::Percentage, unit: "%".to_owned(), per: None, factor: Decimal::ONE_HUNDRED }
    }

    /// Reads a unit that fills `words`: 万元, 亿元, %, 人, 万人, 元/人·月.
    pub(super) fn parse(words: &str) -> Option<Self> {
        let words = words.strip_prefix("人民币").unwrap_or(words);
        let (magnitude, rest) = magnitude(words);
        let (name, per) = rest.split_once(['/', '／']).map_or((rest, None), |(name, per)| (name, Some(per)));
        let word = unit::named(if name.is_empty() { words } else { name })?;
        let kind = match word.dimension {
            Dimension::Money(_) if per.is_some() => Kind::Rate,
            Dimension::Money(_) => Kind::Amount,
            Dimension::PersonTimes => Kind::PersonTimes,
            Dimension::Count => Kind::Count,
            Dimension::Percentage => Kind::Percentage,
            Dimension::PercentagePoints => Kind::PercentagePoints,
            Dimension::Score => Kind::Score,
            Dimension::Multiple => Kind::Multiple,
            Dimension::Other => Kind::OtherMeasure,
            Dimension::NotFigure => return None,
        };
        let per = match per {
            None => None,
            Some(per) if kind == Kind::Rate && !per.is_empty() && per.chars().count() <= 8 => {
                Some(per.replace(['/', '.'], "·"))
            }
            Some(_) => return None,
        };
        let mut factor = word.factor().checked_mul(magnitude)?;
        let unit = match (kind, &per) {
            (Kind::Amount, _) => {
                factor = factor.checked_mul(Decimal::new(1, 4))?;
                format!("万{}", word.canonical)
            }
            (_, Some(per)) => format!("{}/{per}", word.canonical),
            _ => word.canonical.to_owned(),
        };
        Some(Self { kind, unit, per, factor })
    }

    /// The same money as the price of one `of`: 单价（元） in a row counted in 米 is 元/米.
    pub(super) fn priced(self, of: Option<&Measure>) -> Self {
        if self.kind != Kind::Amount || self.unit.is_empty() {
            return self;
        }
        let counts = |m: &&Measure| matches!(m.kind, Kind::Count | Kind::PersonTimes | Kind::OtherMeasure);
        let per = of.filter(counts).filter(|m| !m.unit.is_empty()).map(|m| m.unit.clone());
        let currency = self.unit.trim_start_matches('万');
        let unit = per.as_ref().map_or_else(|| currency.to_owned(), |per| format!("{currency}/{per}"));
        // 万元 back to 元.
        let factor = self.factor * Decimal::from(10_000);
        Self { kind: Kind::Rate, unit, per, factor }
    }

    /// The same money as a mean over each `of`: 人均可支配收入 in 元 is 元/人.
    pub(super) fn mean(self, of: &str) -> Self {
        if self.kind != Kind::Amount || self.unit.is_empty() {
            return self;
        }
        let unit = format!("{}/{of}", self.unit.trim_start_matches('万'));
        // 万元 back to 元.
        let factor = self.factor * Decimal::from(10_000);
        Self { kind: Kind::Rate, unit, per: Some(of.to_owned()), factor }
    }

    /// The figure that a bare number is in this unit; `None` beyond the exact range.
    pub(super) fn raw(&self, bare: &Bare) -> Option<Raw> {
        let sign = if bare.negative { -Decimal::ONE } else { Decimal::ONE };
        let value = bare.numeral.value.checked_mul(self.factor)? * sign;
        let place = bare.numeral.place.checked_mul(self.factor)?;
        let counted = matches!(self.kind, Kind::Count | Kind::PersonTimes | Kind::Score);
        let whole = counted && bare.numeral.n_decimals == 0 && self.factor == Decimal::ONE;
        // A 0 among numbers with decimals is nothing, not something below a half.
        let nothing = value.is_zero() && bare.numeral.n_decimals == 0;
        let interval = match bare.limit {
            Some(limit) => limit.interval(value, bare.numeral.last_nonzero.checked_mul(self.factor)?),
            None if whole || nothing => Interval::point(value),
            None => Interval::around(value, place / Decimal::TWO),
        };
        let end = bare.span.end as usize;
        Some(Raw {
            span: bare.span,
            number: bare.span,
            unit_span: Span::new(end, end),
            kind: self.kind,
            value,
            unit: self.unit.clone(),
            per: self.per.clone(),
            interval,
            approximation: bare.limit.map_or(Approximation::Exact, crate::figures::approximation::Limit::approximation),
            place,
            note: None,
        })
    }
}

/// 万元 → 10 000 and 元.
fn magnitude(words: &str) -> (Decimal, &str) {
    for (prefix, factor) in [
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("十亿", 1_000_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
        ("百", 100),
    ] {
        if let Some(rest) = words.strip_prefix(prefix)
            && unit::named(words).is_none()
            && !rest.is_empty()
        {
            return (Decimal::from(factor), rest);
        }
    }
    (Decimal::ONE, words)
}

/// The unit in brackets at the end of a header or label, or a percent sign: 金额(万元), 执行率(%), 增长%.
pub(super) fn in_words(words: &str) -> Option<Measure> {
    if let Some(inner) = words.strip_suffix(')') {
        let (_, inner) = inner.rsplit_once('(')?;
        return inner.split([':', ',', '、']).find_map(Measure::parse);
    }
    if words.ends_with('%') {
        return Measure::parse("%");
    }
    None
}

/// The units that `单位：万元` or `单位：万元、人` announces.
pub(super) fn announced(words: &str) -> Vec<Measure> {
    let Some(at) = words.rfind("单位:").map(|i| i + "单位:".len()) else { return Vec::new() };
    // 填报单位, 主管单位, 实施单位 go on with a name.
    let rest = words[at..].trim_end_matches([')', '。']);
    let parts: Vec<_> = rest.split(['、', ',', '，', ';', '；']).map(Measure::parse).collect();
    if parts.iter().all(Option::is_some) { parts.into_iter().flatten().collect() } else { Vec::new() }
}

/// The unit in brackets that ends a caption: 经费支出明细（万元）：
pub(super) fn behind(caption: &str) -> Option<Measure> {
    let (_, unit) = caption.trim_end_matches(':').strip_suffix(')')?.rsplit_once('(')?;
    Measure::parse(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_headers() {
        let read = |words| in_words(words).map(|m| (m.kind, m.unit, m.factor.normalize().to_string()));
        assert_eq!(read("金额(万元)"), Some((Kind::Amount, "万元".to_owned(), "1".to_owned())));
        assert_eq!(read("金额(元)"), Some((Kind::Amount, "万元".to_owned(), "0.0001".to_owned())));
        assert_eq!(read("人口(万人)"), Some((Kind::Count, "人".to_owned(), "10000".to_owned())));
        assert_eq!(read("执行率(%)"), Some((Kind::Percentage, "%".to_owned(), "1".to_owned())));
        assert_eq!(read("比上年增长%"), Some((Kind::Percentage, "%".to_owned(), "1".to_owned())));
        assert_eq!(read("标准(元/人·月)"), Some((Kind::Rate, "元/人·月".to_owned(), "1".to_owned())));
        assert_eq!(read("执行率(B/A)"), None);
        assert_eq!(read("因公出国(境)费"), None);
    }

    #[test]
    fn announced_units() {
        let units = |words| announced(words).into_iter().map(|m| m.unit).collect::<Vec<_>>();
        assert_eq!(units("单位:万元"), ["万元"]);
        assert_eq!(units("附表1三公经费表(金额单位:元)"), ["万元"]);
        assert_eq!(units("单位:人、万元"), ["人", "万元"]);
        assert!(units("填报单位:某某局").is_empty());
        assert_eq!(behind("经费支出明细(万元):").map(|m| m.unit), Some("万元".to_owned()));
        assert!(behind("经费支出明细(续):").is_none() && behind("支出12(万元)之多").is_none());
    }
}
