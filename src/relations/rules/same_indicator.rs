//! GJ501 前后一致; GJ503 同名不同数.

use std::collections::{BTreeSet, HashMap};

use crate::figures::{Figure, FigureId, Kind, Scope};
use crate::relations::near::are_written_nearly_alike;
use crate::relations::report::planned;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Undecided, is_level, same_unit,
};
use crate::text::any_of;

use super::{grants_to_people, wording};

/// Names that mean one thing in a report of one unit and year (收入支出决算总表 and the 三公 table).
const CONCEPTS: &[&str] = &[
    "本年收入",
    "本年支出",
    "收入总计",
    "支出总计",
    "年末结转和结余",
    "年初结转和结余",
    "三公经费",
    "公务接待费",
    "因公出国(境)费",
    "公务用车购置及运行维护费",
    "公务用车运行维护费",
    "公务用车购置费",
    "机关运行经费",
    "机关运行",
    "政府采购支出总额",
    "政府采购支出",
    "一般公共预算财政拨款",
    "一般公共预算财政拨款支出",
    "一般公共预算财政拨款收入",
    "财政拨款收入",
    "财政拨款支出",
    "公共财政拨款支出",
    "政府性基金预算财政拨款支出",
    "基本支出",
    "人员经费",
    "公用经费",
    "整体支出",
    "部门整体支出",
    "固定资产",
];

/// Words that name no thing: what is left of a name without them must still tell one.
const GENERAL: &[&str] = &[
    "决算数大于预算数",
    "决算数小于预算数",
    "决算数等于预算数",
    "主要原因",
    "财政",
    "拨款",
    "项目",
    "预算",
    "决算",
    "支出",
    "收入",
    "资金",
    "经费",
    "专项",
    "补助",
    "补贴",
    "本级",
    "上级",
    "中央",
    "省级",
    "市级",
    "县级",
    "区级",
    "配套",
    "安排",
    "投资",
    "自筹",
    "到位",
    "使用",
    "全年",
    "年初",
    "年末",
    "本年",
    "当年",
    "上年",
    "总额",
    "合计",
    "金额",
    "结转",
    "结余",
    "执行",
    "完成",
    "政府性基金",
    "一般公共",
    "人员编制",
    "单位",
    "部门",
    "其他",
    "各项",
    "数",
    "和",
    "的",
];

/// Whether a name tells one thing: 临时救助 of 临时救助项目支出; nothing of 项目预算资金.
fn is_telling(name: &str) -> bool {
    // 决算数大于预算数的主要原因是年中追加: a reason, told of whatever the sentence is about.
    if name.contains("原因") {
        return false;
    }
    let mut rest = name.to_owned();
    for word in GENERAL {
        if rest.contains(word) {
            rest = rest.replace(word, "");
        }
    }
    name.chars().count() >= 4 && rest.chars().count() >= 3
}

/// See [`RuleDoc`].
pub(super) struct SameIndicator;

/// See [`RuleDoc`].
pub(super) struct SameName;

