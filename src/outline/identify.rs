//! What a report says about itself: title, unit, region, year, kind.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::{BlockKind, Document};
use crate::text::{Span, script};

use super::aside::{Aside, HEADER};
use super::{Metadata, ReportKind};

/// How far into the text a title, a unit or a kind is looked for, in bytes.
const HEAD: usize = 4000;
/// Longest title, in characters.
const LONGEST: usize = 70;

/// Reads the metadata; `before` is where the first heading stands.
pub(super) fn identify(document: &Document, asides: &[Aside], before: usize) -> Metadata {
    let text = document.text.as_str();
    let header = |name: &str| header_field(text, asides, name);
    let title = header("标题")
        .or_else(|| title_line(document, asides, before))
        .or_else(|| title_within(text, before))
        .map(|span| trim(text, span));
    let words = title.map_or(String::new(), |span| unwrapped(span.of(text)));
    let head = clip(text, HEAD);
    let kind = kind_of(&script::folded(&words)).or_else(|| kind_of_text(head));
    let unit = unit_of_title(&words)
        .or_else(|| header("发布机构").map(|s| s.of(text).trim().to_owned()).filter(|u| unit_of_title(u).is_some()))
        .or_else(|| unit_field(head))
        .or_else(|| unit_line(document, asides))
        .or_else(|| unit_of_text(&text[skip_header(asides)..]));
    let region = unit.as_deref().and_then(region_of).or_else(|| region_of(&words)).map(str::to_owned);
    let year = match kind {
        Some(ReportKind::GovernmentWork) => reviewed_year(head).or_else(|| year_of(&words)),
        _ => title.and_then(|t| year_below(text, t)).or_else(|| year_of(&words)).or_else(|| usual_year(text)),
    };
    Metadata {
        title: title.map(|_| words.clone()).filter(|w| !w.is_empty()),
        title_span: title.filter(|s| !s.is_empty()),
        unit,
        region,
        year,
        kind,
    }
}

/// Names under which the reporting unit may begin a sentence, longest first.
pub(super) fn subjects(metadata: &Metadata) -> Vec<String> {
    let Some(unit) = &metadata.unit else { return Vec::new() };
    let mut names = vec![unit.clone()];
    for (i, c) in unit.char_indices() {
        let rest = &unit[i + c.len_utf8()..];
        if "省市县区州旗".contains(c) && rest.chars().count() >= 2 {
            // 平潭综合实验区教育局 is also 区教育局 and 教育局.
            names.push(unit[i..].to_owned());
            names.push(rest.to_owned());
        }
        if "乡镇".contains(c) && i > 0 {
            names.push(unit[..i + c.len_utf8()].to_owned());
            let start = unit[..i].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            names.push(unit[start..i + c.len_utf8()].to_owned());
        }
    }
    names.retain(|n| n.chars().count() >= 3);
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    names.dedup();
    names
}

fn clip(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).map_or(text, |i| &text[..i])
}

fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let blank = |c: char| script::is_blank(c) || matches!(c, '\n' | '\r' | '#' | '*');
    let start = span.start as usize + words.len() - words.trim_start_matches(blank).len();
    Span::new(start, start + words.trim_matches(blank).len())
}

/// `words` without soft line ends.
fn unwrapped(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}

fn skip_header(asides: &[Aside]) -> usize {
    asides.iter().filter(|a| a.what == HEADER).map(|a| a.span.end as usize).max().unwrap_or(0)
}

/// The value of a field `name:` in the header of an archive copy.
fn header_field(text: &str, asides: &[Aside], name: &str) -> Option<Span> {
    let mut lines = asides.iter().filter(|a| a.what == HEADER).flat_map(|a| {
        let start = a.span.start as usize;
        a.span.of(text).split_inclusive('\n').scan(start, |at, line| {
            let here = *at;
            *at += line.len();
            Some((here, line))
        })
    });
    lines.find_map(|(at, line)| {
        let value = line.strip_prefix(name)?.strip_prefix([':', '：'])?;
        let span = trim(text, Span::new(at + line.len() - value.len(), at + line.len()));
        (!span.is_empty()).then_some(span)
    })
}

/// Words that the title of a report ends in, or nearly.
const KINDS: &[&str] = &["报告", "说明", "总结", "公报", "公开", "决算", "预算", "自评", "汇报", "总结及", "工作思路"];

