//! Which office reports, and for which place.

use crate::document::{BlockKind, Document};
use crate::text::script;
use crate::text::{AnyOf, any_of};

use super::ReportKind;
use super::aside::Aside;

/// How far into the text a unit is looked for, in bytes.
const HEAD: usize = 4000;
/// How far before its end, in bytes.
const TAIL: usize = 300;

/// What tells the unit.
pub(super) struct Clues<'a> {
    pub(super) document: &'a Document,
    pub(super) asides: &'a [Aside],
    /// Title without line ends; may be empty.
    pub(super) title: &'a str,
    pub(super) kind: Option<ReportKind>,
    /// Who published the copy, by the header of an archive.
    pub(super) publisher: Option<&'a str>,
    /// Where the header of an archive ends.
    pub(super) start: usize,
}

/// Name of the reporting unit and the place it belongs to.
pub(super) fn find(clues: &Clues<'_>) -> (Option<String>, Option<String>) {
    let text = clues.document.text.as_str();
    let head = clip(text, HEAD);
    let place = || region_of(clues.title).or_else(|| assembly(head));
    let unit = of_title(clues.title)
        .map(|unit| in_full(&text[clues.start..], unit))
        .or_else(|| clues.publisher.filter(|name| of_title(name).is_some()).map(str::to_owned))
        .or_else(|| field(head))
        .or_else(|| signature(clues))
        .or_else(|| line(clues))
        .or_else(|| of_text(&text[clues.start..]))
        .or_else(|| by_office(clues.kind, place()?))
        .map(completed);
    let region = unit.as_deref().and_then(region_of).or_else(place).map(str::to_owned);
    (unit, region)
}

/// The office that gives reports of a kind: the bureau of statistics its bulletin.
fn by_office(kind: Option<ReportKind>, place: &str) -> Option<String> {
    let office = match kind? {
        ReportKind::GovernmentWork => "人民政府",
        ReportKind::BudgetExecution if place.ends_with('省') || place.ends_with("自治区") => "财政厅",
        ReportKind::BudgetExecution => "财政局",
        ReportKind::StatisticalBulletin => "统计局",
        _ => return None,
    };
    Some(format!("{place}{office}"))
}

/// A township reports by its government, a 街道 by its office.
fn completed(unit: String) -> String {
    match unit.chars().next_back() {
        Some('乡' | '镇') => unit + "人民政府",
        Some('道') => unit + "办事处",
        _ => unit,
    }
}

/// The name with its place where the title leaves it out: 县政协 → 平潭县政协.
fn in_full(text: &str, unit: String) -> String {
    if !unit.starts_with(['省', '市', '州', '县', '区', '旗', '乡', '镇']) {
        return unit;
    }
    let head = clip(text, HEAD);
    let full = head.match_indices(unit.as_str()).find_map(|(at, _)| {
        let end = at + unit.len();
        let run = head[..at].char_indices().rev().take(12).take_while(|&(_, c)| script::is_han(c)).last()?.0;
        let name = head[run..end].rsplit(['年', '度', '的', '和', '对', '由', '在', '将', '经', '据']).next()?;
        let place = region_of(name)?;
        (place.chars().count() >= 2 && name.len() > unit.len()).then(|| name.to_owned())
    });
    full.unwrap_or(unit)
}

/// Ends of the names of offices, schools and companies.
static OFFICES: AnyOf = AnyOf::new(&[
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
    "街道",
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
    "林场",
    "农场",
    "牧场",
    "渔场",
    "茶场",
    "水库",
    "队",
    "台",
    "剧团",
]);

/// Ends that make a name certain without any other clue.
static CERTAIN: AnyOf = AnyOf::new(&[
    "局",
    "委员会",
    "办公室",
    "中心",
    "人民政府",
    "政府",
    "中学",
    "小学",
    "学校",
    "医院",
    "卫生院",
    "联合会",
    "法院",
    "检察院",
    "办事处",
    "馆",
    "幼儿园",
    "学院",
    "大学",
    "政协",
    "管委会",
]);

