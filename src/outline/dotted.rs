//! 粘连的点分序号. Dotted numbers inside a line, `…情况1.1机构设置…`: headings only where they count on from each other.

use crate::text::{any_of, script};

use super::NumberStyle;
use super::mark::Mark;

/// Most bytes from a chapter's number to its first section, where no second section tells that it is one.
const NEAR: u32 = 90;

/// A path of dotted numbers: `2.3.1` is [2, 3, 1].
type Path = Vec<u16>;

/// Puts those of `glued` that count on among `numbers`; both are in order.
pub(super) fn merge(text: &str, numbers: Vec<Mark>, glued: &[Mark]) -> Vec<Mark> {
    if glued.is_empty() {
        return numbers;
    }
    let paths: Vec<Path> = glued.iter().map(|mark| path(mark.span.of(text))).collect();
    let mut merged = Vec::with_capacity(numbers.len() + glued.len());
    let mut numbers = numbers.into_iter().peekable();
    let mut counted = Counted::default();
    for (n, &mark) in glued.iter().enumerate() {
        while let Some(number) = numbers.next_if(|number| number.span.start < mark.span.start) {
            counted.pass(text, &number);
            merged.push(number);
        }
        let begins_before = merged.last().is_none_or(|last: &Mark| last.span.end <= mark.span.start);
        if begins_before && counted.goes_on(&mark, &paths[n], &paths[n + 1..]) {
            counted.take(&mark, paths[n].clone());
            merged.push(mark);
        }
    }
    merged.extend(numbers);
    merged
}

/// 已数到. Where the counting stands.
#[derive(Default)]
struct Counted {
    /// Last chapter of each style, with the end of its number.
    chapters: [Option<(u16, u32)>; 3],
    /// Last dotted number, and its end.
    path: Path,
    end: u32,
}

impl Counted {
    /// Takes note of a mark that stands for itself.
    fn pass(&mut self, text: &str, mark: &Mark) {
        match mark.style.kind {
            NumberStyle::Part => self.chapters[0] = Some((mark.value, mark.span.end)),
            NumberStyle::Chinese => self.chapters[1] = Some((mark.value, mark.span.end)),
            NumberStyle::Arabic => self.chapters[2] = Some((mark.value, mark.span.end)),
            NumberStyle::Dotted => self.take(mark, path(mark.span.of(text))),
            _ => {}
        }
    }

    fn take(&mut self, mark: &Mark, path: Path) {
        (self.path, self.end) = (path, mark.span.end);
    }

    /// Whether a dotted number is the next after those before; `later` are the candidates behind it.
    fn goes_on(&self, mark: &Mark, path: &[u16], later: &[Path]) -> bool {
        let Some((&last, parent)) = path.split_last() else { return false };
        if last > 1 {
            return self.path.len() >= path.len()
                && self.path.starts_with(parent)
                && self.path[parent.len()] + 1 == last;
        }
        let below = match parent {
            [chapter] => {
                self.chapters.iter().flatten().filter(|(value, _)| value == chapter).map(|&(_, end)| end).max()
            }
            _ => (self.path == parent).then_some(self.end),
        };
        let followed =
            || later.iter().any(|next| next.len() == path.len() && next.starts_with(parent) && next.last() == Some(&2));
        last == 1 && below.is_some_and(|end| mark.span.start - end <= NEAR || followed())
    }
}

/// The components of a dotted number.
fn path(printed: &str) -> Path {
    let digits: String = printed.chars().map(script::fold).collect();
    digits.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// Whether digits at `at` may be a number of a section that `title` follows: the words beside them measure nothing.
pub(super) fn may_begin(text: &str, at: usize, title: &str) -> bool {
    if any_of!["左右", "上下", "以上", "以下", "以内", "之间", "不等"].begin(title) {
        return false;
    }
    !text[..at].ends_with(['为', '达', '约', '至', '到', '比', '长', '降', '率', '近', '超', '是', '加', '少', '高'])
}

#[cfg(test)]
mod tests {
    use crate::outline::fixture::headings;

    #[test]
    fn sections_glued_to_words_count_on() {
        assert_eq!(
            headings(
                "1.部门概况1.1机构职责县水利局负责水利工作。1.2工作计划年内修渠5公里。2.支出情况2.1基本支出情况支出12.5万元。2.2项目支出情况支出3.1万元。"
            ),
            [
                "[1] 部门概况",
                "[1, 1] 机构职责",
                "[1, 2] 工作计划",
                "[2] 支出情况",
                "[2, 1] 基本支出情况",
                "[2, 2] 项目支出情况"
            ]
        );
        assert_eq!(
            headings(
                "1.部门概况1.1机构职能1.1.1主要职责负责水利工作。1.1.2机构设置内设股室3个。1.2工作计划修渠5公里。2.其他事项无。"
            ),
            [
                "[1] 部门概况",
                "[1, 1] 机构职能",
                "[1, 1, 1] 主要职责",
                "[1, 1, 2] 机构设置",
                "[1, 2] 工作计划",
                "[2] 其他事项"
            ]
        );
    }

    #[test]
    fn decimals_head_nothing() {
        assert_eq!(
            headings("1.收入情况同比提高1.1左右，其中系数由1.2调整。2.支出情况平均2.1上下。"),
            ["[1] 收入情况", "[2] 支出情况"]
        );
    }
}
