//! 日期: days as reports write them, `2022年4月31日`, `二〇一八年六月三十一日`.

use std::sync::LazyLock;

use memchr::memmem;

use crate::text::Span;
use crate::text::script::{fold, is_blank};

/// 日期. A day as printed, whether or not the calendar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedDay {
    /// From the first digit to 日.
    pub span: Span,
    /// Year, where printed.
    pub year: Option<u16>,
    /// Month as printed.
    pub month: u8,
    /// Day as printed.
    pub day: u8,
}

impl PrintedDay {
    /// Whether the calendar has such a day; a day without year may be the 29th of February.
    #[must_use]
    pub fn exists(&self) -> bool {
        let is_leap = |year: u16| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let n_days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if self.year.is_none_or(is_leap) => 29,
            2 => 28,
            _ => 0,
        };
        (1..=n_days).contains(&self.day)
    }
}

/// Every day printed in `text`, in order.
#[must_use]
pub fn days(text: &str) -> Vec<PrintedDay> {
    static MONTH: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new("月"));
    MONTH.find_iter(text.as_bytes()).filter_map(|at| day_around(text, at)).collect()
}

/// The day whose 月 stands at byte `at`.
fn day_around(text: &str, at: usize) -> Option<PrintedDay> {
    let (before, after) = (&text[..at], &text[at + '月'.len_utf8()..]);
    let month_start = digits_start(before);
    let day_end = digits_end(after);
    let month = number(&before[month_start..])?;
    let day = number(&after[..day_end])?;
    let closing = after[day_end..].trim_start_matches(is_blank).chars().next().filter(|c| matches!(c, '日' | '号'))?;
    let closing_at = day_end + after[day_end..].find(closing)?;
    let mut start =
        month_start + before[month_start..].len() - before[month_start..].trim_start_matches(is_blank).len();
    let mut year = None;
    let ahead = before[..month_start].trim_end_matches(is_blank);
    if let Some(ahead) = ahead.strip_suffix('年') {
        let year_start = digits_start(ahead);
        year = number(&ahead[year_start..]).filter(|year| (1900..=2100).contains(year));
        if year.is_some() {
            start = year_start + ahead[year_start..].len() - ahead[year_start..].trim_start_matches(is_blank).len();
        }
    }
    let end = at + '月'.len_utf8() + closing_at + closing.len_utf8();
    Some(PrintedDay {
        span: Span::new(start, end),
        year,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

fn is_digit(c: char) -> bool {
    fold(c).is_ascii_digit() || "〇零○O一二三四五六七八九十".contains(c) || is_blank(c)
}

fn digits_start(text: &str) -> usize {
    text.char_indices().rev().take_while(|&(_, c)| is_digit(c)).last().map_or(text.len(), |(at, _)| at)
}

fn digits_end(text: &str) -> usize {
    text.char_indices().find(|&(_, c)| !is_digit(c)).map_or(text.len(), |(at, _)| at)
}

/// `31`, `三十一`, `二〇一八`; blanks between digits are a converter's.
fn number(text: &str) -> Option<u16> {
    let chars: Vec<char> = text.chars().filter(|&c| !is_blank(c)).map(fold).collect();
    if chars.is_empty() || chars.len() > 4 {
        return None;
    }
    let digit = |c: char| match c {
        '〇' | '零' | '○' | 'O' => Some(0),
        _ => "一二三四五六七八九".chars().position(|d| d == c).map(|n| n + 1).or(c.to_digit(10).map(|d| d as usize)),
    };
    let value = match chars.iter().position(|&c| c == '十') {
        None => chars.iter().try_fold(0, |so_far, &c| Some(so_far * 10 + digit(c)?))?,
        Some(ten) => {
            let tens = if ten == 0 { 1 } else { digit(chars[0])? };
            let ones = chars.get(ten + 1).map_or(Some(0), |&c| digit(c))?;
            if ten > 1 || chars.len() > ten + 2 {
                return None;
            }
            tens * 10 + ones
        }
    };
    u16::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<u16>, u8, u8, bool)> {
        days(text).iter().map(|d| (d.year, d.month, d.day, d.exists())).collect()
    }

    #[test]
    fn forms() {
        assert_eq!(read("截至2022年4月31日"), [(Some(2022), 4, 31, false)]);
        assert_eq!(read("二〇一八年六月三十一日"), [(Some(2018), 6, 31, false)]);
        assert_eq!(read("２０２０ 年 ２ 月 ２９ 日"), [(Some(2020), 2, 29, true)]);
        assert_eq!(read("2月29日、十二月十号"), [(None, 2, 29, true), (None, 12, 10, true)]);
        assert_eq!(read("2022年13月1日"), [(Some(2022), 13, 1, false)]);
        assert_eq!(days("自2022年1月5日起")[0].span, Span::new(3, 3 + "2022年1月5日".len()));
    }

    #[test]
    fn no_days() {
        for text in ["605元/月", "每月10日均到账", "2022年4月份", "3个月31日内", "1—12月", "岁月一日"]
        {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
