//! GJ101 合计＝分项之和.

use crate::figures::FigureId;
use crate::relations::{Broken, Claim, Example, Expr, Group, Relation, RelationKind, Report, Rule, RuleDoc};

use super::wording;

/// See [`RuleDoc`].
pub(super) struct TotalOfParts;

impl Rule for TotalOfParts {
    fn code(&self) -> &'static str {
        "GJ101"
    }

    fn name(&self) -> &'static str {
        "total-differs-from-parts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "合计与分项之和不符",
            what: "文字说明各分项已经列全（合计、共、分别为、由…组成、即、按来源分、分为、会计恒等式、逐节列出），或名目本身没有遗漏\
                   （城市与农村、高一至高三、省级至县级、最后写“其余”“其他”），或各项占比合为100%时，分项之和应当等于合计；\
                   “其中”只列一部分、写有“等”“主要”的，由 GJ102 按不超过合计核对。多层“其中”逐层核对。",
            source: "《部门决算报表编制说明》表内、表间勾稽关系；《政府会计制度》",
            broken: &[
                Example {
                    text: "2022年财政拨款支出847.86万元，其中：项目支出609.55万元，基本支出238.13万元。",
                    message: "财政拨款支出847.86万元，分项之和847.68万元，相差0.18万元；“其中”表明应当相等，请核对项目支出、基本支出。",
                },
                Example {
                    text: "项目支出466.20万元，具体是：病虫害防治186万元，比上年增加5万元；良种推广142.20万元；农机补贴128万元。",
                    message: "项目支出466.20万元，分项之和456.2万元，相差10万元；“具体是”表明应当相等，请核对病虫害防治、良种推广、农机补贴。",
                },
                Example {
                    text: "到位资金294万元，即省级150万元、市级130万元、乡镇24万元。",
                    message: "到位资金294万元，分项之和304万元，相差10万元；“即”表明应当相等，请核对省级、市级、乡镇。",
                },
            ],
            holding: &[
                "2022年财政拨款支出847.68万元，其中：项目支出609.55万元，基本支出238.13万元。",
                "支出合计100.1万元，其中：基本支出33.36万元，项目支出66.78万元。",
                "获奖9项，市级3项、省级2项。",
                "全年总支出100万元，其中会议费30万元、培训费35万元。",
                "实有90人，其中在职86人、借调4人，另有退休41人。",
                "完成税收19.94亿元，其中增值税6.82亿元，企业所得税4.35亿元，个人所得税1.18亿元，三大税种合计12.35亿元。",
                "采购实际支出81.50万元，其中货物68.40万元、服务13.10万元，未支出5.20万元。",
                "进出口总额8.40亿元，出口6.72亿元，进口1.68亿元，贸易顺差5.04亿元。",
                "受理案件1268件，办结1246件。按类别分，婚姻家庭352件、邻里418件、劳资498件。",
                "实有人数121人（含临聘8人），其中行政22人、事业91人。",
                "支出比上年增加99万元，其中基本支出增加165万元、项目支出减少66万元。",
                "从资金来源看，财政拨款700万元，占70%；事业收入200万元，占20%；其他100万元，占10%。",
                "项目支出315.48万元，分别是：校舍维修100.00万元、饮水安全巩固提升215.48万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let whole = report.groups().iter().filter(|group| group.completeness.is_whole());
        whole.map(|group| relation(report, group)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::total(report, broken, "文意")
    }
}

/// The claim of a complete group.
fn relation(report: &Report<'_>, group: &Group) -> Relation {
    // 增加99万元，其中基本支出增加165万元、项目支出减少66万元: what goes the other way is taken off.
    let way = report.figure(group.total).direction;
    let goes_along = |part: &FigureId| way.is_none() || report.figure(*part).direction.is_none_or(|d| Some(d) == way);
    let (along, against): (Vec<FigureId>, Vec<FigureId>) = group.parts.iter().copied().partition(goes_along);
    let sum =
        if against.is_empty() { Expr::sum(along) } else { Expr::difference(Expr::sum(along), Expr::sum(against)) };
    let claim = Claim::Equal(sum, Expr::Figure(group.total));
    let triggers = group.triggers.clone();
    Relation { stated: Some(group.total), triggers, ..Relation::new("GJ101", RelationKind::Total, claim) }
}
