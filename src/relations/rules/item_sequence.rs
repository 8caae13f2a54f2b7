use crate::relations::{Broken, Example, Relation, Report, Rule, RuleDoc};

use super::section_sequence::{relation, said};

const CODE: &str = "GJ602";

/// 条目序号不连续.
pub(super) struct ItemSequence;

impl Rule for ItemSequence {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "item-number-out-of-sequence"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "条目序号不连续",
            what: "段落之内“一是……二是……三是……”“第一，……第二，……”“1.……；2.……”一类条目应当从一起逐个递增。\
                   跳号、重号、倒号的，予以提示；从一重新开始的是另一组条目，“首先、其次、最后”不按数核对。",
            source: "公文数字序号用法。",
            broken: &[Example {
                text: "主要问题：一是项目进度偏慢；三是绩效指标不够细化。",
                message: "“三是”前一个序号是“一是”，缺第2项；请核对是漏写，还是序号有误。",
            }],
            holding: &[
                "主要问题：一是项目进度偏慢；二是绩效指标不够细化。下一步：一是加快进度；二是细化指标。",
                "首先抓进度，其次抓质量，最后抓验收。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let is_item = |at| report.outline.items.binary_search_by_key(&at, |item| item.mark).is_ok();
        let defects = report.outline.sequence_defects();
        defects.iter().filter(|d| is_item(d.at)).map(|d| relation(CODE, d, said(report, d))).collect()
    }

    fn explain(&self, _report: &Report<'_>, broken: &Broken<'_>) -> String {
        broken.relation.remark.clone().unwrap_or_default()
    }
}
