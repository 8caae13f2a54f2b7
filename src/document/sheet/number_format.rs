//! Numbers of a workbook as its cells show them: `0.8469` under `0.00%` reads `84.69%`.

use rust_decimal::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::date;

/// Digits that a double precision number really has; the rest are artefacts of binary fractions.
const TRUE_DIGITS: u32 = 15;

/// 数字格式. One format code, ready to print numbers with.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    /// For positive, negative and zero values, as far as the code has sections of their own.
    sections: Vec<Section>,
}

/// 格式节.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Section {
    tokens: Vec<Token>,
    /// Letters of a date or time stand in it.
    is_date: bool,
    /// A form that is not printed digit by digit (scientific, fractions, `General`).
    is_general: bool,
}

/// 记号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    /// Between digits: thousands; after the last one: divides by a thousand.
    Comma,
    Percent,
    /// Printed as it is.
    Text(char),
    /// A run of one letter of a date or time, in lower case.
    Date(char, usize),
}

/// Format codes that a file need not spell out.
pub(super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 30 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 | 45 | 46 | 47 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 31 | 51 | 54 | 58 => "yyyy\"年\"m\"月\"d\"日\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 | 43 | 44 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0",
        _ => "General",
    }
}

impl NumberFormat {
    /// Reads a format code.
    pub(super) fn new(code: &str) -> Self {
        Self { sections: split_sections(code).iter().take(3).map(|section| Section::new(section)).collect() }
    }

    /// The number as shown. `value` is what the file stores; `None` if it is no number.
    pub(super) fn print(&self, value: &str, epoch_1904: bool) -> Option<String> {
        let exact = Decimal::from_str(value.trim()).or_else(|_| Decimal::from_scientific(value.trim())).ok()?;
        let exact = exact.round_sf(TRUE_DIGITS).unwrap_or(exact);
        let at = match (self.sections.len(), exact.is_sign_negative() && !exact.is_zero(), exact.is_zero()) {
            (0, ..) => return Some(general(exact)),
            (2.., true, _) => 1,
            (3.., _, true) => 2,
            _ => 0,
        };
        let section = &self.sections[at];
        if section.is_date {
            return Some(date::print(exact, &section.tokens, epoch_1904).unwrap_or_else(|| general(exact)));
        }
        // A section of its own for negative values prints the sign itself, if it wants one.
        let shown = if at == 1 { exact.abs() } else { exact };
        Some(if section.is_general { general(shown) } else { section.print(shown) })
    }
}

/// Shortest decimal form.
fn general(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A code at its semicolons, except quoted ones.
fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        match c {
            ';' if !quoted && !escaped => sections.push(String::new()),
            _ => {
                quoted ^= c == '"' && !escaped;
                if let Some(last) = sections.last_mut() {
                    last.push(c);
                }
            }
        }
        escaped = matches!(c, '\\' | '!') && !escaped;
    }
    sections
}

