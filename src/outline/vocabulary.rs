//! Words that titles end in, words that sentences begin with, titles of the known kinds of report.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::text::script;
use crate::text::{AnyOf, any_of};

use super::known_titles::{CHAPTERS, KNOWN, STATEMENTS, TOPICS};
use super::title_words::{DUTIES, HEADS, OPENERS, RESOLVES};
pub(super) use super::title_words::{STRONG, WEAK, Weight};

/// What may not begin a sentence after a title noun: the title goes on (情况|说明, 问题|及原因).
const GOES_ON: &str = "和及与、的（(”》）)暨表额数率费类款生";

/// What is said of a noun in a title that is a statement: 建设成效|明显, 安全形势|平稳.
static PREDICATES: AnyOf = AnyOf::new(&[
    "明显", "显著", "突出", "平稳", "稳定", "向好", "良好", "严峻", "喜人", "初显", "凸显", "可观", "有待", "亟待",
    "仍需", "尚需", "不够", "不高", "不足", "不强", "偏低", "偏慢", "较低", "较慢", "较弱", "滞后", "缓慢",
]);

/// Bytes of the longest of [`KNOWN`].
const LONGEST_KNOWN: usize = 48;

static CHAPTER_FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(CHAPTERS).expect("few short patterns"));

static HEAD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(HEADS.iter().copied()));
static OPENER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(OPENERS.iter().copied()));
static STATEMENT_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(STATEMENTS.iter().map(|&word| (word, WEAK))));
static RESOLVE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(RESOLVES.iter().map(|&word| (word, WEAK))));
static DUTY_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(DUTIES.iter().map(|&word| (word, WEAK))));
/// How the titles of [`KNOWN`] begin: most text is ruled out by it.
static KNOWN_BEGINNINGS: LazyLock<Words> =
    LazyLock::new(|| Words::new(KNOWN.iter().filter_map(|title| Some((title.get(..6)?, WEAK)))));

/// Words of two characters with their weights, found by one probe: they are looked up at every character of a title.
struct Words {
    slots: Box<[(u64, Weight)]>,
}

impl Words {
    fn new<'w>(words: impl Iterator<Item = (&'w str, Weight)>) -> Self {
        let mut slots = vec![(0, 0); 2048].into_boxed_slice();
        for (word, weight) in words {
            let key = key(word.as_bytes());
            let mut at = slot(key);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) % slots.len();
            }
            slots[at] = (key, weight);
        }
        Self { slots }
    }

    /// Weight of a word of six bytes, 0 for any other.
    fn weight(&self, word: &[u8]) -> Weight {
        if word.len() != 6 {
            return 0;
        }
        let key = key(word);
        let mut at = slot(key);
        loop {
            match self.slots[at] {
                (found, weight) if found == key => return weight,
                (0, _) => return 0,
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }
}

/// Six bytes as a number.
fn key(word: &[u8]) -> u64 {
    word.iter().fold(0, |key, &b| key << 8 | u64::from(b))
}

fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53) as usize
}

fn first_two(text: &str) -> &[u8] {
    text.as_bytes().get(..6).unwrap_or_default()
}

fn last_two(text: &str) -> &[u8] {
    text.len().checked_sub(6).map_or(&[], |at| &text.as_bytes()[at..])
}

/// How much `text` looks like a whole title: by itself or by its last two characters.
pub(super) fn head(text: &str) -> Weight {
    let known = text.len() <= LONGEST_KNOWN && KNOWN_BEGINNINGS.weight(first_two(text)) > 0;
    if known && KNOWN.binary_search(&text).is_ok() {
        // 收入, 其他 also begin longer titles.
        return if text.len() > 6 { STRONG } else { WEAK };
    }
    let text = match without_remark(text) {
        Some(words) if words.len() >= 12 => return STRONG,
        _ => text,
    };
    match HEAD_WORDS.weight(last_two(text)) {
        0 if text.ends_with("（项）") => STRONG,
        weight if weight < STRONG && text.len() <= LONGEST_KNOWN && lists_topics(text) => STRONG,
        weight => weight,
    }
}

/// A title without the scores or the date in brackets behind it: 项目立项（6分，得6分）, 准备阶段（2023年3月）.
fn without_remark(title: &str) -> Option<&str> {
    let inner = title.strip_suffix(['）', ')']).filter(|inner| inner.ends_with(['分', '月', '日']))?;
    let at = inner.rfind(['（', '('])?;
    inner[at..].contains(|c: char| script::fold(c).is_ascii_digit()).then(|| &title[..at])
}

/// Whether the last two characters are a noun that titles end in by itself: 情况, 解释.
pub(super) fn ends_in_a_title_noun(title: &str) -> bool {
    HEAD_WORDS.weight(last_two(title)) == STRONG
}

