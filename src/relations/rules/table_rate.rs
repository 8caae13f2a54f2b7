//! GJ211 表内执行率、占比、控制率; GJ311 表内增减.

use crate::figures::{Figure, FigureId, Grid, GridColumn, Kind, Period, Purpose, Stage};
use crate::relations::{Broken, Claim, Example, Expr, Relation, RelationKind, Report, Rule, RuleDoc, same_unit};
use crate::text::any_of;
use crate::text::script::fold;

use super::table_sums::Rows;
use super::wording;

/// See [`RuleDoc`].
pub(super) struct TableRate;

/// See [`RuleDoc`].
pub(super) struct TableChange;

impl Rule for TableRate {
    fn code(&self) -> &'static str {
        "GJ211"
    }

    fn name(&self) -> &'static str {
        "table-rate-differs-from-columns"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "表内执行率、占比、控制率与计算不符",
            what: "执行率（完成率）栏＝执行数（决算数）栏÷预算数栏：表头写“占年初预算”的除以年初预算，写有（B/A）的照写，其余除以全年（调整）预算，没有的除以预算数；\
                   控制率栏＝实有÷编制、实际÷批复；占比栏＝本行÷合计行。预算为零、为“—”的不核对。",
            source: "《项目支出绩效自评表》《部门整体支出绩效评价基础数据表》填表说明",
            broken: &[Example {
                text: "单位：万元\n项目\t年初预算数\t全年预算数\t全年执行数\t执行率\n临时救助\t100.00\t120.00\t108.00\t92%\n",
                message: "表中临时救助执行率92%，按108.00万元÷120.00万元应为90%，相差2个百分点；“执行率”栏是两栏之比，请核对这一行。",
            }],
            holding: &[
                "单位：万元\n项目\t年初预算数\t全年预算数\t全年执行数\t执行率\n临时救助\t100.00\t120.00\t108.00\t90%\n",
                "财政供养人员情况\t编制数\t实有人数\t控制率\n机关\t21\t23\t109.52%\n",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report.figures.grids.iter().flat_map(|grid| rates(report, grid)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        explain(report, broken, "个百分点")
    }
}

impl Rule for TableChange {
    fn code(&self) -> &'static str {
        "GJ311"
    }

    fn name(&self) -> &'static str {
        "table-change-differs-from-columns"
    }

    fn doc(&self) -> RuleDoc {
        RuleDoc {
            title: "表内增减额、增减率与计算不符",
            what: "增减额栏＝本年栏−上年栏，增减率栏＝（本年−上年）÷上年。表头没有写明本年、上年两栏的不核对；上年为零的比率无意义，不判定；\
                   增减栏印正数而实际减少的，按绝对值核对。",
            source: "《部门决算报表编制说明》；审计常规：重新计算",
            broken: &[Example {
                text: "单位：万元\n项目\t上年决算数\t本年决算数\t增减额\t增减率\n公务接待费\t14.00\t12.60\t-1.40\t-11%\n",
                message: "表中公务接待费增减率-11%，按(12.60万元 − 14.00万元)÷14.00万元应为-10%，相差1个百分点；“增减率”栏是两栏之比，请核对这一行。",
            }],
            holding: &[
                "单位：万元\n项目\t上年决算数\t本年决算数\t增减额\t增减率\n公务接待费\t14.00\t12.60\t-1.40\t-10%\n",
            ],
        }
    }

    fn find(&self, report: &Report<'_>) -> Vec<Relation> {
        report.figures.grids.iter().flat_map(|grid| changes(report, grid)).collect()
    }

    fn explain(&self, report: &Report<'_>, broken: &Broken<'_>) -> String {
        explain(report, broken, "个百分点")
    }
}

fn explain(report: &Report<'_>, broken: &Broken<'_>, points: &str) -> String {
    let (Some(stated), Claim::Equal(computed, _)) = (broken.relation.stated, &broken.relation.claim) else {
        return String::new();
    };
    let figure = report.figure(stated);
    let show = |id: FigureId| {
        let figure = report.figure(id);
        let unit = if report.slice(figure.printed.unit).is_empty() { figure.unit.as_str() } else { "" };
        format!("{}{unit}", wording::printed(report, figure))
    };
    let is_percent = figure.kind == Kind::Percentage;
    let value = |v| if is_percent { wording::percent(v) } else { wording::value(report, stated, v) };
    let gap = |v: crate::quantity::Decimal| {
        if is_percent { format!("{}{points}", v.round_dp(2).normalize()) } else { wording::value(report, stated, v) }
    };
    let header = broken.relation.triggers.first().map_or("", |&span| report.slice(span));
    let header: String =
        header.chars().filter(|c| !c.is_whitespace()).take_while(|c| !matches!(c, '（' | '(')).collect();
    let what = if is_percent { "两栏之比" } else { "两栏之差" };
    format!(
        "表中{}{header}{}，按{}应为{}，相差{}；“{header}”栏是{what}，请核对这一行。",
        wording::name(report, stated),
        show(stated),
        wording::operation(computed, &show),
        broken.judged.computed.map_or_else(String::new, value),
        broken.judged.difference.map_or_else(String::new, |d| gap(d.abs())),
    )
}

