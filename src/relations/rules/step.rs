//! GJ305 由a提高到b，提高c.

use crate::figures::{Figure, Kind, Role};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, same_unit};
use crate::text::{Span, any_of};

use super::line::{Line, lines};
use super::{signed, wording};

/// Words before the difference of the two values.
const CHANGES: &[&str] = &[
    "提高", "增加", "增长", "上升", "新增", "净增", "增", "减少", "下降", "降低", "回落", "缩短", "延长", "压缩",
    "减量", "减", "降", "上调", "下调", "提升", "扩大",
];

/// See [`RuleDoc`].
pub(super) struct Step;

impl Rule for Step {
    fn code(&self) -> &'static str {
        "GJ305"
    }

    fn name(&self) -> &'static str {
        "step-differs-from-ends"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "“由…提高到…”的差额不符",
            what: "写“由a提高到b，提高c”的，b−a应当等于c；百分比之差以百分点计。方向词与两数相反的也不成立。\
                   写“提高c%”的是增长率，由 GJ301 核对。",
            source: "审计常规：重新计算",
            broken: &[Example {
                text: "低保标准由605元/月提高到650元/月，提高55元。",
                message: "低保标准由605元/月到650元/月，相差45元，所写55元，相差10元；“提高”表明是两数之差，请核对三个数。",
            }],
            holding: &[
                "低保标准由605元/月提高到650元/月，提高45元。",
                "自来水普及率由88.7%提高到92.1%，提高3.4个百分点。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        lines(report).flat_map(|line| in_line(&line)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let [from, to, change] = broken.relation.figures[..] else { return String::new() };
        let show = |id| wording::printed(report, report.figure(id));
        let in_words = |v| {
            let figure = report.figure(change);
            let unit = figure.unit.split('/').next().unwrap_or("");
            let text = wording::value(report, change, v);
            if figure.kind == Kind::Rate { text.replace(figure.unit.as_str(), unit) } else { text }
        };
        format!(
            "{}由{}到{}，相差{}，所写{}，相差{}；{}表明是两数之差，请核对三个数。",
            report.figure(from).label.as_ref().map_or("", |l| l.text.as_str()),
            show(from),
            show(to),
            broken.judged.computed.map_or_else(String::new, |v| in_words(v.abs())),
            show(change),
            broken.judged.difference.map_or_else(String::new, |v| in_words(v.abs())),
            wording::trigger(report, broken, "文意"),
        )
    }
}

fn in_line(line: &Line<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for n in 0..line.figures.len().saturating_sub(2) {
        let [from, to, change] = [0, 1, 2].map(|k| line.figures[n + k].figure);
        let near = line.figures[n + 2].segment == line.figures[n].segment;
        let steps = || from.role == Some(Role::From) && to.role == Some(Role::To) || goes(line, n);
        if near && is_difference(from, to, change) && steps() {
            found.extend(relation(line, n, [from, to, change]));
        }
    }
    found
}

/// 由日均31.2吨降到23.8吨: the words alone say so.
fn goes(line: &Line<'_>, n: usize) -> bool {
    if !line.figures[n].before.contains(['由', '从']) {
        return false;
    }
    let gap = line.between(n, n + 1);
    gap.chars().count() <= 8
        && (gap.ends_with(['到', '至'])
            || any_of![
                "减为",
                "增为",
                "缩短为",
                "延长为",
                "上升为",
                "下降为",
                "调整为",
                "提高为",
                "改为",
                "降为",
                "升为"
            ]
            .end(&gap))
}

/// Whether the third figure can be the difference of the first two.
fn is_difference(from: &Figure, to: &Figure, change: &Figure) -> bool {
    let told = matches!(change.role, None | Some(Role::Change)) && !change.in_words;
    let fits = match (to.kind, change.kind) {
        (Kind::Percentage, Kind::PercentagePoints) => true,
        (Kind::Rate, Kind::Rate) => to.unit.split('/').next() == change.unit.split('/').next(),
        // 由605元/月提高到650元/月，提高55元.
        (Kind::Rate, Kind::Amount) | (Kind::Amount, Kind::Rate) => true,
        _ => same_unit(to, change),
    };
    let ends = same_unit(from, to)
        || matches!((from.kind, to.kind), (Kind::Rate, Kind::Amount | Kind::Rate) | (Kind::Amount, Kind::Rate));
    told && fits && ends && to.kind != Kind::OtherMeasure || told && fits && from.unit == to.unit
}

fn relation(line: &Line<'_>, n: usize, [from, to, change]: [&Figure; 3]) -> Option<Relation> {
    let trigger: Span = line.word_before(n + 2, CHANGES)?;
    let difference = Expr::difference(Expr::Figure(to.id), Expr::Figure(from.id));
    let claim = if change.direction.is_some() {
        Claim::Equal(difference, signed(change))
    } else {
        Claim::Equal(Expr::Magnitude(Box::new(difference)), Expr::Figure(change.id))
    };
    Some(Relation {
        stated: Some(change.id),
        triggers: vec![trigger],
        ..Relation::new("GJ305", RelationKind::Step, claim)
    })
}