impl Rule for SameIndicator {
    fn code(&self) -> &'static str {
        "GJ501"
    }

    fn name(&self) -> &'static str {
        "indicator-differs-between-places"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "同一数据前后不一",
            what: "决算报表里含义唯一的指标（本年收入、本年支出、三公经费及各项、机关运行经费、政府采购支出等），期间、阶段、口径相同时，各处应当一致。\
                   阶段、期间不同的不比较；口径写得不同的不判定。",
            source: "《部门决算公开操作规程》：公开内容前后一致",
            broken: &[Example {
                text: "一、收支总体情况\n2016年本年支出1686.22万元。\n二、支出情况\n2016年本年支出1682.22万元。",
                message: "本年支出前后不一：1686.22万元与1682.22万元，相差4万元；同一单位同一年度的同一指标应当一致，请核对两处。",
            }],
            holding: &[
                "一、收支总体情况\n2016年本年支出1686.22万元。\n二、支出情况\n2016年本年支出1686.2万元。",
                "一、收支总体情况\n2016年本年支出1686.22万元。\n二、支出情况\n2015年本年支出1682.22万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        pairs(report)
            .filter(|(a, b)| is_concept(a) && pot(report, a) == pot(report, b))
            .map(|(a, b)| {
                let sure = scope(report, a) == scope(report, b) && parent(report, a.id) == parent(report, b.id);
                let doubt = (!sure).then_some(Undecided::ScopeUnknown);
                Relation { doubt, ..same("GJ501", a.id, b.id) }
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let [a, b] = broken.relation.figures.as_slice() else { return String::new() };
        let gap = broken.judged.difference.map_or_else(String::new, |d| wording::value(report, *b, d.abs()));
        format!(
            "{}前后不一：{}与{}，相差{gap}；同一单位同一年度的同一指标应当一致，请核对两处。",
            wording::name(report, *a),
            wording::printed(report, report.figure(*a)),
            wording::printed(report, report.figure(*b))
        )
    }
}

impl Rule for SameName {
    fn code(&self) -> &'static str {
        "GJ503"
    }

    fn name(&self) -> &'static str {
        "same-name-other-scope"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "同名数据不同，口径未说明",
            what: "名目相同、期间与阶段没有写得不同的两个数，数值不同而文中没有说明口径；只写发给谁的钱（为高龄老人发放）\
                   与以其命名的补贴（高龄补贴）相比。两数可能都对（资金来源、统计范围不同），所以不判定，\
                   一份报告只提一次，列出各对，请说明口径。",
            source: "《项目支出绩效评价管理办法》：数据口径应当说明",
            broken: &[
                Example {
                    text: "一、支出\n城乡低保项目支出100万元。\n二、成效\n城乡低保项目支出120万元。",
                    message: "城乡低保项目支出一处100万元，一处120万元，文中没有说明口径；资金来源或统计范围不同时两数可以都对，请说明各自的口径。",
                },
                Example {
                    text: "一、支出\n高龄补贴项目支出675.17万元。\n二、成效\n为9264名高龄老人发放302.265万元；9名百岁老人，发放4.45万元。",
                    message: "高龄补贴项目支出一处302.265万元＋4.45万元，一处675.17万元，文中没有说明口径；资金来源或统计范围不同时两数可以都对，请说明各自的口径。",
                },
            ],
            holding: &[
                "一、支出\n城乡低保项目支出100万元。\n二、成效\n城乡低保资金100万元。",
                "一、支出\n高龄补贴项目支出306.715万元。\n二、成效\n为9264名高龄老人发放302.265万元；9名百岁老人，发放4.45万元。",
                "一、支出\n高龄补贴项目支出675.17万元。\n二、成效\n为9264名高龄老人发放棉衣，购置支出30.2万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        // Whether each name tells one thing.
        let mut known: HashMap<&str, bool> = HashMap::new();
        let mut found: Vec<Relation> = pairs(report)
            .filter(|(a, b)| !is_concept(a) && a.section != b.section && pot(report, a) == pot(report, b))
            .filter(|(a, b)| is_of_subject(report, a) == is_of_subject(report, b))
            .filter(|(a, b)| !are_of_two_wholes(report, a, b))
            .filter(|(a, b)| {
                let name = a.indicator.as_deref().unwrap_or("");
                // 项目支出 told twice in one chapter is told of two scopes; elsewhere it is any project's.
                let of_chapter = name == "项目支出" && report.chapter(a) == report.chapter(b);
                let mut tells = || *known.entry(name).or_insert_with(|| is_telling(name));
                a.kind == Kind::Amount && b.kind == Kind::Amount && (of_chapter || tells())
            })
            .map(|(a, b)| {
                let parent = |f: &Figure| report.outline.section(f.section).parent;
                // Sections beside each other tell of a thing each: 项目一支出625.80万元, 项目二支出652.80万元.
                let is_slip = parent(a) != parent(b) && are_written_nearly_alike(a.value, b.value);
                Relation {
                    doubt: (!is_slip).then_some(Undecided::ScopeUnknown),
                    group: (!is_slip).then(|| "同名".to_owned()),
                    ..same("GJ503", a.id, b.id)
                }
            })
            .collect();
        let known: BTreeSet<Vec<FigureId>> = found.iter().map(|r| r.figures.clone()).collect();
        found.extend(namesakes(report).filter(|r| !known.contains(&r.figures)));
        found.extend(grants_to_people::find(report));
        found
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Claim::Equal(first, Expr::Figure(last)) = &broken.relation.claim else { return String::new() };
        let mut told = Vec::new();
        first.figures(&mut told);
        // Of two figures with one name the first gives the name; what was given to people has the grant's.
        let name = wording::name(report, if told.len() == 1 { told[0] } else { *last });
        let show = |id| wording::printed(report, report.figure(id));
        let first = told.into_iter().map(show).collect::<Vec<_>>().join("＋");
        let last = show(*last);
        if broken.relation.doubt.is_none() {
            return format!("{name}一处{first}，一处{last}，只差一处数字或单位，疑有一处笔误；请核对两处。");
        }
        format!(
            "{name}一处{first}，一处{last}，文中没有说明口径；资金来源或统计范围不同时两数可以都对，请说明各自的口径。"
        )
    }
}

/// The claim that two figures tell one number.
pub(super) fn same(rule: &'static str, a: FigureId, b: FigureId) -> Relation {
    Relation::inferred(rule, RelationKind::Same, Claim::Equal(Expr::Figure(a), Expr::Figure(b)))
}

pub(super) fn is_concept(figure: &Figure) -> bool {
    figure.indicator.as_deref().is_some_and(|i| CONCEPTS.contains(&i))
}

