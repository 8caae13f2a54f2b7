use std::io;

use rust_decimal::Decimal;

use crate::figures::FigureId;
use crate::outline::{Section, SectionId};
use crate::output::place::Place;
use crate::relations::RelationId;

use super::spread::{Layout, Spread};

/// A growing piece of JSON. Commas come by themselves; keys and nesting are the caller's.
pub(in crate::output) struct Json<'o> {
    out: &'o mut Vec<u8>,
    /// How it is laid out over lines; `None` for one line without blanks.
    spread: Option<Spread>,
    /// Where it goes while it is written; `None` where all of it is wanted at once.
    sink: Option<Sink<'o>>,
}

/// 输出口. Takes what is written, so that a long document never stands in memory as a whole.
struct Sink<'o> {
    write: &'o mut dyn io::Write,
    /// The first failure; what comes after it is dropped.
    result: io::Result<()>,
}

/// Bytes that are written at once.
const CHUNK: usize = 1 << 16;

const DIGITS: &[u8; 10] = b"0123456789";

impl<'o> Json<'o> {
    /// A document, or a piece that goes into another one by [`raw`](Self::raw).
    pub(in crate::output) fn new(out: &'o mut Vec<u8>, layout: Layout) -> Self {
        let spread = match layout {
            Layout::Line => None,
            Layout::Spread { depth } => Some(Spread::new(depth)),
        };
        Self { out, spread, sink: None }
    }

    /// A document that is passed on as it grows; `buffer` is scratch.
    ///
    /// # Errors
    /// The first failure of `write`.
    pub(in crate::output) fn stream(
        write: &mut dyn io::Write,
        layout: Layout,
        fill: impl FnOnce(&mut Json<'_>),
    ) -> io::Result<()> {
        let mut buffer = Vec::with_capacity(2 * CHUNK);
        let mut json = Json { sink: Some(Sink { write, result: Ok(()) }), ..Json::new(&mut buffer, layout) };
        fill(&mut json);
        let Json { out, sink: Some(Sink { write, result }), .. } = json else { return Ok(()) };
        result.and_then(|()| write.write_all(out))
    }

    /// Passes on what is written, all but the last byte: it tells whether a comma follows.
    fn pass_on(&mut self) {
        let Some(sink) = &mut self.sink else { return };
        let Some((last, done)) = self.out.split_last().filter(|(_, done)| done.len() >= CHUNK) else { return };
        if sink.result.is_ok() {
            sink.result = sink.write.write_all(done);
        }
        let last = *last;
        self.out.clear();
        self.out.push(last);
    }

    /// JSON that is already written, in the layout and at the depth that it has here; too long for one line when this
    /// document is spread.
    pub(in crate::output) fn raw(&mut self, json: &[u8]) {
        if let Some(spread) = &mut self.spread {
            spread.settle_all(self.out);
        }
        self.separate();
        self.out.extend_from_slice(json);
    }

    #[inline]
    pub(in crate::output) fn value(&mut self, value: impl Value) {
        self.separate();
        value.write(self);
    }

    #[inline]
    pub(in crate::output) fn key(&mut self, key: &'static str) {
        self.separate();
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.gap();
    }

    #[inline]
    pub(in crate::output) fn field(&mut self, key: &'static str, value: impl Value) {
        self.key(key);
        value.write(self);
    }

    /// Begins a field that is not the first of its object, with comma and quotes already in `lead`: see [`field`].
    #[inline]
    pub(in crate::output) fn lead(&mut self, lead: &'static str) -> &mut Self {
        match &mut self.spread {
            Some(spread) => {
                spread.comma(self.out);
                self.out.extend_from_slice(&lead.as_bytes()[1..]);
                spread.gap(self.out);
            }
            None => self.out.extend_from_slice(lead.as_bytes()),
        }
        self
    }

    /// A string that is written in place.
    pub(in crate::output) fn text(&mut self, text: std::fmt::Arguments<'_>) {
        self.value(text.to_string().as_str());
    }

    #[inline]
    pub(in crate::output) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.separate();
        self.nest(b'{', fill);
    }

