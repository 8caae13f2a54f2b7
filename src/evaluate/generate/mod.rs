//! 生成: reports from a grammar, for measuring and for trying. Every statement in them is true.

mod facts;
mod files;
mod money;
mod people;
mod results;
mod style;
mod words;
mod writer;

use super::random::Random;
pub use files::Form;
pub(super) use style::widen;
use writer::Writer;
use zip::result::ZipResult;

/// Writes part of a report.
type Block = fn(&mut Writer<'_>);

/// Blocks below the top headings; a report of a kind takes some of them in this order.
const CHAPTERS: &[(&str, &[(&str, Block)])] = &[
    ("部门基本情况", &[("机构职能", people::duties), ("人员编制", people::staff), ("绩效目标", results::goals)]),
    (
        "收入支出决算情况",
        &[
            ("收入情况", money::income),
            ("支出情况", money::expenditure),
            ("结转结余情况", money::balance),
            ("财政拨款支出情况", money::classes),
        ],
    ),
    (
        "一般公共预算支出情况",
        &[("基本支出", money::basic), ("项目支出", money::projects), ("“三公”经费", money::receptions)],
    ),
    ("政府性基金预算支出情况", &[("", money::none)]),
    ("国有资本经营预算支出情况", &[("", money::none)]),
    ("社会保险基金预算支出情况", &[("", money::none)]),
    (
        "绩效情况",
        &[
            ("产出情况", results::outputs),
            ("补助发放情况", results::benefits),
            ("效益情况", results::effects),
            ("满意度情况", results::satisfaction),
        ],
    ),
    ("项目绩效自评情况", &[("重点项目", results::project_reports)]),
    ("自评得分情况", &[("", results::scores)]),
    ("其他重要事项", &[("政府采购支出情况", money::purchases), ("国有资产占用情况", people::cars)]),
    ("存在的问题", &[("", people::problems)]),
    ("改进措施", &[("", people::measures)]),
];

const KINDS: [&str; 4] = ["部门整体支出绩效自评报告", "部门决算公开说明", "项目支出绩效自评报告", "工作总结"];

/// One report: the same for the same seed. Most are short, some are long.
#[must_use]
pub fn report(seed: u64) -> String {
    write(seed, true)
}

/// One report as a file; only plain text breaks lines inside paragraphs.
///
/// # Errors
/// When the report is too long for a zip file.
pub fn file(seed: u64, form: Form) -> ZipResult<Vec<u8>> {
    form.save(&write(seed, form.is_plain()))
}

fn write(seed: u64, may_wrap: bool) -> String {
    let mut random = Random::named(seed, "report");
    let size = [1, 1, 1, 1, 2, 2, 3, 6][random.below(8)];
    let mut writer = Writer::new(&mut random, size);
    writer.style.wraps &= may_wrap;
    let kind = writer.random.pick(&KINDS);
    writer.line(&format!("{}{}年度{kind}", writer.facts.unit, writer.facts.year));
    // Only that kind has chapters that must not be missing.
    chapters(&mut writer, kind == KINDS[0], 0);
    writer.text
}

/// One text of at least `bytes` bytes that tells of one office after the other.
#[must_use]
pub fn text(seed: u64, bytes: usize) -> String {
    let mut random = Random::named(seed, "text");
    let mut writer = Writer::new(&mut random, 2);
    let mut n = 0;
    while writer.text.len() < bytes {
        writer.next_office();
        n = chapters(&mut writer, false, n % 80);
    }
    writer.text
}

/// Writes the chapters after the `n`th; answers the number of the last.
fn chapters(writer: &mut Writer<'_>, all: bool, mut n: usize) -> usize {
    for (title, blocks) in CHAPTERS {
        if !all && writer.random.chance(1, 6) {
            continue;
        }
        n += 1;
        writer.heading(0, n, title);
        // The first section is always there: a chapter is not empty.
        let mut section = 0;
        for (title, block) in *blocks {
            if section > 0 && writer.random.chance(1, 8) {
                continue;
            }
            section += 1;
            if !title.is_empty() {
                writer.heading(1, section, title);
            }
            block(writer);
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_report() {
        assert_eq!(report(5), report(5));
        assert_ne!(report(5), report(6));
        let sizes: Vec<usize> = (0..40).map(|seed| report(seed).len()).collect();
        assert!(sizes.iter().any(|&n| n > 10_000) && sizes.iter().any(|&n| n < 8_000), "{sizes:?}");
        assert!(text(1, 50_000).len() >= 50_000);
    }
}