fn is_certain(name: &str) -> bool {
    CERTAIN.end(name)
}

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
pub(super) fn of_title(title: &str) -> Option<String> {
    let folded = script::folded(title);
    let mut rest = folded.as_ref();
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
        if let Some(i) = rest[..end].find(word).filter(|&i| i > 0)
            && !is_part_of_a_name(&rest[i + word.len()..end])
        {
            end = i;
        }
    }
    // 某局关于报送2023年度自评报告的函
    let about = rest[..end].find("关于").filter(|&at| at > 0).unwrap_or(end);
    let unit = rest[..about].trim_end_matches("的");
    let n = unit.chars().count();
    let named = OFFICES.end(unit) && unit.chars().all(|c| script::is_han(c) || "（）()".contains(c));
    ((3..=30).contains(&n) && named && !unit.starts_with(['本', '我', '各'])).then(|| unit.to_owned())
}

/// Whether a name goes on to its office: 财政|局, 项目|管理中心, 财政|投资评审中心.
fn is_part_of_a_name(rest: &str) -> bool {
    let mut at = 0;
    for c in rest.chars().take(10) {
        at += c.len_utf8();
        if rest[at - c.len_utf8()..].starts_with("中心") || matches!(c, '局' | '厅' | '所' | '处' | '科') {
            return true;
        }
        if any_of!["支出", "报告", "说明", "公开", "决算", "预算", "绩效", "情况"].end(&rest[..at]) {
            return false;
        }
    }
    false
}

/// Names of the field that holds the unit, those of the reporting unit itself first.
const FIELDS: &[&str] = &[
    "填报单位",
    "填报部门",
    "预算单位",
    "预算部门",
    "编制单位",
    "单位名称",
    "部门名称",
    "单位（部门）名称",
    "单位(部门)名称",
    "部门（单位）名称",
    "部门(单位)名称",
    "报告单位",
    "评价单位",
    "项目单位",
    "项目实施单位",
    "实施单位",
    "项目主管部门",
    "预算主管部门",
    "主管部门",
];

/// The unit named in a field of the first lines: 预算单位：某县人民政府办公室.
fn field(head: &str) -> Option<String> {
    let lines = || head.lines().take(40).filter(|line| line.len() < 200);
    FIELDS.iter().find_map(|field| {
        lines().find_map(|line| {
            let value =
                line.trim_start_matches(|c| script::is_blank(c) || matches!(c, '|' | '【')).strip_prefix(field)?;
            let value = without_seal(value, str::strip_prefix);
            let value = value
                .trim_start_matches(script::is_blank)
                .strip_prefix(['：', ':'])
                .or_else(|| value.strip_prefix(script::is_blank))?;
            let name = value.trim_matches(script::is_blank).split(|c| script::is_blank(c) || c == '|').next()?;
            of_title(without_seal(name, str::strip_suffix))
        })
    })
}

/// `words` without （公章） at the end that `strip` looks at.
fn without_seal<'a>(words: &'a str, strip: impl Fn(&'a str, &'static str) -> Option<&'a str>) -> &'a str {
    const SEALS: [&str; 6] = ["（公章）", "（盖章）", "（章）", "(公章)", "(盖章)", "(章)"];
    SEALS.iter().find_map(|seal| strip(words, seal)).unwrap_or(words)
}

