//! GJ205 n份问卷的百分比 (GRIM).

use crate::figures::{Approximation, Figure, Kind};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::any_of;
use crate::text::script::folded;

use super::line::{Line, lines};
use super::wording;

/// Words before the number of answers, the surest first.
const ANSWERS: &[&[&str]] = &[
    &["有效", "收回", "回收", "收到评价", "评价表", "样本", "合计样本"],
    &["问卷", "发放", "发出", "走访", "访问", "调查", "抽样", "测评", "回访", "评价"],
];

/// See [`RuleDoc`].
pub(super) struct Grim;

impl Rule for Grim {
    fn code(&self) -> &'static str {
        "GJ205"
    }

    fn name(&self) -> &'static str {
        "percentage-of-few-answers"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "问卷份数得不出的满意度",
            what: "n份问卷（走访n户）的满意度只能是k÷n（k为整数）四舍五入或截尾的结果：40份问卷的满意度只能是2.5％的倍数。\
                   有收回、有效份数的按收回、有效份数，没有的按发放份数。综合满意度、平均满意度、加权的不核对。",
            source: "Brown、Heathers《GRIM检验》(2017)：均值与样本量的粒度一致性",
            broken: &[Example {
                text: "发放问卷30份，收回30份，群众满意度98.3%。",
                message: "满意度98.3%，30份问卷中没有整数份数得出这一比率，最近的是96.67%；请核对份数和满意度。",
            }],
            holding: &["发放问卷30份，收回30份，群众满意度96.7%。", "发放问卷30份，综合满意度98.3%。"],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        lines(report)
            .flat_map(|line| (0..line.figures.len()).filter_map(|n| relation(&line, n)).collect::<Vec<_>>())
            .collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Claim::Fraction { percent: Expr::Figure(percent), n: Expr::Figure(n) } = broken.relation.claim else {
            return String::new();
        };
        let nearest = broken.judged.computed.map_or_else(String::new, |c| format!("，最近的是{}", wording::percent(c)));
        format!(
            "满意度{}，{}问卷中没有整数份数得出这一比率{nearest}；请核对份数和满意度。",
            wording::printed(report, report.figure(percent)),
            wording::printed(report, report.figure(n)),
        )
    }
}

fn relation(line: &Line<'_>, n: usize) -> Option<Relation> {
    let rate = line.figures[n].figure;
    if rate.kind != Kind::Percentage || rate.approximation != Approximation::Exact {
        return None;
    }
    let words = folded(line.figures[n].before);
    let asked =
        words.contains("满意") && !any_of!["综合", "平均", "总体", "目标", "预期", "高于", "以上"].stand_in(&words);
    if !asked {
        return None;
    }
    let before = line.figures[..n].iter().rev();
    let counts: Vec<_> = before.take(8).filter(|t| is_answers(t.figure)).collect();
    let asks = |words: &[&str], told: &str| words.iter().any(|w| told.contains(w)) && !told.contains("满意");
    let count = ANSWERS.iter().find_map(|kind| counts.iter().find(|t| asks(kind, &folded(t.before))))?;
    let claim = Claim::Fraction { percent: Expr::Figure(rate.id), n: Expr::Figure(count.figure.id) };
    Some(Relation { stated: Some(rate.id), ..Relation::new("GJ205", RelationKind::Grim, claim) })
}

/// Whole answers: copies, persons, households.
fn is_answers(figure: &Figure) -> bool {
    figure.kind == Kind::Count
        && figure.approximation == Approximation::Exact
        && figure.interval.as_point().is_some()
        && matches!(figure.unit.as_str(), "份" | "人" | "户" | "名" | "条" | "张" | "位" | "家")
}
