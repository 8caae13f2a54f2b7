use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::document::NoteKind;
use crate::figures::{Cue, Sentence, Token, TokenKind};
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::script::{is_blank, is_blank_or_line_end, is_han};
use crate::text::{AnyOf, Span, any_of};

const CODE: &str = "GJ608";

/// What a template prints for the writer to replace, and signs that stand for a name or number.
const SLOTS: &[&str] = &[
    "×",
    "X",
    "Ｘ",
    "x",
    "○○",
    "**",
    "＊＊",
    "□□",
    "__",
    "＿＿",
    "本部门（单位）名称",
    "部门（单位）名称）",
    "（单位名称）",
    "（部门名称）",
    "（项目名称）",
    "(单位名称)",
    "(部门名称)",
    "(项目名称)",
    "本部门(单位)名称",
    "（请填",
    "（请说明",
    "（请根据",
    "（请各单位",
    "（填报说明",
    "（填写说明",
    "(填报说明",
    "(填写说明",
    "此处填写",
    "此处粘贴",
    "请填写",
];

/// Signs of which a run stands for a word, and signs that also draw lines and boxes: only before what is counted.
const SIGNS: &[char] = &['×', 'X', 'Ｘ', 'x', '○', '*', '＊', '□', '_', '＿'];
const LINES: &[char] = &['*', '＊', '□', '_', '＿'];

/// What is counted behind a sign: 完成X户, 支出**万元.
static COUNTED: AnyOf = AnyOf::new(&[
    "万元", "亿元", "元", "人", "户", "个", "次", "家", "名", "项", "处", "套", "台", "辆", "公里", "亩", "吨", "%",
    "％", "批",
]);

/// Characters before a missing number that a message quotes at most.
const CLAUSE: usize = 12;

/// 模板用语未改.
pub(super) struct TemplateResidue;

impl Rule for TemplateResidue {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "template-residue"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "模板用语未改",
            what: "模板里供选择、供填写的字样留在了正文里：××、XX，“增加（减少）”“增长下降”“增加持平”一类二者择一的词，\
                   “增加 万元”一类空着的数，“本部门（单位）名称”，重复的单位“万元万元”。隐去的电话、证件号和人名不算。",
            source: "公开报告应当是定稿。",
            broken: &[
                Example {
                    text: "全年完成XX处险段处置。", message: "“完成XX处险段”是模板中待填的空位；请补写或删去。"
                },
                Example {
                    text: "本年收入比上年增加（减少）34.54万元。",
                    message: "“增加（减少）”是模板中供选择的词；请按实际情况保留一个。",
                },
                Example {
                    text: "支出决算数大于（小于）年初预算数的主要原因是人员增加。",
                    message: "“大于（小于）”是模板中供选择的词；请按实际情况保留一个。",
                },
                Example {
                    text: "全年改厕X户。", message: "“改厕X户”是模板中待填的空位；请补写或删去。"
                },
                Example {
                    text: "公务接待费比上年增加持平。",
                    message: "“增加持平”是模板中供选择的词；请按实际情况保留一个。",
                },
                Example {
                    text: "本年收入比上年增加  万元。", message: "“本年收入比上年增加 万元”没有数；请补写。"
                },
            ],
            holding: &[
                "全年完成20处险段处置。",
                "本年收入比上年增加34.54万元，增减变化的主要原因是人员变动。",
                "联系电话：138××××2076。",
                "增加、减少和持平的单位各有10家、8家和3家。",
                "配置X光机2台，门诊检查窗口设在□□□右侧，长×宽为3米×2米。",
                "受助学生张某某，联系人王**。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let text = &report.document.text;
        let mut found: Vec<Span> = slots(text).chain(blanks(report)).chain(doubled_units(report)).collect();
        for sentence in &report.figures.sentences {
            alternatives(report, sentence, &mut found);
        }
        found.sort_unstable();
        found.dedup_by(|next, last| next.overlaps(*last));
        found.into_iter().map(|span| Relation::of_words(CODE, RelationKind::Residue, false, vec![span])).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said = broken.relation.places.first().map_or("", |&span| report.slice(span));
        let words: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = if slots(said).next().is_some() {
            "是模板中待填的空位；请补写或删去。"
        } else if words.contains(['增', '减', '升', '降', '平', '大', '小', '高', '低'])
            && !words.ends_with(['元', '%', '％', '人'])
        {
            "是模板中供选择的词；请按实际情况保留一个。"
        } else if words.contains(|c: char| c.is_ascii_digit()) {
            "单位重复；请删去一个。"
        } else {
            "没有数；请补写。"
        };
        format!("“{words}”{what}")
    }
}

/// Places to fill in, each with the words around it.
fn slots(text: &str) -> impl Iterator<Item = Span> + '_ {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(SLOTS).expect("the patterns are few")
    });
    let mut past = 0;
    FINDER.find_iter(text).filter_map(move |found| {
        let sign = text[found.range()].chars().next().filter(|c| SIGNS.contains(c));
        let Some(sign) = sign else { return Some(Span::new(found.start(), found.end())) };
        if found.start() < past {
            return None;
        }
        let end =
            found.end() + text[found.end()..].chars().take_while(|&c| c == sign).map(char::len_utf8).sum::<usize>();
        past = end;
        let n_signs = text[found.start()..end].chars().count();
        is_slot(&text[..found.start()], sign, n_signs, &text[end..]).then(|| around(text, found.start(), end))
    })
}