/// The name under which the report is signed: before the date or the seal at its very end.
fn signature(clues: &Clues<'_>) -> Option<String> {
    let text = clues.document.text.as_str();
    let blank = |c: char| script::is_blank(c) || c.is_whitespace();
    let whole = text.trim_end_matches(blank).len();
    let end = clues.asides.iter().rev().try_fold(whole, |end, aside| {
        let reaches = aside.span.end as usize >= end;
        if reaches { Ok(text[..aside.span.start as usize].trim_end_matches(blank).len()) } else { Err(end) }
    });
    let (Ok(end) | Err(end)) = end;
    let from = (end.saturating_sub(TAIL)..=end).find(|&i| text.is_char_boundary(i))?;
    let tail = &text[from..end];
    let words: Vec<&str> = tail.split(|c| blank(c) || "，。；：、,;:".contains(c)).filter(|w| !w.is_empty()).collect();
    (0..words.len()).rev().find_map(|n| {
        let undated = without_date(words[n]);
        let name = without_seal(undated, str::strip_suffix);
        let dated =
            undated.len() < words[n].len() || words.get(n + 1).is_some_and(|next| without_date(next).is_empty());
        let named = n > 0 && (words[n - 1] == "填报" || FIELDS.contains(&words[n - 1]));
        let signed = dated || named || name.len() < undated.len();
        of_title(name).filter(|unit| signed && unit == name && (named || is_certain(unit)))
    })
}

/// `words` without the day they end in: 某局2024年1月5日, 某局二〇二四年一月.
fn without_date(words: &str) -> &str {
    if !words.ends_with(['日', '月']) {
        return words;
    }
    let part = |c: char| script::fold(c).is_ascii_digit() || "〇○零一二三四五六七八九十年月日".contains(c);
    words.trim_end_matches(part)
}

/// A line that is nothing but the name of an office, below the title or at the very end.
fn line(clues: &Clues<'_>) -> Option<String> {
    let text = clues.document.text.as_str();
    let lines = || clues.document.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && b.span.len() <= 120);
    let mut ends = lines()
        .take(5)
        .chain(lines().rev().take(3))
        .filter(|b| !clues.asides.iter().any(|a| a.span.contains(b.span)))
        .map(|b| b.span.of(text).trim_matches(|c| script::is_blank(c) || matches!(c, '\n' | '—')));
    ends.find_map(|line| {
        let name = without_seal(line.split(script::is_blank).next()?, str::strip_suffix);
        let name = ["文件", "局长", "主任", "厅长", "县长", "区长", "市长", "镇长", "乡长"]
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .unwrap_or(name);
        of_title(name).filter(|unit| is_certain(unit) && unit == name)
    })
}

/// The place whose assembly hears the report: 在青岚县第十七届人民代表大会.
fn assembly(head: &str) -> Option<&str> {
    let at = head.find("人民代表大会")?;
    let before = &head[..at];
    let session = before.rfind('第').filter(|&i| before.len() - i <= 24 && before.ends_with('届'))?;
    let run = before[..session].char_indices().rev().take(12).take_while(|&(_, c)| script::is_han(c)).last()?.0;
    let name = before[run..session].rsplit(['在', '日', '于']).next()?;
    region_of(name).filter(|place| *place == name)
}

