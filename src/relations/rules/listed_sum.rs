//! GJ108 所列各项合计.

use crate::relations::{
    Broken, Claim, Completeness, Example, Expr, Listing, Relation, RelationKind, Report, Rule, RuleDoc,
};

use super::wording::{self, Sides};

/// See [`RuleDoc`].
pub(super) struct ListedSum;

impl Rule for ListedSum {
    fn code(&self) -> &'static str {
        "GJ108"
    }

    fn name(&self) -> &'static str {
        "listed-sum"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "所列各项合计（推断）",
            what: "总数与紧随其后（或在其前）的一列同类数据，文字没有写明“其中”“合计”，而各项之和恰为总数的，推断为合计关系，\
                   作为已核对列出；逐项（逐句、逐段、逐节）分述，各项同一栏（预算、支出、上年数、增减额）之和恰为总数的也是。\
                   列举到哪里为止只按标点判断，不为凑数舍去任何一项；只差一位数字或相邻两位颠倒的，“其中”各项与总数只差一处笔误（有效数字四、五位以上）的，提请核对，其余凑不成的不作判断。\
                   此关系牵连的数据另有出入时，用来判断哪个数写错。",
            source: "审计常规：复算所列数据",
            broken: &[
                Example {
                    text: "全年肉类总产量14675吨，猪肉9860吨、牛羊肉3175吨、禽肉1460吨。",
                    message: "肉类总产量14675吨，所列各项之和14495吨，相差180吨；其后逐项列举，似应相等，请核对猪肉、牛羊肉、禽肉。",
                },
                Example {
                    text: "支出903.62万元，其中防汛501.11万元、抗旱402.15万元。",
                    message: "支出903.62万元，所列各项之和903.26万元，相差0.36万元；其后逐项列举，似应相等，请核对防汛、抗旱。",
                },
            ],
            holding: &[
                "全年肉类总产量14675吨，猪肉9860吨、牛羊肉3175吨、禽肉1640吨。",
                "全年肉类总产量14675吨，猪肉9860吨、牛羊肉3175吨。",
                "粮食总产28.60万吨，油料3.20万吨，蔬菜31.50万吨。",
                "道路养护，预算320.00万元，支出312.50万元；桥梁加固，预算180.00万元，支出176.40万元。预算共500.00万元，支出共488.90万元。",
                "完成投资130.00亿元，其中工业58.20亿元、旅游71.30亿元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let slipped = report.groups().iter().filter(|group| group.completeness == Completeness::Slipped);
        let slipped = slipped.map(|group| Listing { total: group.total, parts: group.parts.clone(), less: Vec::new() });
        report.listings().into_iter().chain(slipped).map(|listing| relation(&listing)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(Sides { stated, operands, computed, gap }) = Sides::of(report, broken) else { return String::new() };
        let total = wording::named(report, stated);
        format!("{total}，所列各项之和{computed}，相差{gap}；其后逐项列举，似应相等，请核对{operands}。")
    }
}

fn relation(listing: &Listing) -> Relation {
    let (less, more): (Vec<_>, Vec<_>) = listing.parts.iter().partition(|id| listing.less.contains(id));
    let sum = if less.is_empty() { Expr::sum(more) } else { Expr::difference(Expr::sum(more), Expr::sum(less)) };
    Relation {
        stated: Some(listing.total),
        choice: Some(listing.parts[0].0),
        ..Relation::inferred("GJ108", RelationKind::Total, Claim::Equal(sum, Expr::Figure(listing.total)))
    }
}
