//! Totals behind their parts, and parts in a bracket behind their total.

use crate::figures::{Cue, Figure, FigureId, Role, Token, TokenKind};
use crate::relations::report::{Report, is_level, same_unit};

use super::{Completeness, Group, Origin, figure_of};

/// …、…，合计…: a total told behind its parts.
pub(super) fn totals_after(report: &Report<'_>, tokens: &[Token], groups: &mut Vec<Group>) {
    for (t, token) in tokens.iter().enumerate() {
        let TokenKind::Figure(id) = token.kind else { continue };
        let total = report.figure(id);
        // 合计1517户2804人: two totals with one word.
        let heads = t.checked_sub(1).and_then(|before| figure_of(report, tokens[before].kind));
        let head = heads.filter(|head| head.role == Some(Role::Total) && !same_unit(head, total));
        if head.is_none() && total.role != Some(Role::Total) || !is_level(total) {
            continue;
        }
        let Some(cue) = tokens[..t - usize::from(head.is_some())]
            .iter()
            .rev()
            .take_while(|x| !matches!(x.kind, TokenKind::Figure(_) | TokenKind::Stop))
            .find(|x| matches!(x.kind, TokenKind::Cue(Cue::Total | Cue::Subtotal)))
        else {
            continue;
        };
        let word = report.slice(cue.span);
        if !matches!(word, "共" | "合计" | "总计" | "共计" | "小计" | "总共" | "一共") {
            continue;
        }
        // Its own name before the word (支出合计) makes it a total of its own, not of the list.
        if total.label.as_ref().is_some_and(|l| {
            l.span.start
                > tokens[..t]
                    .iter()
                    .rev()
                    .find_map(|x| matches!(x.kind, TokenKind::Figure(_)).then_some(x.span.end))
                    .unwrap_or(0)
                && !matches!(l.text.as_str(), "合计" | "总计" | "小计" | "共计" | "两者" | "二者" | "三者" | "各项")
        }) {
            continue;
        }
        let mut parts = Vec::new();
        for x in tokens[..t].iter().rev() {
            match x.kind {
                TokenKind::Figure(part) if x.depth == token.depth => {
                    let figure = report.figure(part);
                    if is_level(figure) && same_unit(figure, total) && figure.role != Some(Role::Total) {
                        parts.push(part);
                    } else if figure.role == Some(Role::Total) && head.is_none_or(|head| head.id != part) {
                        break;
                    }
                }
                TokenKind::Stop | TokenKind::Semicolon => break,
                TokenKind::Open if x.depth < token.depth => break,
                TokenKind::Cue(Cue::OfWhich) if x.depth == token.depth => break,
                _ => {}
            }
        }
        parts.reverse();
        if parts.len() >= 2 {
            groups.push(Group {
                total: id,
                others: Vec::new(),
                parts,
                triggers: vec![cue.span],
                origin: Origin::TotalAfter,
                open: false,
                closed: true,
                completeness: Completeness::Unknown,
            });
        }
    }
}

/// 总建筑面积30999.95㎡（一期…26379.95㎡；二期…4620.00㎡）: a bracket that divides the figure before it.
pub(super) fn in_brackets(report: &Report<'_>, tokens: &[Token], groups: &mut Vec<Group>) {
    for pair in tokens.windows(2).enumerate() {
        let (t, [figure, open]) = pair else { continue };
        let (TokenKind::Figure(id), TokenKind::Open) = (figure.kind, open.kind) else { continue };
        let total = report.figure(id);
        let inside: Vec<&Token> = tokens[t + 2..].iter().take_while(|x| x.depth > open.depth).collect();
        let says = |x: &&Token| {
            matches!(
                x.kind,
                TokenKind::Cue(Cue::OfWhich | Cue::Comprises | Cue::Against | Cue::EtCetera | Cue::Excluding)
            )
        };
        if !is_level(total) || open.span.start > total.span.end + 6 || inside.iter().any(says) {
            continue;
        }
        let figures: Vec<&Figure> = inside
            .iter()
            .filter(|x| x.depth == open.depth + 1)
            .filter_map(|x| if let TokenKind::Figure(id) = x.kind { Some(report.figure(id)) } else { None })
            .collect();
        let parts: Vec<FigureId> =
            figures.iter().filter(|f| is_level(f) && same_unit(f, total)).map(|f| f.id).collect();
        if parts.len() >= 2 && !is_deduction(&figures) {
            groups.push(Group {
                total: id,
                others: Vec::new(),
                parts,
                triggers: vec![open.span],
                origin: Origin::Bracket,
                open: false,
                closed: false,
                completeness: Completeness::Unknown,
            });
        }
    }
}

/// 净值307.37万元（原值362.37万元，累计折旧55万元）: what the figure before it is worked out from.
fn is_deduction(figures: &[&Figure]) -> bool {
    figures.iter().any(|f| f.label.as_ref().is_some_and(|l| l.text.contains("原值") || l.text.contains("原价")))
}
