//! 指标. The normal form of a label: equal for figures that can be compared.

use crate::text::AnyOf;
use crate::text::any_of;
use crate::text::script::{fold, is_blank};

/// Names of the field that mean the same (部门决算报表 and 政府收支分类 use both).
const SYNONYMS: &[(&str, &str)] = &[
    ("部门项目支出", "项目支出"),
    ("部门基本支出", "基本支出"),
    ("人员支出", "人员经费"),
    ("人员经费支出", "人员经费"),
    ("日常公用经费", "公用经费"),
    ("公用支出", "公用经费"),
    ("公用经费支出", "公用经费"),
    ("日常公用支出", "公用经费"),
    ("三公经费支出", "三公经费"),
    ("三公经费公共财政拨款支出", "三公经费"),
    ("三公经费财政拨款支出", "三公经费"),
    ("三公经费支出决算", "三公经费"),
    ("因公出国(境)费用", "因公出国(境)费"),
    ("因公出国(境)费支出", "因公出国(境)费"),
    ("因公出国(境)经费", "因公出国(境)费"),
    ("因公出国(境)经费支出", "因公出国(境)费"),
    ("因公出国费", "因公出国(境)费"),
    ("公务用车运行费", "公务用车运行维护费"),
    ("公车运行维护费", "公务用车运行维护费"),
    ("公车购置费", "公务用车购置费"),
    ("公务用车购置及运行费", "公务用车购置及运行维护费"),
    ("公务用车购置和运行维护费", "公务用车购置及运行维护费"),
    ("公务用车购置及运行维护", "公务用车购置及运行维护费"),
    ("公务接待费支出", "公务接待费"),
    ("公务接待支出", "公务接待费"),
    ("接待费", "公务接待费"),
    ("本年支出合计", "本年支出"),
    ("本年收入合计", "本年收入"),
    ("支出合计", "本年支出"),
    ("收入合计", "本年收入"),
    ("总支出", "支出总计"),
    ("总收入", "收入总计"),
];

/// Endings that say how a thing is told, not what it is.
static SUFFIXES: AnyOf = AnyOf::new(&[
    "项目支出",
    "项目资金",
    "专项资金",
    "资金支出",
    "支出金额",
    "支出",
    "资金",
    "金额",
    "总额",
    "总数",
    "总量",
    "款项",
    "项目",
]);

/// Names that mean something only with their ending.
static WHOLE: AnyOf = AnyOf::new(&[
    "基本",
    "项目",
    "总",
    "本年",
    "人员",
    "公用",
    "财政拨款",
    "一般公共预算",
    "政府性基金",
    "其他",
    "经营",
    "上缴上级",
    "年初",
    "财政",
    "公共财政拨款",
    "预算",
    "决算",
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "合计",
    "专项",
    "事业",
    "工资福利",
    "资本性",
    "机关运行",
    "补助",
    "部门",
    "单位",
    "整体",
]);

/// The normal form of `label`; `None` when it holds no word.
pub(super) fn normal(label: &str) -> Option<String> {
    let mut name = String::with_capacity(label.len());
    for c in label.chars() {
        if !is_blank(c) && !matches!(c, '“' | '”' | '"' | '‘' | '’' | '《' | '》' | '\n' | '\r' | '·') {
            name.push(fold(c));
        }
    }
    let name = name.trim_matches(|c: char| matches!(c, '-' | '—' | ':' | ',' | '、'));
    let name = ["其中", "本年度", "实际", "当年"]
        .iter()
        .fold(name, |n, p| n.strip_prefix(p).filter(|r| r.chars().count() >= 2).unwrap_or(n));
    let name = without_last_year(name);
    if name.is_empty() {
        return None;
    }
    if let Some((_, canonical)) = SYNONYMS.iter().find(|(from, _)| *from == name) {
        return Some((*canonical).to_owned());
    }
    let is_ending = |stem: &&str| stem.chars().count() >= 2 && !WHOLE.hold(stem) && !stem.ends_with(['性', '和', '及']);
    if let Some(stem) = SUFFIXES.strip_end(name).filter(is_ending) {
        return Some(stem.replace('的', ""));
    }
    Some(name.to_owned())
}

/// 上年三公经费 is 三公经费 of another period; but 上年结转 is no other year's 结转.
fn without_last_year(name: &str) -> &str {
    let rest = any_of!["上年度", "上年", "去年"].beginning(name).map(|word| &name[word.len()..]);
    rest.filter(|r| r.chars().count() >= 2 && !r.starts_with(['结', '末', '同'])).unwrap_or(name)
}

/// 临时救助131人次，救助资金12.17万元: the second label takes up the end of the first; together 临时救助资金.
pub(super) fn continued(first: &str, second: &str) -> String {
    let starts = first.char_indices().map(|(i, _)| i).skip(1);
    for at in starts {
        let end = &first[at..];
        if second.starts_with(end) && second.len() > end.len() && end.chars().nth(1).is_some() {
            return format!("{}{second}", &first[..at]);
        }
    }
    second.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_thing_meet() {
        for (a, b) in [
            ("临时救助项目支出", "临时救助资金"),
            ("“三公”经费支出", "三公经费"),
            ("因公出国（境）费用", "因公出国(境)费"),
            ("人员支出", "人员经费"),
            ("上年项目支出", "项目支出"),
            ("上年“三公”经费支出", "三公经费"),
        ] {
            assert_eq!(normal(a), normal(b), "{a} {b}");
        }
        for (a, b) in
            [("基本支出", "项目支出"), ("人员经费", "公用经费"), ("本年收入", "本年支出"), ("上年结转", "结转")]
        {
            assert_ne!(normal(a), normal(b), "{a} {b}");
        }
        assert_eq!(normal(" ”"), None);
        assert_eq!(continued("临时救助", "救助资金"), "临时救助资金");
        assert_eq!(continued("临时救助", "补助资金"), "补助资金");
    }
}
