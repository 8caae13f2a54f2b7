use crate::document::{Format, NoteKind};
use crate::figures::{Approximation, Direction, Kind, Role, Scope, Stage};
use crate::outline::{NumberStyle, ReportKind};
use crate::relations::{Grade, RelationKind, Severity, Strength, Undecided};

use super::shape::Shape::{Any, Boolean, Id, Integer, Named, Names, Number, Object, Text};
use super::shape::{Definition, Field, Schema, Shape, field, optional};
use super::{Output, header};

/// `gouji extract`, `pipe`, `convert`.
pub(super) fn report() -> Schema {
    let root = vec![
        optional("id", "gouji pipe 请求中的 id，原样写回", Any),
        header(Output::Report),
        field("source", "来源", Object(source())),
        field("metadata", "报告信息；报告没有写明的为 null", Object(metadata())),
        field("sections", "章节；第一个 s0 是第一个标题之前的文字，其后是各章", Named("section").list()),
        field("items", "段内的一是、二是……", Named("item").list()),
        field("figures", "全部数据，按在文中的先后", Named("figure").list()),
        field("relations", "勾稽关系：报告对自己的数据所作的断言，以及核对结果", Named("relation").list()),
        field("findings", "问题，严重的在前", Named("finding").list()),
        field("notes", "没有读懂、作了推断或搁置的地方", Named("note").list()),
        field("ledger", "核对台账：哪些数据核对过，哪些没有", Object(ledger())),
        optional("text", "文档全文（--text）", Text),
    ];
    Schema {
        output: Output::Report, title: "一份报告：章节、数据、勾稽关系、问题", root, definitions: definitions()
    }
}

/// The answer of `gouji pipe` to a bad line.
pub(super) fn error() -> Schema {
    let fields = vec![
        field("line", "标准输入的第几行", Integer),
        field("kind", "种类", Names(vec!["bad_request", "empty", "too_large", "internal"])),
        field("message", "哪里不对，该怎么办", Text),
    ];
    let root = vec![field("id", "请求中的 id；读不出时为 null", Any), field("error", "为什么没有报告", Object(fields))];
    Schema { output: Output::Error, title: "gouji pipe 对坏行的回答", root, definitions: Vec::new() }
}

pub(super) fn source() -> Vec<Field> {
    let formats = [
        Format::Txt,
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Doc,
        Format::Rtf,
        Format::Pdf,
        Format::Xlsx,
        Format::Xls,
        Format::Csv,
    ];
    vec![
        field("name", "文件名；压缩包中的为 外.zip/内.docx", Text),
        field("format", "按内容认出的格式", Names(formats.map(Format::name).to_vec())),
        field("encoding", "文字编码；格式自定编码的为 null", Text.or_null()),
        field("size", "文件的字节数", Integer),
        field("sha256", "文件的 SHA-256；没有文件的为 null", Text.or_null()),
        field("n_chars", "全文的字符数；各处 span 不超过它", Integer),
    ]
}

pub(super) fn metadata() -> Vec<Field> {
    let kinds = [
        ReportKind::DepartmentSelfEvaluation,
        ReportKind::ProjectSelfEvaluation,
        ReportKind::FiscalEvaluation,
        ReportKind::FinalAccounts,
        ReportKind::Budget,
        ReportKind::BudgetExecution,
        ReportKind::GovernmentWork,
        ReportKind::StatisticalBulletin,
        ReportKind::WorkSummary,
    ];
    vec![
        field("title", "标题", Text.or_null()),
        field("title_span", "标题的位置", Named("span").or_null()),
        field("unit", "单位名称", Text.or_null()),
        field("region", "地区", Text.or_null()),
        field("year", "报告年度", Integer.or_null()),
        field("kind", "报告种类", Names(kinds.map(ReportKind::name).to_vec()).or_null()),
    ]
}

fn ledger() -> Vec<Field> {
    let mut fields = counts();
    fields.push(field("relations", "勾稽关系按判定计数", Object(grades())));
    let mut own = vec![field("section", "章节", Named("place"))];
    own.extend(counts());
    fields.push(field("sections", "各章节自己的数据；没有数据的章节略去", Object(own).list()));
    fields
}

