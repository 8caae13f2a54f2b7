//! 承前. Figures whose own words only tell what was done or reckoned: 投入315万元, 人均1.2万元, 共498人, （小写36200元）.

use crate::text::script::{is_blank, is_han};
use crate::text::{AnyOf, Span};

use super::scan::Piece;
use super::{Figure, FigureId, Kind, Role, TokenKind, label};

/// 承前的话. What the words before a figure tell in place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silent {
    /// 支出, 投入, 拨付: money that went to what was told before.
    Deed,
    /// 人均, 户均, 平均每座.
    Mean,
    /// 共, 合计, 计.
    Sum,
    /// 中有4项: some of the figure before it.
    Among,
    /// （小写¥36200元）, （精确数为38264.5万元）: the figure before it once more.
    Again,
}

static DEEDS: AnyOf = AnyOf::new(&[
    "支出",
    "投入",
    "拨付",
    "兑付",
    "支付",
    "付出",
    "用款",
    "发放",
    "补助",
    "兑现",
    "使用",
    "金额",
    "价款",
    "总价",
    "耗资",
    "花费",
    "支付金额",
    "发放金额",
    "支出金额",
    "结算价",
    "奖补",
    "据实支付",
    "完成支付",
]);

/// What the words between `start` and the number at `end` tell; `None` where they name something.
pub(super) fn of(text: &str, start: usize, end: usize, kind: Kind) -> Option<Silent> {
    let printed = &text[start..end];
    let opened = text[..start].ends_with(['（', '(']);
    let bare = || printed.chars().filter(|&c| is_han(c)).collect::<String>();
    if opened && matches!(bare().as_str(), "小写" | "大写" | "即" | "精确数" | "精确数为" | "合" | "折合" | "")
    {
        return Some(Silent::Again);
    }
    if label::stand_apart(printed) {
        let joined = label::plain(printed);
        return of(&joined, 0, joined.len(), kind);
    }
    let from = label::strip_leading(text, start, end);
    let rest = label::plain(&text[from..end]);
    let rest = rest.trim_end_matches(['约', '为', '达', '了', '近', '共', '计', '仅', '：', ':']);
    if rest.is_empty() {
        let bare = bare();
        let sums = bare.ends_with(['共', '计']) || bare.ends_with("共为") || bare.ends_with("计为");
        return match bare.as_str() {
            // 日均400吨, 月均33万元.
            "日均" | "月均" | "年均" => Some(Silent::Mean),
            _ => sums.then_some(Silent::Sum),
        };
    }
    // 扶持3家，各2万元.
    if rest == "各" && matches!(kind, Kind::Amount | Kind::Rate) {
        return Some(Silent::Deed);
    }
    if matches!(rest, "合" | "总" | "小" | "以上相加" | "两者" | "两项" | "三项" | "相加") {
        return Some(Silent::Sum);
    }
    if matches!(rest, "中有" | "中仅有" | "中只有" | "中尚有" | "中有的") {
        return Some(Silent::Among);
    }
    let rest = rest.strip_suffix("投入").filter(|mean| mean.ends_with('均')).unwrap_or(rest);
    let is_mean = rest.ends_with('均') && rest.chars().count() <= 3
        || (rest.starts_with("平均每") || rest.starts_with('每') && rest.ends_with("平均"))
            && rest.chars().count() <= 6;
    if is_mean || rest == "平均" {
        return Some(Silent::Mean);
    }
    let is_money = matches!(kind, Kind::Amount | Kind::Rate);
    // 每天补助4元 names what is paid, 共补助4万元 the deed.
    let is_price = matches!(rest, "补助" | "奖补") && printed.contains('每');
    (is_money && !is_price && DEEDS.hold(rest)).then_some(Silent::Deed)
}