impl Section {
    fn new(code: &str) -> Self {
        let mut section = Self::default();
        let mut rest = code.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '"' => section.tokens.extend(rest.by_ref().take_while(|&c| c != '"').map(Token::Text)),
                '\\' | '!' => section.tokens.extend(rest.next().map(Token::Text)),
                // A blank as wide as a character; a character repeated to fill the cell.
                '_' | '*' => {
                    rest.next();
                }
                '[' => {
                    let inner: String = rest.by_ref().take_while(|&c| c != ']').collect();
                    if let Some(currency) = inner.strip_prefix('$') {
                        let symbol = currency.split('-').next().unwrap_or_default();
                        section.tokens.extend(symbol.chars().map(Token::Text));
                    } else if matches!(inner.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                        section.is_general = true;
                    }
                }
                '0' | '#' | '?' => section.tokens.push(Token::Digit(c)),
                '.' => section.tokens.push(Token::Point),
                ',' => section.tokens.push(Token::Comma),
                '%' | '％' => section.tokens.push(Token::Percent),
                'G' | 'g' if rest.clone().take(6).collect::<String>().eq_ignore_ascii_case("eneral") => {
                    section.is_general = true;
                    return section;
                }
                'E' | 'e' if matches!(rest.peek(), Some('+' | '-')) => section.is_general = true,
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
                    let letter = c.to_ascii_lowercase();
                    let mut count = 1;
                    while rest.peek().is_some_and(|next| next.to_ascii_lowercase() == letter) {
                        rest.next();
                        count += 1;
                    }
                    section.is_date = true;
                    section.tokens.push(Token::Date(letter, count));
                }
                '/' if !section.is_date => {
                    section.is_general |= section.tokens.iter().any(|t| matches!(t, Token::Digit('?')));
                }
                '@' => section.is_general = true,
                other => section.tokens.push(Token::Text(other)),
            }
        }
        section
    }

    /// Fills the digits in, from the point outwards.
    fn print(&self, value: Decimal) -> String {
        let point = self.tokens.iter().position(|t| *t == Token::Point).unwrap_or(self.tokens.len());
        let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
        let last_digit = self.tokens.iter().rposition(|t| matches!(t, Token::Digit(_))).unwrap_or(0);
        let (mut scaled, mut grouped) = (value, false);
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Percent => scaled *= Decimal::ONE_HUNDRED,
                Token::Comma if at > last_digit || (at + 1 == point && point < self.tokens.len()) => {
                    scaled /= Decimal::ONE_THOUSAND;
                }
                Token::Comma => grouped = true,
                _ => {}
            }
        }
        let n_decimals = self.tokens[point..].iter().filter(is_digit).count();
        let places = u32::try_from(n_decimals).unwrap_or(0).min(28);
        let rounded = scaled.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let (whole, fraction) = digits(rounded.abs(), n_decimals);
        let mut whole: Vec<char> = whole.chars().rev().collect();
        if whole == ['0'] {
            whole.clear();
        }
        let places: Vec<usize> = (0..point).filter(|&at| matches!(self.tokens[at], Token::Digit(_))).collect();
        let mut printed = String::new();
        if rounded.is_sign_negative() && !rounded.is_zero() {
            printed.push('-');
        }
        let mut decimals = fraction.chars().enumerate();
        let significant = fraction.trim_end_matches('0').len();
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                Token::Digit(kind) if at < point => {
                    let left = places.iter().filter(|&&p| p >= at).count();
                    // The first place takes all digits that have none of their own.
                    let from = if places.first() == Some(&at) { whole.len().max(left) } else { left };
                    for place in (left..=from).rev() {
                        let digit = whole.get(place - 1).copied().or((*kind == '0' && place == left).then_some('0'));
                        if let Some(digit) = digit {
                            printed.push(digit);
                            if grouped && place > 1 && (place - 1) % 3 == 0 {
                                printed.push(',');
                            }
                        }
                    }
                }
                Token::Digit(kind) => {
                    if let Some((n, digit)) = decimals.next()
                        && (*kind == '0' || n < significant)
                    {
                        printed.push(digit);
                    }
                }
                Token::Point
                    if n_decimals > 0 && (significant > 0 || self.tokens[point..].contains(&Token::Digit('0'))) =>
                {
                    printed.push('.');
                }
                Token::Percent => printed.push('%'),
                Token::Text(c) => printed.push(*c),
                Token::Point | Token::Comma | Token::Date(..) => {}
            }
        }
        if places.is_empty() && n_decimals == 0 && !self.tokens.is_empty() {
            // Only text, such as a dash for zero.
            return printed.trim().to_owned();
        }
        printed.trim().to_owned()
    }
}

/// Digits before and after the point.
fn digits(value: Decimal, n_decimals: usize) -> (String, String) {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    (whole.to_owned(), format!("{fraction:0<n_decimals$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_the_cell_shows_them() {
        for (code, value, shown) in [
            ("General", "1168.5900000000001", "1168.59"),
            ("General", "0.30000000000000004", "0.3"),
            ("General", "1.2E-3", "0.0012"),
            ("0.00", "12.345", "12.35"),
            ("0.00", "0", "0.00"),
            ("#,##0.00", "1234567.1", "1,234,567.10"),
            ("#,##0", "999.5", "1,000"),
            ("0.00%", "0.84694999999999998", "84.70%"),
            ("0%", "1", "100%"),
            ("0.##", "3.5", "3.5"),
            ("#,##0.00_ ;[Red]-#,##0.00\\ ", "-1234.5", "-1,234.50"),
            ("#,##0.00;(#,##0.00)", "-5", "(5.00)"),
            ("0.00;-0.00;\"—\"", "0", "—"),
            ("0.0\"万元\"", "12.34", "12.3万元"),
            ("[$¥-804]#,##0.00", "12", "¥12.00"),
            ("#,##0,", "1234567", "1,235"),
            ("0!.0,\"万\"", "123456", "12.3万"),
            ("00000", "42", "00042"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
            ("yyyy\"年\"m\"月\"d\"日\"", "45292", "2024年1月1日"),
            ("yyyy-mm-dd", "45351", "2024-02-29"),
            ("@", "12.50", "12.5"),
        ] {
            assert_eq!(NumberFormat::new(code).print(value, false).as_deref(), Some(shown), "{code} {value}");
        }
        assert_eq!(NumberFormat::new("0").print("abc", false), None);
    }
}
