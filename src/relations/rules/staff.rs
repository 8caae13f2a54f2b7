//! 编制与在职. The establishment of a unit and the persons who fill it.

use std::collections::BTreeSet;

use crate::figures::{Figure, FigureId, Kind, Role};
use crate::relations::{Report, is_level};
use crate::text::script::folded;
use crate::text::{Span, any_of};

/// How many figures may stand between the two.
const REACH: u32 = 10;

/// 人员.
#[derive(Clone, Copy)]
pub(super) struct Staff<'a> {
    /// 在职、实有
    pub(super) employed: &'a Figure,
    /// 编制
    pub(super) posts: &'a Figure,
}

/// Every pair of a report, in order of the text.
pub(super) fn pairs<'a>(report: &'a Report<'_>) -> Vec<Staff<'a>> {
    let persons: Vec<&Figure> = report.figures.figures.iter().filter(|f| is_persons(f)).collect();
    let said: Vec<String> = persons.iter().map(|f| said(report, f)).collect();
    let mut pairs: Vec<Staff<'a>> = Vec::new();
    let mut filled: BTreeSet<FigureId> = BTreeSet::new();
    for (n, employed) in persons.iter().enumerate() {
        if !is_employed(&said[n]) {
            continue;
        }
        let near = |m: &usize| {
            report.chapter(persons[*m]) == report.chapter(employed) && persons[*m].id.0.abs_diff(employed.id.0) <= REACH
        };
        let before = (0..n).rev().filter(near).find_map(|m| posts(report, &persons, &said, m, n));
        let posts = before
            .or_else(|| (n + 1..persons.len()).filter(near).take(1).find(|&m| is_posts(&said[m])).map(|m| persons[m]));
        if let Some(posts) = posts
            && filled.insert(posts.id)
        {
            pairs.push(Staff { employed, posts });
        }
    }
    pairs
}

/// The last of the `pairs` before a figure of the same chapter.
pub(super) fn before<'a>(report: &Report<'_>, pairs: &[Staff<'a>], figure: &Figure) -> Option<Staff<'a>> {
    /// Pairs of one chapter; most have one.
    const PAIRS: usize = 16;
    let fits = |p: &Staff<'_>| {
        p.employed.id < figure.id && p.posts.id < figure.id && report.chapter(p.employed) == report.chapter(figure)
    };
    let upto = pairs.partition_point(|p| p.employed.id < figure.id);
    pairs[..upto].iter().rev().take(PAIRS).copied().find(fits)
}

fn is_persons(figure: &Figure) -> bool {
    figure.kind == Kind::Count
        && matches!(figure.unit.as_str(), "人" | "名")
        && is_level(figure)
        && figure.cell.is_none()
        && !figure.in_words
}

/// Label and the words of the clause before the figure.
fn said(report: &Report<'_>, figure: &Figure) -> String {
    let label = figure.label.as_ref().map_or_else(String::new, |l| folded(&l.text).into_owned());
    let Some((_, sentence)) = report.sentence_of(figure.id) else { return label };
    let words = report.slice(Span { start: sentence.span.start, end: figure.span.start });
    let clause = words.rsplit([',', ';', '。', ':', '、', '(', '，', '；', '：', '（']).next().unwrap_or("");
    format!("{label} {}", folded(clause))
}

fn is_employed(said: &str) -> bool {
    any_of!["在职", "实有", "在编", "在岗"].stand_in(said) && !any_of!["编外", "离退休", "离休", "其中"].stand_in(said)
}

fn is_posts(said: &str) -> bool {
    said.contains("编制") && !any_of!["在编", "编外", "空编", "超编", "在职", "实有"].stand_in(said)
}

fn is_part(report: &Report<'_>, figure: &Figure) -> bool {
    figure.role == Some(Role::Part) || report.group_of(figure.id).is_some()
}

/// The establishment that figure `m` tells or sums up: 机关编制9名，中心编制11名，共20名.
fn posts<'a>(
    report: &Report<'_>,
    persons: &[&'a Figure],
    said: &[String],
    m: usize,
    employed: usize,
) -> Option<&'a Figure> {
    let figure = persons[m];
    let sums_up = figure.role == Some(Role::Total)
        && !is_employed(&said[m])
        && (0..m).rev().take(4).any(|k| is_posts(&said[k]))
        && !(m + 1..employed).any(|k| is_posts(&said[k]));
    (sums_up || is_posts(&said[m]) && !is_part(report, figure)).then_some(figure)
}
