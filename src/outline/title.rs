//! Where a title ends and the body begins: at a stop, at the end of the line, or inside run-on text by its words.

use crate::text::script;
use crate::text::{AnyOf, any_of};

use super::vocabulary::{self, Weight};
use super::walk::{At, Walk, is_remark};

/// Longest run-in title, in characters; a title alone on its line may be twice as long.
const LONGEST: usize = 40;
/// Least score of an end that is believed.
const BELIEVED: i32 = 4;

/// 标题切分. A title cut from the text after its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// One past the last byte of the title; the start of the text if there is no title.
    pub(super) end: usize,
    /// One past the closing mark (。 ：) if one follows the title.
    pub(super) closed: usize,
    /// How sure; below [`BELIEVED`] the title is empty.
    pub(super) score: i32,
    /// What ended it.
    pub(super) by: End,
    /// Whether words that begin a sentence follow.
    pub(super) opened: bool,
}

impl Cut {
    /// No title.
    pub(super) fn nothing(start: usize) -> Self {
        Self { end: start, closed: start, score: 0, by: End::Nothing, opened: false }
    }
}

/// What ends a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// No title found.
    Nothing,
    /// 。！？
    Stop,
    /// ：
    Colon,
    /// A blank.
    Blank,
    /// The first figure of the sentence.
    Figure,
    /// Words that end titles or begin sentences.
    Words,
    /// The end of the line or the next heading.
    Limit,
}

/// Where titles stand and who is spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    pub(super) text: &'a str,
    /// Names under which the reporting unit begins a sentence.
    pub(super) subjects: &'a [String],
}

