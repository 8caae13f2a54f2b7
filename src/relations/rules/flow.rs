//! GJ109 期初数＋增加数－减少数＝期末数.

use crate::figures::FigureId;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, same_unit};
use crate::text::script::folded;
use crate::text::{AnyOf, any_of};

use super::due::is_whole;
use super::line::{Line, Told, lines};
use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct Flow;

impl Rule for Flow {
    fn code(&self) -> &'static str {
        "GJ109"
    }

    fn name(&self) -> &'static str {
        "closing-differs-from-opening-and-flows"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "期末数与期初数加增减数不符",
            what: "一句里写有期初数（年初、上年末、上年结转）、增加数（新增、收入、追加）、减少数（退出、支出、调减）和期末数（年末、\
                   期末、调整后预算）的，期初加增加减减少应等于期末。各项是否写全文字没有说明，所以只在差额由一处笔误可以解释时提请核对。",
            source: "审计常规：重新计算",
            broken: &[Example {
                text: "年初在册社区矫正对象186人，全年新接收94人，解除103人，年末在册171人。",
                message: "在册171人，按期初加增加减减少应为177人，相差6人；同句写有期初数和增减数，请核对社区矫正对象、新接收、解除。",
            }],
            holding: &[
                "年初在册社区矫正对象186人，全年新接收94人，解除103人，年末在册177人。",
                "年初预算1860.00万元，年中追加372.00万元，调整后预算2232.00万元。",
                "年初在册186人，全年新接收94人，年末在册231人。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        lines(report).filter_map(|line| relation(report, &line)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
        let closing = wording::named(report, stated);
        format!("{closing}，按期初加增加减减少应为{computed}，相差{gap}；同句写有期初数和增减数，请核对{operands}。")
    }
}

/// 流转项.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Opening,
    In,
    Out,
    Closing,
}

/// The words of one kind of flow.
struct Words {
    opening: &'static AnyOf,
    comes: &'static AnyOf,
    goes: &'static AnyOf,
    closing: &'static AnyOf,
}

/// Money given for a year.
fn of_budget() -> Words {
    Words {
        opening: any_of!["年初预算", "年初批复", "年初部门预算", "年初安排"],
        comes: any_of!["追加", "调增", "上年结转"],
        goes: any_of!["调减", "核减", "压减", "收回"],
        closing: any_of!["调整后", "调整预算", "全年预算", "调整为"],
    }
}

/// What a register or a fund holds.
fn of_stock() -> Words {
    Words {
        opening: any_of!["年初", "期初", "上年末", "上年底", "原有", "上年结"],
        comes: any_of!["新增", "新接收", "新入", "新登记", "转入", "纳入", "收入"],
        goes: any_of!["解除", "退出", "转出", "注销", "退库", "支出", "调出"],
        closing: any_of!["年末", "期末", "年底", "结转下年"],
    }
}

impl Words {
    fn item(&self, told: &Told<'_>) -> Option<Item> {
        let own = told.figure.label.as_ref().filter(|label| !label.inherited);
        let words = folded(told.before) + own.map_or("", |label| label.text.as_str());
        let found = [
            (Item::Opening, self.opening),
            (Item::Closing, self.closing),
            (Item::In, self.comes),
            (Item::Out, self.goes),
        ];
        found.into_iter().find(|(_, of)| of.stand_in(&words)).map(|(item, _)| item)
    }
}

fn relation(report: &Report<'_>, line: &Line<'_>) -> Option<Relation> {
    [of_budget(), of_stock()].iter().find_map(|words| of_words(report, line, words))
}

/// The flow from an opening to a closing figure, where each whole figure in its unit is one of its items.
fn of_words(report: &Report<'_>, line: &Line<'_>, words: &Words) -> Option<Relation> {
    let closing = line.figures.iter().position(|t| words.item(t) == Some(Item::Closing) && is_whole(report, t))?;
    let end = line.figures[closing].figure;
    let told = line.figures[..closing].iter().filter(|t| is_whole(report, t) && same_unit(t.figure, end));
    let items: Vec<(Item, FigureId)> =
        told.map(|t| words.item(t).map(|item| (item, t.figure.id))).collect::<Option<_>>()?;
    let of = |item: Item| items.iter().filter(move |(other, _)| *other == item).map(|(_, id)| *id);
    let (Some(_), None, None) = (of(Item::Opening).next(), of(Item::Opening).nth(1), of(Item::Closing).next()) else {
        return None;
    };
    let (comes, goes): (Vec<_>, Vec<_>) = (of(Item::In).collect(), of(Item::Out).collect());
    if comes.len() > 2 || goes.len() > 2 || comes.is_empty() {
        return None;
    }
    let there = Expr::sum(of(Item::Opening).chain(comes));
    let left = if goes.is_empty() { there } else { Expr::difference(there, Expr::sum(goes)) };
    let claim = Claim::Equal(left, Expr::Figure(end.id));
    Some(Relation { stated: Some(end.id), ..Relation::inferred("GJ109", RelationKind::Balance, claim) })
}
