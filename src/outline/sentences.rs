//! Lists whose members are sentences: clauses of one paragraph, duties, remarks.

use super::NumberStyle;
use super::heading::Draft;
use super::mark::Place;
use super::title::{Cut, End};
use super::vocabulary;

/// Whether a list only counts the clauses of a sentence: `1.确保…；2.提高…；3.完成…。`
pub(super) fn is_inline(text: &str, list: &[usize], drafts: &[Draft], lines: bool) -> bool {
    let member = |&n: &usize| &drafts[n];
    let Some(first) = list.first().map(member) else { return false };
    if first.mark.style.kind <= NumberStyle::Clause || first.mark.span.is_empty() {
        return false;
    }
    if names_attachments(text, first) || are_remarks(text, first) {
        return true;
    }
    let parents = list.iter().any(|&n| drafts.get(n + 1).is_some_and(|d| d.placed.depth > drafts[n].placed.depth));
    let titled = list.iter().filter(|&n| member(n).has_title() && !clause(text, member(n))).count();
    let joined = |n: &&usize| matches!(member(n).mark.place, Place::Semicolon | Place::Comma);
    let others = list.len() - 1;
    if !parents && others > 0 && list[1..].iter().filter(joined).count() == others {
        // Where headings have lines of their own, what a colon opens inside a line and ； joins is a sentence, and so is
        // a list that one line holds; circles count the clauses of any text.
        let opened = matches!(first.mark.place, Place::Colon | Place::Comma);
        let one_line = list.iter().all(|n| member(n).mark.segment == first.mark.segment);
        if opened && (lines || first.mark.style.kind == NumberStyle::Circled) || lines && one_line {
            return true;
        }
    }
    if parents || titled * 2 >= list.len() {
        return false;
    }
    if others == 0 {
        return !matches!(first.mark.place, Place::Line | Place::Sentence);
    }
    list[1..].iter().filter(joined).count() * 2 >= others
}

/// Whether the list that begins here names attachments: 附件：1.自评表；2.佐证材料.
pub(super) fn names_attachments(text: &str, first: &Draft) -> bool {
    let before = text[..first.mark.span.start as usize].trim_end();
    first.mark.place == Place::Colon && before.trim_end_matches([':', '：']).ends_with("附件")
}

/// Whether the list that begins here explains what stands above: 注：1.本公报为初步统计数。
fn are_remarks(text: &str, first: &Draft) -> bool {
    let before = text[..first.mark.span.start as usize].trim_end().trim_end_matches([':', '：']);
    let Some(word) = before.strip_suffix('注').map(|rest| rest.strip_suffix('备').unwrap_or(rest)) else {
        return false;
    };
    matches!(first.mark.place, Place::Line | Place::Colon) && word.ends_with(['\n', '。', '（', '(', '】', '；'])
}

/// Whether the title is a clause of its sentence rather than a title: closed by ；, or a verb with its figure.
fn clause(text: &str, draft: &Draft) -> bool {
    let title = &text[draft.start..draft.cut.end];
    title.contains('，') || text[draft.cut.end..].starts_with(['，', '；'])
}

/// Duties are sentences: only what a stop or a line parts from its own explanation is a title.
pub(super) fn tell_duties(text: &str, list: &[usize], drafts: &mut [Draft]) {
    let told = |draft: &Draft| {
        let title = &text[draft.start..draft.cut.end];
        match draft.cut.by {
            End::Stop => draft.cut.closed < draft.limit,
            End::Colon => true,
            End::Limit => !vocabulary::is_duty(title) && !title.contains(['，', '、']),
            // 主要职责 below 机构职能 is a title of the field.
            End::Words => vocabulary::is_known(title),
            _ => false,
        }
    };
    let mostly = list.iter().filter(|&&n| told(&drafts[n])).count() * 2 > list.len();
    for &n in list {
        let whole = mostly && drafts[n].cut.by == End::Stop;
        if !whole && !told(&drafts[n]) {
            drafts[n].cut = Cut::nothing(drafts[n].start);
        }
    }
}

/// Items of a list that are whole sentences have no titles, not even the short ones among them.
pub(super) fn agree(list: &[usize], drafts: &mut [Draft]) {
    let end = list[list.len() - 1];
    let sentence = |n: usize, draft: &Draft| match draft.cut.by {
        End::Stop => draft.cut.closed == draft.limit || n == end,
        End::Words => n == end || draft.cut.score < 6,
        End::Nothing => true,
        _ => false,
    };
    let empty = |drafts: &[Draft]| list.iter().filter(|&&n| !drafts[n].has_title()).count();
    let some = empty(drafts);
    if some > 0 && (some * 2 >= list.len() || list.iter().all(|&n| sentence(n, &drafts[n]))) {
        for &n in list.iter().filter(|_| list.len() > 1) {
            if sentence(n, &drafts[n]) {
                drafts[n].cut = Cut::nothing(drafts[n].start);
            }
        }
    }
    // Among sentences the words before a figure are no title either.
    if empty(drafts) * 2 > list.len() {
        for &n in list {
            if drafts[n].cut.by == End::Figure {
                drafts[n].cut = Cut::nothing(drafts[n].start);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::from_text;
    use crate::outline::parse;

    fn titles(text: &str) -> Vec<String> {
        parse(&from_text(text.to_owned(), "t")).sections[1..].iter().map(|s| s.title.clone()).collect()
    }

    #[test]
    fn clauses_of_one_line_are_items() {
        let text = "一、绩效目标\n（1）优良路率达到85%以上；（2）列养率100%；（3）满意度90%。\n二、其他\n无。\n";
        assert_eq!(titles(text), ["绩效目标", "其他"]);
        let lines = "一、绩效目标\n（1）优良路率85%以上；\n（2）列养率100%；\n二、其他\n无。\n";
        assert_eq!(titles(lines), ["绩效目标", "优良路率", "列养率", "其他"]);
        let circles = "一、资金使用情况实际使用15万元，用于：①补贴8万元；②宣传7万元。二、其他事项无。";
        assert_eq!(titles(circles), ["资金使用情况", "其他事项"]);
    }

    #[test]
    fn remarks_are_no_sections() {
        let text = "一、综合\n收入5万元。\n二、农业\n产量3万吨。\n注：\n1.数据为初步统计数。\n2.增速按可比价格计算。\n";
        assert_eq!(titles(text), ["综合", "农业"]);
        let text = "一、综合\n收入5万元。\n二、农业关注：\n1.粮食。产量3万吨。\n2.生猪。出栏2万头。\n";
        assert_eq!(titles(text), ["综合", "农业关注", "粮食", "生猪"]);
    }

    #[test]
    fn duties_are_sentences() {
        let text = "一、主要职责县教育局的主要职责是：（一）贯彻教育方针，拟订规划；（二）统筹管理全县基础教育、职业教育；\
                    （三）管理全县教育经费；（四）承办其他事项。二、机构设置内设5个股室。";
        assert_eq!(titles(text), ["主要职责", "", "", "", "", "机构设置"]);
        let text =
            "一、主要职能\n（一）水资源管理。负责取水许可。\n（二）河湖管理。负责河道采砂。\n二、机构设置\n无。\n";
        assert_eq!(titles(text), ["主要职能", "水资源管理", "河湖管理", "机构设置"]);
    }
}