/// Whether `title` is a whole title of the field.
pub(super) fn is_known(title: &str) -> bool {
    KNOWN.binary_search(&title).is_ok()
}

/// How much `rest` looks like the beginning of a sentence by its first two characters.
pub(super) fn opener(rest: &str) -> Weight {
    let bytes = rest.as_bytes();
    let year =
        |digits: &[u8]| matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]) && digits.iter().all(u8::is_ascii_digit);
    if bytes.len() >= 5 && year(&bytes[..4]) {
        let next = &rest[4..];
        return if next.starts_with(['年', '本', '-', '—']) { STRONG } else { 0 };
    }
    if bytes.len() > 7 && rest.starts_with('到') && year(&bytes[3..7]) {
        return STRONG;
    }
    if bytes.len() < 12 && matches!(rest.trim_end(), "无" | "无。" | "为零" | "为零。") {
        return STRONG;
    }
    if names_the_title(rest) {
        return 0;
    }
    match OPENER_WORDS.weight(first_two(rest)) {
        0 if rest.starts_with('指') && !rest[3..].starts_with(['标', '导', '数', '挥', '定', '示', '派', '引']) => {
            STRONG
        }
        0 if rest.starts_with('从') => WEAK,
        0 if rest.starts_with('无') && !rest[3..].starts_with(|c| WITHOUT.contains(c)) => STRONG,
        0 if rest.starts_with('第') && counts(&rest[3..]) => STRONG,
        0 if HEAD_WORDS.weight(first_two(rest)) == 0 && names_an_office(rest) => STRONG,
        weight => weight,
    }
}

/// What makes a word with 无: 无形, 无障碍.
const WITHOUT: &str = "形线偿害障人机土党纸论";

/// Whether a verb follows that another beginning of a sentence follows at once: 保障|全市, 结合|上年.
pub(super) fn begins_twice(title: &str, head: Weight, rest: &str) -> bool {
    let compound = head == WEAK && HEAD_WORDS.weight(first_two(rest)) > 0;
    let next = rest.get(6..).map_or(0, |next| OPENER_WORDS.weight(first_two(next)));
    next == STRONG && !compound && (head > 0 || title.len() >= 18)
}

/// Whether the place between `title` and `rest` stands inside a word of the tables.
pub(super) fn is_split(title: &str, rest: &str) -> bool {
    let (Some(before), Some(after)) = (title.chars().next_back(), rest.chars().next()) else { return false };
    let mut around = [0; 8];
    let n = before.encode_utf8(&mut around).len();
    let end = n + after.encode_utf8(&mut around[n..]).len();
    is_word(&around[..end])
}

/// Whether a title that has an object begins with a verb of resolve: 加快资金拨付进度, 做强主导产业.
pub(super) fn is_resolve(title: &str) -> bool {
    let last = last_two(title);
    let noun = OPENER_WORDS.weight(last) == 0 || HEAD_WORDS.weight(last) > 0 || is_noun(last);
    title.len() >= 15 && noun && RESOLVE_WORDS.weight(first_two(title)) > 0
}

/// Whether what may begin a sentence may as well be the object of the title: 完善|农村, 提升|教育.
pub(super) fn begins_with_a_noun(rest: &str) -> bool {
    is_noun(first_two(rest))
}

/// Whether a word that may begin a sentence is a noun that may as well end a title.
fn is_noun(word: &[u8]) -> bool {
    const NOUNS: [&str; 14] = [
        "农业", "农村", "城乡", "城镇", "学校", "居民", "工业", "教育", "社会", "粮食", "资金", "车辆", "项目", "培训",
    ];
    NOUNS.iter().any(|noun| noun.as_bytes() == word)
}

/// Whether an office of the place is named: 县人社局, 青岚县水利局.
fn names_an_office(rest: &str) -> bool {
    let name = || rest.chars().take(12).take_while(|&c| !matches!(c, '，' | '。' | '、' | '的' | '和' | '年'));
    let Some(place) = name().take(4).position(|c| matches!(c, '县' | '区' | '市' | '州' | '省' | '乡' | '镇'))
    else {
        return false;
    };
    name().skip(place + 1).take(7).skip(usize::from(place == 0)).any(|c| matches!(c, '局' | '委' | '院'))
}

/// Whether a numeral and a comma follow: 第|一，.
fn counts(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| "一二三四五六七八九十".contains(c)) && matches!(chars.next(), Some('，' | '、'))
}

/// Whether two characters and a noun of titles follow: the title goes on with 具体情况, 完成情况, but 主要职责是 tells.
fn names_the_title(rest: &str) -> bool {
    let noun = rest.as_bytes().get(6..12).is_some_and(|noun| HEAD_WORDS.weight(noun) == STRONG);
    noun && rest.get(12..).is_some_and(|after| {
        !after.starts_with(['是', '为', '有', '包', '在', '主', '和', '及', '较', '比', '，'])
            && !after.starts_with("如下")
            // 采用|公开招标
            && !after.starts_with(['招', '竞', '遴', '选'])
    })
}