/// Pots of money that have chapters of their own.
const POTS: &[(&str, Scope)] = &[
    ("政府性基金", Scope::GovernmentFund),
    ("国有资本经营", Scope::StateCapital),
    ("社会保险基金", Scope::SocialInsurance),
];

/// The pot that a figure, or a heading above it, names; `None` for the general budget, which is seldom named.
fn pot(report: &Report<'_>, figure: &Figure) -> Option<Scope> {
    let own = figure.scope.filter(|scope| POTS.iter().any(|(_, pot)| pot == scope));
    let headings = std::iter::successors(Some(figure.section), |&id| report.outline.section(id).parent);
    let mut titles = headings.map(|id| report.outline.section(id).title.as_str());
    let named = |title: &str| POTS.iter().find(|(words, _)| title.contains(words)).map(|(_, pot)| *pot);
    let words = any_of!["政府性基金", "国有资本经营", "社会保险基金"];
    own.or_else(|| titles.find_map(|title| words.stand_in(title).then(|| named(title)).flatten()))
}

/// The scope that a figure or the chapter it stands in names.
fn scope(report: &Report<'_>, figure: &Figure) -> Option<Scope> {
    let headings = std::iter::successors(Some(figure.section), |&id| report.outline.section(id).parent);
    let of_fiscal = |id| report.outline.section(id).title.contains("财政拨款");
    let of_chapter = || headings.into_iter().any(of_fiscal).then_some(Scope::FiscalAppropriation);
    figure.scope.or_else(|| pot(report, figure)).or_else(of_chapter)
}

/// 追加612万元，主要包括防治158万元, 支出1763万元，其中防治236万元: parts of two things that have names.
fn are_of_two_wholes(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let whole = |part: &Figure| report.group_of(part.id).map(|group| &report.figure(group.total).indicator);
    whole(a).zip(whole(b)).is_some_and(|(a, b)| a != b)
}

/// Whether the heading names the figure by the code of a budget subject: `2210201住房公积金` is classed by function, the
/// 住房公积金 among 人员经费 by purpose.
fn is_of_subject(report: &Report<'_>, figure: &Figure) -> bool {
    let title = report.outline.section(figure.section).title.as_str();
    let mut runs = title.split(|c: char| !c.is_ascii_digit());
    figure.label.as_ref().is_some_and(|label| label.inherited) && runs.any(|digits| digits.len() >= 5)
}

/// Name of the total whose list holds the figure.
fn parent<'a>(report: &Report<'a>, id: FigureId) -> Option<&'a str> {
    report.group_of(id).and_then(|g| report.figure(g.total).indicator.as_deref())
}

/// Each figure with the last one before it that has its indicator, unit, stage and period.
fn pairs<'a>(report: &Report<'a>) -> impl Iterator<Item = (&'a Figure, &'a Figure)> + use<'a> {
    let mut found = Vec::new();
    let mut seen: HashMap<(&str, &str), Vec<&Figure>> = HashMap::new();
    for figure in &report.figures.figures {
        let Some(indicator) = figure.indicator.as_deref() else { continue };
        if !is_level(figure) || figure.in_words || figure.cell.is_some() || indicator.chars().count() < 2 {
            continue;
        }
        let earlier = seen.entry((indicator, figure.unit.as_str())).or_default();
        if let Some(other) = earlier.iter().rev().take(8).find(|o| comparable(report, o, figure)) {
            found.push((*other, figure));
        }
        earlier.push(figure);
    }
    found.into_iter()
}

/// Figures of any kind with one name in two sentences: a claim where they agree.
fn namesakes<'a>(report: &Report<'a>) -> impl Iterator<Item = Relation> + use<'a> {
    let mut found = Vec::new();
    let mut seen: HashMap<(&str, &str), Vec<&Figure>> = HashMap::new();
    for figure in &report.figures.figures {
        let Some(indicator) = figure.indicator.as_deref() else { continue };
        let level = is_level(figure) || figure.kind == Kind::Percentage && figure.role.is_none();
        if !level || figure.in_words || indicator.chars().count() < 2 {
            continue;
        }
        let earlier = seen.entry((indicator, figure.unit.as_str())).or_default();
        let agrees =
            |o: &&&Figure| o.sentence != figure.sentence && report.other_period(o) == report.other_period(figure);
        for other in earlier.iter().rev().take(3).filter(agrees) {
            found.push(Relation { choice: Some(figure.id.0), ..same("GJ503", other.id, figure.id) });
        }
        earlier.push(figure);
    }
    found.into_iter()
}

fn comparable(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    // 叁万元整（30000元）: one telling in two ways, which GJ703 compares.
    let is_again = b.id.0 == a.id.0 + 1 && report.depth(b.id) > report.depth(a.id);
    let step = |f: &Figure| planned(f).or_else(|| planned(report.figure(report.group_of(f.id)?.total)));
    !is_again && same_unit(a, b) && step(a) == step(b) && report.other_period(a) == report.other_period(b)
}
