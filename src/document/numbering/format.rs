//! How Word prints the value of an automatic number.

/// 编号格式. The formats of `w:numFmt`; the binary format and RTF name the same ones by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum NumberFormat {
    /// 1 2 3
    Decimal,
    /// 01 02 … 10
    DecimalZero,
    /// １ ２ ３
    FullWidth,
    /// ① … ⑳, then in Arabic digits
    Circled,
    /// ⒈ … ⒛
    FullStop,
    /// ⑴ … ⒇
    Parenthesised,
    /// ㊀ … ㊉
    ChineseCircled,
    /// I II III
    UpperRoman,
    /// i ii iii
    LowerRoman,
    /// A B … Z AA BB
    UpperLetter,
    /// a b … z aa bb
    LowerLetter,
    /// 1st 2nd
    Ordinal,
    /// 一 … 十 十一 … 一百零一
    Chinese,
    /// 一 … 十 十一 … 百一
    Japanese,
    /// 壹 贰 … 壹拾 壹拾壹
    ChineseLegal,
    /// 壹 貳 … 壹拾
    TraditionalLegal,
    /// 一 … 九 一〇 一一
    ChineseDigits,
    /// 甲 乙 丙
    HeavenlyStems,
    /// 子 丑 寅
    EarthlyBranches,
    /// - 1 -
    Dashes,
    /// A mark that counts nothing, or no number at all.
    None,
}

use NumberFormat as F;

impl NumberFormat {
    /// The format that `w:numFmt w:val` names; unknown ones print Arabic digits, as Word does.
    pub(in crate::document) fn of_name(name: &str) -> Self {
        match name {
            "none" | "bullet" => F::None,
            "decimalZero" => F::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => F::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => F::Circled,
            "decimalEnclosedFullstop" => F::FullStop,
            "decimalEnclosedParen" => F::Parenthesised,
            "ideographEnclosedCircle" => F::ChineseCircled,
            "upperRoman" => F::UpperRoman,
            "lowerRoman" => F::LowerRoman,
            "upperLetter" => F::UpperLetter,
            "lowerLetter" => F::LowerLetter,
            "ordinal" => F::Ordinal,
            "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
                F::Chinese
            }
            "japaneseCounting" => F::Japanese,
            "chineseLegalSimplified" => F::ChineseLegal,
            "ideographLegalTraditional" | "japaneseLegal" => F::TraditionalLegal,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
                F::ChineseDigits
            }
            "ideographTraditional" => F::HeavenlyStems,
            "ideographZodiac" => F::EarthlyBranches,
            "numberInDash" => F::Dashes,
            _ => F::Decimal,
        }
    }

    /// The format with this number in the binary format and in RTF (`MSONFC`).
    pub(in crate::document) fn of_code(code: u8) -> Self {
        match code {
            1 => F::UpperRoman,
            2 => F::LowerRoman,
            3 => F::UpperLetter,
            4 => F::LowerLetter,
            5 => F::Ordinal,
            10 | 17 | 36 | 40 => F::ChineseDigits,
            11 => F::Japanese,
            14 | 19 => F::FullWidth,
            16 | 34 => F::TraditionalLegal,
            18 | 28 => F::Circled,
            22 => F::DecimalZero,
            23 | 255 => F::None,
            26 => F::FullStop,
            27 => F::Parenthesised,
            29 => F::ChineseCircled,
            30 => F::HeavenlyStems,
            31 | 32 => F::EarthlyBranches,
            33 | 35 | 37 | 39 => F::Chinese,
            38 => F::ChineseLegal,
            57 => F::Dashes,
            _ => F::Decimal,
        }
    }

    /// The value as printed.
    pub(in crate::document) fn print(self, n: u32) -> String {
        match self {
            F::None => String::new(),
            F::Decimal => n.to_string(),
            F::DecimalZero => format!("{n:02}"),
            F::FullWidth => digits(n, |d| char::from_u32('０' as u32 + d)),
            F::Circled => enclosed(n, '①', 20),
            F::FullStop => enclosed(n, '⒈', 20),
            F::Parenthesised => enclosed(n, '⑴', 20),
            F::ChineseCircled => enclosed(n, '㊀', 10),
            F::UpperRoman => roman(n),
            F::LowerRoman => roman(n).to_lowercase(),
            F::UpperLetter => letters(n, 'A'),
            F::LowerLetter => letters(n, 'a'),
            F::Ordinal => ordinal(n),
            F::Chinese => counting(n, "〇一二三四五六七八九", ["十", "百", "千", "万"], Ten::Short),
            F::Japanese => counting(n, "〇一二三四五六七八九", ["十", "百", "千", "万"], Ten::Bare),
            F::ChineseLegal => counting(n, "零壹贰叁肆伍陆柒捌玖", ["拾", "佰", "仟", "万"], Ten::Full),
            F::TraditionalLegal => counting(n, "零壹貳參肆伍陸柒捌玖", ["拾", "佰", "仟", "萬"], Ten::Full),
            F::ChineseDigits => digits(n, |d| "〇一二三四五六七八九".chars().nth(d as usize)),
            F::HeavenlyStems => cycle(n, "甲乙丙丁戊己庚辛壬癸"),
            F::EarthlyBranches => cycle(n, "子丑寅卯辰巳午未申酉戌亥"),
            F::Dashes => format!("- {n} -"),
        }
    }
}

