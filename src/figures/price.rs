//! 单价所对的事物. What a price is for, from the figures told before it in its sentence.

use crate::text::script::is_blank;

use super::clause::Clause;
use super::number::Raw;
use super::per::{is_period, of_name};
use super::{Figure, Kind, Role};

/// What one unit of a price is for: its own words first, then what the figures before it count.
///
/// `told` are the figures before it, the nearest first; `None` where nothing makes the amount a price.
pub(super) fn per<'f>(
    clause: &Clause<'_>,
    raw: &Raw,
    words: Option<String>,
    role: Option<Role>,
    told: &(impl Iterator<Item = &'f Figure> + Clone),
) -> Option<String> {
    let earlier = told.clone().next();
    let is_large = raw.span.of(clause.text).contains(['万', '亿']);
    let own = match (raw.per.clone(), words) {
        // 每盏86元/年 is for a lamp and a year.
        (Some(printed), Some(each)) if is_period(&printed) && !each.contains(&printed) => {
            Some(format!("{each}·{printed}"))
        }
        (printed, words) => printed.or(words),
    };
    let goes_on = listed(clause, raw, earlier) || matches!(role, Some(Role::To | Role::Change));
    let before = earlier.filter(|f| f.kind == Kind::Rate).and_then(|f| f.per.clone());
    // 个人缴费标准由每人每年320元…；财政补助标准由580元…: one standard is for what the other is for.
    let standard = || {
        let is_standard = |words: &str| words.contains("标准");
        let named = |f: &&Figure| f.label.as_ref().is_some_and(|l| is_standard(&l.text));
        is_standard(clause.words()).then(|| told.clone().filter(named).find_map(|f| f.per.clone())).flatten()
    };
    match own {
        // 由每盏86元/年调至95元/年.
        Some(own) if goes_on && before.as_deref().is_some_and(|b| b.ends_with(&format!("·{own}"))) => before,
        Some(own) => Some(counted(own, clause, raw, is_large, told.clone())),
        // 由每人每月320元调整为350元，提高40元: the price goes on.
        None if raw.kind != Kind::Amount => None,
        None if is_large => each_of_them(clause, earlier),
        None if goes_on && before.is_some() => before,
        None => each_of_them(clause, earlier)
            .or_else(standard)
            .or_else(|| of_name(clause.words(), earlier.is_some_and(counts_people))),
    }
}

/// 和, 、 and nothing else since the figure before.
fn listed(clause: &Clause<'_>, raw: &Raw, earlier: Option<&Figure>) -> bool {
    earlier.is_some_and(|f| {
        let between = clause.text.get(f.span.end as usize..raw.span.start as usize).unwrap_or("").trim();
        matches!(between, "、" | "和" | "及" | "与")
    })
}

/// 扶持3家，各2万元.
fn each_of_them(clause: &Clause<'_>, earlier: Option<&Figure>) -> Option<String> {
    let each = clause.words().trim_matches(|c| is_blank(c) || c == '\n') == "各";
    earlier.filter(|f| each && f.kind == Kind::Count).map(|f| f.unit.clone())
}

/// The word for what the sentence counted: the mean of 326人次 is for 人次, 每天4元 after 21408人 for a person and a day.
fn counted<'f>(
    per: String,
    clause: &Clause<'_>,
    raw: &Raw,
    is_large: bool,
    mut told: impl Iterator<Item = &'f Figure> + Clone,
) -> String {
    let earlier = told.clone().next();
    let beside = earlier.is_some_and(|f| {
        let between = clause.text.get(f.span.end as usize..clause.before.start as usize).unwrap_or("").trim();
        matches!(between, "，" | ",")
    });
    let daily = matches!(per.as_str(), "天" | "日" | "月" | "年" | "学期");
    if daily && beside && !is_large && raw.per.is_none() && earlier.is_some_and(counts_people) {
        return format!("人·{per}");
    }
    if raw.per.is_some() || !matches!(per.as_str(), "人" | "户" | "次") {
        return per;
    }
    let counts = told.find(|f| match per.as_str() {
        "次" => f.unit == "人次" || f.unit == "次",
        of => f.unit == of || f.unit.strip_suffix('次') == Some(of),
    });
    counts.map_or(per, |f| f.unit.clone())
}

fn counts_people(figure: &Figure) -> bool {
    figure.kind == Kind::Count && matches!(figure.unit.as_str(), "人" | "名" | "位")
}
