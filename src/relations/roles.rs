//! 角色. What the relations say about the part that a figure plays: the words beside it may be silent.

use std::collections::BTreeSet;

use crate::figures::{FigureId, Figures, Role};

use super::{Claim, Expr, Relation, RelationKind};

/// Marks the figures that the sums tie together: the divided as 合计, what it is divided into as 分项.
///
/// A figure that words beside it give another part (增减, 占比, 上年数) keeps it; a subtotal is a part of the whole.
pub fn assign(figures: &mut Figures, relations: &[Relation]) {
    let (mut totals, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for (whole, of) in relations.iter().filter_map(sum) {
        totals.insert(whole);
        parts.extend(of);
    }
    for figure in &mut figures.figures {
        match figure.role {
            None | Some(Role::Total) if parts.contains(&figure.id) => figure.role = Some(Role::Part),
            None if totals.contains(&figure.id) => figure.role = Some(Role::Total),
            _ => {}
        }
    }
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