/// Whether the title goes on with `rest` although it could end before: 情况|说明, 收入|预算.
pub(super) fn goes_on(title: &str, rest: &str) -> bool {
    let last = HEAD_WORDS.weight(last_two(title));
    let next = HEAD_WORDS.weight(first_two(rest));
    // After 职责 a verb such as 执行 begins the sentence; after 收入 the noun 预算 goes on.
    let joins = if last == STRONG { next == STRONG } else { next > 0 };
    joins
        || rest.starts_with(|c| GOES_ON.contains(c))
        || names_the_title(rest)
        || rest.get(..6).is_some_and(is_predicate)
}

/// Whether a title begins with the seven digits of a budget subject.
pub(super) fn is_budget_code(title: &str) -> bool {
    let digits = title.chars().take_while(|&c| script::fold(c).is_ascii_digit()).count();
    digits == 7
}

/// Whether a title that is a statement may end with `words`: 加快推进, 坚实有力.
pub(super) fn is_statement(words: &str) -> bool {
    STATEMENT_WORDS.weight(last_two(words)) > 0
}

/// Whether the two characters around `at` are one word of the tables: no title ends inside it.
pub(super) fn is_within_a_word(text: &str, at: usize) -> bool {
    is_word(at.checked_sub(3).and_then(|from| text.get(from..at + 3)).unwrap_or_default().as_bytes())
}

fn is_word(word: &[u8]) -> bool {
    [&HEAD_WORDS, &OPENER_WORDS, &STATEMENT_WORDS, &DUTY_WORDS].iter().any(|words| words.weight(word) > 0)
}

/// Whether `word` says something of the noun before it: 明显, 平稳.
pub(super) fn is_predicate(word: &str) -> bool {
    PREDICATES.hold(word)
}

/// Whether the last two characters can only begin a sentence: 全年, 目前.
pub(super) fn ends_in_an_opener(title: &str) -> bool {
    OPENER_WORDS.weight(last_two(title)) == STRONG
}

/// Whether a title lists topics of a bulletin: 人口、就业和人民生活.
fn lists_topics(title: &str) -> bool {
    let mut parts = title.split(['、', '和', '与', '及']).map(|part| part.trim_matches(script::is_blank));
    title.contains(['、', '和', '与', '及']) && parts.all(|part| TOPICS.contains(&part))
}

/// Whether `words` begin with a verb that opens an item rather than a title.
pub(super) fn is_duty(words: &str) -> bool {
    DUTY_WORDS.weight(first_two(words)) > 0
}

/// Whether a title that holds the words of a chapter is one of the three that every such chapter has.
pub(super) fn is_part_of_a_chapter(title: &str) -> bool {
    let spending = title.contains("财政拨款") || title.contains("公”经费");
    spending && any_of!["支出决算总体情况", "总体情况说明", "结构情况", "具体情况"].stand_in(title)
}

/// Whether `title`, which holds a noun that titles end in, holds the words of a chapter.
pub(super) fn is_chapter(title: &str) -> bool {
    CHAPTER_FINDER.is_match(title)
}

/// Whether a title that is whole stands at the beginning of `words`, and not for a predicate: 项目背景|为改善, but 分配方法|有待优化.
pub(super) fn has_subject(words: &str) -> bool {
    let end = words.as_bytes().windows(6).rposition(|word| word[0] > 0x7F && HEAD_WORDS.weight(word) == STRONG);
    end.and_then(|at| words.get(at + 6..)).is_some_and(|rest| !PREDICATES.begin(rest))
}

/// Whether a noun that titles end in stands anywhere in `words`.
pub(super) fn has_head(words: &str) -> bool {
    words.as_bytes().windows(6).any(|word| word[0] > 0x7F && HEAD_WORDS.weight(word) == STRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_two_characters_long() {
        assert!(KNOWN.is_sorted() && KNOWN.iter().all(|k| k.len() <= LONGEST_KNOWN));
        for table in [HEADS, OPENERS] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
            assert!(table.iter().all(|(word, _)| word.len() == 6 && word.chars().count() == 2));
        }
    }

    #[test]
    fn ends_and_beginnings() {
        assert_eq!(head("四、收支总体情况"), STRONG);
        assert_eq!(head("况"), 0);
        assert_eq!(opener("2016年我县"), STRONG);
        assert_eq!(opener("2010301一般"), 0);
        assert!(has_head("主要职责东山乡"));
        assert!(HEADS.iter().all(|&(word, weight)| HEAD_WORDS.weight(word.as_bytes()) == weight));
        assert!(OPENERS.iter().all(|&(word, weight)| OPENER_WORDS.weight(word.as_bytes()) == weight));
    }
}
