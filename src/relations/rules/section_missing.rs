use crate::outline::{Outline, ReportKind, Section};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};

const CODE: &str = "GJ603";

/// The accounts that the form asks for one by one: what a title holds, and what the form calls it.
const ACCOUNTS: &[(&str, &str)] = &[
    ("一般公共预算", "一般公共预算支出情况"),
    ("政府性基金", "政府性基金预算支出情况"),
    ("国有资本经营", "国有资本经营预算支出情况"),
    ("社会保险基金", "社会保险基金预算支出情况"),
];

/// 缺章.
pub(super) struct SectionMissing;

impl Rule for SectionMissing {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "section-missing"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "格式要求的章节缺失",
            what: "部门整体支出绩效自评报告按格式分章写一般公共预算、政府性基金、国有资本经营、社会保险基金四类预算支出，\
                   没有的也要写“无”。前后两类各成一章、居中的一类没有，或者该处章号恰好跳过一个的，指出所缺的一章。\
                   不按此格式写的、几类合写一章的，不核对。",
            source: "部门整体支出绩效自评报告格式。",
            broken: &[Example {
                text: "2022年度部门整体支出绩效自评报告\n一、基本情况\n本局为行政单位。\n二、一般公共预算支出情况\n全年支出12.50万元。\n\
                       三、政府性基金预算支出情况\n无。\n四、社会保险基金预算支出情况\n无。\n五、绩效情况\n完成良好。",
                message: "没有“国有资本经营预算支出情况”一章；格式要求四类预算分章说明，没有的写“无”，请补写。",
            }],
            holding: &[
                "2022年度部门整体支出绩效自评报告\n一、基本情况\n本局为行政单位。\n二、一般公共预算支出情况\n全年支出12.50万元。\n\
                 三、政府性基金预算支出情况\n无。\n四、国有资本经营预算支出情况\n无。\n五、社会保险基金预算支出情况\n无。\n六、绩效情况\n完成良好。",
                "2022年度部门整体支出绩效自评报告\n一、基本情况\n本局为行政单位。\n二、部门整体支出情况\n全年支出12.50万元。\n三、绩效情况\n完成良好。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let outline = report.outline;
        if outline.metadata.kind != Some(ReportKind::DepartmentSelfEvaluation) {
            return Vec::new();
        }
        let chapters: Vec<Option<&Section>> = ACCOUNTS.iter().map(|(words, _)| chapter(outline, words)).collect();
        (0..ACCOUNTS.len()).filter_map(|n| relation(outline, n, &chapters)).collect()
    }

    fn explain(&self, _report: &Report<'_>, broken: &Broken<'_>) -> String {
        let chapter = broken.relation.remark.as_deref().unwrap_or_default();
        format!("没有“{chapter}”一章；格式要求四类预算分章说明，没有的写“无”，请补写。")
    }
}

/// The account is missing where chapters of the others stand around its place, or a number is missing there.
fn relation(outline: &Outline, missing: usize, chapters: &[Option<&Section>]) -> Option<Relation> {
    let before = chapters[..missing].last().copied().flatten();
    let after = chapters.get(missing + 1).copied().flatten();
    let place = match (chapters[missing], before, after) {
        (None, Some(_), Some(after)) => after.heading,
        (None, Some(before), None) if chapters[..missing].iter().flatten().count() > 1 => {
            follower(outline, before).filter(|next| is_numbered_apart(before, next))?.heading
        }
        _ => return None,
    };
    let mut relation = Relation::of_words(CODE, RelationKind::Structure, false, vec![place]);
    relation.severity = Severity::Verify;
    relation.remark = Some(ACCOUNTS[missing].1.to_owned());
    Some(relation)
}

/// The chapter that tells of one account alone.
fn chapter<'a>(outline: &'a Outline, words: &str) -> Option<&'a Section> {
    let names_only = |title: &str| ACCOUNTS.iter().all(|(other, _)| title.contains(other) == (*other == words));
    outline.sections.iter().find(|section| names_only(&section.title))
}

/// The next section below the same one.
fn follower<'a>(outline: &'a Outline, section: &Section) -> Option<&'a Section> {
    let siblings = &outline.section(section.parent?).children;
    let at = siblings.iter().position(|&id| id == section.id)?;
    siblings.get(at + 1).map(|&id| outline.section(id))
}

/// Whether a number is left out between two sections.
fn is_numbered_apart(before: &Section, next: &Section) -> bool {
    let numbers = before.number.as_ref().zip(next.number.as_ref());
    numbers.is_some_and(|(before, next)| next.printed == before.printed + 2)
}
