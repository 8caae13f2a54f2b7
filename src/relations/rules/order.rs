//! GJ106 部分≤整体，人≤人次.

use crate::figures::{Approximation, Figure, Kind};
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Undecided, is_level,
    same_unit,
};
use crate::text::any_of;
use crate::text::script::{folded, is_han};

use super::line::{Line, Told, lines};
use super::{staff, wording};

/// Words of two counts, the second of which is taken from the first.
const STEPS: &[(&[&str], &[&str])] = &[
    (&["发放问卷", "发出问卷", "发放", "发出", "问卷"], &["收回", "回收"]),
    (&["收回", "回收", "发放", "发出", "问卷"], &["有效"]),
    (&["受理", "接到", "收到"], &["办结", "化解", "调解成功", "结案"]),
    (&["立案", "查处"], &["结案", "办结"]),
    (&["抽检", "检测", "检查"], &["合格"]),
];

/// See [`RuleDoc`].
pub(super) struct Order;

impl Rule for Order {
    fn code(&self) -> &'static str {
        "GJ106"
    }

    fn name(&self) -> &'static str {
        "part-exceeds-whole"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "部分多于整体，人数多于人次",
            what: "同一件事的人数不会多于人次，户数不会多于人数，接待批次不会多于人次；收回的问卷不多于发放的，有效的不多于收回的，办结的不多于受理的。\
                   在职人数多于编制数是超编，不是计算错误，不判定。",
            source: "审计常规：合理性检查",
            broken: &[Example {
                text: "开展技能培训4280人次，受训4615人。",
                message: "4615人多于4280人次；一人至少计一人次，请核对两个数。",
            }],
            holding: &[
                "开展技能培训4280人次，受训3615人。",
                "在册低保2479户3623人。",
                "检测食品样品778批次，培训业务骨干446人次。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let told: Vec<Relation> = lines(report).flat_map(|line| in_line(&line)).collect();
        let staffed = staff::pairs(report).into_iter().map(|s| Relation {
            // More persons than posts is a matter of management, not of arithmetic.
            doubt: Some(Undecided::ScopeUnknown),
            severity: Severity::Verify,
            ..relation(s.employed, s.posts)
        });
        told.into_iter().chain(staffed).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Claim::AtMost(Expr::Figure(less), Expr::Figure(more)) = broken.relation.claim else { return String::new() };
        let (a, b) = (report.figure(less), report.figure(more));
        let why = match (a.unit.as_str(), b.unit.as_str()) {
            (_, "人次") if a.kind == Kind::Count && matches!(a.unit.as_str(), "人" | "名" | "位") => {
                "一人至少计一人次"
            }
            ("户", _) => "一户至少有一人",
            ("批次" | "批", _) => "一批至少有一人次",
            _ => "后者从前者中来",
        };
        format!("{}多于{}；{why}，请核对两个数。", wording::printed(report, a), wording::printed(report, b))
    }
}

fn in_line(line: &Line<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for n in 1..line.figures.len() {
        for m in (n.saturating_sub(3)..n).rev() {
            let (first, second) = (&line.figures[m], &line.figures[n]);
            if first.segment != second.segment || !is_exact(first.figure) || !is_exact(second.figure) {
                continue;
            }
            if let Some((less, more)) = ordered(line, m, n, first, second) {
                found.push(relation(less, more));
                break;
            }
        }
    }
    found
}

fn relation(less: &Figure, more: &Figure) -> Relation {
    let claim = Claim::AtMost(Expr::Figure(less.id), Expr::Figure(more.id));
    Relation { stated: None, ..Relation::new("GJ106", RelationKind::Order, claim) }
}

fn is_exact(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Count | Kind::PersonTimes)
        && figure.approximation == Approximation::Exact
        && is_level(figure)
}

fn is_person(figure: &Figure) -> bool {
    matches!(figure.unit.as_str(), "人" | "名" | "位")
}

/// 检测样品778批次，培训骨干446人次: the second count has a name of its own.
fn names_another(a: &Figure, b: &Figure, gap: &str) -> bool {
    let own = |f: &Figure| f.label.as_ref().filter(|l| !l.inherited).map(|l| l.text.clone());
    let n_words = gap.chars().filter(|&c| is_han(c)).count();
    n_words > 3 && own(b).is_some() && own(a) != own(b)
}

/// The smaller and the larger of two counts of one thing.
fn ordered<'a>(
    line: &Line<'_>,
    m: usize,
    n: usize,
    first: &Told<'a>,
    second: &Told<'a>,
) -> Option<(&'a Figure, &'a Figure)> {
    let (a, b) = (first.figure, second.figure);
    if n == m + 1
        && let Some(pair) = neighbours(line, m, a, b)
    {
        return Some(pair);
    }
    if n > m + 2 || !same_unit(a, b) {
        return None;
    }
    let (words_a, words_b, after_b) = (folded(first.before), folded(second.before), folded(second.after));
    let steps = STEPS.iter().any(|(from, to)| {
        from.iter().any(|w| words_a.contains(w)) && to.iter().any(|w| words_b.contains(w) || after_b.starts_with(w))
    });
    steps.then_some((b, a))
}

/// The same of two counts in different units that stand beside each other.
fn neighbours<'a>(line: &Line<'_>, m: usize, a: &'a Figure, b: &'a Figure) -> Option<(&'a Figure, &'a Figure)> {
    let are_persons = a.unit == "户" && is_person(b);
    let is_batch = matches!(a.unit.as_str(), "批次" | "批") && matches!(b.unit.as_str(), "人次" | "人");
    let are_heads = a.kind == Kind::PersonTimes && is_person(b);
    if !(are_persons || is_batch || are_heads) {
        return None;
    }
    let gap = line.between(m, m + 1);
    let n_between = gap.chars().count();
    // 2479户3623人, 91批次、846人次.
    if are_persons && n_between <= 1 || is_batch && n_between <= 12 && !names_another(a, b, &gap) {
        return Some((a, b));
    }
    let words_b = folded(line.figures[m + 1].before);
    let tells_heads = || any_of!["涉及", "受训", "参训", "受助"].stand_in(&words_b);
    (are_heads && n_between <= 12 && tells_heads()).then_some((b, a))
}