pub(super) fn grades() -> Vec<Field> {
    vec![
        field("exact", "一致", Integer),
        field("tail", "尾差", Integer),
        field("broken", "不符", Integer),
        field("undecided", "无法判定", Integer),
    ]
}

pub(super) fn counts() -> Vec<Field> {
    vec![
        field("figures", "数据个数", Integer),
        field("checked", "已核对", Integer),
        field("undecided", "只在无法判定的关系里", Integer),
        field("not_covered", "没有关系涉及", Integer),
        field("not_understood", "该有数而没有读懂的地方", Integer),
    ]
}

pub(super) fn definitions() -> Vec<Definition> {
    let define = |name, what, fields| Definition { name, what, fields };
    vec![
        define(
            "span",
            "位置，按全文的 Unicode 字符数；含 start，不含 end",
            vec![field("start", "第一个字符之前有多少字符", Integer), field("end", "最后一个字符之后", Integer)],
        ),
        define(
            "place",
            "所在章节",
            vec![field("id", "章节", Id('s')), field("path", "各级序数：二（一）3 为 [2,1,3]", Integer.list())],
        ),
        define(
            "origin",
            "在原文件中的出处，从 1 数起；格式里没有的不写",
            vec![
                optional("page", "页", Integer),
                optional("paragraph", "段", Integer),
                optional("line", "行", Integer),
                optional("table", "第几个表", Integer),
                optional("row", "表中的行", Integer),
                optional("column", "表中的列", Integer),
                optional("sheet", "工作表名", Text),
            ],
        ),
        define("section", "章节", section()),
        define(
            "item",
            "段内的一项：一是……",
            vec![
                field("mark", "印出的序词", Text),
                field("ordinal", "序数", Integer),
                field("list", "第几组；同一组的各项前后相承", Integer),
                field("section", "所在章节", Named("place")),
                field("span", "位置，到下一项或段末", Named("span")),
            ],
        ),
        define("figure", "一个数据", figure()),
        define("relation", "一条勾稽关系", relation()),
        define("finding", "一个问题", finding()),
        define(
            "note",
            "提示",
            vec![
                field("kind", "种类", Names(notes())),
                field("message", "是什么，怎样处理了", Text),
                field("span", "位置；关于全文的为 null", Named("span").or_null()),
                optional("origin", "出处；关于全文的没有", Named("origin")),
            ],
        ),
    ]
}

fn section() -> Vec<Field> {
    let styles = [
        NumberStyle::Part,
        NumberStyle::Clause,
        NumberStyle::Chinese,
        NumberStyle::ChineseBracketed,
        NumberStyle::Arabic,
        NumberStyle::Dotted,
        NumberStyle::ArabicBracketed,
        NumberStyle::ArabicHalfBracketed,
        NumberStyle::Circled,
        NumberStyle::Latin,
        NumberStyle::Roman,
    ];
    let own = || Id('f').list();
    vec![
        field("id", "章节编号", Id('s')),
        field("number", "印出的序号；没有的为 null", Text.or_null()),
        field("style", "印出的序号样式", Names(styles.map(NumberStyle::name).to_vec()).or_null()),
        field("path", "各级序数，按前后次序修正过；无序号的标题为 0", Integer.list()),
        field("repaired", "印出的序号与次序不合，path 已修正（另有提示）", Boolean),
        field("title", "标题，不含序号", Text),
        field("heading", "序号和标题的位置", Named("span").or_null()),
        field("span", "从标题到最后一个下级章节末尾", Named("span")),
        field("body", "自己的正文：不含标题、下级和搁置的部分", Named("span").list()),
        field("amounts", "自己的金额（万元）", own()),
        field("person_times", "自己的人次", own()),
        field("counts", "自己的数量", own()),
        field("others", "自己的其他数据", own()),
        field("children", "下级章节", Named("section").list()),
    ]
}

pub(super) fn kinds() -> Vec<&'static str> {
    let kinds = [
        Kind::Amount,
        Kind::PersonTimes,
        Kind::Count,
        Kind::Percentage,
        Kind::PercentagePoints,
        Kind::Rate,
        Kind::Score,
        Kind::Multiple,
        Kind::OtherMeasure,
    ];
    kinds.map(Kind::name).to_vec()
}

