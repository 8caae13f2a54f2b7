//! What a page will cost before it is parsed: parsers walk all open elements at every tag, and open the styles that
//! nobody closed once more in every paragraph.

use memchr::memchr;

use crate::document::error::Failure;

/// Open elements at once; pages of any office have less than a hundred.
const MOST_OPEN: u64 = 2_000;

/// Sum of the open elements over all tags.
const MOST_WALKED: u64 = 400_000_000;

/// Elements that unclosed styles would make.
const MOST_REOPENED: u64 = 20_000_000;

/// Elements that open anew in every paragraph until they are closed.
const STYLES: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];

/// Elements that have no end, or that the next of their kind ends.
const ENDED_BY_OTHERS: [&[u8]; 26] = [
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"param",
    b"source",
    b"track",
    b"wbr",
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"td",
    b"th",
    b"tr",
    b"tbody",
    b"thead",
    b"tfoot",
    b"option",
    b"optgroup",
];

/// Refuses a page that would take a parser more than its length deserves.
///
/// # Errors
/// Too large, when too many elements are open at once or too many would be made.
pub(super) fn check(html: &str) -> Result<(), Failure> {
    let (mut open, mut styles) = (0_u64, 0_u64);
    let (mut walked, mut reopened) = (0_u64, 0_u64);
    let mut rest = html.as_bytes();
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let from = usize::from(is_end);
        let len = rest[from..].iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = rest[from..from + len].to_ascii_lowercase();
        if name.is_empty() || !name[0].is_ascii_alphabetic() {
            continue;
        }
        let is_style = STYLES.contains(&name.as_slice());
        let counts = !ENDED_BY_OTHERS.contains(&name.as_slice());
        if is_end {
            open = open.saturating_sub(u64::from(counts));
            styles = styles.saturating_sub(u64::from(is_style));
            continue;
        }
        open += u64::from(counts);
        walked += open;
        if is_style {
            styles += 1;
        } else {
            reopened += styles;
        }
        if open > MOST_OPEN || walked > MOST_WALKED || reopened > MOST_REOPENED {
            return Err(Failure::too_large("网页的元素嵌套过深，或有大量没有关闭的元素"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_any_length_pass() {
        let row = "<tr><td><p><font size=2>支出<b>12</b>万元</font><br><img src=x>";
        let page = format!("<html><body><table>{}</table></body></html>", row.repeat(20_000));
        assert!(check(&page).is_ok());
    }

    #[test]
    fn what_would_take_for_ever_does_not() {
        assert!(check(&"<div>".repeat(3_000)).is_err());
        assert!(check(&"<TABLE><tr><td>".repeat(3_000)).is_err());
        assert!(check(&("<font size=2>".repeat(1_500) + &"<p>支出".repeat(20_000))).is_err());
    }
}