/// The columns by which a rate column is the quotient of two others.
fn operands(grid: &Grid, rate: usize) -> Option<(usize, usize)> {
    if let Some(columns) = by_letters(grid, rate) {
        return Some(columns);
    }
    let column = &grid.columns[rate];
    let words: String = column.path.iter().map(|h| h.words.as_str()).collect();
    let values = || grid.columns_for(Purpose::Value);
    let says = |n: usize, words: &[&str]| {
        let head: String = grid.columns[n].path.iter().map(|h| h.words.as_str()).collect();
        words.iter().any(|w| head.contains(w))
    };
    match column.purpose {
        Purpose::Completion => {
            let done =
                values().filter(|&n| grid.columns[n].stage == Some(Stage::FinalAccount) && beside(grid, rate, n));
            let done = done.last()?;
            let of = |stage| values().find(|&n| grid.columns[n].stage == Some(stage) && beside(grid, rate, n));
            let asked = if words.contains("年初") {
                of(Stage::InitialBudget)?
            } else {
                of(Stage::AdjustedBudget).or_else(|| of(Stage::Budget)).or_else(|| of(Stage::InitialBudget))?
            };
            Some((done, asked))
        }
        Purpose::Control => {
            let done = values().filter(|&n| n < rate && says(n, &["实有", "在职", "在编", "在岗", "实际"])).last()?;
            let base = values()
                .filter(|&n| n < rate && n != done && says(n, &["编制", "批复", "预算", "核定", "概算"]))
                .last()?;
            Some((done, base))
        }
        _ => None,
    }
}

/// Whether two columns stand under the same outer headings.
fn beside(grid: &Grid, a: usize, b: usize) -> bool {
    let outer = |n: usize| {
        let path = &grid.columns[n].path;
        &path[..path.len().saturating_sub(1)]
    };
    let (a, b) = (outer(a), outer(b));
    a.is_empty() || b.is_empty() || a == b
}

/// 执行率（B/A）: the letters name the columns.
fn by_letters(grid: &Grid, rate: usize) -> Option<(usize, usize)> {
    let letters = |column: &GridColumn| -> Option<String> {
        let words = &column.path.last()?.words;
        let inner = words.strip_suffix(')')?.rsplit_once('(')?.1;
        let inner: String = inner.chars().map(fold).map(|c| c.to_ascii_uppercase()).collect();
        inner.chars().all(|c| c.is_ascii_uppercase() || c == '/').then_some(inner)
    };
    let formula = letters(&grid.columns[rate])?;
    let (a, b) = formula.split_once('/')?;
    let find = |letter: &str| {
        (0..grid.columns.len()).find(|&n| n != rate && letters(&grid.columns[n]).as_deref() == Some(letter))
    };
    Some((find(a)?, find(b)?))
}

fn rates(report: &Report<'_>, grid: &Grid) -> Vec<Relation> {
    let mut found = Vec::new();
    for rate in 0..grid.columns.len() {
        let purpose = grid.columns[rate].purpose;
        if purpose == Purpose::Share {
            found.extend(shares(report, grid, rate));
            continue;
        }
        let Some((done, base)) = operands(grid, rate) else { continue };
        for row in 0..grid.rows.len() {
            let cells = (grid.figure(row, rate), grid.figure(row, done), grid.figure(row, base));
            let (Some(stated), Some(done), Some(base)) = cells else { continue };
            let kind = if purpose == Purpose::Control { RelationKind::ControlRate } else { RelationKind::Completion };
            let comparable = same_unit(report.figure(done), report.figure(base)) && is_percent(report, stated);
            if comparable {
                let claim = Claim::Equal(Expr::percent(Expr::Figure(done), Expr::Figure(base)), Expr::Figure(stated));
                found.push(relation("GJ211", kind, claim, stated, &grid.columns[rate]));
            }
        }
    }
    found
}

fn is_percent(report: &Report<'_>, id: FigureId) -> bool {
    report.figure(id).kind == Kind::Percentage
}

