use crate::figures::{Figure, Kind, Role, Sentence, TokenKind};
use crate::outline::ReportKind;
use crate::relations::{Broken, Example, Relation, RelationKind, Report, Rule, RuleDoc, Severity};
use crate::text::script::{fold, folded, is_blank, is_blank_or_line_end};
use crate::text::{AnyOf, Span};

const CODE: &str = "GJ801";

/// Years before the reported one that a template may have kept; older ones tell a history.
const KEPT: u16 = 3;

/// What an account of this year is about.
static ACCOUNTS: AnyOf = AnyOf::new(&[
    "收入",
    "支出",
    "预算",
    "决算",
    "三公",
    "运行经费",
    "政府采购",
    "基金",
    "拨款",
    "结转",
    "结余",
    "得分",
    "自评",
    "绩效评价",
]);

/// Words that send a sentence to another year.
static ELSEWHERE: AnyOf = AnyOf::new(&[
    "将",
    "拟",
    "计划",
    "预计",
    "打算",
    "比",
    "较",
    "相比",
    "以来",
    "结转至",
    "下达",
    "立项",
    "批复",
    "开工",
    "起",
]);

/// 年份陈旧.
pub(super) struct StaleYear;

impl Rule for StaleYear {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "stale-year"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "本年事项写成别的年份",
            what: "决算说明、自评报告里，以“某年（度）”开头讲收支、预算、得分的句子，年份应当是报告年度。比较、计划、历史沿革、\
                   句中另有报告年度的、别处有报告年度同一事项的，不算。",
            source: "报告套用上年文本时最常见的遗漏。",
            broken: &[Example {
                text: "某某局2021年度部门整体支出绩效自评报告\n一、预算情况\n2020年度政府性基金预算财政拨款收入64.00万元，全部用于社会福利。",
                message: "报告年度是2021年，此处写作“2020年度政府性基金”；请核对是否沿用了别的年度的文本。",
            }],
            holding: &[
                "某某局2021年度部门整体支出绩效自评报告\n一、预算情况\n2021年度政府性基金预算财政拨款收入64.00万元，比2020年增加2.00万元。",
                "某某局2021年度部门整体支出绩效自评报告\n一、预算情况\n2020年度基金收入62.00万元，2021年度基金收入64.00万元。",
                "某某局2021年度部门整体支出绩效自评报告\n一、打算\n2022年将压减支出3.00万元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let metadata = &report.outline.metadata;
        let looks_back = metadata.kind.is_some_and(ReportKind::looks_back);
        let Some(year) = metadata.year.filter(|_| looks_back) else { return Vec::new() };
        report.figures.sentences.iter().filter_map(|sentence| relation(report, sentence, year)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said =
            broken.relation.places.first().map_or_else(String::new, |&place| folded(report.slice(place)).into_owned());
        let year = report.outline.metadata.year.unwrap_or_default();
        format!("报告年度是{year}年，此处写作“{said}”；请核对是否沿用了别的年度的文本。")
    }
}

fn relation(report: &Report<'_>, sentence: &Sentence, year: u16) -> Option<Relation> {
    let words = report.slice(sentence.span);
    let (printed, opening) = leading_year(words)?;
    let is_near = printed != year && (year.saturating_sub(KEPT)..=year + 1).contains(&printed);
    if !is_near || words.contains(&year.to_string()) {
        return None;
    }
    let figure = first_figure(report, sentence)?;
    let before = &words[opening..(figure.span.start - sentence.span.start) as usize];
    let subject: String = before.chars().filter(|c| !is_blank(*c)).take(5).collect();
    let is_account = ACCOUNTS.stand_in(before);
    let is_elsewhere = ELSEWHERE.stand_in(before);
    let is_compared = subject.is_empty()
        || [format!("{year}年{subject}"), format!("{year}年度{subject}")]
            .iter()
            .any(|twin| report.document.text.contains(twin.as_str()));
    if !is_account || is_elsewhere || is_compared {
        return None;
    }
    let start = sentence.span.start as usize + words.len() - words.trim_start_matches(is_blank_or_line_end).len();
    let end = report.document.text[start..].char_indices().nth(11).map_or(start, |(at, _)| start + at);
    let place = Span::new(start, end.min(figure.span.start as usize).max(start));
    Some(Relation {
        severity: Severity::Verify,
        ..Relation::of_words(CODE, RelationKind::StaleYear, false, vec![place])
    })
}

/// The year that begins a sentence, and where its words go on.
fn leading_year(words: &str) -> Option<(u16, usize)> {
    let body = words.trim_start_matches(is_blank_or_line_end);
    let mut digits = String::new();
    let mut at = words.len() - body.len();
    for c in body.chars() {
        let folded = fold(c);
        if !folded.is_ascii_digit() && !is_blank(c) {
            break;
        }
        digits.extend(folded.is_ascii_digit().then_some(folded));
        at += c.len_utf8();
    }
    let rest = words[at..].strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let opens_a_span = rest
        .trim_start_matches(is_blank)
        .starts_with(|c: char| fold(c).is_ascii_digit() || "月底末初来起至到前后间—-–~～、和与".contains(c));
    let year = digits.parse().ok().filter(|year| (1990..=2100).contains(year))?;
    (!opens_a_span && digits.len() == 4).then(|| (year, words.len() - rest.len()))
}

/// The figure that the sentence is about.
fn first_figure<'a>(report: &Report<'a>, sentence: &Sentence) -> Option<&'a Figure> {
    let figures = report.tokens(sentence).iter().filter_map(|t| match t.kind {
        TokenKind::Figure(id) => Some(report.figure(id)),
        _ => None,
    });
    let mut figures = figures;
    let first = figures.next()?;
    let is_level = matches!(first.role, None | Some(Role::Total | Role::Part | Role::Balance));
    (is_level && matches!(first.kind, Kind::Amount | Kind::Score)).then_some(first)
}