/// The unit that the first sentences describe: 芦淞区民政局 in 芦淞区民政局为正科级行政单位.
fn of_text(text: &str) -> Option<String> {
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
        let office = is_certain(name);
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
pub(super) fn region_of(name: &str) -> Option<&str> {
    let name = name.strip_prefix("关于").unwrap_or(name);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度']);
    let name = ["中共", "政协"].iter().find_map(|body| name.strip_prefix(body)).unwrap_or(name);
    let (mut end, mut n, mut before) = (None, 0, '\0');
    for (i, c) in name.char_indices().take(16).take_while(|(_, c)| script::is_han(*c)) {
        let rest = &name[i + c.len_utf8()..];
        let is_place = match c {
            '省' | '州' | '旗' => true,
            '市' => {
                let managed = before == '城' && rest.starts_with(|c| OF_A_CITY.contains(c));
                !managed && !rest.starts_with(['场', '政'])
            }
            '县' | '区' => !rest.starts_with('域'),
            '乡' | '镇' => end.is_none(),
            _ => false,
        };
        if matches!(c, '局' | '委' | '办') || NO_PLACE.contains(c) {
            break;
        }
        if is_place && i > 0 && !NO_PROPER_NAME.contains(before) {
            n += 1;
            end = Some(i + c.len_utf8());
        }
        if n == 3 {
            break;
        }
        before = c;
    }
    end.map(|end| &name[..end])
}

/// What is done for any city, 城市管理 城市建设: no name.
const OF_A_CITY: &str = "管建规更运综照维社园执房投轨公水燃热排";

/// Characters that no name of a place holds.
const NO_PLACE: &str = "的及和与对将以为决算支";

/// Characters that make a common noun with 区, 镇, 县: 社区, 城镇, 全县.
const NO_PROPER_NAME: &str = "社小景园校灾片辖全我本各该乡";

/// The first `bytes` of a text.
fn clip(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).map_or(text, |i| &text[..i])
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
            ("青岚县财政金融局2020年部门决算", "青岚县财政金融局"),
            ("青岚县财政投资评审中心2020年度决算公开", "青岚县财政投资评审中心"),
            ("关于青岚县审计局2020年度部门决算的说明", "青岚县审计局"),
            ("青岚县人民医院关于2020年度单位决算公开的说明", "青岚县人民医院"),
            ("青岚县应急管理局关于报送2023年度整体支出绩效自评报告的函", "青岚县应急管理局"),
            ("白水洞林场2019年度部门决算公开", "白水洞林场"),
        ] {
            assert_eq!(of_title(title).as_deref(), Some(unit), "{title}");
        }
        for title in ["本部门2021年决算说明", "政府工作报告", "2022年度“书香云岑”农家书屋提升项目支出绩效自评报告"]
        {
            assert_eq!(of_title(title), None, "{title}");
        }
    }

    #[test]
    fn units_of_texts_and_regions() {
        assert_eq!(of_text("1.机构情况。青岚县民政局为正科级全额拨款行政单位").as_deref(), Some("青岚县民政局"));
        assert_eq!(region_of("青岚县民政局"), Some("青岚县"));
        assert_eq!(region_of("上海市普陀区人民政府"), Some("上海市普陀区"));
        assert_eq!(region_of("临溪区市场监督管理局"), Some("临溪区"));
        assert_eq!(region_of("青岚县城市管理局"), Some("青岚县"));
        assert_eq!(region_of("诸城市城市管理局"), Some("诸城市"));
        assert_eq!(region_of("中共青岚县委宣传部"), Some("青岚县"));
        assert_eq!(region_of("县委宣传部"), None);
        assert_eq!(region_of("关于临溪区2022年财政预算执行情况的报告"), Some("临溪区"));
        for name in ["碧山中学", "2015年度财政收支决算表公开及区对下转移支付情况说明", "社区养老项目", "全县教育经费"]
        {
            assert_eq!(region_of(name), None, "{name}");
        }
    }

    #[test]
    fn fields_and_full_names() {
        for line in [
            "填报单位（盖章）：青岚县水利局",
            "项目实施单位:青岚县水利局  填报时间：2022年3月",
            "部门名称 青岚县水利局",
        ] {
            assert_eq!(field(line).as_deref(), Some("青岚县水利局"), "{line}");
        }
        assert_eq!(field("主管部门：青岚县农业农村局\n项目单位：青岚县水利局").as_deref(), Some("青岚县水利局"));
        let text = "2015年度青岚县政协部门决算说明 按照通知要求，县政协公开如下";
        assert_eq!(in_full(text, "县政协".to_owned()), "青岚县政协");
        assert_eq!(in_full("县政协设5个室", "县政协".to_owned()), "县政协");
        assert_eq!(assembly("——2018年1月9日在青岚县第十七届人民代表大会第三次会议上"), Some("青岚县"));
        assert_eq!(assembly("依法向县人民代表大会报告"), None);
        assert_eq!(without_date("青岚县财政局2024年1月5日"), "青岚县财政局");
        assert_eq!(without_date("二〇二四年一月"), "");
    }
}
