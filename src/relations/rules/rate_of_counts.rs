//! GJ207 某某率＝两数之比: 参检率, 结案率, 回收率, 完成率 of counts.

use crate::figures::{Figure, Kind, Role, Stage};
use crate::quantity::Decimal;
use crate::relations::{
    Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, Strength, Undecided, is_level,
    printed, same_unit,
};
use crate::text::{AnyOf, Span};

use super::{due, wording};

/// How many figures before the rate may be its two counts.
const REACH: usize = 4;

/// Rates that compare periods or standards rather than two counts beside them.
static OTHER_RATES: AnyOf = AnyOf::new(&[
    "增长",
    "下降",
    "增幅",
    "降幅",
    "变动",
    "增速",
    "利率",
    "税率",
    "汇率",
    "控制率",
    "失业",
    "出生",
    "死亡",
    "自给",
]);

/// What is left of one number beside another: nothing tells which of the two its rate is taken of.
static REMAINDERS: AnyOf =
    AnyOf::new(&["节约", "结余", "节余", "审减", "核减", "压减", "下浮", "超支", "结转", "减少", "降低"]);

/// See [`RuleDoc`].
pub(super) struct RateOfCounts;

impl Rule for RateOfCounts {
    fn code(&self) -> &'static str {
        "GJ207"
    }

    fn name(&self) -> &'static str {
        "rate-differs-from-counts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "比率与前面的两个数不符",
            what: "参检率、结案率、回收率、到位率一类的比率，等于前面同单位的两个数之比。比率的名称取自其中一个数（结案67件，结案率…）时核对；\
                   名称没有说明是哪两个数的，对得上的记为一致，对不上的不判定。",
            source: "《预算绩效评价指标体系框架》：产出质量、时效类比率",
            broken: &[Example {
                text: "立案查处欠薪案件68件，结案67件，结案率95.8%。",
                message: "结案率所写95.8%，按67件÷68件应为98.53%，相差2.73个百分点；“结案率”表明是两数之比，请核对欠薪案件、结案。",
            }],
            holding: &[
                "立案查处欠薪案件68件，结案67件，结案率98.5%。",
                "安装设备300台，维护280台，完好率98%。",
                "新建幼儿园1所，公办幼儿园达7所，公办率77.9%。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report.figures.figures.iter().filter(|f| is_rate(f)).flat_map(|rate| readings(report, rate)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        wording::quotient(
            report,
            broken,
            &broken.relation.stated.map_or_else(String::new, |id| wording::name(report, id)),
        )
    }
}

fn is_rate(figure: &Figure) -> bool {
    let Some(label) = figure.label.as_ref().filter(|l| !l.inherited) else { return false };
    figure.kind == Kind::Percentage
        && figure.cell.is_none()
        && matches!(figure.role, None | Some(Role::Completion | Role::Part))
        && (stem(&label.text).is_some() || known(&label.text).is_some())
        && !OTHER_RATES.stand_in(&label.text)
}

/// Names of the two numbers of a rate that every statistician knows.
fn known(name: &str) -> Option<(&'static str, &'static str)> {
    const KNOWN: &[(&str, &str, &str)] =
        &[("存贷比", "贷款", "存款"), ("城镇化率", "城镇", "常住"), ("收入利润率", "利润", "收入")];
    KNOWN.iter().find(|(rate, ..)| name.ends_with(rate)).map(|(_, done, base)| (*done, *base))
}

/// The last figure of each name.
fn of_names<'a>(before: &[&'a Figure], (done, base): (&str, &str)) -> Option<(&'a Figure, &'a Figure)> {
    let last = |name: &str| {
        let holds = |f: &&&Figure| f.label.as_ref().is_some_and(|label| label.text.contains(name));
        before.iter().rev().find(holds).copied()
    };
    Some((last(done)?, last(base)?)).filter(|(done, base)| done.id != base.id)
}

/// What a rate is of: 结案 of 结案率, 满意 of 满意度, 亏损 of 亏损面.
fn stem(name: &str) -> Option<&str> {
    const ENDINGS: &[&str] = &["率", "满意度", "亏损面"];
    let ending = ENDINGS.iter().find(|ending| name.ends_with(**ending))?;
    Some(name.trim_end_matches(ending.chars().next_back()?))
}

