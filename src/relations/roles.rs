//! 角色. What the relations say about the part that a figure plays: the words beside it may be silent.

use crate::text::AnyOf;
use std::collections::BTreeSet;

use crate::figures::{FigureId, Figures, Kind, Role, Stage};

use super::{Claim, Expr, Relation, RelationKind, Strength};

/// Marks the figures that the sums tie together: the divided as 合计, what it is divided into as 分项.
///
/// A figure that words beside it give another part (增减, 占比, 上年数) keeps it; a subtotal is a part of the whole.
/// Percentages of one whole are shares, and an identity of the field over several sections makes nothing a part.
pub fn assign(figures: &mut Figures, relations: &[Relation]) {
    let (mut totals, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let told = relations.iter().filter(|r| !r.triggers.is_empty() || in_one_section(figures, r));
    for (whole, of) in told.filter_map(sum) {
        totals.insert(whole);
        parts.extend(of);
    }
    for figure in figures.figures.iter_mut().filter(|f| f.kind != Kind::Percentage) {
        match figure.role {
            None | Some(Role::Total) if parts.contains(&figure.id) => figure.role = Some(Role::Part),
            None if totals.contains(&figure.id) => figure.role = Some(Role::Total),
            _ => {}
        }
    }
    let results: Vec<_> = relations.iter().filter_map(|relation| result(figures, relation)).collect();
    for (id, role) in results {
        let figure = &mut figures.figures[id.0 as usize];
        figure.role = figure.role.or(Some(role));
    }
    for figure in figures.figures.iter_mut().filter(|f| f.role.is_none() && f.kind == Kind::Percentage) {
        let completes = |name: &str| COMPLETIONS.end(name);
        figure.role = figure.label.as_ref().filter(|l| completes(&l.text)).map(|_| Role::Completion);
    }
}

/// Rates of what was done against what was planned.
static COMPLETIONS: AnyOf =
    AnyOf::new(&["执行率", "完成率", "控制率", "支付率", "拨付率", "到位率", "支出进度", "执行进度"]);

/// The figure that a relation reckons from others, and the part it plays.
fn result(figures: &Figures, relation: &Relation) -> Option<(FigureId, Role)> {
    let role = match relation.kind {
        RelationKind::Share if divides_by_a_plan(figures, &relation.claim) => Role::Completion,
        RelationKind::Share | RelationKind::Grim => Role::Share,
        RelationKind::Completion | RelationKind::ControlRate => Role::Completion,
        RelationKind::Growth => Role::Growth,
        RelationKind::Change => Role::Change,
        // A difference that only numbers tell may be any remainder.
        RelationKind::Balance if relation.strength == Strength::Stated => Role::Balance,
        RelationKind::Average => Role::Average,
        _ => return None,
    };
    match &relation.claim {
        Claim::Equal(Expr::Figure(_), Expr::Figure(_)) => None,
        Claim::Equal(Expr::Figure(id), _) | Claim::Equal(_, Expr::Figure(id)) => Some((*id, role)),
        _ => None,
    }
}

/// 支出331.05万元，执行97.0%: whether what a rate is taken of was planned.
fn divides_by_a_plan(figures: &Figures, claim: &Claim) -> bool {
    let Claim::Equal(Expr::Product(factors), _) = claim else { return false };
    let Some(Expr::Quotient(_, base)) = factors.first() else { return false };
    let Expr::Figure(base) = **base else { return false };
    let stage = figures.get(base).stage;
    matches!(stage, Some(Stage::InitialBudget | Stage::AdjustedBudget | Stage::Budget))
}

fn in_one_section(figures: &Figures, relation: &Relation) -> bool {
    let mut sections = relation.figures.iter().map(|&id| figures.get(id).section);
    let first = sections.next();
    sections.all(|section| Some(section) == first)
}

/// The divided figure of a sum and its parts.
fn sum(relation: &Relation) -> Option<(FigureId, Vec<FigureId>)> {
    if !matches!(relation.kind, RelationKind::Total | RelationKind::Bound) {
        return None;
    }
    let (whole, parts) = match &relation.claim {
        Claim::Equal(Expr::Figure(whole), Expr::Sum(parts))
        | Claim::Equal(Expr::Sum(parts), Expr::Figure(whole))
        | Claim::AtMost(Expr::Sum(parts), Expr::Figure(whole)) => (*whole, parts),
        _ => return None,
    };
    let mut of = Vec::new();
    parts.iter().for_each(|part| part.figures(&mut of));
    Some((whole, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::figures;
    use crate::outline;
    use crate::relations::{Report, discover};

    fn roles(text: &str) -> Vec<Option<Role>> {
        let document = document::from_text(text.to_owned(), "例");
        let outline = outline::parse(&document);
        let mut figures = figures::extract(&document, &outline);
        let relations = discover(&Report::new(&document, &outline, &figures));
        assign(&mut figures, &relations);
        figures.figures.iter().map(|f| f.role).collect()
    }

    #[test]
    fn sums_tell_totals_and_parts() {
        let (total, part) = (Some(Role::Total), Some(Role::Part));
        assert_eq!(
            roles("采购支出236.45万元，包括货物41.20万元、工程165.25万元、服务30.00万元。"),
            [total, part, part, part]
        );
        assert_eq!(roles("救助34人次，慰问56人次。"), [None, None]);
    }

    #[test]
    fn what_is_reckoned_has_its_part() {
        assert_eq!(roles("抽检粮样80份，合格76份，合格率95%。").last(), Some(&Some(Role::Share)));
        assert_eq!(roles("资金到位率100%。"), [Some(Role::Completion)]);
    }
}