impl Surroundings<'_> {
    /// Cuts the title out of `start..limit`; `line` tells that a line ends at the limit.
    pub(super) fn cut(&self, start: usize, limit: usize, line: bool) -> Cut {
        if line && is_bare(&self.text[start..limit]) {
            return Cut { end: limit, closed: limit, score: 7, by: End::Limit, opened: false };
        }
        let mut best = Cut { score: BELIEVED - 1, ..Cut::nothing(start) };
        // Length up to which a later noun still belongs to the same compound.
        let mut compound = 0;
        let mut walk = Walk::new(self.text, start, limit);
        while let Some(at) = walk.at_end() {
            let (end, n, commas) = (walk.trimmed, walk.n, walk.commas);
            let past = self.past(start, &best, end);
            let title = &self.text[start..end];
            let length = i32::try_from(n).unwrap_or(i32::MAX);
            // Budget subjects are long: …支出（类）…事务（款）…运行（项）.
            let long = if n <= 20 || title.contains("（类）") { 0 } else { (length - 20) / 3 };
            let mut opened = false;
            let (by, score, closed) = match at {
                At::Limit => {
                    let long = if line { (length - 40).max(0) / 4 } else { long };
                    let past = if line { 0 } else { self.past_all(start, &best, end) };
                    (End::Limit, 7 - long - commas - past, end)
                }
                At::Stop(closed) => {
                    // Before the next heading a sentence that is all there is rather holds the body too.
                    let alone = closed == limit && !line;
                    let past = if alone { self.past_all(start, &best, end) } else { self.past_stop(start, &best, end) };
                    let commas = if is_balanced(title) { 0 } else { (commas * 2 - 1).max(0) };
                    (End::Stop, 6 - long - commas - past, closed)
                }
                At::Semicolon => break,
                At::Colon(closed) => {
                    let head = vocabulary::head(title);
                    let whole = if head >= vocabulary::STRONG && commas == 0 { 3 } else { 0 };
                    let halves = is_balanced(title);
                    let (commas, past) = if halves { (0, 0) } else { (commas, past) };
                    let whole =
                        if halves || commas == 0 && n <= 16 && vocabulary::is_resolve(title) { 2 } else { whole };
                    (End::Colon, 4 + head / 2 + whole - long - commas * 3 - past, closed)
                }
                // 2014 年: the blank stands inside a date.
                At::Blank if title.ends_with(|c: char| c.is_ascii_digit()) => {
                    walk.skip_blanks();
                    continue;
                }
                At::Blank => {
                    let rest = self.text[end..limit].trim_start_matches(script::is_blank);
                    let wide = i32::from(self.text[end..limit - rest.len()].chars().nth(1).is_some());
                    let edge = self.edge(title, rest);
                    opened = edge.is_opened();
                    (End::Blank, 4 + wide + edge.head / 2 + edge.opener / 2 - long - (commas - 1).max(0) * 3, end)
                }
                At::Figure => {
                    let end = noun_before_figure(title).map_or(start, |noun| start + noun.len());
                    let code = vocabulary::is_budget_code(title);
                    let long = if code { 0 } else { long.min((length - 36).max(0)) };
                    let score = if end == start || commas > 0 { 0 } else { 5 - long - past };
                    // A title noun or the beginning of a sentence before the figure makes it a clause, not a noun.
                    // 政府采购支出|总额32.60万元: a short noun goes on to the figure.
                    let noun = self.text.get(best.end..end).unwrap_or_default();
                    let whole = vocabulary::ends_in_a_title_noun(self.text.get(start..best.end).unwrap_or_default());
                    let goes_on = !whole && NOUNS_OF_FIGURES.contains(&noun);
                    if goes_on && best.by == End::Words && !best.opened {
                        best = Cut { end, closed: end, ..best };
                    }
                    let title_before =
                        best.by == End::Words && vocabulary::head(&self.text[start..best.end]) >= vocabulary::STRONG;
                    if score > best.score && !best.opened && !title_before {
                        best = Cut { end, closed: end, score, by: End::Figure, opened: false };
                    }
                    break;
                }
                At::Words if is_remark(&self.text[end..limit]) => {
                    opened = true;
                    (End::Words, 8 - commas * 2, end)
                }
                At::Words => {
                    let edge = self.edge(title, &self.text[end..limit]);
                    opened = edge.is_opened();
                    // 加强协调，明确分工|为做好…: two halves are still a title.
                    let halves = opened || is_balanced(title) && title.split(['，', ',']).all(vocabulary::is_resolve);
                    let commas = if halves { (commas - 1).max(0) } else { commas };
                    (End::Words, edge.score(title) - long - commas * 2 - past, end)
                }
            };
            let empty = title.is_empty() || (n < 2 && by != End::Limit && by != End::Stop);
            // Of two equal ends inside one compound noun the later one is the title: 项目支出|绩效目标.
            let extends = (by, best.by) == (End::Words, End::Words)
                && !(best.opened || opened)
                && score == best.score
                && (is_fuller(title, &self.text[start..best.end])
                    || n <= compound && vocabulary::opener(&self.text[best.end..limit]) == 0);
            let stops = score == best.score && best.by == End::Words && !best.opened && by == End::Stop;
            if !empty && (score > best.score || extends || stops) {
                best = Cut { end, closed, score, by, opened };
                // A title noun, then a sentence: nothing further on can be better.
                if opened && score > vocabulary::STRONG + 1 {
                    break;
                }
                compound = n + 4;
            }
            if matches!(at, At::Limit | At::Stop(_) | At::Colon(_)) || n > 2 * LONGEST {
                break;
            }
            walk.step();
        }
        best
    }

    /// What it costs to go on to `end` past a title that words or a blank end: the rest would be part of the title.
    fn past(&self, start: usize, best: &Cut, end: usize) -> i32 {
        let title = &self.text[start..best.end];
        let rest = self.text[best.end..end.max(best.end)].chars().filter(|&c| !script::is_blank(c)).count();
        match best.by {
            End::Words if rest >= 4 && vocabulary::head(title) >= vocabulary::STRONG => {
                let head = vocabulary::head(&self.text[start..end]);
                // 公开情况|结果将在网站公开: what will be done is told, not named.
                let told = any_of!["将在", "将于", "已在", "已于", "拟在", "将作"].stand_in(&self.text[best.end..end]);
                let whole =
                    !told && head >= vocabulary::STRONG || (head > 0 && !vocabulary::ends_in_a_title_noun(title));
                if whole || vocabulary::is_duty(title) { 0 } else { 3 }
            }
            End::Blank if rest >= 4 && (title.len() >= 12 || vocabulary::head(title) > 0) => 3,
            _ => 0,
        }
    }

    /// As [`Self::past`] up to the next heading: what a resolve goes on with is its body, 加快拨付进度|实行月通报制度.
    fn past_all(&self, start: usize, best: &Cut, end: usize) -> i32 {
        let resolve = best.by == End::Words && vocabulary::is_resolve(&self.text[start..best.end]);
        let rest = self.text[best.end..end.max(best.end)].chars().filter(|&c| !script::is_blank(c)).count();
        if resolve && rest >= 4 { 3 } else { self.past(start, best, end) }
    }

    /// As [`Self::past`], but a short sentence that nothing begins within is a title as a whole: 目标设立|不够明确。
    fn past_stop(&self, start: usize, best: &Cut, end: usize) -> i32 {
        let rest = &self.text[best.end..end.max(best.end)];
        let whole = best.by == End::Words
            && !best.opened
            && self.text[start..end].chars().count() <= 18
            && vocabulary::opener(rest) == 0
            && !rest.contains(['，', ',']);
        // 创新引领，产业体系|加快构建。
        let told = vocabulary::head(&self.text[start..best.end]) >= vocabulary::STRONG;
        let whole = whole || best.by == End::Words && !best.opened && !told && is_balanced(&self.text[start..end]);
        if whole { 0 } else { self.past(start, best, end) }
    }

    /// Evidence that `title` is whole and `rest` begins a sentence.
    fn edge(&self, title: &str, rest: &str) -> Edge {
        // 情 况 2014|年末: no title ends within a date.
        if title.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(['年', '月', '日']) {
            return Edge { head: 0, opener: 0, resolve: false };
        }
        let head = vocabulary::head(title);
        let taken_up = repeats(title, rest, head) || self.subjects.iter().any(|s| rest.starts_with(s.as_str()));
        let opener = match vocabulary::opener(rest) {
            _ if taken_up => 5,
            // 项|目前期
            _ if head == 0 && vocabulary::is_split(title, rest) => 0,
            // 目标|保障全市, 预算|结合上年: a verb and what only a sentence goes on with.
            vocabulary::WEAK if vocabulary::begins_twice(title, head, rest) => vocabulary::STRONG,
            opener => opener,
        };
        let compound = opener < vocabulary::STRONG && head > 0 && vocabulary::goes_on(title, rest);
        // 加快|推进完成: of two such words the title holds both.
        let twice = vocabulary::is_statement(title) && rest.get(..6).is_some_and(vocabulary::is_statement);
        let opener = if twice && head == 0 { 0 } else { opener };
        let resolve = opener > 0 && vocabulary::is_resolve(title) && !vocabulary::begins_with_a_noun(rest);
        Edge { head: if compound { 0 } else { head }, opener, resolve }
    }
}

