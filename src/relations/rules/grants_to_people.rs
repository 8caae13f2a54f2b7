//! 发给人的钱. Money told only by whom it was given to (为高龄老人发放302万元) is that of the grant named after them
//! (高龄补贴).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::figures::{Figure, Kind};
use crate::relations::near::are_written_nearly_alike;
use crate::relations::report::planned;
use crate::relations::{Claim, Expr, Relation, RelationKind, Report, Undecided, is_level};
use crate::text::words::Endings;

use super::line::{Line, lines};

/// How the names of grants end.
static GRANTS: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new(&["补贴", "补助", "津贴", "救助", "救济", "慰问", "抚恤", "优抚", "供养", "保障", "奖励", "资助"])
});

/// How the names of those who are given them end.
static PEOPLE: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new(&[
        "老人",
        "老年人",
        "人员",
        "对象",
        "儿童",
        "学生",
        "群众",
        "职工",
        "村民",
        "居民",
        "妇女",
        "家庭",
        "军人",
        "教师",
        "医生",
        "干部",
        "户",
        "人",
    ])
});

/// Characters that a name keeps without its ending.
const STEM: usize = 2;

/// Figures of one grant among which the one that can be compared is looked for.
const MOST_GRANTS: usize = 8;

/// The claims that what was given to the people of a grant is what the grant cost; open, as a grant may be paid from
/// several pots.
pub(super) fn find(report: &Report<'_>) -> Vec<Relation> {
    let mut grants: HashMap<&str, Vec<&Figure>> = HashMap::new();
    for figure in report.figures.figures.iter().filter(|f| is_money(f)) {
        if let Some(name) = stem(figure, &GRANTS) {
            grants.entry(name).or_default().push(figure);
        }
    }
    if grants.is_empty() {
        return Vec::new();
    }
    lines(report).filter_map(|line| of_line(report, &line, &grants)).collect()
}

/// All that a sentence says was given to people, against the grant named after the first of them.
fn of_line(report: &Report<'_>, line: &Line<'_>, grants: &HashMap<&str, Vec<&Figure>>) -> Option<Relation> {
    let people = |f: &'_ Figure| stem(f, &PEOPLE).is_some();
    let given: Vec<&Figure> =
        line.figures.iter().map(|told| told.figure).filter(|f| is_money(f) && people(f)).collect();
    let &first = given.first()?;
    let name = stem(first, &PEOPLE)?;
    let comparable = |f: &&&Figure| {
        f.section != first.section
            && planned(f) == planned(first)
            && report.other_period(f) == report.other_period(first)
    };
    let named_after = name.char_indices().find_map(|(at, _)| grants.get(&name[at..]))?;
    let grant = named_after.iter().take(MOST_GRANTS).find(comparable)?;
    Some(relation(grant, &given))
}

fn relation(grant: &Figure, given: &[&Figure]) -> Relation {
    let claim = Claim::Equal(Expr::sum(given.iter().map(|f| f.id)), Expr::Figure(grant.id));
    let is_slip = given.len() == 1 && are_written_nearly_alike(given[0].value, grant.value);
    Relation {
        stated: Some(grant.id),
        doubt: (!is_slip).then_some(Undecided::ScopeUnknown),
        group: (!is_slip).then(|| "同名".to_owned()),
        ..Relation::inferred("GJ503", RelationKind::Same, claim)
    }
}

fn is_money(figure: &Figure) -> bool {
    figure.kind == Kind::Amount && is_level(figure) && !figure.in_words && figure.cell.is_none()
}

/// The name of a figure without its ending: 高龄 of 高龄补贴 and of 80周岁以上的高龄老人.
fn stem<'a>(figure: &'a Figure, endings: &Endings) -> Option<&'a str> {
    let name = figure.indicator.as_deref()?;
    let (ending, ()) = endings.ending(name).max_by_key(|(ending, ())| ending.len())?;
    let stem = name.strip_suffix(ending)?;
    (stem.chars().count() >= STEM).then_some(stem)
}