static KIND_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(KINDS).expect("few short patterns"));

fn names_a_kind(line: &str) -> bool {
    KIND_FINDER.is_match(line)
}

/// The first short line before the first heading that names a kind of report; its first half if it was broken in two.
fn title_line(document: &Document, asides: &[Aside], before: usize) -> Option<Span> {
    let text = document.text.as_str();
    let mut half: Option<Span> = None;
    let paragraphs = document.blocks.iter().filter(|b| {
        b.kind == BlockKind::Paragraph
            && !asides.iter().take_while(|a| a.span.start <= b.span.start).any(|a| a.span.contains(b.span))
    });
    for block in paragraphs.take_while(|b| (b.span.start as usize) < before).take(8) {
        let line = block.span.of(text).trim();
        let short = line.chars().count() <= LONGEST && !line.contains(['。', '；']) && !line.ends_with(['：', ':']);
        if !short {
            half = None;
            continue;
        }
        let folded = script::folded(line);
        let crumbs = folded.starts_with("首页") || folded.matches(['>', '|']).count() > 1;
        if names_a_kind(&folded) && !crumbs && !line.starts_with(['（', '(', '【', '—']) {
            return Some(half.map_or(block.span, |h| h.cover(block.span)));
        }
        half =
            (line.chars().count() >= 6 && folded.ends_with(|c: char| !"0123456789".contains(c))).then_some(block.span);
        if line.chars().any(|c| matches!(c, '：' | ':' | '|' | '>')) {
            half = None;
        }
    }
    None
}

/// A title inside run-on text: a word with a kind of report in it, cut behind the kind.
fn title_within(text: &str, before: usize) -> Option<Span> {
    let zone = clip(&text[..before.min(text.len())], HEAD);
    let mut best: Option<Span> = None;
    let mut at = 0;
    for word in zone.split_inclusive(|c| script::is_blank(c) || c == '\n') {
        let start = at;
        at += word.len();
        let body = word.split(['。', '；']).next().unwrap_or_default();
        let sentence = body.find(['《', '，', '：', '>']).unwrap_or(body.len());
        let Some(end) = kind_end(&body[..sentence]) else { continue };
        let title = &body[..end];
        let n = title.chars().count();
        if !(6..=LONGEST).contains(&n) || title.starts_with(['按', '根', '关']) && !title.starts_with("关于") {
            continue;
        }
        let dated = year_of(title).is_some();
        if best.is_none() || dated {
            best = Some(Span::new(start, start + end));
            if dated {
                break;
            }
        }
    }
    best
}

/// One past the words that name the kind of report.
fn kind_end(word: &str) -> Option<usize> {
    const WHOLE: &[&str] = &[
        "绩效自评报告",
        "绩效评价报告",
        "自评报告",
        "决算公开说明",
        "预算公开说明",
        "决算情况说明",
        "决算说明",
        "预算说明",
        "决算公开",
        "预算公开",
        "工作报告",
        "统计公报",
        "执行情况报告",
        "评价报告",
        "工作总结",
        "工作思路",
        "情况说明",
        "情况报告",
        "（草案）的报告",
        "财政决算",
    ];
    WHOLE
        .iter()
        .filter_map(|w| word.find(w).map(|i| (i + w.len(), w.len())))
        .min_by_key(|&(end, len)| (end - len, usize::MAX - len))
        .map(|(end, _)| end)
}

/// Kind of report by words of its title.
fn kind_of(title: &str) -> Option<ReportKind> {
    let has = |words: &[&str]| words.iter().all(|w| title.contains(w));
    let evaluation = title.contains("自评") || title.contains("绩效") || title.contains("评价");
    Some(if has(&["整体支出"]) && evaluation {
        ReportKind::DepartmentSelfEvaluation
    } else if has(&["重点", "评价"]) || has(&["财政评价"]) {
        ReportKind::FiscalEvaluation
    } else if has(&["项目"]) && evaluation || has(&["专项", "绩效"]) {
        ReportKind::ProjectSelfEvaluation
    } else if has(&["预算", "执行"]) {
        ReportKind::BudgetExecution
    } else if has(&["政府工作报告"]) {
        ReportKind::GovernmentWork
    } else if has(&["统计公报"]) {
        ReportKind::StatisticalBulletin
    } else if has(&["决算"]) {
        ReportKind::FinalAccounts
    } else if has(&["预算"]) {
        ReportKind::Budget
    } else if has(&["总结"]) {
        ReportKind::WorkSummary
    } else if has(&["绩效", "自评"]) {
        ReportKind::DepartmentSelfEvaluation
    } else {
        return None;
    })
}