/// The place between a title and what follows it.
struct Edge {
    /// How much the words before look like a title.
    head: Weight,
    /// How much the words after look like the beginning of a sentence.
    opener: Weight,
    /// Whether a resolve stands before and a verb after: 做优主导产业|引进项目5个.
    resolve: bool,
}

impl Edge {
    fn is_opened(&self) -> bool {
        self.opener >= vocabulary::STRONG
    }

    /// Evidence for a title that nothing but words ends; 0 for none.
    fn score(&self, title: &str) -> i32 {
        let statement = self.opener > 0 && vocabulary::is_statement(title) && !told_before(title) || self.resolve;
        if self.head.max(self.opener) < vocabulary::STRONG && !statement {
            return 0;
        }
        // A year right after the number belongs to the title.
        let words =
            title.trim_start_matches(|c: char| script::fold(c).is_ascii_digit()).trim_start_matches(['年', '度']);
        let clause = self.head < vocabulary::STRONG && vocabulary::is_duty(title);
        let joint = ['的', '和', '及', '与', '、', '等', '对', '在', '从', '为', '，'];
        let open = (!title.ends_with("目的") && title.ends_with(joint))
            || title.ends_with("关于")
            || vocabulary::ends_in_an_opener(title);
        if words.len() < 6 || clause || open {
            return 0;
        }
        if self.head.max(self.opener) < vocabulary::STRONG {
            return if words.len() < 18 { 0 } else { 3 + self.opener };
        }
        let listed = if !self.is_opened() && title.contains('、') { 2 } else { 0 };
        self.head + self.opener - listed + if self.is_opened() && statement { 2 } else { 0 }
    }
}

