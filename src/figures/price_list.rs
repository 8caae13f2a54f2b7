//! 单价的分项与并列. Amounts that are for the same as the price before them: 每亩150元，晚稻120元; 每人540元，其中个人150元.

use rust_decimal::Decimal;

use crate::text::any_of;
use crate::text::script::{fold, is_blank_or_line_end, is_han};

use super::clause::Clause;
use super::number::Raw;
use super::per;
use super::{Figure, Kind, Role, guard};

/// Longest name of a member, in characters.
const LONGEST: usize = 12;

/// What the amount `raw` is for where the prices told before it in its sentence, the nearest first, go on.
pub(super) fn per<'f>(
    clause: &Clause<'_>,
    raw: &Raw,
    role: Option<Role>,
    told: &(impl Iterator<Item = &'f Figure> + Clone),
) -> Option<String> {
    let text = clause.text;
    let per = || told.clone().next().filter(|f| f.kind == Kind::Rate).and_then(|f| f.per.clone());
    let Some(per) = per() else { return behind_colon(clause) };
    let large = |printed: &str| printed.contains(['万', '亿']);
    let is_large = large(raw.span.of(text));
    let same = |f: &&Figure| {
        f.kind == Kind::Rate && f.per.as_deref() == Some(per.as_str()) && large(f.span.of(text)) == is_large
    };
    // 元, as prices are told in.
    let value = raw.value.checked_mul(Decimal::from(10_000))?;
    let head = told.clone().take_while(same).last()?;
    let nearest = told.clone().next()?;
    let since = text.get(head.span.end as usize..raw.span.start as usize)?;
    let between = text.get(nearest.span.end as usize..raw.span.start as usize)?.trim_matches(is_blank_or_line_end);
    if since.contains("其中") || opens(since) {
        let parts: Decimal = told.clone().take_while(same).map(|f| f.value).sum();
        let fits = parts.checked_add(value)? <= head.value.checked_mul(Decimal::TWO)?;
        return (fits && is_name(between, LONGEST)).then_some(per);
    }
    // 个人缴费由120元增加到150元，财政补助由380元增加到420元
    let changes_too = role == Some(Role::From) && nearest.role == Some(Role::To);
    let near = value <= nearest.value * Decimal::TEN && nearest.value <= value * Decimal::TEN;
    if near && changes_too && between.starts_with('，') && between.ends_with(['由', '从']) {
        return Some(per);
    }
    (near && between.starts_with(['，', '、']) && is_name(between, LONGEST) && !speaks_of_money(between)).then_some(per)
}

/// 每人每月补助：A类450元、B类320元: the words before the colon tell what the first of the list is for.
fn behind_colon(clause: &Clause<'_>) -> Option<String> {
    let start = clause.before.start as usize;
    let head = guard::tail(clause.text.get(..start)?, LONGEST * 2).trim_end_matches(is_blank_or_line_end);
    let head = head.strip_suffix(['：', ':'])?;
    let sentence = head.rfind(['。', '；', '，', '\n']).map_or(head, |mark| &head[mark..]);
    let each = &sentence[sentence.find('每')? + '每'.len_utf8()..];
    let names_money = any_of!["补助", "补贴", "标准", "奖励", "发放", "津贴", "工资", "报酬"].end(each);
    names_money.then(|| per::each(each)).flatten()
}

/// Whether a bracket that opens in `text` is still open at its end.
fn opens(text: &str) -> bool {
    text.rfind(['（', '(']).is_some_and(|open| !text[open..].contains(['）', ')']))
}

/// Whether a mark and one short name fill `between`: 、三级, ，其中：个人.
fn is_name(between: &str, longest: usize) -> bool {
    let marks = |c: char| matches!(c, '，' | ',' | '、' | '（' | '(' | '：' | ':');
    let name = between.trim_start_matches(marks);
    let name = name.strip_prefix("其中").unwrap_or(name).trim_start_matches(marks).trim_end_matches(['为', '是']);
    let plain = |c: char| is_han(c) || fold(c).is_ascii_alphanumeric() || matches!(c, '-' | '—' | '～' | '“' | '”');
    name.chars().next().is_some_and(is_han_or_digit)
        && name.chars().count() <= longest
        && name.chars().all(plain)
        && !any_of!["每", "均", "共", "合计", "总", "累计", "比", "较", "全年", "全县", "标准", "由", "从", "其余"]
            .stand_in(name)
}

fn is_han_or_digit(c: char) -> bool {
    is_han(c) || fold(c).is_ascii_alphanumeric()
}

/// Whether a name is one of money rather than of who or what gets it: 支出8330元 is no further price.
fn speaks_of_money(name: &str) -> bool {
    any_of![
        "费", "支出", "收入", "资金", "经费", "金额", "款", "补助", "补贴", "发放", "投入", "拨付", "兑付", "支付",
        "增", "减", "计", "奖", "节约", "捐", "收取", "罚", "金"
    ]
    .stand_in(name)
}
