use crate::figures::{Cue, Figure, Kind, Role, Sentence, TokenKind};
use crate::relations::printed::named;
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};
use crate::text::script::folded;

const CODE: &str = "GJ606";

/// A run of figures shorter than this is a sentence, not a list.
const LIST: usize = 3;

/// 同一清单重复列项.
pub(super) struct ListedTwice;

impl Rule for ListedTwice {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "item-listed-twice"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "同一清单里一项列了两次",
            what: "用顿号、逗号、分号并列的三项以上的清单里，名目与数都相同的两项。同名不同数、同数不同名的不算。",
            source: "清单各项应当互不重复，否则分项之和虚增。",
            broken: &[Example {
                text: "专项经费用于普法经费35.00万元；调解经费48.60万元；装备经费33.00万元；普法经费35.00万元。",
                message: "同一清单里“普法经费35.00万元”列了两次；请核对是否重复，或其中一项名目写错。",
            }],
            holding: &[
                "专项经费用于普法经费35.00万元；调解经费48.60万元；装备经费35.00万元；矫正经费48.60万元。",
                "普法经费支出35.00万元，完成预算的100%，其中上级普法经费35.00万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for sentence in &report.figures.sentences {
            for list in lists(report, sentence) {
                for (n, item) in list.iter().enumerate() {
                    let first = list[..n].iter().find(|earlier| is_repeated(report, sentence, earlier, item));
                    relations.extend(first.map(|first| relation(first, item)));
                }
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said = broken.relation.figures.first().map_or_else(String::new, |&id| named(report, id));
        format!("同一清单里“{said}”列了两次；请核对是否重复，或其中一项名目写错。")
    }
}

fn relation(first: &Figure, again: &Figure) -> Relation {
    let words = Relation::of_words(CODE, RelationKind::Duplicate, false, Vec::new());
    Relation { figures: vec![first.id, again.id], stated: Some(again.id), severity: Severity::Verify, ..words }
}

/// Runs of named figures with nothing but separators behind each.
fn lists<'a>(report: &Report<'a>, sentence: &Sentence) -> Vec<Vec<&'a Figure>> {
    let mut lists = vec![Vec::new()];
    let tokens = report.tokens(sentence);
    for (k, token) in tokens.iter().enumerate() {
        // 安排620万元，其中中央200万元，…；到位580万元，其中中央200万元: each 其中 has a list of its own.
        if token.kind == TokenKind::Cue(Cue::OfWhich) {
            lists.push(Vec::new());
        }
        let TokenKind::Figure(id) = token.kind else { continue };
        let figure = report.figure(id);
        let is_item = matches!(figure.role, None | Some(Role::Part))
            && figure.kind == Kind::Amount
            && figure.label.as_ref().is_some_and(|label| !label.inherited);
        if !is_item {
            lists.push(Vec::new());
            continue;
        }
        if let Some(list) = lists.last_mut() {
            list.push(figure);
        }
        // Words behind a figure end its list: 35万元的补助.
        let next = tokens.get(k + 1).map_or(sentence.span.end, |next| next.span.start);
        let is_apart = tokens.get(k + 1).is_none_or(|next| {
            matches!(next.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Enumeration | TokenKind::Stop)
        });
        if !is_apart || next != token.span.end {
            lists.push(Vec::new());
        }
    }
    lists.retain(|list| list.len() >= LIST);
    lists
}

/// Same words before, same words of number.
fn is_repeated(report: &Report<'_>, sentence: &Sentence, a: &Figure, b: &Figure) -> bool {
    let words = |figure: &Figure| {
        report.position(figure.id).map(|k| item_words(&folded(report.words_before(sentence, k))).to_owned())
    };
    a.period == b.period && reads_the_same(report, a, b) && words(a) == words(b)
}

/// Whether two figures are printed with the same characters, blanks aside.
fn reads_the_same(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let printed = |figure: &Figure| report.slice(figure.span).chars().filter(|c| !c.is_whitespace());
    printed(a).eq(printed(b))
}

/// The words of an item without what introduces the list: 专项资金用于普法经费 → 普法经费.
fn item_words(words: &str) -> &str {
    let ends = ["用于", "包括", "包含", "其中", "分别为", "含", "为", "是"]
        .iter()
        .filter_map(|w| words.rfind(w).map(|at| at + w.len()));
    &words[ends.max().unwrap_or(0)..]
}
