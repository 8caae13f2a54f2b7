//! 单价所对的事物. What a price is for, from the figures told before it in its sentence.

use crate::text::script::{is_blank, is_blank_or_line_end};
use crate::text::{AnyOf, any_of};

use super::clause::Clause;
use super::number::Raw;
use super::per::{is_period, of_name};
use super::{Figure, Kind, Role, guard, label, price_list};

/// What one unit of a price is for: its own words first, then what the figures before it count.
///
/// `told` are the figures before it, the nearest first; `None` where nothing makes the amount a price.
pub(super) fn per<'f>(
    clause: &Clause<'_>,
    raw: &Raw,
    words: Option<String>,
    role: Option<Role>,
    told: &(impl Iterator<Item = &'f Figure> + Clone),
    recent: &[Figure],
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
        if clause.words().contains("小时") {
            return is_standard(clause.words()).then(|| "小时".to_owned());
        }
        is_standard(clause.words()).then(|| told.clone().filter(named).find_map(|f| f.per.clone())).flatten()
    };
    match own {
        // 由每盏86元/年调至95元/年.
        Some(own) if goes_on && before.as_deref().is_some_and(|b| b.ends_with(&format!("·{own}"))) => before,
        Some(own) => Some(counted(own, clause, raw, is_large, told.clone())),
        // 由每人每月320元调整为350元，提高40元: the price goes on.
        None if raw.kind != Kind::Amount => None,
        None if is_large => each_of_them(clause, earlier)
            .or_else(|| of_name(clause.words(), false))
            .or_else(|| before.filter(|_| goes_on && is_large_too(clause, earlier)))
            .or_else(|| price_list::per(clause, raw, role, told)),
        None if (goes_on || named_in_a_list(clause, role)) && before.is_some() => before,
        None => each_of_them(clause, earlier)
            .or_else(standard)
            .or_else(|| of_name(clause.words(), earlier.is_some_and(counts_people)))
            .or_else(|| of_a_resident(clause.words(), recent))
            .or_else(|| of_the_counted(clause.words(), earlier))
            .or_else(|| price_list::per(clause, raw, role, told)),
    }
}

/// Whether the figure before is printed in 万 as well: 每公里由85万元降至78万元.
fn is_large_too(clause: &Clause<'_>, earlier: Option<&Figure>) -> bool {
    earlier.is_some_and(|f| f.span.of(clause.text).contains(['万', '亿']))
}

/// 人均可支配收入24863元，农村居民15832元，工资性收入9860元: the parts of a mean are means of the same people.
fn of_a_resident(words: &str, recent: &[Figure]) -> Option<String> {
    static PEOPLE: AnyOf = AnyOf::new(&["居民", "城镇", "农村", "农民"]);
    static ITEMS: AnyOf = AnyOf::new(&[
        "工资性收入",
        "经营净收入",
        "经营性收入",
        "财产净收入",
        "财产性收入",
        "转移净收入",
        "转移性收入",
        "食品烟酒",
        "衣着",
        "居住",
        "生活用品及服务",
        "交通通信",
        "教育文化娱乐",
        "医疗保健",
        "其他用品及服务",
        "服务性消费",
    ]);
    /// Figures of a bulletin that one mean and its parts fill.
    const NEAR: usize = 24;
    let words = label::plain(words);
    let words = words.trim_end_matches(['为', '达', '约']);
    let item = words.strip_suffix("消费支出").or_else(|| words.strip_suffix("支出")).unwrap_or(words);
    let named = PEOPLE.end(words) || ITEMS.end(item);
    let mean = |f: &&Figure| f.role == Some(Role::Average) && f.unit == "元/人";
    let of = |f: &&Figure| f.label.as_ref().is_some_and(|l| any_of!["收入", "支出", "消费"].end(&l.text));
    let near = named.then(|| recent.iter().rev().take(NEAR).filter(mean).find(of)).flatten();
    near.and_then(|f| f.per.clone())
}

/// 和, 、 and nothing else since the figure before.
fn listed(clause: &Clause<'_>, raw: &Raw, earlier: Option<&Figure>) -> bool {
    earlier.is_some_and(|f| {
        let between = clause.text.get(f.span.end as usize..raw.span.start as usize).unwrap_or("").trim();
        matches!(between, "、" | "和" | "及" | "与")
    })
}

/// 采购电脑30台，单价4500元: the price of one of what was counted.
fn of_the_counted(words: &str, earlier: Option<&Figure>) -> Option<String> {
    let words = words.trim_matches(|c| is_blank(c) || c == '为');
    let is_price = words.ends_with("单价") || words.ends_with("均价");
    earlier.filter(|f| is_price && f.kind == Kind::Count).map(|f| f.unit.clone())
}

/// 由800元调整为1000元, 5000元、3000元: whether a price whose object is not printed goes on.
pub(super) fn continues<'f>(
    clause: &Clause<'_>,
    raw: &Raw,
    role: Option<Role>,
    told: &(impl Iterator<Item = &'f Figure> + Clone),
) -> bool {
    let earlier = told.clone().next();
    let changes = matches!(role, Some(Role::To | Role::Change));
    earlier.is_some_and(|f| f.kind == Kind::Rate)
        && (changes || listed(clause, raw, earlier) || named_in_a_list(clause, role))
}

/// 本科每人4000元、专科3000元: a further item of a list of prices, with a name of its own.
fn named_in_a_list(clause: &Clause<'_>, role: Option<Role>) -> bool {
    clause.text[..clause.before.start as usize].ends_with('、') && role.is_none()
}

/// 补贴标准为：电工1500元、焊工1600元: whether the sentence lists prices behind a colon.
pub(super) fn listed_as_prices(text: &str, from: usize, at: usize) -> bool {
    /// Characters that a list of prices takes.
    const NEAR: usize = 100;
    let before = guard::tail(&text[from..at], NEAR);
    let sentence = before.rfind(['。', '；', '\n']).map_or(before, |stop| &before[stop..]);
    let Some(colon) = sentence.rfind(['：', ':']) else { return false };
    let head = &sentence[..colon];
    let clause = head.rfind('，').map_or(head, |comma| &head[comma..]);
    let clause = clause.trim_end_matches(['为', '是']).trim_end_matches("如下").trim_end_matches("分别");
    clause.ends_with("标准") || clause.ends_with("单价")
}

/// 扶持3家，各2万元.
fn each_of_them(clause: &Clause<'_>, earlier: Option<&Figure>) -> Option<String> {
    let each = clause.words().trim_matches(is_blank_or_line_end) == "各";
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
    if raw.per.is_some() || !matches!(per.as_str(), "人" | "户" | "次" | "人次" | "件") {
        return per;
    }
    let counts = told.find(|f| match per.as_str() {
        "次" | "人次" => matches!(f.unit.as_str(), "人次" | "次" | "场次" | "台次" | "例次"),
        "件" => matches!(f.unit.as_str(), "件" | "起" | "宗"),
        of => f.unit == of || f.unit.strip_suffix('次') == Some(of),
    });
    counts.map_or(per, |f| f.unit.clone())
}

fn counts_people(figure: &Figure) -> bool {
    figure.kind == Kind::Count && matches!(figure.unit.as_str(), "人" | "名" | "位")
}
