/// Bytes up to which an object or array stays on one line.
const SHORT: usize = 100;

/// Spreads compact JSON over lines, two blanks per level; what is short, and lists of plain values, stay on one line.
#[must_use]
pub fn pretty(compact: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(compact.len() * 3 / 2);
    // Of every open bracket: whether its content is spread.
    let mut spread = Vec::new();
    let mut at = 0;
    while let Some(&byte) = compact.get(at) {
        match byte {
            b'"' => {
                let end = string_end(compact, at);
                out.extend_from_slice(&compact[at..end]);
                at = end;
                continue;
            }
            b'{' | b'[' => {
                let is_spread = spread.last() != Some(&false) && is_long(&compact[at..]);
                spread.push(is_spread);
                out.push(byte);
                if is_spread {
                    new_line(&mut out, spread.len());
                }
            }
            b'}' | b']' => {
                if spread.pop() == Some(true) {
                    new_line(&mut out, spread.len());
                }
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                match spread.last() {
                    Some(true) => new_line(&mut out, spread.len()),
                    _ => out.push(b' '),
                }
            }
            b':' => out.extend_from_slice(b": "),
            _ => out.push(byte),
        }
        at += 1;
    }
    out.push(b'\n');
    out
}

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

/// One past the closing quote of the string that begins at `start`.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(n) = memchr::memchr2(b'"', b'\\', json.get(at..).unwrap_or_default()) {
        if json[at + n] == b'"' {
            return at + n + 1;
        }
        at += n + 2;
    }
    json.len()
}

/// Whether the object or array at the beginning is too long for one line. Lists of plain values never are.
fn is_long(json: &[u8]) -> bool {
    let is_object = json.first() == Some(&b'{');
    let (mut at, mut depth) = (0, 0_usize);
    let mut is_nested = is_object;
    while let Some(&byte) = json.get(at) {
        if at > SHORT && is_nested {
            return true;
        }
        match byte {
            b'"' => {
                at = string_end(json, at);
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                is_nested |= depth > 1;
            }
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at > SHORT && is_nested;
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_stays_on_one_line() {
        let long = "长".repeat(30);
        let ids = (0..40).map(|n| format!("\"f{n}\"")).collect::<Vec<_>>().join(",");
        let json =
            format!(r#"{{"a":{{"s":[1,{{}}]}},"t":"[\"{{{long}","ids":[{ids}],"o":[{{"b":"{long}"}},{{}}],"e":[]}}"#);
        let expected = format!(
            r#"{{
  "a": {{"s": [1, {{}}]}},
  "t": "[\"{{{long}",
  "ids": [{}],
  "o": [
    {{"b": "{long}"}},
    {{}}
  ],
  "e": []
}}
"#,
            ids.replace(',', ", ")
        );
        assert_eq!(String::from_utf8(pretty(json.as_bytes())).unwrap(), expected);
    }
}