fn digits(n: u32, print: impl Fn(u32) -> Option<char>) -> String {
    n.to_string().bytes().filter_map(|b| print(u32::from(b - b'0'))).collect()
}

/// Marks that Unicode has for the first few numbers only.
fn enclosed(n: u32, first: char, count: u32) -> String {
    match n {
        1.. if n <= count => char::from_u32(first as u32 + n - 1).map_or_else(String::new, String::from),
        _ => n.to_string(),
    }
}

fn cycle(n: u32, marks: &str) -> String {
    let count = marks.chars().count();
    let mark = |n: u32| marks.chars().nth((n as usize - 1) % count);
    if n == 0 { "0".to_owned() } else { mark(n).into_iter().collect() }
}

fn letters(n: u32, first: char) -> String {
    let Some(n) = n.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from_u32(first as u32 + n % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (n / 26 + 1).min(64) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n >= 32_000 {
        return n.to_string();
    }
    let mut printed = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            printed.push_str(sign);
            n -= value;
        }
    }
    printed
}

fn ordinal(n: u32) -> String {
    let suffix = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// How the one before a place value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ten {
    /// 十一, 一百一十
    Short,
    /// 十一, 百十
    Bare,
    /// 壹拾壹, 壹佰壹拾
    Full,
}

fn counting(n: u32, digits: &str, places: [&str; 4], ten: Ten) -> String {
    let digit = |d: u32| digits.chars().nth(d as usize).unwrap_or('〇');
    if n == 0 || n > 99_999 {
        return if n == 0 { digit(0).to_string() } else { n.to_string() };
    }
    let mut printed = String::new();
    let mut gap = false;
    for (power, place) in [(10_000, 3), (1000, 2), (100, 1), (10, 0)] {
        match n / power % 10 {
            0 => gap |= !printed.is_empty(),
            d => {
                if gap && ten != Ten::Bare {
                    printed.push('零');
                }
                gap = false;
                let bare = d == 1 && (ten == Ten::Bare || (ten == Ten::Short && power == 10 && n < 20));
                if !bare {
                    printed.push(digit(d));
                }
                printed.push_str(places[place]);
            }
        }
    }
    if !n.is_multiple_of(10) {
        if gap && ten != Ten::Bare {
            printed.push('零');
        }
        printed.push(digit(n % 10));
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_prints_as_word_does() {
        let table: [(NumberFormat, &[(u32, &str)]); 19] = [
            (F::Chinese, &[(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (101, "一百零一")]),
            (F::Chinese, &[(110, "一百一十"), (1005, "一千零五")]),
            (F::Japanese, &[(11, "十一"), (101, "百一"), (110, "百十")]),
            (F::ChineseLegal, &[(1, "壹"), (10, "壹拾"), (23, "贰拾叁"), (105, "壹佰零伍")]),
            (F::TraditionalLegal, &[(2, "貳")]),
            (F::ChineseDigits, &[(3, "三"), (10, "一〇"), (21, "二一")]),
            (F::FullWidth, &[(1, "１"), (12, "１２")]),
            (F::Circled, &[(1, "①"), (20, "⑳"), (21, "21")]),
            (F::FullStop, &[(1, "⒈"), (20, "⒛")]),
            (F::Parenthesised, &[(1, "⑴"), (20, "⒇")]),
            (F::ChineseCircled, &[(1, "㊀"), (10, "㊉")]),
            (F::UpperRoman, &[(4, "IV"), (19, "XIX")]),
            (F::LowerRoman, &[(9, "ix")]),
            (F::UpperLetter, &[(1, "A"), (26, "Z"), (27, "AA")]),
            (F::LowerLetter, &[(28, "bb")]),
            (F::Ordinal, &[(1, "1st"), (12, "12th"), (23, "23rd")]),
            (F::HeavenlyStems, &[(1, "甲"), (10, "癸"), (11, "甲")]),
            (F::DecimalZero, &[(3, "03"), (12, "12")]),
            (F::Dashes, &[(3, "- 3 -")]),
        ];
        for (format, values) in table {
            for (n, printed) in values {
                assert_eq!(format.print(*n), *printed, "{format:?} {n}");
            }
        }
    }
}
