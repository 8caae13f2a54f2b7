//! 章节: path and title of every heading.

use crate::evaluate::label;
use crate::evaluate::sheet::Sheet;
use crate::evaluate::{Phase, Tally};
use crate::outline::Section;

/// Compares the section trees heading by heading.
pub(in crate::evaluate) fn score(sheet: &mut Sheet<'_>) {
    let found = &sheet.review.outline.sections[1..];
    let mut used = vec![false; found.len()];
    for wanted in &sheet.truth().sections {
        let first = found.partition_point(|s| s.heading.end <= wanted.span.start);
        let here = |(_, s): &(usize, &Section)| s.heading.overlaps(wanted.span);
        let hit = found.iter().enumerate().skip(first).find(here).filter(|(n, _)| !used[*n]);
        let Some((n, section)) = hit else {
            sheet.tally(Phase::Sections, "", Tally::MISSED);
            let detail = format!("{:?} {}", wanted.gold.path, sheet.context(wanted.span));
            sheet.miss(Phase::Sections, "", "没有认出标题", Some(wanted.span), detail);
            continue;
        };
        used[n] = true;
        let (path, title) = (same_path(&wanted.gold.path, section), same_title(&wanted.gold.title, &section.title));
        sheet.tally(Phase::Sections, "", if path && title { Tally::RIGHT } else { Tally::WRONG });
        if !path {
            let detail = format!("应为{:?}，读作{:?} {}", wanted.gold.path, section.path, sheet.context(wanted.span));
            sheet.miss(Phase::Sections, "", "路径不同", Some(wanted.span), detail);
        }
        if !title {
            let detail = format!("应为“{}”，读作“{}”", wanted.gold.title, section.title);
            sheet.miss(Phase::Sections, "", "题名不同", Some(wanted.span), detail);
        }
    }
    for (section, used) in found.iter().zip(used) {
        if !used {
            sheet.tally(Phase::Sections, "", Tally::INVENTED);
            let detail = format!("{:?} {}", section.path, sheet.context(section.heading));
            sheet.miss(Phase::Sections, "", "不是标题", Some(section.heading), detail);
        }
    }
}

/// Headings without number count as 0 in the program and by their place in the truth.
fn same_path(gold: &[u32], section: &Section) -> bool {
    gold.len() == section.path.len() && gold.iter().zip(&section.path).all(|(a, b)| a == b || *b == 0)
}

fn same_title(gold: &str, title: &str) -> bool {
    let trim = |text: &str| label::plain(text).trim_end_matches(['。', ':', ';', ',', '.', '、']).to_owned();
    trim(gold) == trim(title) || label::agrees(gold, title)
}