fn figure() -> Vec<Field> {
    let approximations = [
        Approximation::Exact,
        Approximation::Over,
        Approximation::About,
        Approximation::Under,
        Approximation::AtLeast,
        Approximation::AtMost,
        Approximation::Range,
    ];
    let stages = [
        Stage::InitialBudget,
        Stage::AdjustedBudget,
        Stage::Budget,
        Stage::FinalAccount,
        Stage::CarryOver,
        Stage::Income,
        Stage::Expenditure,
    ];
    let scopes = [
        Scope::FiscalAppropriation,
        Scope::GeneralPublicBudget,
        Scope::GovernmentFund,
        Scope::StateCapital,
        Scope::SocialInsurance,
        Scope::NonFiscal,
        Scope::OwnLevel,
        Scope::WholeSystem,
        Scope::Special,
    ];
    let roles = [
        Role::Total,
        Role::Part,
        Role::Change,
        Role::Growth,
        Role::Share,
        Role::Completion,
        Role::Average,
        Role::UnitPrice,
        Role::Balance,
        Role::From,
        Role::To,
        Role::Base,
    ];
    let printed =
        vec![field("number", "印出的数，连同符号和分隔", Text), field("unit", "印出的单位；在别处声明的为空", Text)];
    let ledger_states = vec!["checked", "undecided", "not_covered"];
    [
        vec![
            field("id", "数据编号", Id('f')),
            field("section", "所在章节", Named("place")),
            field("kind", "种类：金额、人次、数量、百分比、百分点、标准、分、倍数、其他", Names(kinds())),
            field("text", "原文：符号、约数词、数、单位", Text),
            field("printed", "印出的数和单位", Object(printed)),
            field("span", "位置", Named("span")),
            field("origin", "出处", Named("origin")),
            field("value", "值，以 unit 计；印出几位就是几位，不经浮点", Number),
            field("unit", "规范单位：金额一律万元，人次，量词，%，元/月……", Text),
            field("per", "单价的每一单位：月、人、人·月……", Text.or_null()),
        ],
        bounds(),
        vec![
            field(
                "approximation",
                "约数：exact 恰为 over 余 about 约 under 近 at_least 以上 at_most 以内 range 区间",
                Names(approximations.map(Approximation::name).to_vec()),
            ),
            field("in_words", "用“无”“为零”等文字表示的零", Boolean),
            field("label", "名目：原文中说明这是什么数的字；拿不准的为 null", Text.or_null()),
            field("label_span", "名目的位置", Named("span").or_null()),
            field("indicator", "指标：规范后的名目，可以相互比较的数据相同", Text.or_null()),
            field("action", "动作：发放、建成、完成", Text.or_null()),
            field("stage", "预算阶段", Names(stages.map(Stage::name).to_vec()).or_null()),
            field("period", "期间：本年、上年、年初、年末，或年份", Text.or_null()),
            field("scope", "口径", Names(scopes.map(Scope::name).to_vec()).or_null()),
            field("role", "角色：合计、其中、增减、占比……", Names(roles.map(Role::name).to_vec()).or_null()),
            field("subject", "增减、比率、均数所说的那个数", Id('f').or_null()),
            field(
                "direction",
                "增减方向",
                Names([Direction::Up, Direction::Down, Direction::Flat].map(Direction::name).to_vec()).or_null(),
            ),
            field("item", "量词后面说明数的是什么的字", Text.or_null()),
            field("state", "checked 已核对 undecided 无法判定 not_covered 无关系涉及", Names(ledger_states)),
            field("relations", "涉及它的关系", Id('r').list()),
        ],
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn bounds() -> Vec<Field> {
    vec![
        field("low", "区间下端；没有下限的为 null", Number.or_null()),
        field("high", "区间上端；没有上限的为 null", Number.or_null()),
        field("low_open", "下端本身不算在内", Boolean),
        field("high_open", "上端本身不算在内", Boolean),
    ]
}

fn relation() -> Vec<Field> {
    let grades = [Grade::Exact, Grade::Tail, Grade::Broken, Grade::Undecided(Undecided::Ambiguous)];
    let reasons = [
        Undecided::OperandMissing,
        Undecided::ZeroBase,
        Undecided::ScopeUnknown,
        Undecided::Ambiguous,
        Undecided::OutOfRange,
    ];
    let trigger = vec![field("text", "原文", Text), field("span", "位置", Named("span"))];
    let strengths = [Strength::Stated, Strength::Inferred];
    [
        vec![
            field("id", "关系编号", Id('r')),
            field("rule", "规则代号", Text),
            field("kind", "种类", Names(relation_kinds())),
            field("figures", "所涉的全部数据，包括结果", Id('f').list()),
            field("expression", "算式；只关文字的为空", Text),
            field("triggers", "表明这一断言的字词", Object(trigger).list()),
            field(
                "strength",
                "stated 报告写明或制度规定，inferred 由我们推断",
                Names(strengths.map(Strength::name).to_vec()),
            ),
            field(
                "grade",
                "exact 一致 tail 尾差 broken 不符 undecided 无法判定",
                Names(grades.map(Grade::name).to_vec()).or_null(),
            ),
            field("undecided", "无法判定的原因", Names(reasons.map(Undecided::reason).to_vec()).or_null()),
            field("computed", "算出的值，以 unit 计", Number.or_null()),
        ],
        bounds(),
        vec![
            field("stated", "报告所写的值", Number.or_null()),
            field("stated_figure", "写明结果的数据", Id('f').or_null()),
            field("difference", "所写减去算出", Number.or_null()),
            field("unit", "以上各数的单位", Text.or_null()),
        ],
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn relation_kinds() -> Vec<&'static str> {
    use RelationKind as K;
    [
        K::Total,
        K::Bound,
        K::Completion,
        K::Share,
        K::Growth,
        K::Change,
        K::Step,
        K::Product,
        K::Average,
        K::Same,
        K::TextTable,
        K::Balance,
        K::PercentTotal,
        K::Range,
        K::Grim,
        K::Order,
        K::Permutation,
        K::ItemCount,
        K::Sequence,
        K::Structure,
        K::Zero,
        K::Wording,
        K::StaleYear,
        K::ControlRate,
        K::Score,
        K::CapitalAmount,
        K::Residue,
        K::Date,
        K::Duplicate,
        K::AcrossYears,
    ]
    .map(RelationKind::name)
    .to_vec()
}

fn finding() -> Vec<Field> {
    let evidence = vec![
        field("figure", "数据；只是字词的为 null", Id('f').or_null()),
        field("text", "原文", Text),
        field("span", "位置", Named("span")),
        field("section", "所在章节", Named("place")),
        field("origin", "出处", Named("origin")),
    ];
    let suspect = vec![
        field("figure", "可能写错的数据", Id('f')),
        field("proposed", "应为（以印出的单位计）；不止一种改法的为 null", Number.or_null()),
        field("slip", "怎样写错的", Text.or_null()),
    ];
    let severities = [Severity::Mandatory, Severity::Verify, Severity::Hint];
    vec![
        field("rule", "规则代号", Text),
        field("name", "规则名称：毛病是什么", Text),
        field("severity", "严重程度", Names(severities.map(Severity::name).to_vec())),
        field("message", "什么不符、差多少；为什么应当相符；请核对什么", Text),
        field("arithmetic", "算式；只关文字的为 null", Text.or_null()),
        field("section", "第一个数据所在章节", Named("place")),
        field("evidence", "依据：每个数据和字词的位置", Object(evidence).list()),
        field("relations", "它所说明的关系", Id('r').list()),
        field("suspects", "疑点，最可能的在前", Object(suspect).list()),
        field("cause", "怎样出的错，看得出的才有", Text.or_null()),
        field("fingerprint", "指纹：报告别处改动时不变", Shape::Text),
    ]
}

fn notes() -> Vec<&'static str> {
    [
        NoteKind::Encoding,
        NoteKind::Unreadable,
        NoteKind::SetAside,
        NoteKind::NumberRepaired,
        NoteKind::NumberMissing,
        NoteKind::UnitUnclear,
        NoteKind::NumberUnclear,
        NoteKind::LabelUnclear,
        NoteKind::TableUnclear,
        NoteKind::Limit,
    ]
    .map(NoteKind::name)
    .to_vec()
}