/// The rate as the quotient of two figures before it.
fn readings(report: &Report<'_>, rate: &Figure) -> Vec<Relation> {
    let Some(label) = rate.label.as_ref() else { return Vec::new() };
    let Some((n, sentence)) = report.sentence_of(rate.id) else { return Vec::new() };
    let mut before: Vec<&Figure> = report.figures_in(sentence).filter(|f| f.id < rate.id && counts(f)).collect();
    if before.len() < 2
        && let Some(previous) = n.checked_sub(1).and_then(|p| report.figures.sentences.get(p as usize))
        && previous.paragraph == sentence.paragraph
    {
        let mut earlier: Vec<&Figure> = report.figures_in(previous).filter(|f| counts(f)).collect();
        earlier.append(&mut before);
        before = earlier;
    }
    // Amounts with a completion rate are GJ201's.
    if rate.role == Some(Role::Completion) {
        before.retain(|f| f.kind != Kind::Amount);
    }
    let from = before.len().saturating_sub(REACH);
    let before = &before[from..];
    let of = |kind, done: Expr, base: Expr| {
        let claim = Claim::Equal(Expr::percent(done, base), Expr::Figure(rate.id));
        Relation {
            stated: Some(rate.id),
            triggers: vec![label.span],
            strength: Strength::Inferred,
            choice: Some(rate.id.0),
            ..Relation::new("GJ207", kind, claim)
        }
    };
    let reading = |kind, done: &Figure, base: &Figure| of(kind, Expr::Figure(done.id), Expr::Figure(base.id));
    let told = known(&label.text).map_or_else(
        || told(report, before, rate, &label.text),
        |names| of_names(before, names).filter(|(done, base)| same_unit(done, base)),
    );
    let paired = || due::before_rate(report, rate).filter(|pair| pair.is_sure && pair.done.kind != Kind::Amount);
    let told = told.or_else(|| {
        let pair = paired().filter(|_| rate.role == Some(Role::Completion))?;
        Some((pair.done, pair.due))
    });
    if let Some((done, base)) = told {
        return vec![reading(RelationKind::Share, done, base)];
    }
    let open = |kind, done, base| Relation { doubt: Some(Undecided::Ambiguous), ..reading(kind, done, base) };
    let mut found = Vec::new();
    for (k, later) in before.iter().enumerate().rev() {
        for earlier in before[..k].iter().rev().filter(|b| same_unit(b, later)) {
            let (done, base) = if is_due(later) && !is_due(earlier) { (earlier, later) } else { (later, earlier) };
            found.push(open(RelationKind::Share, done, base));
            // 窗口办件4.37万件，网上办件3.16万件，网办率: the two together are all.
            if are_siblings(done, base) {
                let both = Expr::sum([base.id, done.id]);
                let all = of(RelationKind::Share, Expr::Figure(done.id), both);
                found.push(Relation { doubt: Some(Undecided::Ambiguous), ..all });
            }
        }
    }
    // 目标138张，…完成率115%: the base under the same name elsewhere.
    if let Some(done) = before.last()
        && let Some(indicator) = done.indicator.as_deref().filter(|i| i.chars().count() >= 2)
    {
        let targets = report.of_indicator(indicator).iter().map(|&id| report.figure(id));
        let is_target = |b: &&Figure| b.id < done.id && b.section != done.section && is_level(b) && same_unit(b, done);
        found.extend(targets.filter(is_target).take(2).map(|base| open(RelationKind::Completion, done, base)));
    }
    found
}

/// 结案67件，结案率: the count that the name of the rate takes up, and what it is taken from.
fn told<'a>(report: &Report<'_>, before: &[&'a Figure], rate: &Figure, name: &str) -> Option<(&'a Figure, &'a Figure)> {
    let stem = stem(name).filter(|stem| !REMAINDERS.stand_in(stem))?;
    // 就业627人，其中直接就业381人、升学246人，就业率: the whole, not one of its parts.
    let fit = |f: &&&Figure| takes_up(f, stem).map(|fit| (fit, report.group_of(f.id).is_none()));
    let best = before.iter().filter_map(|f| fit(&f)).max()?;
    let mut named = before.iter().copied().filter(|f| fit(&f) == Some(best) && !is_due(f));
    // 很满意224人，满意80人，满意率: nothing says which of them count.
    let (done, None) = (named.next()?, named.next()) else { return None };
    let others =
        || before.iter().rev().copied().filter(|b| b.id != done.id && same_unit(b, done) && b.role != Some(Role::Part));
    let base = others()
        .find(|b| is_due(b))
        .or_else(|| others().find(|b| b.id < done.id))
        .filter(|base| !is_left_of_spent(base, done) && (divides(report, base, done) || !are_siblings(base, done)))?;
    let fits = done.value <= base.value || rate.value > Decimal::ONE_HUNDRED;
    let is_named = divides(report, base, done) || is_drawn_from(report, base);
    let is_whole = is_named || shares_ending(base, done);
    let is_beside = stands_beside(report, base, done);
    let is_told = is_whole || is_due(base) || best.0 == OWN_WORD && is_beside;
    (is_told && (fits || is_named && is_beside)).then_some((done, base))
}

