//! GJ705 高低增减之词与两数不符.

use crate::figures::{Cue, Direction, Figure, Kind, Period, Role, Sentence, Stage, TokenKind};
use crate::relations::printed::{named, quote, result};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, same_unit};
use crate::text::Span;
use crate::text::script::folded;

use super::{unchanged_wording, wording_against_budget};

const CODE: &str = "GJ705";

/// Figures back to the one that the words compare with.
const REACH: usize = 4;

/// 称增称减、称高称低而两数不然.
pub(super) struct ComparedWording;

impl Rule for ComparedWording {
    fn code(&self) -> &'static str {
        CODE
    }

    fn name(&self) -> &'static str {
        "comparison-contradicted-by-amounts"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "称“有所增加”“低于预算”等而两个数不然",
            what: "写出了本年与上年（或实际与预算、计划、目标）两个数，又说有所增加、略有下降、持平、高于、低于、未超的，\
                   说法应当与两个数的大小相符。写出增减额或增减率的由增减规则核对；“基本持平”不核对。",
            source: "文字与数字应当一致。",
            broken: &[
                Example {
                    text: "公务接待费决算3.60万元，比上年的3.50万元略有下降。",
                    message: "称“下降”，但公务接待费3.60万元比3.50万元多0.10万元；请核对文字和数字。",
                },
                Example {
                    text: "会议费预算4.00万元，实际支出4.60万元，低于预算。",
                    message: "称“低于”，但会议费4.60万元比4.00万元多0.60万元；请核对文字和数字。",
                },
                Example {
                    text: "满意度目标值95%，实际值90.2%，高于目标值。",
                    message: "称“高于”，但实际值90.2%比95%少4.8%；请核对文字和数字。",
                },
            ],
            holding: &[
                "公务接待费决算3.40万元，比上年的3.50万元略有下降。",
                "公务用车运行维护费决算6.60万元，上年6.60万元，与上年持平。",
                "机关运行经费支出88.00万元，上年为92.00万元，较上年减少，主要是压缩办公开支。",
                "会议费预算4.00万元，实际支出3.60万元，低于预算。",
                "会议费预算4.00万元，实际支出4.00万元，未超预算。",
                "满意度目标值90%，实际值95.2%，高于目标值。",
                "会议费预算4.00万元，实际支出4.60万元，培训费低于预算。",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for sentence in &report.figures.sentences {
            for (k, token) in report.tokens(sentence).iter().enumerate() {
                if let TokenKind::Cue(cue) = token.kind {
                    relations.extend(relation(report, sentence, k, cue));
                }
            }
        }
        relations
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        let said: String = broken.relation.triggers.iter().map(|&span| folded(report.slice(span))).collect();
        let (Some(now), Some(&base)) =
            (broken.relation.stated, broken.relation.figures.iter().find(|&&id| Some(id) != broken.relation.stated))
        else {
            return String::new();
        };
        let (a, b) = (report.figure(now).value, report.figure(base).value);
        let side = if a > b { "多" } else { "少" };
        let apart = (a - b).abs().checked_mul(report.figure(now).base_factor()).unwrap_or_default();
        let gap = if a == b { "相等".to_owned() } else { format!("{side}{}", result(report, now, apart)) };
        let link = if a == b { "与" } else { "比" };
        format!("称“{said}”，但{}{link}{}{gap}；请核对文字和数字。", named(report, now), quote(report, base))
    }
}

/// 比较的对象.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    /// 上年.
    Earlier,
    /// 预算、计划、目标.
    Planned,
}

impl Against {
    /// What the words name: 上年, 年初预算数, 目标值.
    fn named(words: &str) -> Option<Self> {
        const PLANS: &[&str] = &["预算", "计划", "目标", "任务", "指标", "控制数"];
        const EARLIER: &[&str] = &["上年", "去年", "上一年", "同期", "同比"];
        if EARLIER.iter().any(|word| words.contains(word)) {
            Some(Self::Earlier)
        } else {
            PLANS.iter().any(|word| words.contains(word)).then_some(Self::Planned)
        }
    }

    fn is(self, figure: &Figure) -> bool {
        let label = || figure.label.as_ref().map_or("", |label| label.text.as_str());
        match self {
            Self::Earlier => figure.period == Some(Period::Previous),
            Self::Planned => {
                matches!(figure.stage, Some(Stage::Budget | Stage::InitialBudget | Stage::AdjustedBudget))
                    || ["目标", "计划", "任务"].iter().any(|word| label().contains(word))
            }
        }
    }
}

/// Words before a comparison that leave it open or turn it round.
const OPEN: &[&str] = &["基本", "大致", "大体", "总体", "是否", "不得", "应"];

