//! RTF as a run of tokens.

/// 记号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'r> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word`, `\word-12`
    Word(&'r [u8], Option<i32>),
    /// `\*` and other control symbols.
    Symbol(u8),
    /// A byte of text, as it is or as `\'hh`.
    Byte(u8),
}

/// 记号流.
pub(super) struct Tokens<'r> {
    rest: &'r [u8],
}

impl<'r> Tokens<'r> {
    pub(super) fn new(bytes: &'r [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Leaves out bytes that are data, not text.
    pub(super) fn skip(&mut self, n: usize) {
        self.rest = &self.rest[n.min(self.rest.len())..];
    }

    fn word(&mut self) -> Token<'r> {
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..sign + digits]).ok().and_then(|n| n.parse().ok());
        let used = if digits > 0 { sign + digits } else { 0 };
        self.rest = &rest[used..];
        if self.rest.first() == Some(&b' ') {
            self.rest = &self.rest[1..];
        }
        Token::Word(word, number)
    }
}

impl<'r> Iterator for Tokens<'r> {
    type Item = Token<'r>;

    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' => continue,
                b'\\' => match self.rest.first().copied()? {
                    b if b.is_ascii_alphabetic() => self.word(),
                    b'\'' => {
                        let digits = self.rest.get(1..3).and_then(|d| std::str::from_utf8(d).ok());
                        let byte = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
                        self.skip(if byte.is_some() { 3 } else { 1 });
                        match byte {
                            Some(byte) => Token::Byte(byte),
                            None => continue,
                        }
                    }
                    symbol => {
                        self.skip(1);
                        Token::Symbol(symbol)
                    }
                },
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_symbols_and_bytes() {
        let tokens: Vec<_> = Tokens::new(b"{\\rtf1\\u-100 a\\'b2\\*\\par\r\nx}").collect();
        let expected = [
            Token::Open,
            Token::Word(b"rtf", Some(1)),
            Token::Word(b"u", Some(-100)),
            Token::Byte(b'a'),
            Token::Byte(0xB2),
            Token::Symbol(b'*'),
            Token::Word(b"par", None),
            Token::Byte(b'x'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