/// Kind of a report without a telling title, by the chapters that only it has.
fn kind_of_text(head: &str) -> Option<ReportKind> {
    let has = |words: &[&str]| words.iter().all(|w| head.contains(w));
    if has(&["整体支出", "绩效目标"]) || has(&["整体支出", "自评"]) {
        Some(ReportKind::DepartmentSelfEvaluation)
    } else if has(&["决算", "年初结转和结余"]) || has(&["部门决算"]) {
        Some(ReportKind::FinalAccounts)
    } else if has(&["部门预算", "收入预算"]) {
        Some(ReportKind::Budget)
    } else {
        None
    }
}

/// Characters that names of offices, schools and companies end in.
const OFFICES: &[&str] = &[
    "局",
    "委员会",
    "办公室",
    "中心",
    "人民政府",
    "中学",
    "小学",
    "学校",
    "幼儿园",
    "医院",
    "卫生院",
    "法院",
    "检察院",
    "馆",
    "站",
    "大队",
    "支队",
    "联合会",
    "残联",
    "妇联",
    "总工会",
    "协会",
    "政协",
    "人大",
    "团委",
    "公司",
    "街道办事处",
    "办事处",
    "管委会",
    "学院",
    "大学",
    "纪委",
    "党校",
    "乡",
    "镇",
    "社",
    "所",
    "部",
    "处",
    "厅",
    "院",
    "委",
    "会",
    "办",
];

/// Words of a title that stand behind or before the name of the unit.
const NOT_THE_UNIT: &[&str] = &[
    "年度",
    "部门整体",
    "部门决算",
    "部门预算",
    "单位决算",
    "单位预算",
    "部门",
    "整体支出",
    "项目",
    "财政决算",
    "财政预算",
    "财政",
    "决算",
    "预算",
    "绩效",
    "工作总结",
    "工作报告",
    "国民经济",
    "学年",
    "专项",
];

/// The unit named in a title: what is left of it without year and kind, if that is an office.
fn unit_of_title(title: &str) -> Option<String> {
    let folded = script::folded(title);
    let mut rest = folded.as_str();
    rest = rest.strip_prefix("关于").unwrap_or(rest);
    let digits = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九".contains(c);
    if let Some(after) = rest.trim_start_matches(digits).strip_prefix('年') {
        rest = after.strip_prefix('度').unwrap_or(after);
    }
    let year = rest.char_indices().find(|&(i, _)| {
        let after = rest[i..].trim_start_matches(digits);
        rest[i..].chars().take_while(|&c| digits(c)).count() == 4
            && (after.starts_with('年') || after.starts_with(['-', '—']))
    });
    let mut end = year.map_or(rest.len(), |(i, _)| i);
    for word in NOT_THE_UNIT {
        if let Some(i) = rest[..end].find(word).filter(|&i| i > 0) {
            // 财政局 is a unit, 项目 in a name of one is not likely.
            let office = *word == "财政" && rest[i..].starts_with("财政局");
            let section = *word == "部门" && rest[..i].is_empty();
            if !office && !section {
                end = i;
            }
        }
    }
    let unit = rest[..end].trim_end_matches("的");
    let n = unit.chars().count();
    let named = OFFICES.iter().any(|office| unit.ends_with(office))
        && unit.chars().all(|c| script::is_han(c) || "（）()".contains(c));
    ((3..=30).contains(&n) && named && !unit.starts_with(['本', '我', '各'])).then(|| unit.to_owned())
}

/// The unit named in a field of the first lines: 预算单位：某县人民政府办公室.
fn unit_field(head: &str) -> Option<String> {
    const FIELDS: &[&str] =
        &["预算单位", "预算主管部门", "填报单位", "编制单位", "单位名称", "部门名称", "报告单位", "评价单位"];
    head.lines().take(40).filter(|line| line.len() < 200).find_map(|line| {
        let line = line.trim_matches(script::is_blank);
        let value = FIELDS.iter().find_map(|field| line.strip_prefix(field))?;
        let value =
            value.trim_start_matches(|c| script::is_blank(c) || matches!(c, '（' | '(' | '公' | '章' | ')' | '）'));
        let value = value.strip_prefix(['：', ':'])?.trim_matches(script::is_blank);
        unit_of_title(value.split(script::is_blank).next().unwrap_or_default())
    })
}