/// Whether only the longer of two ends is one by its own noun: 专项资金|实际使用情况分析.
fn is_fuller(longer: &str, shorter: &str) -> bool {
    vocabulary::ends_in_a_title_noun(longer) && !vocabulary::ends_in_a_title_noun(shorter)
}

/// Whether a title that is whole stands before the last two characters, which say nothing of it: 项目背景|为改善.
fn told_before(title: &str) -> bool {
    let subject = title.len().checked_sub(6).and_then(|end| title.get(..end)).unwrap_or_default();
    vocabulary::has_subject(subject) && !title.get(subject.len()..).is_some_and(vocabulary::is_predicate)
}

/// Whether a line is nothing but the words of a title.
fn is_bare(line: &str) -> bool {
    let n = line.len() / 3;
    (1..=LONGEST).contains(&n)
        && !line
            .bytes()
            .any(|b| b.is_ascii_digit() || matches!(b, b' ' | b'\n' | b'\t' | b',' | b';' | b':' | b'.' | b'/'))
        && !line.contains(['。', '；', '：', '，', '！', '？', '\u{3000}', '零', '元', '％'])
}

/// Whether a title has two halves: 聚焦产业升级，培育壮大发展新动能.
fn is_balanced(title: &str) -> bool {
    static OPEN: AnyOf = AnyOf::new(&["如下", "包括", "其中", "具体", "分别", "以下", "下列"]);
    let Some((first, second)) = title.split_once(['，', ',']) else { return false };
    let fits = |half: &str| {
        (4..=14).contains(&half.chars().count()) && half.chars().all(|c| script::is_han(c) || "“”、".contains(c))
    };
    let open = second.ends_with(['是', '为', '有', '即', '在']) || OPEN.stand_in(title);
    fits(first) && fits(second) && !open
}

/// Whether the sentence takes up the title again: 机关运行经费|机关运行经费支出12万元, 政府采购|采购总额.
fn repeats(title: &str, rest: &str, head: Weight) -> bool {
    let taken_up = |words: Option<&str>| words.is_some_and(|words| rest.starts_with(words));
    if title.len() < 12 {
        return title.len() >= 6 && head > 0 && taken_up(Some(title));
    }
    let whole = head > 0 || vocabulary::is_resolve(title) || vocabulary::is_statement(title);
    // Two or three characters of three bytes; the quote of “三公” is one.
    whole && taken_up(title.get(..9))
        // 防范地方政府债务风险|政府债务余额5亿元
        || (vocabulary::is_resolve(title) && rest.get(..12).is_some_and(|words| title.contains(words)))
        || (head >= vocabulary::STRONG && taken_up(title.get(..6)))
        || (head > 0 && taken_up(title.get(title.len() - 6..)))
}

/// The noun phrase that names the first figure of a sentence; `None` if `words` are a clause rather than a title.
fn noun_before_figure(words: &str) -> Option<&str> {
    let mut noun = words.trim_end_matches(script::is_blank);
    while noun.ends_with(|c| VERB_ENDINGS.contains(c)) {
        let before = noun;
        for verb in VERBS {
            noun = noun.strip_suffix(verb).unwrap_or(noun).trim_end_matches(script::is_blank);
        }
        if noun.len() == before.len() {
            break;
        }
    }
    let n = noun.chars().count();
    let dated = noun.len() > 4 && noun.as_bytes()[..4].iter().all(u8::is_ascii_digit) && noun[4..].starts_with('年');
    let clause = CLAUSE.stand_in(noun);
    let begins = vocabulary::is_duty(noun) || SUBJECTS.begin(noun);
    ((3..=80).contains(&n) && !dated && !clause && !begins).then_some(noun)
}

/// What the name of a figure may end in behind a title.
const NOUNS_OF_FIGURES: &[&str] = &["用", "总额", "总数", "金额", "支出", "总计"];

/// Words between the name of a figure and its number.
const VERBS: &[&str] = &[
    "年初预算为",
    "年初预算数",
    "年初预算",
    "全年预算数",
    "全年预算",
    "调整预算",
    "支出决算为",
    "决算数",
    "决算为",
    "合计",
    "共计",
    "总计",
    "累计",
    "达到",
    "完成",
    "实现",
    "分别",
    "增加",
    "增长",
    "减少",
    "下降",
    "安排",
    "为",
    "达",
    "约",
    "近",
    "共",
    "计",
    "仅",
    "超",
    "万",
    "亿",
    "对",
    "不低于",
    "不少于",
    "不超过",
    "提高到",
    "增加到",
    "控制在",
    "不高于",
    "至",
    "到",
];

