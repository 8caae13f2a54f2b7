use crate::figures::{Figure, Kind, TokenKind};
use crate::relations::printed::quote;
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc};
use crate::text::Span;
use crate::text::script::folded;

const CODE: &str = "GJ703";

/// Words and marks that may stand between the two forms of one amount.
const BETWEEN: &[&str] = &["大写", "小写", "人民币", "整", "正", "即", "计", "为", "(", ")", ":", ",", "¥", "￥", "."];

/// 大小写金额不符.
pub(super) struct CapitalAmount;

impl Rule for CapitalAmount {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "capital-amount-differs-from-digits"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "大写金额与小写金额不符",
            what: "大写金额（壹贰叁……）与紧接着的阿拉伯数字金额是同一笔款项的两种写法，应当相等。两者之间只能隔着括号、\
                   “大写”“小写”“人民币”等字样，否则不作为一对。",
            source: "《会计基础工作规范》第五十二条：大小写金额必须相符。",
            broken: &[Example {
                text: "公务接待支出叁万贰仟陆佰元整（36200元）。",
                message: "大写“叁万贰仟陆佰元”与小写“36200元”不符；两者是同一笔金额，请核对原始凭证。",
            }],
            holding: &[
                "公务接待支出叁万贰仟陆佰元整（32600元）。",
                "合同价（大写）叁佰贰拾陆万捌仟元整（小写¥3,268,000元）。",
                "甲项目叁万元整，乙项目36200元。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let tokens = &report.figures.tokens;
        let figures: Vec<&Figure> = tokens
            .iter()
            .filter_map(|token| if let TokenKind::Figure(id) = token.kind { Some(report.figure(id)) } else { None })
            .collect();
        let pairs = figures.windows(2).filter(|pair| is_one_amount(report, pair[0], pair[1]));
        pairs.map(|pair| relation(report, pair[0], pair[1])).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let figures = broken.relation.figures.iter().map(|&id| report.figure(id));
        let (capitals, digits): (Vec<&Figure>, Vec<&Figure>) = figures.partition(|f| is_capital(report, f));
        let said = |figures: &[&Figure]| figures.first().map_or_else(String::new, |f| quote(report, f.id));
        format!("大写“{}”与小写“{}”不符；两者是同一笔金额，请核对原始凭证。", said(&capitals), said(&digits))
    }
}

fn relation(report: &Report<'_>, a: &Figure, b: &Figure) -> Relation {
    let (capital, digits) = if is_capital(report, a) { (a, b) } else { (b, a) };
    Relation::new(CODE, RelationKind::CapitalAmount, Claim::Equal(Expr::Figure(capital.id), Expr::Figure(digits.id)))
}

fn is_capital(report: &Report<'_>, figure: &Figure) -> bool {
    report
        .slice(figure.printed.number)
        .contains(['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟'])
}

/// Whether two neighbouring figures are the two forms of one amount.
fn is_one_amount(report: &Report<'_>, a: &Figure, b: &Figure) -> bool {
    let is_pair = a.kind == Kind::Amount && b.kind == Kind::Amount && a.sentence == b.sentence;
    if !is_pair || is_capital(report, a) == is_capital(report, b) || a.span.end > b.span.start {
        return false;
    }
    let between = folded(report.slice(Span { start: a.span.end, end: b.span.start }));
    let mut rest = between.as_ref();
    while let Some(word) = BETWEEN.iter().find(|word| rest.starts_with(**word)) {
        rest = &rest[word.len()..];
    }
    // A comma alone parts two amounts; a bracket or a word joins them.
    rest.is_empty() && (between.contains(['(', ':']) || between.contains('写') || between.contains('即'))
}
