//! Slips of the hand within one printed number.

use crate::evaluate::random::Random;

use super::Slip;

/// The digits with one slip; `None` where the slip is not possible or changes nothing.
pub(super) fn slip(slip: Slip, digits: &str, random: &mut Random) -> Option<String> {
    let bytes = digits.as_bytes();
    let places: Vec<usize> = (0..bytes.len()).filter(|&n| bytes[n].is_ascii_digit()).collect();
    let made = match slip {
        Slip::SwappedDigits => {
            let pairs: Vec<usize> = (1..places.len()).filter(|&n| bytes[places[n - 1]] != bytes[places[n]]).collect();
            let n = *pairs.get(random.below(pairs.len()))?;
            let mut made = bytes.to_vec();
            made.swap(places[n - 1], places[n]);
            String::from_utf8(made).ok()?
        }
        Slip::WrongDigit => {
            let at = *places.get(random.below(places.len()))?;
            let digit = b'0' + u8::try_from(random.below(10)).ok()?;
            let mut made = bytes.to_vec();
            made[at] = digit;
            String::from_utf8(made).ok()?
        }
        Slip::LostDigit => {
            let at = *places.get(random.below(places.len()))?;
            let mut made = digits.to_owned();
            made.remove(at);
            made
        }
        Slip::AddedDigit => {
            let at = *places.get(random.below(places.len()))?;
            let mut made = digits.to_owned();
            // A finger that stays too long, or falls on another key.
            let digit = if random.chance(1, 2) {
                char::from(bytes[at])
            } else {
                char::from(b'0' + u8::try_from(random.below(10)).ok()?)
            };
            made.insert(at, digit);
            made
        }
        Slip::MovedPoint => {
            let plain = digits.replace(',', "");
            let point = plain.find('.')?;
            let without = plain.replace('.', "");
            let to = if random.chance(1, 2) { point.checked_sub(1)? } else { point + 1 };
            if to == 0 || to >= without.len() {
                return None;
            }
            format!("{}.{}", &without[..to], &without[to..])
        }
        _ => return None,
    };
    let value = |text: &str| text.replace(',', "").parse::<rust_decimal::Decimal>().ok();
    let (before, after) = (value(digits)?, value(&made)?);
    (is_number(&made) && before != after && !after.is_zero()).then_some(made)
}

/// Whether the digits are printed as numbers are: no leading zero, groups of three behind the first comma.
fn is_number(printed: &str) -> bool {
    let whole = printed.split('.').next().unwrap_or_default();
    let (first, groups) = match whole.split_once(',') {
        Some((first, groups)) => (first, Some(groups)),
        None => (whole, None),
    };
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    let is_grouped = groups.is_none_or(|groups| first.len() <= 3 && groups.split(',').all(|group| group.len() == 3));
    !first.is_empty() && !has_leading_zero && is_grouped && !printed.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(of: Slip, digits: &str) -> Vec<String> {
        let mut made: Vec<String> = (0..300).filter_map(|seed| slip(of, digits, &mut Random::new(seed))).collect();
        made.sort_unstable();
        made.dedup();
        made
    }

    #[test]
    fn commas_part_groups_of_three() {
        assert!(["0", "0.5", "12", "1,234", "12,345.60"].into_iter().all(is_number));
        assert!([",234", "1,23", "1234,567", "012", "0,123", "12.", ""].into_iter().all(|printed| !is_number(printed)));
    }

    #[test]
    fn slips_are_numbers_again() {
        assert_eq!(all(Slip::SwappedDigits, "847.68"), ["487.68", "846.78", "847.86", "874.68"]);
        assert_eq!(all(Slip::MovedPoint, "84.69"), ["8.469", "846.9"]);
        assert_eq!(all(Slip::LostDigit, "1,234"), Vec::<String>::new());
        assert_eq!(all(Slip::LostDigit, "120"), ["10", "12", "20"]);
        assert!(all(Slip::WrongDigit, "5").len() == 8 && all(Slip::AddedDigit, "12").contains(&"112".to_owned()));
    }
}