    /// An object whose keys alone are too long for one line. A stream passes it on when it is done.
    #[inline]
    pub(in crate::output) fn long_object(&mut self, fill: impl FnOnce(&mut Self)) {
        if let Some(spread) = &mut self.spread {
            spread.settle_all(self.out);
        }
        self.separate();
        self.out.push(b'{');
        if let Some(spread) = &mut self.spread {
            spread.enter();
        }
        fill(self);
        self.close(b'}');
        self.pass_on();
    }

    pub(in crate::output) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.separate();
        self.nest(b'[', |json| items.into_iter().for_each(|item| each(json, item)));
    }

    #[inline]
    fn nest(&mut self, bracket: u8, fill: impl FnOnce(&mut Self)) {
        if let Some(spread) = &mut self.spread {
            spread.open(self.out.len(), bracket == b'{');
        }
        self.out.push(bracket);
        fill(self);
        // Both kinds of closing bracket stand two behind their opening one.
        self.close(bracket + 2);
    }

    #[inline]
    fn close(&mut self, bracket: u8) {
        if let Some(spread) = &mut self.spread {
            spread.close(self.out);
        }
        self.out.push(bracket);
    }

    /// A comma unless this is the first of its kind, or the value of a key: the last byte tells.
    #[inline]
    fn separate(&mut self) {
        match self.out.last() {
            None | Some(b':' | b' ' | b'\n') => {}
            Some(b'{' | b'[') => {
                if let Some(spread) = &mut self.spread {
                    spread.first(self.out);
                }
            }
            Some(_) => match &mut self.spread {
                Some(spread) => spread.comma(self.out),
                None => self.out.push(b','),
            },
        }
    }

    /// The blank behind a colon.
    #[inline]
    fn gap(&mut self) {
        if let Some(spread) = &mut self.spread {
            spread.gap(self.out);
        }
    }
}

/// Writes one field that is not the first of its object. Figures are most of a report: their keys are joined with
/// what stands around them when the program is compiled.
macro_rules! field {
    ($json:expr, $key:literal, $value:expr) => {
        $crate::output::json::buffer::Value::write($value, $json.lead(concat!(",\"", $key, "\":")))
    };
}
pub(super) use field;

/// What can stand as one JSON value.
pub(in crate::output) trait Value {
    fn write(self, json: &mut Json<'_>);
}

impl Value for &str {
    #[inline]
    fn write(self, json: &mut Json<'_>) {
        let out = &mut *json.out;
        out.push(b'"');
        if has_escapes(self.as_bytes()) {
            escape(self.as_bytes(), out);
        } else {
            out.extend_from_slice(self.as_bytes());
        }
        out.push(b'"');
    }
}

/// Whether a byte must not stand in a JSON string as it is. Hardly any text of a report has one, so this looks at
/// eight bytes at a time.
#[inline]
fn has_escapes(bytes: &[u8]) -> bool {
    const LOWEST_BITS: u64 = 0x0101_0101_0101_0101;
    const HIGHEST_BITS: u64 = LOWEST_BITS << 7;
    // A byte below `n` borrows from its highest bit; bytes that have it set are no ASCII.
    let below = |word: u64, n: u64| word.wrapping_sub(LOWEST_BITS * n) & !word & HIGHEST_BITS;
    let equal = |word: u64, byte: u8| below(word ^ (LOWEST_BITS * u64::from(byte)), 1);
    let in_word = |word: [u8; 8]| {
        let word = u64::from_ne_bytes(word);
        below(word, 0x20) | equal(word, b'"') | equal(word, b'\\') != 0
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().any(|&word| in_word(word)) || rest.iter().any(|&byte| is_escaped(byte))
}

#[inline]
fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cold]
fn escape(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ if is_escaped(byte) => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(HEX[(byte >> 4) as usize]);
                out.push(HEX[(byte & 15) as usize]);
            }
            _ => out.push(byte),
        }
    }
}

