//! Bytes → characters. Nothing is replaced in silence: a guess and every unreadable byte become notes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::script::is_han;

use super::{Note, NoteKind};

/// 解码结果.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text without byte order mark.
    pub text: String,
    /// Name of the encoding as told in the output.
    pub encoding: &'static str,
    /// Guesses and unreadable bytes.
    pub notes: Vec<Note>,
}

/// How many bytes are looked at to tell UTF-16 from other encodings.
const SAMPLE: usize = 1 << 16;

/// Decodes text; `declared` is a charset that the file itself names. `None` if the bytes are no text.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Option<Decoded> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let name = match encoding.name() {
            "UTF-8" => "UTF-8 BOM",
            "UTF-16LE" => "UTF-16LE BOM",
            _ => "UTF-16BE BOM",
        };
        return replaced(&bytes[bom..], encoding, name, Vec::new());
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match std::str::from_utf8(bytes) {
        Ok(text) if !has_controls(bytes) => {
            let lie = declared.filter(|&e| e != UTF_8 && !text.is_ascii());
            let notes = lie.map(|e| guess(format!("文件标明的编码是 {}，内容却是 UTF-8，按 UTF-8 读取", name_of(e))));
            Some(Decoded { text: text.to_owned(), encoding: "UTF-8", notes: notes.into_iter().collect() })
        }
        result => {
            if let Some(encoding) = utf16_without_bom(bytes) {
                return guessed(bytes, encoding, declared);
            }
            if has_many_controls(bytes) {
                return None;
            }
            match (result, declared) {
                (Ok(_), _) => replaced(bytes, UTF_8, "UTF-8", Vec::new()),
                (Err(_), Some(encoding)) if encoding != UTF_8 && !encoding.decode_without_bom_handling(bytes).1 => {
                    replaced(bytes, encoding, name_of(encoding), Vec::new())
                }
                (Err(_), _) if is_damaged_utf8(bytes) => replaced(bytes, UTF_8, "UTF-8", Vec::new()),
                (Err(_), declared) => guessed(bytes, legacy(bytes), declared),
            }
        }
    }
}

/// Decodes and tells that the encoding is a guess; `None` if too little of the bytes makes sense.
fn guessed(bytes: &[u8], encoding: &'static Encoding, declared: Option<&'static Encoding>) -> Option<Decoded> {
    let name = name_of(encoding);
    let why = match declared {
        Some(declared) => format!("文件标明的编码是 {}，内容却不是，按 {name} 读取", name_of(declared)),
        None => format!("文件未标明编码，按 {name} 读取"),
    };
    let decoded = replaced(bytes, encoding, name, vec![guess(why)])?;
    let unreadable = decoded.text.chars().filter(|&c| c == '\u{FFFD}').count();
    let readable = decoded.text.chars().filter(|&c| is_han(c)).count();
    (unreadable * 50 <= readable).then_some(decoded)
}

/// Decodes; unreadable bytes become U+FFFD and a note, control characters a note.
fn replaced(bytes: &[u8], encoding: &'static Encoding, name: &'static str, mut notes: Vec<Note>) -> Option<Decoded> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut text = text.into_owned();
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    let own = if encoding == UTF_8 { bytes.windows(3).filter(|w| w == b"\xEF\xBF\xBD").count() } else { 0 };
    let lost = text.matches('\u{FFFD}').count().saturating_sub(own);
    if lost > 0 {
        let first = text[..text.find('\u{FFFD}')?].chars().count() + 1;
        notes.push(guess(format!("有{lost}处字节不是有效的 {name}，以“\u{FFFD}”代替，第一处在第{first}个字符")));
    }
    let controls = text.bytes().filter(|&b| is_control(b)).count();
    if has_many_controls(text.as_bytes()) {
        return None;
    }
    if controls > 0 {
        notes.push(guess(format!("含有{controls}个控制字符，原样保留")));
    }
    Some(Decoded { text, encoding: name, notes })
}

fn guess(message: String) -> Note {
    Note::whole(NoteKind::Encoding, message)
}

/// GBK is read by its superset, so it is called so.
fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == GBK || encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// A control character that no text has: not tab, line end, vertical tab or form feed.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !(0x09..=0x0D).contains(&byte)) || byte == 0x7F
}

