//! GJ104 年初结转＋收入－支出＝年末结转.

use crate::figures::{Figure, FigureId};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, is_level};
use crate::text::any_of;

use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct Balance;

impl Rule for Balance {
    fn code(&self) -> &'static str {
        "GJ104"
    }

    fn name(&self) -> &'static str {
        "balance-does-not-close"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "年末结转结余不平",
            what: "年初结转和结余＋本年收入（＋使用非财政拨款结余、事业基金弥补收支差额）－本年支出（－结余分配）＝年末结转和结余。\
                   五项写在一段里时核对；缺年初、收入、支出、年末任何一项的不核对。",
            source: "《部门决算报表编制说明》收入支出决算总表勾稽关系",
            broken: &[Example {
                text: "2022年年初结转和结余10.00万元，本年收入200.00万元，本年支出195.00万元，年末结转和结余25.00万元。",
                message: "年末结转和结余25.00万元，按年初加收入减支出应为15万元，相差10万元；收支结转恒等式要求平衡，请核对年初结转和结余、本年收入、本年支出。",
            }],
            holding: &[
                "2022年年初结转和结余10.00万元，本年收入200.00万元，本年支出195.00万元，结余分配0万元，年末结转和结余15.00万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let figures = &report.figures.figures;
        figures.iter().filter(|f| is(f, Item::Opening)).filter_map(|opening| relation(report, opening)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
        let closing = wording::named(report, stated);
        format!("{closing}，按年初加收入减支出应为{computed}，相差{gap}；收支结转恒等式要求平衡，请核对{operands}。")
    }
}

/// 平衡项.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Opening,
    Income,
    Supplement,
    Expenditure,
    Distribution,
    Closing,
}

fn is(figure: &Figure, item: Item) -> bool {
    let Some(label) = figure.label.as_ref().map(|l| l.text.as_str()) else { return false };
    if !is_level(figure) {
        return false;
    }
    let carried = label.contains("结转") || label.contains("结余");
    match item {
        Item::Opening => carried && any_of!["年初结", "上年结", "期初结"].stand_in(label),
        Item::Closing => carried && any_of!["年末", "期末", "年底"].stand_in(label),
        Item::Income => matches!(label, "本年收入" | "收入" | "本年收入合计" | "当年收入" | "全年收入"),
        Item::Expenditure => matches!(label, "本年支出" | "支出" | "本年支出合计" | "当年支出" | "全年支出"),
        Item::Supplement => {
            label.contains("弥补收支差额") || label.contains("使用非财政拨款结余") || label.contains("使用专用结余")
        }
        Item::Distribution => label.contains("结余分配"),
    }
}

/// The items of one telling: from the opening balance to the first closing balance behind it.
fn relation(report: &Report<'_>, opening: &Figure) -> Option<Relation> {
    const REACH: usize = 12;
    let section = opening.section;
    let near = report.figures.figures[opening.id.0 as usize..]
        .iter()
        .take(REACH)
        .take_while(|f| f.section == section && f.cell.is_none());
    let mut items: Vec<(Item, FigureId)> = vec![(Item::Opening, opening.id)];
    for figure in near.skip(1) {
        let Some(item) =
            [Item::Opening, Item::Income, Item::Supplement, Item::Expenditure, Item::Distribution, Item::Closing]
                .into_iter()
                .find(|&i| is(figure, i))
        else {
            continue;
        };
        if item == Item::Opening || item != Item::Supplement && items.iter().any(|(i, _)| *i == item) {
            return None;
        }
        items.push((item, figure.id));
        if item == Item::Closing {
            break;
        }
    }
    let of = |item: Item| items.iter().filter(move |(i, _)| *i == item).map(|(_, id)| *id);
    let closing = of(Item::Closing).next()?;
    of(Item::Income).next()?;
    of(Item::Expenditure).next()?;
    let comes = Expr::sum(of(Item::Opening).chain(of(Item::Income)).chain(of(Item::Supplement)));
    let goes = Expr::sum(of(Item::Expenditure).chain(of(Item::Distribution)));
    let claim = Claim::Equal(Expr::difference(comes, goes), Expr::Figure(closing));
    Some(Relation { stated: Some(closing), ..Relation::new("GJ104", RelationKind::Balance, claim) })
}
