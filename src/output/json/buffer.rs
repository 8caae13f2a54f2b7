use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::outline::SectionId;
use crate::relations::RelationId;

/// A growing piece of compact JSON. Commas come by themselves; keys and nesting are the caller's.
pub(in crate::output) struct Json<'o> {
    out: &'o mut Vec<u8>,
}

/// Bytes that a JSON string must not hold as they are.
const ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut n = 0;
    while n < 0x20 {
        table[n] = true;
        n += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

const DIGITS: &[u8; 10] = b"0123456789";

impl<'o> Json<'o> {
    pub(in crate::output) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out }
    }

    /// JSON that is already written.
    pub(in crate::output) fn raw(&mut self, json: &[u8]) {
        self.comma();
        self.out.extend_from_slice(json);
    }

    pub(in crate::output) fn value(&mut self, value: impl Value) {
        self.comma();
        value.write(self.out);
    }

    pub(in crate::output) fn key(&mut self, key: &'static str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    pub(in crate::output) fn field(&mut self, key: &'static str, value: impl Value) {
        self.key(key);
        value.write(self.out);
    }

    /// A string that is written in place.
    pub(in crate::output) fn text(&mut self, text: std::fmt::Arguments<'_>) {
        self.value(text.to_string().as_str());
    }

    pub(in crate::output) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push(b'{');
        fill(self);
        self.out.push(b'}');
    }

    pub(in crate::output) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.comma();
        self.out.push(b'[');
        for item in items {
            each(self, item);
        }
        self.out.push(b']');
    }

    /// A comma unless this is the first of its kind: the last byte tells.
    fn comma(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[' | b':' | b'\n')) {
            self.out.push(b',');
        }
    }
}

/// What can stand as one JSON value.
pub(in crate::output) trait Value {
    fn write(self, out: &mut Vec<u8>);
}

impl Value for &str {
    fn write(self, out: &mut Vec<u8>) {
        out.push(b'"');
        let mut rest = self.as_bytes();
        while let Some(n) = rest.iter().position(|&b| ESCAPED[b as usize]) {
            out.extend_from_slice(&rest[..n]);
            match rest[n] {
                b'"' => out.extend_from_slice(b"\\\""),
                b'\\' => out.extend_from_slice(b"\\\\"),
                b'\n' => out.extend_from_slice(b"\\n"),
                b'\r' => out.extend_from_slice(b"\\r"),
                b'\t' => out.extend_from_slice(b"\\t"),
                control => {
                    const HEX: &[u8; 16] = b"0123456789abcdef";
                    out.extend_from_slice(b"\\u00");
                    out.push(HEX[(control >> 4) as usize]);
                    out.push(HEX[(control & 15) as usize]);
                }
            }
            rest = &rest[n + 1..];
        }
        out.extend_from_slice(rest);
        out.push(b'"');
    }
}

impl Value for bool {
    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self { b"true" } else { b"false" });
    }
}

impl Value for u64 {
    fn write(mut self, out: &mut Vec<u8>) {
        let mut digits = [0; 20];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] = DIGITS[(self % 10) as usize];
            self /= 10;
            if self == 0 {
                break;
            }
        }
        out.extend_from_slice(&digits[first..]);
    }
}

impl Value for u32 {
    fn write(self, out: &mut Vec<u8>) {
        u64::from(self).write(out);
    }
}

/// Exact digits, without trailing zeros and without exponent.
impl Value for Decimal {
    fn write(self, out: &mut Vec<u8>) {
        let value = strip_zeros(self);
        let (mut mantissa, scale) = (value.mantissa().unsigned_abs(), value.scale());
        if value.is_sign_negative() && mantissa != 0 {
            out.push(b'-');
        }
        // At most 29 digits with the zero before the point, and the point.
        let mut text = [0; 32];
        let mut first = text.len();
        let mut n_digits = 0;
        while n_digits <= scale || mantissa != 0 {
            if n_digits == scale && scale > 0 {
                first -= 1;
                text[first] = b'.';
            }
            // Nearly every number of a report has few digits: 128-bit division only where it is needed.
            let digit = if let Ok(small) = u64::try_from(mantissa) {
                mantissa = u128::from(small / 10);
                DIGITS[(small % 10) as usize]
            } else {
                let digit = DIGITS[(mantissa % 10) as usize];
                mantissa /= 10;
                digit
            };
            first -= 1;
            text[first] = digit;
            n_digits += 1;
        }
        out.extend_from_slice(&text[first..]);
    }
}

/// `value` without zeros at its end; most have none, and are not rebuilt.
fn strip_zeros(value: Decimal) -> Decimal {
    if value.scale() > 0 && value.mantissa() % 10 == 0 { value.normalize() } else { value }
}

/// A name such as `f12` as a string.
fn write_id(out: &mut Vec<u8>, letter: u8, n: u32) {
    out.extend_from_slice(&[b'"', letter]);
    n.write(out);
    out.push(b'"');
}

impl Value for FigureId {
    fn write(self, out: &mut Vec<u8>) {
        write_id(out, b'f', self.0 + 1);
    }
}

impl Value for RelationId {
    fn write(self, out: &mut Vec<u8>) {
        write_id(out, b'r', self.0 + 1);
    }
}

impl Value for SectionId {
    fn write(self, out: &mut Vec<u8>) {
        write_id(out, b's', self.0);
    }
}

/// `null` where there is none.
impl<T: Value> Value for Option<T> {
    fn write(self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Value) -> String {
        let mut out = Vec::new();
        value.write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn decimals_keep_their_digits() {
        for (value, json) in [
            ("847.68", "847.68"),
            ("120.50", "120.5"),
            ("100", "100"),
            ("-3.20", "-3.2"),
            ("0", "0"),
            ("0.00", "0"),
            ("-0.00", "0"),
            ("0.05", "0.05"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("79228162514264337593543950335", "79228162514264337593543950335"),
            ("-7.9228162514264337593543950335", "-7.9228162514264337593543950335"),
        ] {
            assert_eq!(written(value.parse::<Decimal>().unwrap()), json);
        }
    }

    proptest::proptest! {
        #[test]
        fn decimals_read_back_as_themselves(mantissa: i64, high: u32, scale in 0u32..=28) {
            let value = Decimal::from_i128_with_scale(i128::from(mantissa) * i128::from(high), scale);
            proptest::prop_assert_eq!(written(value).parse::<Decimal>().unwrap(), value);
        }

        #[test]
        fn strings_are_those_of_serde_json(text: String) {
            let ours: String = serde_json::from_str(&written(text.as_str())).unwrap();
            proptest::prop_assert_eq!(ours, text);
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(written("支\u{0}\n“出”\"\\\u{1f}"), r#""支\u0000\n“出”\"\\\u001f""#);
    }

    #[test]
    fn commas_stand_between_and_nowhere_else() {
        let mut out = Vec::new();
        let mut json = Json::new(&mut out);
        json.object(|json| {
            json.key("figures");
            json.array([0, 1], |json, n| json.value(FigureId(n)));
            json.field("text", "");
            json.key("none");
            json.array(std::iter::empty::<u32>(), |json, n| json.value(n));
            json.field("per", None::<&str>);
        });
        assert_eq!(String::from_utf8(out).unwrap(), r#"{"figures":["f1","f2"],"text":"","none":[],"per":null}"#);
    }
}