fn has_controls(bytes: &[u8]) -> bool {
    // Chunks, so that the loop within has no branch and the first control character still ends it early.
    bytes.chunks(4096).any(|chunk| chunk.iter().fold(false, |any, &b| any | is_control(b)))
}

/// Too many control characters for a text with a few stray ones.
fn has_many_controls(bytes: &[u8]) -> bool {
    bytes.iter().filter(|&&b| is_control(b)).count() > 8 + bytes.len() / 64
}

/// UTF-8 with a few broken places, as a cut or badly stored copy has them.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut whole) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xE0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 2
}

/// The byte order in which the units of the sample look like Chinese text, if one does.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        units.filter(|&u| is_usual_unit(u)).count() * 200 / sample.len().max(1)
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    if little >= 95 && little > big {
        Some(UTF_16LE)
    } else if big >= 95 && big > little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A UTF-16 unit of the kind that fills Chinese reports.
fn is_usual_unit(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0D | 0x20..=0x7E | 0xB7 | 0xD7 | 0x2000..=0x206F | 0x2460..=0x24FF | 0x3000..=0x303F
        | 0x4E00..=0x9FFF | 0xFF01..=0xFFE5)
}

/// The likelier of the two Chinese multi-byte encodings.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], bytes.len() <= 1 << 20);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 { BIG5 } else { GB18030 }
}

/// The part of a file that a charset declaration is looked for in, as characters.
pub(super) fn ascii_head(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(&bytes[..bytes.len().min(4096)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、收入支出情况\r\n2024年度本单位收入总计1，335.93万元，其中：财政拨款收入1，200.00万元。\r\n";

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let forms: Vec<(Vec<u8>, &str, usize)> = vec![
            (TEXT.as_bytes().to_vec(), "UTF-8", 0),
            ([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), "UTF-8 BOM", 0),
            (gb, "GB18030", 1),
            (utf16(TEXT, u16::to_le_bytes), "UTF-16LE", 1),
            (utf16(TEXT, u16::to_be_bytes), "UTF-16BE", 1),
            ([b"\xFF\xFE", utf16(TEXT, u16::to_le_bytes).as_slice()].concat(), "UTF-16LE BOM", 0),
            ([b"\xFE\xFF", utf16(TEXT, u16::to_be_bytes).as_slice()].concat(), "UTF-16BE BOM", 0),
        ];
        for (bytes, name, notes) in forms {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.text, TEXT, "{name}");
            assert_eq!((decoded.encoding, decoded.notes.len()), (name, notes));
        }
    }

    #[test]
    fn traditional_text_in_big5() {
        let text = "一、歲入歲出決算情況：本年度歲入決算數為新臺幣三千五百萬元，較預算數增加百分之五，主要係稅課收入增加所致。";
        let decoded = decode(&BIG5.encode(text).0, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "Big5"));
    }

    #[test]
    fn broken_bytes_are_told_and_kept_in_place() {
        let mut bytes = TEXT.repeat(10).into_bytes();
        bytes.truncate(bytes.len() - 4);
        let decoded = decode(&bytes, None).unwrap();
        assert!(decoded.text.ends_with('\u{FFFD}') && decoded.notes[0].message.starts_with("有1处"));
        let short = [TEXT.as_bytes(), b"\xFF\xFE"].concat();
        assert_eq!(decode(&short, None).map(|decoded| decoded.notes.len()), Some(1));
        let nul = format!("{TEXT}\0{TEXT}");
        let decoded = decode(nul.as_bytes(), None).unwrap();
        assert_eq!((decoded.text, decoded.notes.len()), (nul, 1));
    }

    #[test]
    fn rubbish_is_no_text() {
        let mut state = 7_u64;
        let rubbish: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_le_bytes()[7]
        })
        .take(5000)
        .collect();
        assert!(decode(&rubbish, None).is_none());
    }

    #[test]
    fn a_false_declaration_is_overruled() {
        let decoded = decode(TEXT.as_bytes(), Some("gb2312")).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.notes.len()), (TEXT, 1));
        let decoded = decode(&GB18030.encode(TEXT).0, Some("gb2312")).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.notes.len()), (TEXT, 0));
        let decoded = decode(&GB18030.encode(TEXT).0, Some("utf-8")).unwrap();
        assert_eq!(decoded.text, TEXT);
        assert_eq!(decoded.notes[0].message, "文件标明的编码是 UTF-8，内容却不是，按 GB18030 读取");
    }
}