/// A word of the program: it has nothing to escape.
pub(in crate::output) struct Word(pub(in crate::output) &'static str);

impl Value for Word {
    #[inline]
    fn write(self, json: &mut Json<'_>) {
        json.out.push(b'"');
        json.out.extend_from_slice(self.0.as_bytes());
        json.out.push(b'"');
    }
}

/// A span in characters: `{"start":…,"end":…}`.
impl Value for (u32, u32) {
    fn write(self, json: &mut Json<'_>) {
        json.nest(b'{', |json| {
            json.field("start", self.0);
            field!(json, "end", self.1);
        });
    }
}

/// Where it is in the file: only what the format knows.
impl Value for Place<'_> {
    fn write(self, json: &mut Json<'_>) {
        json.nest(b'{', |json| {
            let known = [
                ("page", self.page),
                ("paragraph", self.paragraph),
                ("line", self.line),
                ("table", self.table),
                ("row", self.row),
                ("column", self.column),
            ];
            for (key, n) in known {
                if n.is_some() {
                    json.field(key, n);
                }
            }
            if self.sheet.is_some() {
                json.field("sheet", self.sheet);
            }
        });
    }
}

/// A section as others refer to it: `{"id":…,"path":[…]}`.
impl Value for &Section {
    fn write(self, json: &mut Json<'_>) {
        json.nest(b'{', |json| {
            json.field("id", self.id);
            json.key("path");
            json.array(&self.path, |json, &ordinal| json.value(ordinal));
        });
    }
}

impl Value for bool {
    fn write(self, json: &mut Json<'_>) {
        json.out.extend_from_slice(if self { b"true" } else { b"false" });
    }
}

impl Value for u64 {
    fn write(mut self, json: &mut Json<'_>) {
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
        json.out.extend_from_slice(&digits[first..]);
    }
}

impl Value for u32 {
    fn write(self, json: &mut Json<'_>) {
        u64::from(self).write(json);
    }
}

/// Exact digits, without trailing zeros and without exponent.
impl Value for Decimal {
    fn write(self, json: &mut Json<'_>) {
        let value = strip_zeros(self);
        let (mut mantissa, scale) = (value.mantissa().unsigned_abs(), value.scale());
        if value.is_sign_negative() && mantissa != 0 {
            json.out.push(b'-');
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
        json.out.extend_from_slice(&text[first..]);
    }
}

/// `value` without zeros at its end; most have none, and are not rebuilt.
fn strip_zeros(value: Decimal) -> Decimal {
    let Ok(mut mantissa) = i64::try_from(value.mantissa()) else { return value.normalize() };
    let mut scale = value.scale();
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    if scale == value.scale() { value } else { Decimal::new(mantissa, scale) }
}

/// A name such as `f12` as a string.
fn write_id(json: &mut Json<'_>, letter: u8, n: u32) {
    json.out.extend_from_slice(&[b'"', letter]);
    n.write(json);
    json.out.push(b'"');
}

impl Value for FigureId {
    fn write(self, json: &mut Json<'_>) {
        write_id(json, b'f', self.0 + 1);
    }
}

impl Value for RelationId {
    fn write(self, json: &mut Json<'_>) {
        write_id(json, b'r', self.0 + 1);
    }
}

impl Value for SectionId {
    fn write(self, json: &mut Json<'_>) {
        write_id(json, b's', self.0);
    }
}

/// `null` where there is none.
impl<T: Value> Value for Option<T> {
    fn write(self, json: &mut Json<'_>) {
        match self {
            Some(value) => value.write(json),
            None => json.out.extend_from_slice(b"null"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Value) -> String {
        let mut out = Vec::new();
        value.write(&mut Json::new(&mut out, Layout::Line));
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
        Json::new(&mut out, Layout::Line).object(|json| {
            json.key("figures");
            json.array([0, 1], |json, n| json.value(FigureId(n)));
            json.field("text", "");
            json.key("none");
            json.array(std::iter::empty::<u32>(), super::Json::value);
            json.field("per", None::<&str>);
        });
        assert_eq!(String::from_utf8(out).unwrap(), r#"{"figures":["f1","f2"],"text":"","none":[],"per":null}"#);
    }
}
