use crate::figures::{Figure, Role, Scope, Stage};
use crate::output::arithmetic;
use crate::output::place::{Place, section_path};
use crate::relations::{Grade, RelationId};
use crate::review::Review;
use crate::text::Positions;

use super::layout::{Paint, Style, clipped, flat, table};

/// The section tree: numbers as printed, what was repaired, how many figures each holds, and where it stands.
#[must_use]
pub fn outline(review: &Review, style: Style) -> String {
    let Review { document, outline, .. } = review;
    let positions = Positions::new(&document.text);
    let own = review.findings.ledger.by_section(outline, &review.figures);
    let mut rows = Vec::new();
    for (section, counts) in outline.sections.iter().zip(own) {
        let depth = std::iter::successors(section.parent, |&id| outline.section(id).parent).count();
        let number = section.number.as_ref();
        let printed = number.map(|n| flat(n.span.of(&document.text)).into_owned()).unwrap_or_default();
        let title = match section.parent {
            None => review.outline.metadata.title.as_deref().unwrap_or("（全文）"),
            Some(_) => &section.title,
        };
        let heading = format!("{}{printed}{}", "  ".repeat(depth), flat(title));
        let repaired = number.filter(|n| n.printed != n.ordinal || n.style != n.intended);
        let repair = repaired.map(|_| format!("应为 {}", section_path(outline, section.id))).unwrap_or_default();
        let figures = match counts.n_figures() {
            0 => String::new(),
            n => format!("{n} 个数据"),
        };
        let place = Place::new(document, &positions, section.heading.start.max(section.span.start), None);
        rows.push(vec![
            clipped(&heading, style.width * 3 / 5).into_owned(),
            style.paint(Paint::Faint, &place.to_string()).into_owned(),
            figures,
            style.paint(Paint::Warning, &repair).into_owned(),
        ]);
    }
    let mut out = table(&rows);
    for note in &outline.notes {
        let place = note.span.map(|span| Place::new(document, &positions, span.start, None).to_string());
        let line = format!("提示 {} {}", place.unwrap_or_default(), note.message);
        out += &style.paint(Paint::Faint, &line);
        out.push('\n');
    }
    out
}

/// One line per figure: section, label, what is printed, value, and what else is known.
#[must_use]
pub fn figures(review: &Review, style: Style) -> String {
    let Review { document, outline, figures, .. } = review;
    let heads = ["编号", "章节", "名目", "原文", "值", "其他"];
    let mut rows = vec![heads.map(|head| style.paint(Paint::Strong, head).into_owned()).to_vec()];
    for figure in &figures.figures {
        let label = figure.label.as_ref().map_or("", |label| label.text.as_str());
        let value = format!("{}{}", figure.value.normalize(), figure.unit);
        rows.push(vec![
            figure.id.to_string(),
            section_path(outline, figure.section),
            clipped(&flat(label), 30).into_owned(),
            clipped(&flat(figure.span.of(&document.text)), 24).into_owned(),
            value,
            known(figure).join(" "),
        ]);
    }
    table(&rows)
}

/// What is known of a figure besides its value.
fn known(figure: &Figure) -> Vec<String> {
    let words = [Some(figure.kind.name()), figure.role.map(Role::name), figure.stage.map(Stage::name)];
    let more = [
        figure.scope.map(Scope::name),
        (figure.approximation != crate::figures::Approximation::Exact).then(|| figure.approximation.name()),
        figure.in_words.then_some("文字零"),
    ];
    let mut known: Vec<String> = words.into_iter().chain(more).flatten().map(ToOwned::to_owned).collect();
    known.extend(figure.period.map(|period| period.to_string()));
    known
}

/// One line per relation: rule, verdict, arithmetic, difference.
#[must_use]
pub fn relations(review: &Review, style: Style) -> String {
    let Review { outline, figures, relations, findings, .. } = review;
    let heads = ["编号", "章节", "规则", "判定", "算式", "算得", "所写", "差额"];
    let mut rows = vec![heads.map(|head| style.paint(Paint::Strong, head).into_owned()).to_vec()];
    for ((id, relation), judged) in (0..).map(RelationId).zip(relations).zip(&findings.judged) {
        let outcome = arithmetic::outcome(figures, relation, judged);
        let number = |value: Option<rust_decimal::Decimal>| {
            value.map(|v| format!("{}{}", v.round_dp(6).normalize(), outcome.unit)).unwrap_or_default()
        };
        let section = relation.figures.first().map(|&id| section_path(outline, figures.get(id).section));
        let arithmetic = arithmetic::claim(figures, relation);
        let words = || relation.triggers.iter().map(|t| t.of(&review.document.text)).collect::<Vec<_>>().join("、");
        rows.push(vec![
            id.to_string(),
            section.unwrap_or_default(),
            relation.rule.to_owned(),
            grade(judged.grade, style),
            clipped(&flat(&if arithmetic.is_empty() { words() } else { arithmetic }), 60).into_owned(),
            number(outcome.computed),
            number(outcome.stated),
            number(outcome.difference.filter(|d| !d.is_zero())),
        ]);
    }
    table(&rows)
}

fn grade(grade: Grade, style: Style) -> String {
    match grade {
        Grade::Exact => style.paint(Paint::Good, "一致").into_owned(),
        Grade::Tail => style.paint(Paint::Warning, "尾差").into_owned(),
        Grade::Broken => style.paint(Paint::Alarm, "不符").into_owned(),
        Grade::Undecided(why) => style.paint(Paint::Faint, &format!("无法判定：{}", why.reason())).into_owned(),
    }
}