/// 企业80家，其中亏损企业12家: whether the words make one a part of the other.
fn divides(report: &Report<'_>, whole: &Figure, part: &Figure) -> bool {
    report.group_of(part.id).is_some_and(|group| group.total == whole.id)
}

/// 窗口办件, 网上办件: two kinds of one thing, neither of which is the whole.
fn are_siblings(a: &Figure, b: &Figure) -> bool {
    let Some((a, b)) = a.label.as_ref().zip(b.label.as_ref()) else { return false };
    let shared = a.text.chars().rev().zip(b.text.chars().rev()).take_while(|(x, y)| x == y).count();
    let own = |name: &str| name.chars().count() - shared;
    shared >= 2 && own(&a.text) >= 1 && own(&b.text) >= 1 && !is_whole_name(&a.text) && !is_whole_name(&b.text)
}

/// The name of a count holds the last word of the stem itself.
const OWN_WORD: u8 = 2;

/// How well the name of a count answers to the stem of a rate: its last word, the same characters turned round, or
/// another word of it.
fn takes_up(figure: &Figure, stem: &str) -> Option<u8> {
    let label = figure.label.as_ref()?;
    let chars: Vec<char> = stem.chars().collect();
    let last = chars.last_chunk::<2>()?;
    let word = |pair: &[char]| label.text.contains(&pair.iter().collect::<String>());
    if word(last) {
        Some(OWN_WORD)
    } else if last.iter().all(|c| label.text.contains(*c)) {
        Some(1)
    } else {
        chars.windows(2).any(word).then_some(0)
    }
}

/// 总支出20227万元，收支结余258万元，结余率: what is left is measured against what came in.
fn is_left_of_spent(base: &Figure, done: &Figure) -> bool {
    let says = |f: &Figure, words: &[&str]| f.label.as_ref().is_some_and(|l| words.iter().any(|w| l.text.contains(w)));
    says(done, &["结余", "结转", "盈余", "利润"]) && says(base, &["支出", "成本"])
}

/// 应参保, 应检: what there should be, wherever it stands.
fn is_due(figure: &Figure) -> bool {
    figure.label.as_ref().is_some_and(|label| !label.inherited && label.text.starts_with('应'))
}

/// 参加高考620人，本科上线434人: two counts of one clause after the other.
fn stands_beside(report: &Report<'_>, base: &Figure, done: &Figure) -> bool {
    let is_count =
        |f: &Figure| !matches!(f.role, Some(Role::To | Role::From | Role::Change)) && f.stage != Some(Stage::CarryOver);
    let words = Span { start: base.span.end, end: done.span.start.max(base.span.end) };
    done.id.0 == base.id.0 + 1
        && base.unit == done.unit
        && printed::factor(report, base) == printed::factor(report, done)
        && is_count(base)
        && is_count(done)
        && !report.slice(words).contains(['；', ';', '。'])
}

/// 应、立案、查处、发放…: names and verbs of what something else is counted of.
fn is_whole_name(words: &str) -> bool {
    static WHOLE: AnyOf = AnyOf::new(&[
        "应", "立案", "查处", "发放", "受理", "收集", "计划", "目标", "抽查", "抽取", "抽检", "申报", "申请", "发出",
        "总", "参加", "发现", "排查", "有效", "回收", "收回", "走访", "访问", "送检", "检测", "常住", "毕业",
    ]);
    WHOLE.stand_in(words)
}

/// Whether the verb or name of a count says that others are taken from it.
fn is_drawn_from(report: &Report<'_>, base: &Figure) -> bool {
    base.action.is_some_and(|action| is_whole_name(report.slice(action)))
        || base.label.as_ref().is_some_and(|label| is_whole_name(&label.text))
}

/// Whether the name of the later count ends with a word of the earlier one.
fn shares_ending(base: &Figure, done: &Figure) -> bool {
    let Some((base, done)) = base.label.as_ref().zip(done.label.as_ref()) else { return false };
    let tail: Vec<char> = done.text.chars().rev().take(2).collect();
    let shared: String = tail.into_iter().rev().collect();
    shared.chars().count() == 2 && base.text.contains(&shared)
}

/// Counts of any kind, and amounts where the completion rule does not speak.
fn counts(figure: &Figure) -> bool {
    is_level(figure) && figure.cell.is_none() && !figure.in_words && figure.kind != Kind::Score
}