fn relation(rule: &'static str, kind: RelationKind, claim: Claim, stated: FigureId, column: &GridColumn) -> Relation {
    let triggers = column.header().into_iter().collect();
    Relation { stated: Some(stated), triggers, ..Relation::new(rule, kind, claim) }
}

/// 占比: each row of the total of its column, where one total stands for all of them.
fn shares(report: &Report<'_>, grid: &Grid, rate: usize) -> Vec<Relation> {
    let Some(amount) = (0..rate).rev().find(|&n| grid.columns[n].purpose == Purpose::Value) else { return Vec::new() };
    let sums = Rows::of(grid).sums();
    let mut totals = sums.iter().filter(|s| grid.rows[s.total].total.is_some());
    let (Some(sum), None) = (totals.next(), totals.next()) else { return Vec::new() };
    let Some(whole) = grid.figure(sum.total, amount) else { return Vec::new() };
    let of_row = |&row: &usize| {
        let (stated, part) = (grid.figure(row, rate)?, grid.figure(row, amount)?);
        let fits = same_unit(report.figure(part), report.figure(whole)) && is_percent(report, stated);
        let claim = Claim::Equal(Expr::percent(Expr::Figure(part), Expr::Figure(whole)), Expr::Figure(stated));
        fits.then(|| relation("GJ211", RelationKind::Share, claim, stated, &grid.columns[rate]))
    };
    sum.parts.iter().filter_map(of_row).collect()
}

fn changes(report: &Report<'_>, grid: &Grid) -> Vec<Relation> {
    let mut found = Vec::new();
    for change in 0..grid.columns.len() {
        let purpose = grid.columns[change].purpose;
        if !matches!(purpose, Purpose::Change | Purpose::Growth) {
            continue;
        }
        let Some((now, then)) = years(report, grid, change) else { continue };
        for row in 0..grid.rows.len() {
            let cells = (grid.figure(row, change), grid.figure(row, now), grid.figure(row, then));
            let (Some(stated), Some(now), Some(then)) = cells else { continue };
            let figure = report.figure(stated);
            let fits = same_unit(report.figure(now), report.figure(then))
                && (purpose == Purpose::Growth) == (figure.kind == Kind::Percentage);
            if fits {
                found.push(changed(report, figure, now, then, &grid.columns[change]));
            }
        }
    }
    found
}

/// One change or growth. A fall that is printed without sign is doubted, not broken, where only the sign is missing.
fn changed(report: &Report<'_>, stated: &Figure, now: FigureId, then: FigureId, column: &GridColumn) -> Relation {
    let difference = Expr::difference(Expr::Figure(now), Expr::Figure(then));
    let grows = stated.kind == Kind::Percentage;
    let unsigned = !report.slice(stated.printed.number).starts_with(['-', '－', '−'])
        && !report.slice(stated.span).starts_with(['-', '－', '−', '△', '▲']);
    // 减少额, 降幅: printed without sign.
    let falls = column
        .path
        .iter()
        .any(|h| any_of!["减少", "降幅", "下降", "节约", "压减"].stand_in(&h.words) && !h.words.contains('增'));
    let difference =
        if falls && unsigned { Expr::difference(Expr::Figure(then), Expr::Figure(now)) } else { difference };
    let computed = if grows { Expr::percent(difference, Expr::Figure(then)) } else { difference };
    let kind = if grows { RelationKind::Growth } else { RelationKind::Change };
    relation("GJ311", kind, Claim::Equal(computed, Expr::Figure(stated.id)), stated.id, column)
}

/// The columns of this year and the last that a column of changes compares.
fn years(report: &Report<'_>, grid: &Grid, change: usize) -> Option<(usize, usize)> {
    let year = report.outline.metadata.year;
    let order = |n: usize| match grid.columns[n].period {
        Some(Period::Current | Period::YearEnd) => Some(i32::from(year.unwrap_or(9_999))),
        Some(Period::Previous | Period::YearStart) => Some(year.map_or(0, |y| i32::from(y) - 1)),
        Some(Period::Year(y)) => Some(i32::from(y)),
        None => None,
    };
    let near = |n: &usize| {
        *n < change && grid.columns[*n].item == grid.columns[change].item || grid.columns[*n].item.is_none()
    };
    let mut values: Vec<(i32, usize)> =
        grid.columns_for(Purpose::Value).filter(near).filter_map(|n| Some((order(n)?, n))).collect();
    values.sort_unstable();
    // 本年预算 against 上年决算 and 本年决算 against 上年决算: two columns only, or nobody knows which.
    let [(then, a), (now, b)] = values[..] else { return None };
    (then < now).then_some((b, a))
}
