//! Days since an epoch, as workbooks store dates.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::number_format::Token;

/// Days from 1900-01-00, as workbooks count, to 1970-01-01; the day that 1900 did not have is counted.
const TO_UNIX: i64 = 25_569;

/// Days from 1904-01-01 to 1970-01-01.
const TO_UNIX_1904: i64 = 24_107;

/// A date or time as a format shows it; `None` if the number is no date that a workbook can show.
pub(super) fn print(serial: Decimal, tokens: &[Token], epoch_1904: bool) -> Option<String> {
    let days = serial.floor();
    let seconds = ((serial - days) * Decimal::from(86_400)).round().to_i64()?;
    let days = days.to_i64().filter(|d| (0..2_958_466).contains(d))?;
    let (year, month, day) = civil(days - if epoch_1904 { TO_UNIX_1904 } else { TO_UNIX });
    let mut printed = String::new();
    let mut after_hour = false;
    for token in tokens {
        match token {
            Token::Date(letter, count) => {
                let minutes = *letter == 'm' && after_hour;
                after_hour = *letter == 'h';
                let padded = |n: i64| if *count >= 2 { format!("{n:02}") } else { n.to_string() };
                printed.push_str(&match letter {
                    'y' | 'e' if *count == 2 => format!("{:02}", year % 100),
                    'y' | 'e' => year.to_string(),
                    'm' if minutes => padded(seconds / 60 % 60),
                    'm' => padded(month),
                    'd' => padded(day),
                    'h' => padded(seconds / 3600),
                    _ => padded(seconds % 60),
                });
            }
            Token::Text(c) => printed.push(*c),
            Token::Point => printed.push('.'),
            Token::Comma => printed.push(','),
            Token::Digit(_) | Token::Percent => {}
        }
    }
    Some(printed.trim_end_matches("AM/PM").trim().to_owned())
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
