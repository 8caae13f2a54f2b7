//! A walk over the words after a number, from one place where a title may end to the next.

use crate::text::any_of;
use crate::text::script;

use super::mark::skip_blanks;
use super::vocabulary;

/// Places where a title may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Limit,
    /// With the byte after the mark.
    Stop(usize),
    Semicolon,
    Colon(usize),
    Blank,
    Figure,
    Words,
}

/// A walk over the characters after a number, stopping wherever a title may end.
pub(super) struct Walk<'a> {
    text: &'a str,
    i: usize,
    limit: usize,
    /// One past the last character that is no blank.
    pub(super) trimmed: usize,
    /// Characters so far, blanks not counted.
    pub(super) n: usize,
    pub(super) commas: i32,
    /// Open brackets, and where the outermost opened: `(i, n)`.
    brackets: usize,
    bracket: (usize, usize),
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, start: usize, limit: usize) -> Self {
        Self { text, i: start, limit, trimmed: start, n: 0, commas: 0, brackets: 0, bracket: (start, 0) }
    }

    /// Length of what is left of the open bracket if it holds the scores of the title: 项目立项（6分，得6分）.
    fn scores(&self) -> Option<usize> {
        if self.brackets != 1 {
            return None;
        }
        let rest = &self.text[self.i..self.limit];
        let end = rest.char_indices().take(24).find(|&(_, c)| matches!(c, '）' | ')'))?;
        let inner = &rest[..end.0];
        let mut scored = false;
        for (at, c) in inner.char_indices() {
            let digit = |c: char| script::fold(c).is_ascii_digit();
            let next = inner[at + c.len_utf8()..].chars().next();
            if digit(c) && !next.is_some_and(|n| digit(n) || matches!(n, '.' | '．')) {
                scored = next == Some('分');
                if !scored {
                    return None;
                }
            }
        }
        scored.then_some(end.0 + end.1.len_utf8())
    }

    /// Moves to the next possible end.
    pub(super) fn at_end(&mut self) -> Option<At> {
        loop {
            if self.i >= self.limit {
                return Some(At::Limit);
            }
            let rest = &self.text[self.i..self.limit];
            let c = rest.chars().next()?;
            let next = self.i + c.len_utf8();
            match c {
                '\n' | '\r' => {
                    self.i = next;
                    continue;
                }
                '。' | '！' | '？' | '!' | '?' => return Some(At::Stop(next)),
                '；' | ';' if self.brackets == 0 => return Some(At::Semicolon),
                '：' | ':' if self.brackets == 0 => return Some(At::Colon(next)),
                _ => {}
            }
            if let Some(length) = figure(rest) {
                if length == 0 {
                    if let Some(scores) = self.scores() {
                        self.take(scores);
                        self.brackets = 0;
                        continue;
                    }
                    if self.brackets > 0 {
                        (self.trimmed, self.n) = self.bracket;
                    }
                    return Some(At::Figure);
                }
                // A year, a code, a name with digits: words of the title.
                if self.n >= 2 && self.brackets == 0 && vocabulary::opener(rest) > 0 && self.trimmed == self.i {
                    return Some(At::Words);
                }
                self.take(length);
                continue;
            }
            if script::is_blank(c) {
                let after = skip_blanks(self.text, next).min(self.limit);
                if self.brackets == 0 && self.parts(after) {
                    return Some(At::Blank);
                }
                self.i = after;
                continue;
            }
            if self.brackets == 0 && self.n >= 2 && (script::is_han(c) || matches!(c, '“' | '《') || is_remark(rest))
            {
                return Some(At::Words);
            }
            self.step();
        }
    }

    /// Passes over the blanks that stand here.
    pub(super) fn skip_blanks(&mut self) {
        self.i = skip_blanks(self.text, self.i).min(self.limit);
    }

    /// Takes one character into the title.
    pub(super) fn step(&mut self) {
        let Some(c) = self.text[self.i..self.limit].chars().next() else { return };
        if script::is_blank(c) {
            self.skip_blanks();
            return;
        }
        if script::is_opening(c) {
            if self.brackets == 0 {
                self.bracket = (self.trimmed, self.n);
            }
            self.brackets += 1;
        } else if script::is_closing(c) {
            self.brackets = self.brackets.saturating_sub(1);
        } else if matches!(c, '，' | ',') && self.brackets == 0 {
            self.commas += 1;
        }
        // A bracket that never closes holds nothing.
        if self.brackets > 0 && self.n > self.bracket.1 + 30 {
            self.brackets = 0;
        }
        self.take(c.len_utf8());
    }

    fn take(&mut self, length: usize) {
        self.n += self.text[self.i..self.i + length].chars().filter(|&c| !script::is_blank(c)).count();
        self.i += length;
        self.trimmed = self.i;
    }

    /// Whether the blank before `after` parts two words; between single characters it only spreads them (综 合).
    fn parts(&self, after: usize) -> bool {
        let before = self.text[..self.trimmed].chars().rev().take_while(|&c| !script::is_blank(c)).take(2).count();
        let follows = self.text[after..self.limit].chars().take_while(|&c| !script::is_blank(c)).take(2).count();
        // 综 合 全年: a title of two spread characters. 综 合 情 况 2014年末: digits are not spread.
        let dated = self.text[after..self.limit].starts_with(|c: char| script::fold(c).is_ascii_digit());
        self.n >= 2 && (before >= 2 || self.n == 2 || dated) && follows >= 2
    }
}