/// Whether a run of signs stands for a word: not for hidden digits, not for somebody's name, not inside a model number.
fn is_slot(before: &str, sign: char, n_signs: usize, after: &str) -> bool {
    let previous = before.trim_end_matches(is_blank).chars().next_back();
    let behind = after.trim_start_matches(is_blank);
    let next = behind.chars().next();
    // 20XX年 is the year of the template.
    if n_signs == 2 && before.ends_with("20") && behind.starts_with('年') {
        return true;
    }
    let is_code = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    if is_code(previous) || is_code(next) {
        return false;
    }
    if n_signs == 1 || LINES.contains(&sign) {
        return previous.is_some_and(is_han) && COUNTED.begin(behind);
    }
    let is_person = any_of!["同志", "先生", "女士", "等人", "某"].begin(after);
    !is_person && (previous.is_some_and(is_han) || next.is_some_and(is_han))
}

/// The signs with two characters before and three behind, within the clause.
fn around(text: &str, start: usize, end: usize) -> Span {
    let words = |c: &char| is_han(*c);
    let said = |c: &char| is_han(*c) || c.is_ascii_digit();
    let before: usize = text[..start].chars().rev().take(2).take_while(said).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take(3).take_while(words).map(char::len_utf8).sum();
    Span::new(start - before, end + after)
}

/// 增加 万元: a unit where the scan of figures missed its number, with the word before it.
fn blanks<'a>(report: &'a Report<'_>) -> impl Iterator<Item = Span> + 'a {
    let missing = report.figures.notes.iter().filter(|note| note.kind == NoteKind::NumberMissing);
    missing.filter_map(move |note| {
        let span = note.span?;
        let text = &report.document.text;
        // A slash or dash is how some offices print nothing.
        let is_blank_form = !report.slice(span).contains(['/', '／', '—', '-', '×', 'X']);
        let before = text[..span.start as usize].trim_end_matches(is_blank);
        let word: usize = before.chars().rev().take(CLAUSE).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
        let start = before.len() - word;
        let unit = &text[span.end as usize..];
        let unit_end = ["个百分点", "万元", "亿元", "元", "%", "％", "人"]
            .iter()
            .find(|u| unit.starts_with(**u))
            .map_or(0, |u| u.len());
        (is_blank_form && word > 0).then(|| Span::new(start, span.end as usize + unit_end))
    })
}

/// 98.77万元万元.
fn doubled_units<'a>(report: &'a Report<'_>) -> impl Iterator<Item = Span> + 'a {
    report.figures.figures.iter().filter_map(move |figure| {
        let words = report.slice(figure.span);
        let inside = any_of!["万元万元", "亿元亿元", "元元", "人人"].end(words);
        let unit = report.slice(figure.printed.unit);
        let rest = &report.document.text[figure.span.end as usize..];
        let behind = unit.ends_with('元') && rest.starts_with("万元");
        let end = figure.span.end as usize + if behind { "万元".len() } else { 0 };
        (inside || behind).then(|| Span::new(figure.span.start as usize, end))
    })
}

/// 增加（减少）34万元, 增长下降21%, 增加持平。
fn alternatives(report: &Report<'_>, sentence: &Sentence, into: &mut Vec<Span>) {
    let tokens = report.tokens(sentence);
    for (k, token) in tokens.iter().enumerate() {
        let Some(first) = direction(token) else { continue };
        let close = match &tokens[k + 1..] {
            [open, other, close, ..]
                if open.kind == TokenKind::Open
                    && close.kind == TokenKind::Close
                    && direction(other).is_some_and(|second| second != first)
                    && other.span.end == close.span.start =>
            {
                close
            }
            [other, ..]
                if direction(other).is_some_and(|second| second != first)
                    && matches!(between(report, token, other), "" | "/" | "／") =>
            {
                other
            }
            _ => continue,
        };
        let rest = report.document.text[close.span.end as usize..].trim_start_matches(is_blank_or_line_end);
        let next = rest.chars().next();
        // In front of a number, of the gap for one, or at the end of a clause; 增加减少成本的办法 goes on with words.
        let is_choice = first >= 3 && close.kind == TokenKind::Close;
        let ends = next.is_none_or(|c| !is_han(c) || c == '万' || c == '亿');
        let tells = (ends || is_choice) && close.span.start >= token.span.end;
        let is_heading = next.is_some_and(|c| matches!(c, '、' | '）' | ')'));
        if tells && !is_heading {
            into.push(Span { start: token.span.start, end: close.span.end });
        }
    }
}

fn between<'a>(report: &Report<'a>, a: &Token, b: &Token) -> &'a str {
    report.slice(Span { start: a.span.end, end: b.span.start.max(a.span.end) })
}

/// Up, down or unchanged; above, below or equal.
fn direction(token: &Token) -> Option<u8> {
    match token.kind {
        TokenKind::Cue(Cue::Increase) => Some(0),
        TokenKind::Cue(Cue::Decrease) => Some(1),
        TokenKind::Cue(Cue::Flat) => Some(2),
        TokenKind::Cue(Cue::Above) => Some(3),
        TokenKind::Cue(Cue::Below) => Some(4),
        TokenKind::Cue(Cue::Equals) => Some(5),
        _ => None,
    }
}
