//! GJ401 单价×数量＝金额.

use crate::figures::Role;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};

use super::{price, wording};

/// See [`RuleDoc`].
pub(super) struct Product;

impl Rule for Product {
    fn code(&self) -> &'static str {
        "GJ401"
    }

    fn name(&self) -> &'static str {
        "product-differs-from-factors"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "金额与单价×数量不符",
            what: "同一句里写明单价（每人、每户、每公里、单价）、数量和金额的，金额应当等于单价×数量。按月、按天的标准要乘月数、天数：\
                   写明“N个月”“全年”的照写明的乘；没有写明的文意不止一种读法，不判定；人次数已经含月数，不再乘。\
                   并列的几项（本科每人4000元、专科每人3000元，人数分别为21名、34名）逐项相乘再相加。",
            source: "《预算绩效评价指标体系》成本指标；审计常规：重新计算",
            broken: &[Example {
                text: "残疾人两项补贴发放30483人次，每人次100元，共340.83万元。",
                message: "残疾人两项补贴金额340.83万元，按100元×30483人次应为304.83万元，相差36万元；“每”表明是单价与数量之积，请核对单价、数量和月数。",
            }],
            holding: &[
                "残疾人两项补贴发放30483人次，每人次100元，共304.83万元。",
                "高龄津贴惠及5220人，每人每月30元，共18.79万元。",
                "在岗乡村医生320名，每人每月补助1000元，全年12个月共384万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        price::find(report)
            .into_iter()
            .filter(|p| p.terms.iter().all(|(price, _)| report.figure(*price).role != Some(Role::Average)))
            .map(|priced| {
                let product = |&(price, count): &(_, _)| {
                    let mut factors = vec![Expr::Figure(price), Expr::Figure(count)];
                    factors.extend(priced.factors.iter().cloned());
                    Expr::Product(factors)
                };
                let terms: Vec<Expr> = priced.terms.iter().map(product).collect();
                let claim = Claim::Equal(Expr::Sum(terms), Expr::Figure(priced.amount));
                Relation {
                    stated: Some(priced.amount),
                    triggers: priced.trigger.into_iter().collect(),
                    undecided: priced.undecided,
                    doubt: priced.doubt,
                    choice: priced.choice,
                    ..Relation::new("GJ401", RelationKind::Product, claim)
                }
            })
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let relation = broken.relation;
        let (Some(amount), Claim::Equal(Expr::Sum(terms), _)) = (relation.stated, &relation.claim) else {
            return String::new();
        };
        let show = |id| wording::printed(report, report.figure(id));
        let terms: Vec<String> = terms.iter().map(|t| wording::operation(t, &show)).collect();
        let should = broken.judged.computed.map_or_else(String::new, |c| wording::value(report, amount, c));
        let gap = broken.judged.difference.map_or_else(String::new, |d| wording::value(report, amount, d.abs()));
        format!(
            "{}金额{}，按{}应为{should}，相差{gap}；{}表明是单价与数量之积，请核对单价、数量和月数。",
            report.figure(amount).label.as_ref().map_or("", |l| l.text.as_str()),
            show(amount),
            terms.join("＋"),
            wording::trigger(report, broken, "文意"),
        )
    }
}
