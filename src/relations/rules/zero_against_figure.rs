use std::borrow::Cow;
use std::collections::HashMap;

use crate::figures::{Figure, Period, Role};
use crate::relations::printed::named;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::AnyOf;
use crate::text::script::folded;

/// Figures this far away still stand in the same report, however many reports one file holds.
const REACH: u32 = 1_000;

/// Zeros of one name that a figure is held against.
const ZEROS: usize = 16;

const CODE: &str = "GJ701";

/// 先称无、后有数.
pub(super) struct ZeroAgainstFigure;

impl Rule for ZeroAgainstFigure {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "nothing-contradicted-by-figure"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "称“无”“为零”而另处有数",
            what: "某章节或某项目写“无”“为零”“未发生”，报告别处同一名目、同一阶段、同一口径却有不为零的数。\
                   预算为零而决算有数、上年有数而本年为零的，不算矛盾。",
            source: "同一事项前后应当一致；口径可能不同，故列为核实性。",
            broken: &[Example {
                text: "三、政府性基金预算支出情况\n无。\n四、绩效情况\n本年政府性基金支出30.00万元，用于道路维修。",
                message: "“政府性基金预算支出”写作“无”，另处本年政府性基金支出30.00万元；请核对是否同一口径。",
            }],
            holding: &[
                "三、政府性基金预算支出情况\n无。\n四、绩效情况\n本年一般公共预算支出30.00万元，用于道路维修。",
                "政府性基金预算为零，政府性基金决算支出40.39万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let figures = &report.figures.figures;
        let mut zeros: HashMap<String, Vec<&Figure>> = HashMap::new();
        for zero in figures.iter().filter(|f| f.in_words) {
            if let Some(name) = name(zero) {
                zeros.entry(name).or_default().push(zero);
            }
        }
        if zeros.is_empty() {
            return Vec::new();
        }
        let mut relations = Vec::new();
        for figure in figures.iter().filter(|f| !f.in_words && is_level(f)) {
            let Some(figure_name) = name(figure) else { continue };
            let Some(same) = zeros.get(&figure_name) else { continue };
            let from = same.partition_point(|zero| zero.id.0 + REACH < figure.id.0);
            let near = same[from..].iter().take_while(|zero| zero.id.0 <= figure.id.0 + REACH).take(ZEROS);
            let contradicting = near.filter(|zero| may_contradict(zero, figure));
            relations.extend(contradicting.map(|zero| relation(zero, figure, &figure_name)));
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let (zeros, others): (Vec<_>, Vec<_>) =
            broken.relation.figures.iter().map(|&id| report.figure(id)).partition(|f| f.in_words);
        let (Some(zero), Some(other)) = (zeros.first(), others.first()) else { return String::new() };
        let label = zero.label.as_ref().map_or("", |label| label.text.as_str());
        let words = folded(report.slice(zero.span));
        format!("“{label}”写作“{words}”，另处{}；请核对是否同一口径。", named(report, other.id))
    }
}

fn relation(zero: &Figure, figure: &Figure, name: &str) -> Relation {
    let claim = Claim::Equal(Expr::Figure(zero.id), Expr::Figure(figure.id));
    Relation {
        stated: Some(zero.id),
        group: Some(format!("{name}/{}", zero.id)),
        ..Relation::inferred(CODE, RelationKind::Zero, claim)
    }
}

/// The name without words that tell the pot or the step rather than the thing.
fn name(figure: &Figure) -> Option<String> {
    static ASIDE: AnyOf = AnyOf::new(&["预算", "决算", "财政拨款", "本年", "年初", "资金", "合计", "情况", "的"]);
    let label = figure.label.as_ref()?;
    let mut name = folded(&label.text);
    if ASIDE.stand_in(&name) {
        name = ASIDE.words().iter().fold(name, |name, word| Cow::Owned(name.replace(word, "")));
    }
    (name.chars().count() >= 3).then_some(name.into_owned())
}

/// A number of this year that stands for itself, not a comparison.
fn is_level(figure: &Figure) -> bool {
    matches!(figure.role, None | Some(Role::Total | Role::Part)) && !matches!(figure.period, Some(Period::Previous))
}

/// Same pot and step, as far as both are told; what a whole section says of itself holds for every step.
fn may_contradict(zero: &Figure, figure: &Figure) -> bool {
    let of_section = zero.label.as_ref().is_some_and(|label| label.inherited);
    let same = |a: bool, b: bool| a || b;
    let scope = same(zero.scope.is_none() || figure.scope.is_none(), zero.scope == figure.scope);
    let stage = of_section && figure.section != zero.section || zero.stage == figure.stage;
    let period = same(zero.period.is_none() || figure.period.is_none(), zero.period == figure.period);
    scope && stage && period
}