/// A line that is nothing but the name of an office, below the title or at the very end.
fn unit_line(document: &Document, asides: &[Aside]) -> Option<String> {
    let text = document.text.as_str();
    let set_aside = |span: Span| asides.iter().any(|a| a.span.contains(span));
    let lines = || document.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && b.span.len() <= 120);
    let ends = lines().take(5).chain(lines().rev().take(3)).filter(|b| !set_aside(b.span));
    ends.map(|b| b.span.of(text).trim_matches(|c| script::is_blank(c) || c == '\n')).find_map(|line| {
        let name = line.split(script::is_blank).next().unwrap_or_default();
        let strong =
            ["局", "委员会", "中心", "人民政府", "办公室", "政府", "学校", "医院"].iter().any(|o| name.ends_with(o));
        unit_of_title(name).filter(|unit| strong && unit == name)
    })
}

/// The year in a line below the title that is nothing else: （二〇二一年度）.
fn year_below(text: &str, title: Span) -> Option<u16> {
    let below = text[title.end as usize..].trim_start();
    let line = below.lines().next()?.trim_matches(|c| script::is_blank(c) || matches!(c, '（' | '）' | '(' | ')'));
    line.strip_suffix("年度").filter(|year| year.chars().count() == 4)?;
    year_of(line)
}

/// The unit that the first sentences describe: 芦淞区民政局 in 芦淞区民政局为正科级行政单位.
fn unit_of_text(text: &str) -> Option<String> {
    let head = clip(text, HEAD);
    let mut found = None;
    for (at, verb) in
        head.char_indices().filter(|&(_, c)| matches!(c, '为' | '是' | '系' | '主' | '内' | '设' | '包' | '现' | '于'))
    {
        let rest = &head[at..];
        let describes = match verb {
            '主' => rest.starts_with("主管") || rest.starts_with("主要"),
            '内' => rest.starts_with("内设"),
            '设' => rest.starts_with("设有"),
            '包' => rest.starts_with("包括"),
            '现' => rest.starts_with("现有"),
            '于' => rest.starts_with("于1") || rest.starts_with("于2"),
            _ => true,
        };
        if !describes {
            continue;
        }
        let run = head[..at].char_indices().rev().take(24).take_while(|&(_, c)| script::is_han(c)).last();
        let Some((start, _)) = run else { continue };
        let mut name = &head[start..at];
        for lead in ["作为", "根据", "按照", "目前", "的", "和", "由", "对", "在", "与"] {
            name = name.rsplit(lead).next().unwrap_or(name);
        }
        let n = name.chars().count();
        let strong = [
            "局",
            "委员会",
            "中心",
            "人民政府",
            "中学",
            "小学",
            "学校",
            "医院",
            "联合会",
            "法院",
            "检察院",
            "办事处",
            "馆",
        ];
        let office = strong.iter().any(|o| name.ends_with(o));
        let placed = name.contains(['省', '市', '县', '区', '州', '旗', '乡', '镇']);
        if office
            && placed
            && (5..=20).contains(&n)
            && !name.starts_with(['我', '本', '各', '全', '该', '县', '区', '市'])
        {
            found = Some(name.to_owned());
            break;
        }
    }
    found
}

/// The place that a name begins with, down to county or township: 上海市普陀区, 青岚县.
fn region_of(name: &str) -> Option<&str> {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度']);
    let mut end = None;
    let mut units = 0;
    for (i, c) in name.char_indices().take(16).take_while(|(_, c)| script::is_han(*c)) {
        let rest = &name[i + c.len_utf8()..];
        let unit = match c {
            '省' | '州' | '旗' => true,
            '市' => !rest.starts_with(['场', '政']),
            '县' | '区' => !rest.starts_with(['域', '委']),
            _ => false,
        };
        if unit && i > 0 {
            units += 1;
            end = Some(i + c.len_utf8());
        } else if matches!(c, '局' | '委' | '办') {
            break;
        } else if matches!(c, '乡' | '镇') && i > 0 && end.is_none() {
            end = Some(i + c.len_utf8());
        }
        if units == 3 {
            break;
        }
    }
    end.map(|end| &name[..end]).filter(|region| region.chars().count() >= 2)
}

