//! A total whose parts stand in a section each.

use std::collections::BTreeSet;

use crate::figures::{Cue, Figure, FigureId, Stage, Token, TokenKind};
use crate::outline::SectionId;
use crate::relations::report::{Report, is_level, planned, same_unit};

use super::{Completeness, Group, Origin};

/// …具体情况如下：(一) … (二) …: the leading figure of every child is a part.
pub(super) fn in_sections(report: &Report<'_>, id: SectionId, groups: &mut Vec<Group>) {
    let section = report.outline.section(id);
    if section.children.len() < 2 {
        return;
    }
    let first_child = report.outline.section(section.children[0]).heading.start;
    let is_before = |n: &u32| report.figures.sentences[*n as usize].span.start < first_child;
    let own: Vec<u32> = report.sentences_in(id).iter().copied().filter(is_before).collect();
    let Some(&last) = own.last() else { return };
    let sentence = &report.figures.sentences[last as usize];
    let announces = |t: &&Token| {
        t.kind == TokenKind::Colon || matches!(t.kind, TokenKind::Cue(Cue::OfWhich | Cue::Comprises | Cue::Composed))
    };
    let tail = report.tokens(sentence).iter().rev().take_while(|t| !matches!(t.kind, TokenKind::Figure(_)));
    let tail: Vec<&Token> = tail.collect();
    let Some(trigger) = tail.iter().copied().find(announces).map(|t| t.span) else { return };
    let of_which = tail.iter().any(|t| t.kind == TokenKind::Cue(Cue::OfWhich));
    // 支出决算307.82万元。小于预算的原因：…。其中：— sentences without figures may stand between.
    let nearest = own.iter().rev().take(3).map(|&n| &report.figures.sentences[n as usize]);
    let nearest = nearest.map(|s| report.figures_in(s).collect::<Vec<_>>()).find(|figures| !figures.is_empty());
    let mut anchors: Vec<&Figure> = nearest.unwrap_or_default();
    anchors.retain(|f| is_level(f));
    // 其中 in brackets within the sentence has its own list.
    anchors.retain(|f| report.depth(f.id) == 0);
    let near = trigger.start.saturating_sub(30);
    let open = report.cues_between(sentence, Cue::Mainly, near, trigger.end + 12).next().is_some();
    // 预算…，决算…: each step of the budget cycle has its own list of parts.
    let cycle = |f: &&Figure| f.stage.filter(|s| !matches!(s, Stage::Income | Stage::Expenditure | Stage::CarryOver));
    let stages: BTreeSet<_> = anchors.iter().filter_map(cycle).collect();
    let staged = stages.len() > 1;
    let told = |id: &&SectionId| has_figures(report, **id);
    let children: Vec<SectionId> = section.children.iter().filter(told).copied().collect();
    for (n, anchor) in anchors.iter().enumerate() {
        let parts: Option<Vec<FigureId>> =
            children.iter().map(|&child| leading(report, child, anchor, staged)).collect();
        let Some(parts) = parts.filter(|p| p.len() >= 2) else { continue };
        let closed = !of_which && !open;
        let mut group = Group {
            total: anchor.id,
            others: Vec::new(),
            parts,
            triggers: vec![trigger],
            origin: Origin::Sections,
            open,
            closed,
            completeness: Completeness::Unknown,
        };
        if staged {
            groups.push(group);
        } else if n + 1 == anchors.len() {
            group.others = anchors[..n].iter().rev().filter(|f| same_unit(f, anchor)).map(|f| f.id).collect();
            groups.push(group);
        }
    }
}

/// Whether a section or one below it tells a figure: 经营收入/万元 tells none.
fn has_figures(report: &Report<'_>, id: SectionId) -> bool {
    let section = report.outline.section(id);
    report.sentences_in(id).iter().any(|&n| report.figures_in(&report.figures.sentences[n as usize]).next().is_some())
        || section.children.iter().any(|&child| has_figures(report, child))
}

/// The figure that a child section opens with and that may be a part of `anchor`.
///
/// With several anchors (预算…，决算…) the stage must be the anchor's. A child that tells several figures of the
/// unit side by side has no figure that stands for it.
fn leading(report: &Report<'_>, id: SectionId, anchor: &Figure, staged: bool) -> Option<FigureId> {
    let section = report.outline.section(id);
    let sentences = report.sentences_in(id).iter();
    // 主要用于：人员支出。全年预算为52万元: the first sentence with figures.
    let tells = |n: &&u32| report.figures_in(&report.figures.sentences[**n as usize]).next().is_some();
    let Some(&first) = sentences.clone().find(tells).or(sentences.clone().next()) else {
        let child = section.children.first().filter(|_| section.body.is_empty())?;
        return leading(report, *child, anchor, staged);
    };
    let sentence = &report.figures.sentences[first as usize];
    let levels: Vec<&Figure> = report
        .figures_in(sentence)
        .filter(|f| is_level(f) && same_unit(f, anchor) && report.depth(f.id) == 0)
        .collect();
    // 年初预算226万元，决算232万元: of a total that names no stage the accounts are the parts.
    let accounts = levels.iter().find(|f| f.stage == Some(Stage::FinalAccount));
    let is_of_accounts = !staged && planned(anchor).is_none() && accounts.is_some();
    let lead = match accounts {
        Some(accounts) if is_of_accounts => accounts,
        _ if staged => levels.iter().find(|f| f.stage == anchor.stage)?,
        _ => levels.first()?,
    };
    let tokens = report.tokens(sentence);
    let at = report.position(lead.id)?;
    let n_before = tokens[..at].iter().filter(|t| t.kind == TokenKind::Comma).count();
    let late = n_before > usize::from(staged || is_of_accounts) * 3;
    let own_list = tokens[at..].iter().any(|t| matches!(t.kind, TokenKind::Cue(Cue::OfWhich | Cue::Comprises)));
    let beside = levels.iter().filter(|f| f.id > lead.id && f.role.is_none()).count();
    (!late && (own_list || staged || is_of_accounts || beside == 0)).then_some(lead.id)
}
