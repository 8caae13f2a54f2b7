//! 数据: value, unit, kind, bounds, label, role, stage, period of every printed number.

use crate::evaluate::align::{bounds, same_bounds, same_unit, same_value};
use crate::evaluate::sheet::Sheet;
use crate::evaluate::truth;
use crate::evaluate::{Phase, Tally, label};
use crate::figures::{Approximation, Figure, Period};

/// Compares the figures one by one.
pub(in crate::evaluate) fn score(sheet: &mut Sheet<'_>) {
    for (n, wanted) in sheet.truth().figures.iter().enumerate() {
        let Some(id) = sheet.alignment.output[n] else {
            missed(sheet, wanted);
            continue;
        };
        let found = sheet.review.figures.get(id);
        number(sheet, wanted, found);
        interval(sheet, wanted, found);
        name(sheet, wanted, found);
        let role = found.role.map(|role| role.name().to_owned());
        attribute(sheet, Phase::Roles, wanted, wanted.gold.role.as_deref(), role);
        let stage = found.stage.map(|stage| stage.name().to_owned());
        attribute(sheet, Phase::Stages, wanted, wanted.gold.stage.as_deref(), stage);
        let year = sheet.truth().meta.year;
        let gold = wanted.gold.period.as_deref().map(|period| period_name(period, year));
        let period = found.period.map(|period| period_of(period, year));
        attribute(sheet, Phase::Periods, wanted, gold.as_deref(), period);
    }
    for found in &sheet.review.figures.figures {
        if sheet.alignment.gold[found.id.0 as usize].is_none() {
            let kind = found.kind.name();
            sheet.tally(Phase::Figures, kind, Tally::INVENTED);
            sheet.tally(Phase::Values, kind, Tally::INVENTED);
            sheet.confuse("无", kind);
            sheet.miss(Phase::Figures, kind, "不是数据", Some(found.span), sheet.context(found.span));
        }
    }
}

fn missed(sheet: &mut Sheet<'_>, wanted: &truth::Figure) {
    let (gold, kind) = (&wanted.gold, wanted.gold.kind.as_str());
    sheet.confuse(kind, "无");
    for phase in [Phase::Figures, Phase::Values] {
        sheet.tally(phase, kind, Tally::MISSED);
    }
    if gold.approximation.is_some() {
        sheet.tally(Phase::Bounds, "", Tally::MISSED);
    }
    if !gold.label.is_empty() {
        sheet.tally(Phase::Labels, kind, Tally::MISSED);
    }
    let attributes = [(Phase::Roles, &gold.role), (Phase::Stages, &gold.stage), (Phase::Periods, &gold.period)];
    for (phase, _) in attributes.iter().filter(|(_, value)| value.is_some()) {
        sheet.tally(*phase, "", Tally::MISSED);
    }
    sheet.miss(Phase::Figures, kind, "没有读出", Some(wanted.span), sheet.context(wanted.span));
}

fn number(sheet: &mut Sheet<'_>, wanted: &truth::Figure, found: &Figure) {
    let (gold, kind) = (&wanted.gold, wanted.gold.kind.as_str());
    let (value, unit) = (same_value(wanted, found), same_unit(wanted, found));
    let same_kind = kind == found.kind.name();
    sheet.confuse(kind, found.kind.name());
    sheet.tally(Phase::Values, kind, if value { Tally::RIGHT } else { Tally::WRONG });
    if value && unit && same_kind {
        sheet.tally(Phase::Figures, kind, Tally::RIGHT);
        return;
    }
    // Read as another kind: missing in its own row, invented in the other.
    sheet.tally(Phase::Figures, kind, Tally::MISSED);
    sheet.tally(Phase::Figures, found.kind.name(), Tally::INVENTED);
    let cause = match (value, same_kind) {
        (false, _) => "值不同",
        (true, false) => "种类不同",
        (true, true) => "单位不同",
    };
    let shown = gold.value.map_or_else(|| format!("{:?}~{:?}", gold.low, gold.high), |value| value.to_string());
    let detail = format!(
        "应为{shown} {} {kind}，读作{} {} {} {}",
        gold.unit,
        found.value,
        found.unit,
        found.kind.name(),
        sheet.context(wanted.span)
    );
    sheet.miss(Phase::Figures, kind, cause, Some(wanted.span), detail);
}

fn interval(sheet: &mut Sheet<'_>, wanted: &truth::Figure, found: &Figure) {
    let gold = &wanted.gold;
    let tally = match (&gold.approximation, found.approximation) {
        (None, Approximation::Exact) => return,
        (None, _) => Tally::INVENTED,
        (Some(_), Approximation::Exact) => Tally::MISSED,
        (Some(_), _) if same_bounds(wanted, found) => Tally::RIGHT,
        (Some(_), _) => Tally::WRONG,
    };
    sheet.tally(Phase::Bounds, "", tally);
    if tally.right == 0 {
        let limit = |bound: Option<_>| {
            bound.map_or_else(|| "…".to_owned(), |value: crate::quantity::Decimal| value.to_string())
        };
        let (low, high) = bounds(found);
        let detail = format!(
            "应为{}~{}（{}），读作{}~{}（{}） {}",
            limit(gold.low),
            limit(gold.high),
            gold.approximation.as_deref().unwrap_or("exact"),
            limit(low),
            limit(high),
            found.approximation.name(),
            sheet.context(wanted.span)
        );
        sheet.miss(Phase::Bounds, "", "界限不同", Some(wanted.span), detail);
    }
}

fn name(sheet: &mut Sheet<'_>, wanted: &truth::Figure, found: &Figure) {
    let (gold, kind) = (&wanted.gold.label, wanted.gold.kind.as_str());
    if gold.is_empty() {
        return;
    }
    let words = found.label.as_ref().map(|label| label.text.as_str());
    let (tally, cause) = match words {
        Some(words) if label::agrees(gold, words) => (Tally::RIGHT, ""),
        Some(_) => (Tally::WRONG, "名目不同"),
        None => (Tally::MISSED, "没有名目"),
    };
    sheet.tally(Phase::Labels, kind, tally);
    if tally.right == 0 {
        let detail = format!("应为“{gold}”，读作“{}” {}", words.unwrap_or_default(), sheet.context(wanted.span));
        sheet.miss(Phase::Labels, kind, cause, Some(wanted.span), detail);
    }
}

/// Attributes are scored where the truth states them: what it leaves open may be anything.
fn attribute(sheet: &mut Sheet<'_>, phase: Phase, wanted: &truth::Figure, gold: Option<&str>, found: Option<String>) {
    let Some(gold) = gold else { return };
    let (tally, cause) = match &found {
        Some(found) if found == gold => (Tally::RIGHT, ""),
        Some(_) => (Tally::WRONG, "不同"),
        None => (Tally::MISSED, "没有"),
    };
    sheet.tally(phase, gold, tally);
    if tally.right == 0 {
        let detail = format!("应为{gold}，读作{} {}", found.unwrap_or_default(), sheet.context(wanted.span));
        sheet.miss(phase, gold, cause, Some(wanted.span), detail);
    }
}

fn period_name(gold: &str, report: u16) -> String {
    gold.parse().map_or_else(|_| gold.to_owned(), |year| relative(year, report))
}

fn period_of(period: Period, report: u16) -> String {
    match period {
        Period::Year(year) => relative(year, report),
        other => other.to_string(),
    }
}

fn relative(year: u16, report: u16) -> String {
    match report.checked_sub(year) {
        Some(0) => "本年".to_owned(),
        Some(1) => "上年".to_owned(),
        _ => year.to_string(),
    }
}