/// Their last characters.
const VERB_ENDINGS: &str = "万为于亿仅共别到加在对少成排数现算约至计超达过近长降";

/// Words that make a clause.
static CLAUSE: AnyOf = AnyOf::new(&["的为", "、", "，", ",", "。", "按", "其中", "已", "将", "是", "由", "从", "被"]);

/// Words that open a sentence about a figure: what stands before the figure is no title.
static SUBJECTS: AnyOf = AnyOf::new(&[
    "本部",
    "本单",
    "本局",
    "本次",
    "全年",
    "全县",
    "全区",
    "全市",
    "全乡",
    "全镇",
    "我",
    "按",
    "共",
    "为",
    "向",
    "根据",
    "一是",
    "累计",
    "年末有",
]);

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> String {
        let (text, line) = text.strip_suffix('$').map_or((text, false), |t| (t, true));
        let surroundings = Surroundings { text, subjects: &["青山乡".to_owned(), "县水利局".to_owned()] };
        let cut = surroundings.cut(0, text.len(), line);
        text[..cut.end].to_owned()
    }

    #[test]
    fn titles_alone_on_their_line() {
        for text in [
            "基本情况$",
            "部门（单位）年度整体支出绩效目标，省级专项资金绩效目标、其他项目支出（除省级专项资金以外）绩效目标$",
            "2024年工作回顾$",
            "综 合$",
            "“三公”经费$",
            "收入$",
        ] {
            assert_eq!(title(text), text.trim_end_matches('$'));
        }
    }

    #[test]
    fn run_in_titles_end_at_the_stop() {
        assert_eq!(title("机构情况。本局为正科级行政单位，内设5个股室。$"), "机构情况");
        assert_eq!(
            title("坚持“兜底线、保民生”，民生兜底保障更加有力。一是城乡低保应保尽保。$"),
            "坚持“兜底线、保民生”，民生兜底保障更加有力"
        );
        assert_eq!(title("财政拨款收入：指本级财政当年拨付的资金。$"), "财政拨款收入");
        assert_eq!(title("满意度指标完成情况：发放问卷200份，收回196份。$"), "满意度指标完成情况");
        assert_eq!(title("聚焦城乡融合，加快推进新型城镇化：改造小区12个。$"), "聚焦城乡融合，加快推进新型城镇化");
        assert_eq!(title("加强学习，夯实思想基础。召开党组会议。$"), "加强学习，夯实思想基础");
        assert_eq!(title("绩效目标设立不够明确。个别目标以定性为主。$"), "绩效目标设立不够明确");
        assert_eq!(title("创新引领，产业体系加快构建。新增企业18家。$"), "创新引领，产业体系加快构建");
    }

    #[test]
    fn run_on_titles_end_by_their_words() {
        for (text, expected) in [
            ("2015年决算收支总体情况2015年青山乡年初结转和结余1万元，", "2015年决算收支总体情况"),
            ("部门主要职责青山乡各部门的主要职责是：", "部门主要职责"),
            ("部门预算单位基本情况县水利局包括1个机关行政处室，", "部门预算单位基本情况"),
            ("国有资本经营预算支出情况无。", "国有资本经营预算支出情况"),
            ("存在的问题及原因分析我局预算执行偏慢，", "存在的问题及原因分析"),
            ("部门主要工作总结 2016年，我乡完成", "部门主要工作总结"),
            ("办学条件持续改善年内改造薄弱学校13所，", "办学条件持续改善"),
            ("“三公”经费2020年“三公”经费决算38.72万元，", "“三公”经费"),
            ("满意度随机抽取学生600名", "满意度"),
            ("项目支出绩效目标城乡低保项目：对", "项目支出绩效目标"),
            ("存在问题与改进部分项目跨汛期施工，资金支付集中在第四季度；", "存在问题与改进"),
            ("存在的问题项目资金下达偏晚，近三成集中在第四季度支付；", "存在的问题"),
            ("资金安排项目总预算300.00万元，", "资金安排"),
            ("立项背景云安市现有行政村168个，", "立项背景"),
            (
                "经费保障落实到位义务教育生均公用经费足额拨付，小学按每生每年650元、初中按每生每年850元执行，",
                "经费保障落实到位",
            ),
            ("财政拨款支出决算具体情况2022年度财政拨款支出年初预算数为2800.00万元，", "财政拨款支出决算具体情况"),
            ("财政拨款收入指县级财政部门当年拨付的资金。", "财政拨款收入"),
            ("项目管理情况严格执行项目法人制、招投标制、监理制和合同制。", "项目管理情况"),
            ("专业名词解释财政拨款收入：指财政当年拨付的资金。", "专业名词解释"),
            ("安全生产形势平稳开展隐患排查42次，", "安全生产形势平稳"),
            ("项目背景为改善居民居住条件，东湖区于2019年启动改造，", "项目背景"),
            ("评价目的通过评价，了解专项资金使用绩效。", "评价目的"),
            ("乡村振兴全面推进 粮食播种面积稳定在42万亩，", "乡村振兴全面推进"),
            ("重点保障各类医社保资金支出。居民养老补助3543万元", "重点保障各类医社保资金支出"),
            ("总体目标保障全市6850公里农村公路安全畅通。", "总体目标"),
            ("加快资金拨付进度实行月通报制度。", "加快资金拨付进度"),
            ("加快项目前期工作提前开展可研、初设，力争在枯水期开工", "加快项目前期工作"),
            ("着力乡村振兴，加快农业农村现代化新建高标准农田5万亩，", "着力乡村振兴，加快农业农村现代化"),
            ("资金分配方法有待优化现行办法按里程平均分配，未考虑交通量。", "资金分配方法有待优化"),
            ("专项组织情况分析无招投标事项。", "专项组织情况分析"),
            ("无形资产情况2023年新增2项。", "无形资产情况"),
            ("综 合 情 况 2014年末，全镇总人口3万人，", "综 合 情 况"),
            ("机构职责县水利局负责水利工作，", "机构职责"),
            ("经济性评价“三公”经费比上年下降5%，", "经济性评价"),
            ("专项组织情况分析采用公开招标方式。", "专项组织情况分析"),
            ("绩效自评结果拟应用和公开情况结果将在门户网站公开。", "绩效自评结果拟应用和公开情况"),
            ("满意度指标群众满意度96%。", "满意度指标"),
            ("抓牢安全稳定确保全年无重大事故。", "抓牢安全稳定"),
            ("部门决算表（详见附件）", "部门决算表"),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_end_before_a_figure() {
        for (text, expected) in [
            ("财政拨款收入2069.37万元，内含政府性基金", "财政拨款收入"),
            ("因公出国（境）费0万元。", "因公出国（境）费"),
            ("因公出国（境）费用0万元。", "因公出国（境）费用"),
            ("政府采购支出总额32.60万元。", "政府采购支出总额"),
            ("基本支出情况支出12.5万元。", "基本支出情况"),
            ("一般公共服务支出（科目编码201）702.41万元。", "一般公共服务支出（科目编码201）"),
            ("2016本年收入2148.57万元，较上年", "2016本年收入"),
            ("2050204高中教育年初预算3,520.00万元，决算", "2050204高中教育"),
            ("2140101行政运行1862.40万元，2019年1725.38万元，增加137.02万元；", "2140101行政运行"),
            ("2130705对村民委员会和村党支部的补助196.35万元，与上年持平；", "2130705对村民委员会和村党支部的补助"),
            ("上年工作回顾硬化村道7公里，", "上年工作回顾"),
            ("项目立项（6分，得6分）。依据充分。", "项目立项（6分，得6分）"),
            ("结余分配（0万元）。", "结余分配"),
            ("经营收入/万元。", "经营收入"),
            ("事业收入 万元。", "事业收入"),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn statements_have_no_title() {
        for text in [
            "2022年预算资金239.36万元。$",
            "接收11家单位进馆档案5,216卷，超额4.3%。$",
            "指导全区教育改革、组织全区教育科学研究，推广教育科学研究成果，促进教育质量提高，抓好落实。",
        ] {
            assert_eq!(title(text), "", "{text}");
        }
    }
}
