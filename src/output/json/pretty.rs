/// Spreads compact JSON over lines, two blanks per level; arrays and objects without nesting stay on one line.
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
                let nested = has_nesting(&compact[at + 1..]);
                spread.push(nested);
                out.push(byte);
                if nested {
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

/// Whether another bracket opens before this one closes.
fn has_nesting(inside: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&byte) = inside.get(at) {
        match byte {
            b'"' => at = string_end(inside, at),
            b'{' | b'[' => return true,
            b'}' | b']' => return false,
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_pieces_stay_on_one_line() {
        let json = r#"{"a":{"start":1,"end":2},"t":"[\"{","list":["f1","f2"],"o":[{"b":[]}],"e":[]}"#;
        let expected = r#"{
  "a": {"start": 1, "end": 2},
  "t": "[\"{",
  "list": ["f1", "f2"],
  "o": [
    {
      "b": []
    }
  ],
  "e": []
}
"#;
        assert_eq!(String::from_utf8(pretty(json.as_bytes())).unwrap(), expected);
    }
}