/// The name that a silent figure takes over from those before it in its sentence.
pub(super) fn taken_over(
    silent: Silent,
    kind: Kind,
    unit: &str,
    pieces: &[Piece],
    k: usize,
    made: &[Option<FigureId>],
    figures: &[Figure],
) -> Option<Span> {
    let figure = |j: usize| made[j].map(|id| &figures[id.0 as usize]);
    let within = |stops: fn(&TokenKind) -> bool| {
        (0..k).rev().take_while(move |&j| !matches!(&pieces[j], Piece::Token(kind, _) if stops(kind)))
    };
    let sentence = || within(|kind| *kind == TokenKind::Stop);
    let clause = || within(|kind| matches!(kind, TokenKind::Stop | TokenKind::Semicolon));
    // 直补资金每人600元，移民3450人，共发放207万元: the sum is of what has the price.
    if matches!(silent, Silent::Deed | Silent::Sum) && kind == Kind::Amount {
        let near = clause().filter_map(figure).take(2);
        let price = near.filter(|f| f.role == Some(Role::UnitPrice)).find_map(name);
        if price.is_some() {
            return price;
        }
    }
    match silent {
        Silent::Among => k.checked_sub(1).and_then(|_| clause().find_map(figure)).and_then(name),
        Silent::Again => k.checked_sub(2).and_then(figure).and_then(name),
        Silent::Deed => {
            let told = clause().filter_map(figure).find(|f| !is_rate(f))?;
            name(told).filter(|_| told.label.as_ref().is_some_and(|l| !is_flow(&l.text)))
        }
        Silent::Mean => {
            let is_money = matches!(kind, Kind::Amount | Kind::Rate);
            let totals = || {
                let amounts = sentence().filter_map(figure).filter(|f| is_money && f.kind == Kind::Amount);
                amounts.filter(|f| !matches!(f.role, Some(Role::Change | Role::Base)))
            };
            // 公务用车运行11万元、公务接待3万元，…；公务用车3辆，辆均3.8万元: the total whose name the counted begins.
            let counted = clause().find_map(figure).filter(|f| f.kind == Kind::Count).and_then(|f| f.label.as_ref());
            let of_counted = counted.and_then(|counted| {
                totals().find(|f| f.label.as_ref().is_some_and(|l| l.text.starts_with(counted.text.as_str())))
            });
            let total = of_counted.or_else(|| totals().next());
            total.or_else(|| sentence().filter_map(figure).find(|f| !is_rate(f))).and_then(name)
        }
        Silent::Sum => {
            // 城市低保642户918人、农村低保2105户3377人，合计2747户: each item tells two numbers.
            let is_listed = |f: &&Figure| f.unit == unit && f.kind == kind;
            let is_people = |f: &&Figure| is_listed(f) || kind == Kind::Count && f.kind == Kind::Count;
            let parts: Vec<&Figure> = clause().filter_map(figure).take_while(is_people).filter(is_listed).collect();
            match parts.as_slice() {
                [] => clause().filter_map(figure).find(|f| !is_rate(f)).and_then(name),
                [_] => None,
                [last, ..] => common_end(&parts).and_then(|len| {
                    let label = last.label.as_ref()?;
                    // A name that a line end parts is longer as printed than as read.
                    let is_whole = label.text.len() == label.span.len();
                    let end = label.span.end as usize;
                    (is_whole && len <= label.text.len()).then(|| Span::new(end - len, end))
                }),
            }
        }
    }
}

fn name(figure: &Figure) -> Option<Span> {
    figure.label.as_ref().map(|label| label.span)
}

/// 执行率98%: no thing that money goes to.
fn is_rate(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Percentage | Kind::PercentagePoints | Kind::Multiple | Kind::Score)
}

/// 收入, 结转, 预算: behind them 支出 is an item of its own.
fn is_flow(label: &str) -> bool {
    static FLOWS: AnyOf = AnyOf::new(&[
        "收入",
        "结转",
        "结余",
        "预算",
        "预算数",
        "追加",
        "来源",
        "支出",
        "总额",
        "到位",
        "拨款",
        "资金",
        "指标",
        "投资",
        "总投资",
        "补助收入",
        "贷款",
        "自筹",
        "配套",
        "债券",
    ]);
    FLOWS.end(label)
}

/// The bytes at the end that all names share, at least two characters: 机关编制, 事业编制.
fn common_end(parts: &[&Figure]) -> Option<usize> {
    let mut labels = parts.iter().map(|f| f.label.as_ref().map(|l| l.text.as_str()));
    let first = labels.next()??;
    let mut shared = first;
    for label in labels {
        let label = label?;
        let n =
            shared.chars().rev().zip(label.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        shared = &shared[shared.len() - usize::min(n, shared.len())..];
    }
    (shared.chars().count() >= 2 && !shared.contains(is_blank)).then_some(shared.len())
}