/// Reads digits at the beginning of `rest`: `None` if there are none, `Some(0)` if they (or the blank, `/`, `——`
/// in their place) are a quantity with its unit, otherwise how many bytes belong to the word with digits.
fn figure(rest: &str) -> Option<usize> {
    let first = script::fold(rest.chars().next()?);
    if first.is_ascii_digit() {
        let number = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
        let number_end = rest[..number].trim_end_matches([',', '，', '.', '．']).len();
        let after = rest[number_end..].trim_start_matches(script::is_blank);
        let digits = rest[..number_end].chars().filter(|&c| script::fold(c).is_ascii_digit()).count();
        let plain = digits == number_end;
        return Some(match after.chars().next() {
            Some('年' | '月' | '日' | '期' | '号' | '#' | 'A') => number_end,
            Some('本') if digits == 4 => number_end,
            Some('-' | '－' | '—' | '～' | '~' | '至') if digits < 4 => number_end,
            // A budget code, 2140104公路建设, is no quantity.
            Some(c) if plain && matches!(digits, 5 | 7) && !matches!(c, '元' | '万' | '亿') => number_end,
            Some(c) if is_unit(c) => 0,
            _ if !plain && digits > 2 => 0,
            _ => number_end,
        });
    }
    if let Some(words) = figure_in_words(rest) {
        return Some(words);
    }
    let placeholder = matches!(first, '/' | '-' | '—' | '零') || script::is_blank(first);
    if placeholder {
        let after = rest.trim_start_matches(|c| script::is_blank(c) || matches!(c, '/' | '／' | '-' | '—' | '零'));
        if any_of!["万元", "亿元", "元"].begin(after) {
            return Some(0);
        }
    }
    None
}

/// An amount in Chinese numerals, 一百三十万元: as [`figure`].
fn figure_in_words(rest: &str) -> Option<usize> {
    let numeral = |c: char| "一二三四五六七八九十百千万亿零两半叁伍陆柒捌玖拾佰仟壹贰".contains(c);
    let end = rest.find(|c: char| !numeral(c)).unwrap_or(rest.len());
    let run = &rest[..end];
    let counted = any_of!["元", "人次", "余", "户", "人", "个", "名"].begin(&rest[end..]);
    let scaled = run.chars().skip(1).any(|c| "十百千万亿拾佰仟".contains(c));
    (!run.is_empty() && counted && (scaled || rest[end..].starts_with('元'))).then_some(0)
}

fn is_number(c: char) -> bool {
    let folded = script::fold(c);
    folded.is_ascii_digit() || matches!(folded, '.' | ',')
}

/// Whether a measure begins with `c`.
fn is_unit(c: char) -> bool {
    "万亿元千百个％%﹪‰倍人户名次分米吨亩公平方立斤台辆套件条项家所处张份本册头只株座栋间天小余多余几批场起例对岁"
        .contains(c)
}

/// Whether a bracket follows that is a remark on what stands below: （略）, （详见附件）.
pub(super) fn is_remark(rest: &str) -> bool {
    any_of!["（略", "（详见", "（见附"].begin(rest)
}