/// The first year in a title: 2022, ２０２２, 二〇二二.
fn year_of(title: &str) -> Option<u16> {
    let folded: String = script::folded(title).chars().map(arabic_digit).collect();
    let digit = |c: char| c.is_ascii_digit();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(digit) {
        let run = rest[start..].find(|c| !digit(c)).map_or(rest.len(), |n| start + n);
        let (number, after) = (&rest[start..run], &rest[run..]);
        rest = after;
        // Of a school year the second year is the one reported on.
        let school = after.starts_with(['-', '—']) && after.contains("学年");
        let dated = after.starts_with(['年', '-', '—', '学']) && !school;
        let year = number.parse().ok().filter(|year| number.len() == 4 && (1949..=2099).contains(year));
        if dated && year.is_some() {
            return year;
        }
    }
    None
}

fn arabic_digit(c: char) -> char {
    match c {
        '〇' | '○' | '零' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        c => c,
    }
}

/// The year that a work report looks back on: 2017年工作回顾, 过去一年 of a report given in 2018.
fn reviewed_year(head: &str) -> Option<u16> {
    let review =
        ["年工作回顾", "年的工作回顾", "年政府工作回顾", "年主要工作"].iter().filter_map(|w| head.find(w)).min();
    review.and_then(|at| year_of(head.get(at.checked_sub(4)?..at + "年".len())?)).or_else(|| {
        let given = head.find("年1月").or_else(|| head.find("年2月"))?;
        year_of(head.get(given.saturating_sub(4)..given + 3)?).map(|y| y - 1)
    })
}

/// The year most often written as 年度, else as 年.
fn usual_year(text: &str) -> Option<u16> {
    let mut counts: Vec<(u16, u32)> = Vec::new();
    for at in memchr::memmem::find_iter(clip(text, 200_000).as_bytes(), "年".as_bytes()) {
        let Some(digits) = at.checked_sub(4).and_then(|s| text.get(s..at)) else { continue };
        let Ok(year) = digits.parse::<u16>() else { continue };
        if (1990..=2099).contains(&year) {
            let weight = if text[at + 3..].starts_with('度') { 3 } else { 1 };
            match counts.iter_mut().find(|(y, _)| *y == year) {
                Some((_, n)) => *n += weight,
                None => counts.push((year, weight)),
            }
        }
    }
    counts.iter().max_by_key(|&&(year, n)| (n, year)).map(|&(year, _)| year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_titles() {
        for (title, unit) in [
            ("青岚县民政局2021年度部门整体支出绩效自评报告", "青岚县民政局"),
            ("2016年度砚河乡人民政府部门决算说明", "砚河乡人民政府"),
            ("屏川县第三中学２０１９年度单位决算公开", "屏川县第三中学"),
            ("黑水县司法局二〇一八年度部门整体支出绩效自评报告", "黑水县司法局"),
            ("2024年度北山区残联部门整体支出绩效自评报告", "北山区残联"),
            ("青溪县农业机械服务中心2018年部门决算说明", "青溪县农业机械服务中心"),
        ] {
            assert_eq!(unit_of_title(title).as_deref(), Some(unit), "{title}");
        }
        for title in ["本部门2021年决算说明", "政府工作报告", "2022年度“书香云岑”农家书屋提升项目支出绩效自评报告"]
        {
            assert_eq!(unit_of_title(title), None, "{title}");
        }
    }

    #[test]
    fn units_of_texts_and_regions() {
        assert_eq!(unit_of_text("1.机构情况。青岚县民政局为正科级全额拨款行政单位").as_deref(), Some("青岚县民政局"));
        assert_eq!(region_of("青岚县民政局"), Some("青岚县"));
        assert_eq!(region_of("上海市普陀区人民政府"), Some("上海市普陀区"));
        assert_eq!(region_of("临溪区市场监督管理局"), Some("临溪区"));
        assert_eq!(region_of("碧山中学"), None);
    }

    #[test]
    fn years() {
        assert_eq!(year_of("二〇一八年度决算"), Some(2018));
        assert_eq!(year_of("２０１９年度"), Some(2019));
        assert_eq!(year_of("第20210号"), None);
        assert_eq!(usual_year("2021年收入，2022年度支出，2022年"), Some(2022));
        assert_eq!(reviewed_year("一、2017年工作回顾"), Some(2017));
    }
}