fn relation(report: &Report<'_>, sentence: &Sentence, k: usize, cue: Cue) -> Option<Relation> {
    let (before, after) = (folded(report.words_before(sentence, k)), folded(report.words_after(sentence, k)));
    let token = report.tokens(sentence)[k];
    let said = folded(report.slice(token.span));
    let is_followed = report
        .tokens(sentence)
        .get(k + 1)
        .is_some_and(|next| matches!(next.kind, TokenKind::Figure(_) | TokenKind::Cue(_)));
    let (direction, against) = match cue {
        Cue::Increase | Cue::Decrease => {
            let is_last = after.is_empty() || after.starts_with("主要") || after.starts_with("的主要");
            let direction = if cue == Cue::Increase { Direction::Up } else { Direction::Down };
            (direction, Against::named(clause_before(report, sentence, k)?.as_str()).filter(|_| is_last)?)
        }
        Cue::Above => (Direction::Up, Against::named(&after).filter(|_| is_plain(&before) && !is_followed)?),
        Cue::Below => (Direction::Down, Against::named(&after).filter(|_| is_plain(&before) && !is_followed)?),
        Cue::Flat | Cue::Equals => (Direction::Flat, Against::named(&before)?),
        _ => return None,
    };
    let is_told = wording_against_budget::compares(report, sentence, k, cue)
        || cue == Cue::Flat && unchanged_wording::compares(report, sentence, k);
    if is_told || said.ends_with('了') || OPEN.iter().any(|word| before.contains(word)) {
        return None;
    }
    let (now, base) = compared(report, sentence, k, against)?;
    let is_negated = ["未", "不", "没有", "没"].iter().any(|word| before.ends_with(word));
    let difference = Expr::difference(Expr::Figure(now.id), Expr::Figure(base.id));
    let claim = match (is_negated, direction) {
        (false, _) => Claim::Goes(difference, direction),
        (true, Direction::Up) => Claim::AtMost(Expr::Figure(now.id), Expr::Figure(base.id)),
        (true, Direction::Down) => Claim::AtMost(Expr::Figure(base.id), Expr::Figure(now.id)),
        (true, Direction::Flat) => return None,
    };
    Some(Relation {
        stated: Some(now.id),
        triggers: vec![token.span],
        ..Relation::new(CODE, RelationKind::Wording, claim)
    })
}

/// The clause of a change up to its word, the base included that may stand in it: 比上年的3.50万元略有.
fn clause_before(report: &Report<'_>, sentence: &Sentence, k: usize) -> Option<String> {
    let tokens = &report.tokens(sentence)[..k];
    let start = tokens.iter().rev().find(|t| !matches!(t.kind, TokenKind::Figure(_) | TokenKind::Cue(_)));
    let from = start.map_or(sentence.span.start, |t| t.span.end);
    let end = report.tokens(sentence)[k].span.start;
    let words = folded(report.slice(Span { start: from.min(end), end }));
    let compares = ["比", "较", "同比"].iter().any(|word| words.starts_with(word));
    // 有所增加, 略有下降: how, but not of what.
    const HOW: &[&str] = &["有所", "略有", "略", "小幅", "稍有", "大幅", "明显", "持续", "年", "元", "同比"];
    let leads = HOW.iter().any(|word| words.ends_with(word));
    (compares && leads).then_some(words.into_owned())
}

/// Whether nothing but a negation stands before the comparison: the subject is what the sentence told.
fn is_plain(before: &str) -> bool {
    matches!(before, "" | "未" | "没有" | "不" | "均" | "略" | "明显" | "实际" | "支出")
}

/// The figure that the words speak of, and the one that they compare it with: neighbours, whichever comes first.
fn compared<'a>(
    report: &'a Report<'_>,
    sentence: &Sentence,
    k: usize,
    against: Against,
) -> Option<(&'a Figure, &'a Figure)> {
    let depth = report.tokens(sentence)[k].depth;
    let before = report.tokens(sentence)[..k].iter().rev();
    let near = before.take_while(|t| t.kind != TokenKind::Semicolon).filter(|t| t.depth == depth);
    let mut figures =
        near.filter_map(|t| if let TokenKind::Figure(id) = t.kind { Some(report.figure(id)) } else { None });
    let (last, other) = (figures.next()?, figures.next()?);
    let (base, now) = match (against.is(last), against.is(other)) {
        (true, false) => (last, other),
        (false, true) => (other, last),
        _ => return None,
    };
    let is_third_alike = figures.take(REACH - 2).any(|f| same_unit(f, now) && against.is(f) && names(f, now));
    let is_level = |f: &Figure| {
        !matches!(f.role, Some(Role::Change | Role::Growth | Role::Share | Role::Completion | Role::From | Role::To))
            && matches!(f.kind, Kind::Amount | Kind::Count | Kind::PersonTimes | Kind::Percentage | Kind::Score)
    };
    (same_unit(now, base) && is_level(now) && is_level(base) && names(now, base) && !is_third_alike)
        .then_some((now, base))
}

/// Whether two figures may be of one thing: one of them tells no other name.
fn names(a: &Figure, b: &Figure) -> bool {
    const GENERAL: &[&str] = &["实际", "支出", "目标", "计划", "预算", "决算", "上年", "值", "完成", "执行", "数"];
    let name = |figure: &Figure| {
        let mut name =
            figure.label.as_ref().filter(|l| !l.inherited).map(|l| folded(&l.text).into_owned()).unwrap_or_default();
        for word in GENERAL {
            name = name.replace(word, "");
        }
        name
    };
    let (a, b) = (name(a), name(b));
    a.is_empty() || b.is_empty() || a.contains(&b) || b.contains(&a)
}
