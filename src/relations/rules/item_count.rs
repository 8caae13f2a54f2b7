use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::figures::{Approximation, Figure, FigureId, Kind, TokenKind};
use crate::relations::printed::quote;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Severity, Undecided,
};
use crate::text::script::{folded, is_blank};
use crate::text::words::Words;
use crate::text::{AnyOf, Span, any_of};

const CODE: &str = "GJ607";

/// Words between the counted noun and its list.
static OPENERS: LazyLock<Words> = LazyLock::new(|| Words::new(OPENING));

const OPENING: &[&str] = &[
    "：",
    ":",
    "，即",
    ",即",
    "，分别是",
    "，分别为",
    ",分别是",
    ",分别为",
    "，包括",
    ",包括",
    "，具体为",
    "，具体是",
    "分别是",
    "分别为",
    "（",
    "(",
];

/// Characters of the counted noun at most: 5个职能股室.
const NOUN: usize = 12;

/// Characters of one item at most: what is longer is a sentence.
const ITEM: usize = 25;

/// 所称个数与所列项数不符.
pub(super) struct ItemCount;

impl Rule for ItemCount {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "item-count-differs-from-list"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "所称个数与所列项数不符",
            what: "“内设5个股室：甲、乙、丙……”一类写明个数、随即用顿号列举的，和“内设甲、乙、丙3个股室”“甲、乙、丙，共3家”一类先列举的，\
                   个数应当等于所列项数；“5个股室和1个事业单位”合并计算。先列举而没有写“设”“辖”“分”的，相符才算作已核对。末项里的“和”“及”可能连接两项，也可能是名称的一部分，两种读法有一种相符即为相符。\
                   以“等”结尾的、逗号后可能还有项目的，不作判断。",
            source: "机构、项目的个数与名单应当一致。",
            broken: &[
                Example {
                    text: "局机关设6个股室，即办公室、救助股、基层政权股、养老股、社会事务股。",
                    message: "称6个股室，所列为5项：办公室、救助股、基层政权股、养老股、社会事务股；请核对个数和名单。",
                },
                Example {
                    text: "内设办公室、人事科、财务科4个科室，编制21名。",
                    message: "称4个科室，所列为3项：内设办公室、人事科、财务科；请核对个数和名单。",
                },
            ],
            holding: &[
                "局机关设5个股室，即办公室、救助股、基层政权股、养老股、社会事务股。",
                "局内设3个股室和1个事业单位：办公室、救助股、基层政权建设和社区治理股和慈善中心。",
                "下辖6个乡镇：城关镇、东山乡、南河乡等。",
                "建成2个养老中心、8个服务站。",
                "校内设办公室、教务处、总务处和团委4个处室。",
                "内设办公室、人事科、财务科等4个科室。",
                "由马厂、双楼、刘集5个村先行试点。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let figures = &report.figures.figures;
        let mut relations = Vec::new();
        let mut n = 0;
        while n < figures.len() {
            let counted = counted(report, n);
            n += counted.len().max(1);
            relations.extend(relation(report, &counted));
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let Some(&list) = broken.relation.places.first() else { return String::new() };
        let figures = &broken.relation.figures;
        let counts: Vec<String> =
            figures.iter().map(|&id| format!("{}{}", quote(report, id), noun(report, id))).collect();
        let Claim::Equal(_, Expr::Constant(items)) = &broken.relation.claim else { return String::new() };
        let listed: String = report.slice(list).split_whitespace().collect();
        format!("称{}，所列为{}项：{listed}；请核对个数和名单。", counts.join("、"), items.normalize())
    }
}

fn relation(report: &Report<'_>, counted: &[FigureId]) -> Option<Relation> {
    let last = report.figure(*counted.last()?);
    let n_stated: Decimal = counted.iter().map(|&id| report.figure(id).value).sum();
    let before = || list_before(report, last).filter(|list| list.is_sure || list.n_items(n_stated) == n_stated);
    let list = list_after(report, last).or_else(|| if counted.len() == 1 { before() } else { None })?;
    let n_items = list.n_items(n_stated);
    let stated = if let [one] = *counted { Expr::Figure(one) } else { Expr::sum(counted.iter().copied()) };
    let claim = Claim::Equal(stated, Expr::Constant(n_items));
    let mut relation = Relation::new(CODE, RelationKind::ItemCount, claim);
    relation.places = vec![list.span];
    relation.severity = Severity::Verify;
    relation.undecided = list.is_open.then_some(Undecided::Ambiguous);
    relation.doubt = list.is_cut_off.then_some(Undecided::Ambiguous);
    Some(relation)
}

/// The figures counted together from the `n`-th on: 5个股室和1个事业单位.
fn counted(report: &Report<'_>, n: usize) -> Vec<FigureId> {
    let figures = &report.figures.figures;
    let mut counted: Vec<FigureId> = Vec::new();
    for figure in &figures[n..] {
        let is_count = figure.kind == Kind::Count && figure.approximation == Approximation::Exact;
        let joined = counted.last().is_none_or(|&last| {
            let gap =
                Span { start: report.figure(last).span.end, end: figure.span.start.max(report.figure(last).span.end) };
            let words = folded(report.slice(gap));
            let noun = ["以及", "和", "及", "与"].iter().find_map(|word| words.strip_suffix(word));
            noun.is_some_and(|noun| !noun.is_empty() && is_noun(noun))
        });
        if !is_count || !joined {
            break;
        }
        counted.push(figure.id);
    }
    counted
}

fn is_noun(words: &str) -> bool {
    words.chars().count() <= NOUN && !words.contains([',', '、', ':', ';', '。', '(', ')'])
}

/// The words behind a count up to its list.
fn noun(report: &Report<'_>, id: FigureId) -> String {
    let rest = &report.document.text[report.figure(id).span.end as usize..];
    let end = rest.find(['，', ',', '：', ':', '（', '(', '和', '及', '与', '分', '、', '。']).unwrap_or(0);
    rest[..end].split_whitespace().collect()
}

/// 清单. What follows a count.
struct List {
    span: Span,
    /// Parts between 、.
    n_parts: usize,
    /// Words in the last part that may join two more items.
    n_joints: usize,
    /// Whether items may go on behind a comma.
    is_open: bool,
    /// Whether the line ends without a mark: it may go on.
    is_cut_off: bool,
    /// Whether the words say that it is what is counted.
    is_sure: bool,
}

impl List {
    /// How many items there are: of the readings that the words leave open, the one that agrees.
    fn n_items(&self, stated: Decimal) -> Decimal {
        let readings = self.n_parts..=self.n_parts + self.n_joints;
        let agreeing = readings.map(Decimal::from).find(|n| *n == stated);
        agreeing.unwrap_or_else(|| Decimal::from(self.n_parts))
    }
}

/// The list that an opener directly behind the noun introduces.
fn list_after(report: &Report<'_>, figure: &Figure) -> Option<List> {
    let text = &report.document.text;
    let sentence = &report.figures.sentences[figure.sentence? as usize];
    let rest = &text[figure.span.end as usize..sentence.span.end as usize];
    let noun_end = rest
        .char_indices()
        .take(NOUN + 1)
        .map(|(at, _)| at)
        .find(|&at| OPENERS.starting(&rest[at..]).next().is_some())?;
    if !is_noun(&folded(&rest[..noun_end])) {
        return None;
    }
    let (opener, ()) = OPENERS.starting(&rest[noun_end..]).max_by_key(|(opener, ())| opener.len())?;
    let start = figure.span.end as usize + noun_end + opener.len();
    let in_bracket = opener.starts_with(['（', '(']);
    let (end, closing) = list_end(&text[start..sentence.span.end as usize], in_bracket);
    let span = trimmed(text, start, start + end);
    let items: Vec<&str> = split(span.of(text));
    let listed = folded(span.of(text));
    let starts_numbered = any_of!["一是", "首先", "第一", "(一)", "(1)", "1", "①", "一、"].begin(&listed);
    let is_incomplete = listed.ends_with('等')
        || listed.contains("等") && listed.rsplit('等').next().is_some_and(|t| t.chars().count() < 8);
    let are_items = items.len() > 1 && items.iter().all(|item| (1..=ITEM).contains(&item.trim().chars().count()));
    let has_figures =
        report.tokens(sentence).iter().any(|t| matches!(t.kind, TokenKind::Figure(_)) && span.contains(t.span));
    if starts_numbered || is_incomplete || !are_items || has_figures {
        return None;
    }
    let last = folded(items.last()?);
    let inner = last.char_indices().filter(|&(at, c)| at > 0 && matches!(c, '和' | '及' | '与')).count();
    let goes_on = closing == Some('，') || closing == Some(',');
    let after = folded(&text[start + end..sentence.span.end as usize]);
    Some(List {
        span,
        n_parts: items.len(),
        n_joints: inner,
        is_cut_off: matches!(closing, None | Some('\n')),
        is_sure: true,
        is_open: goes_on && !changes_subject(after.trim_start_matches(',')),
    })
}

/// 设办公室、人事科、财务科3个科室; 甲站、乙站、丙站，共3家: the list directly before a count.
fn list_before(report: &Report<'_>, figure: &Figure) -> Option<List> {
    static SET_UP: AnyOf = AnyOf::new(&["内设", "下设", "设有", "设立", "设", "下辖", "辖", "分为", "分"]);
    let text = &report.document.text;
    let sentence = &report.figures.sentences[figure.sentence? as usize];
    let said = text[sentence.span.start as usize..figure.span.start as usize].trim_end_matches(is_blank);
    let listed = any_of!["共计", "共有", "共", "合计"].ending(said).and_then(|word| said.strip_suffix(word));
    let is_summed = listed.is_some();
    let listed = listed.unwrap_or(said).trim_end_matches(['，', ',']);
    let start = sentence.span.start as usize + list_start(listed);
    let span = trimmed(text, start, sentence.span.start as usize + listed.len());
    let items = split(span.of(text));
    let last = folded(items.last()?);
    let are_items = items.len() > 1 && items.iter().all(|item| (1..=ITEM).contains(&folded(item).chars().count()));
    let is_cut = last.ends_with('等') || last.ends_with(['的', '和', '及', '与']);
    let has_figures =
        report.tokens(sentence).iter().any(|t| matches!(t.kind, TokenKind::Figure(_)) && span.contains(t.span));
    let names_a_noun = !noun(report, figure.id).is_empty();
    (are_items && !is_cut && !has_figures && (is_summed || names_a_noun)).then(|| List {
        span,
        n_parts: items.len(),
        n_joints: last.char_indices().filter(|&(at, c)| at > 0 && matches!(c, '和' | '及' | '与')).count(),
        is_open: false,
        is_cut_off: false,
        is_sure: SET_UP
            .begin(folded(items[0]).trim_start_matches(['局', '县', '市', '区', '校', '镇', '内', '机', '关'])),
    })
}

/// Where the clause that ends a text begins: behind its last mark outside brackets.
fn list_start(text: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth = depth.saturating_sub(1),
            '，' | ',' | '；' | ';' | '。' | '：' | ':' if depth == 0 => return at + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// Whether what follows a comma speaks of something else.
fn changes_subject(words: &str) -> bool {
    static OTHER: AnyOf = AnyOf::new(&[
        "其中", "负责", "承担", "均", "共", "编制", "核定", "实有", "主要", "现有", "在职", "另", "并", "全", "纳入",
        "行政", "事业", "人员", "年末", "截至", "下设", "下辖", "所属", "属", "占", "我", "本", "办公", "核", "总",
        "管理", "无",
    ]);
    OTHER.begin(words)
}

/// Where a list ends, and the mark that ends it.
fn list_end(text: &str, in_bracket: bool) -> (usize, Option<char>) {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '）' | ')' if in_bracket => return (at, Some(c)),
            '，' | ',' | '；' | ';' | '。' | '\n' | '：' | ':' if depth == 0 => return (at, Some(c)),
            _ => {}
        }
    }
    (text.len(), None)
}

/// Parts between 、 outside brackets.
fn split(list: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    list.split(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '、' && depth == 0
    })
    .collect()
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let words = &text[start..end];
    let ahead = words.len() - words.trim_start_matches(is_blank).len();
    Span::new(start + ahead, start + words.trim_end_matches(is_blank).len().max(ahead))
}
