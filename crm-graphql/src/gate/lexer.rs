//! A document as a row of tokens. It reads what GraphQL's grammar calls tokens, no more: whether they make sense in
//! their order is the parser's business.

/// What a document is made of. White space, commas and comments are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    Number,
    Text,
    /// `...`
    Spread,
    /// One of `! $ & ( ) : = @ [ ] { | }`.
    Sign(u8),
}

/// The tokens of a text in their order. An item is the place in bytes of what is no token; nothing comes after it.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes were read.
    pub fn read(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn skip_ignored(&mut self) {
        loop {
            self.at += match self.rest() {
                [b' ' | b'\t' | b'\n' | b'\r' | b',', ..] => 1,
                [0xEF, 0xBB, 0xBF, ..] => 3,
                [b'#', rest @ ..] => 1 + run(rest, |byte| !matches!(byte, b'\n' | b'\r')),
                _ => return,
            }
        }
    }

    /// The token here and its length.
    fn token(&self) -> Option<(Token<'a>, usize)> {
        let rest = self.rest();
        Some(match *rest.first()? {
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                let length = run(rest, |byte| byte == b'_' || byte.is_ascii_alphanumeric());
                (Token::Name(&self.text[self.at..self.at + length]), length)
            }
            b'-' | b'0'..=b'9' => (Token::Number, number(rest)?),
            b'"' => (Token::Text, text(rest)?),
            b'.' if rest.starts_with(b"...") => (Token::Spread, 3),
            sign if b"!$&():=@[]{|}".contains(&sign) => (Token::Sign(sign), 1),
            _ => return None,
        })
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Result<Token<'a>, usize>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_ignored();
        if self.rest().is_empty() {
            return None;
        }
        let Some((token, length)) = self.token() else {
            let place = self.at;
            self.at = self.text.len();
            return Some(Err(place));
        };
        self.at += length;
        Some(Ok(token))
    }
}

/// How many bytes at the start are such.
fn run(bytes: &[u8], such: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !such(*byte)).unwrap_or(bytes.len())
}

fn digits(bytes: &[u8]) -> usize {
    run(bytes, |byte| byte.is_ascii_digit())
}

/// The length of the number at the start: `-0.5e+3`, and `00` is two of them.
fn number(bytes: &[u8]) -> Option<usize> {
    let mut length = usize::from(bytes[0] == b'-');
    length += match bytes.get(length)? {
        b'0' => 1,
        b'1'..=b'9' => digits(&bytes[length..]),
        _ => return None,
    };
    if bytes.get(length) == Some(&b'.') {
        length += 1 + Some(digits(&bytes[length + 1..])).filter(|n| *n > 0)?;
    }
    if let Some(b'e' | b'E') = bytes.get(length) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        length += 1 + sign + Some(digits(&bytes[length + 1 + sign..])).filter(|n| *n > 0)?;
    }
    Some(length)
}

/// The length of the text in quotation marks at the start; none when it is not closed.
fn text(bytes: &[u8]) -> Option<usize> {
    let block = bytes.starts_with(b"\"\"\"");
    let mut at = if block { 3 } else { 1 };
    loop {
        at += match &bytes[at..] {
            [] | [b'\\'] => return None,
            [b'"', b'"', b'"', ..] if block => return Some(at + 3),
            [b'\\', b'"', b'"', b'"', ..] if block => 4,
            [b'"', ..] if !block => return Some(at + 1),
            [b'\n' | b'\r', ..] if !block => return None,
            [b'\\', ..] if !block => 2,
            rest => run(&rest[1..], |byte| !matches!(byte, b'"' | b'\\' | b'\n' | b'\r')) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let one = |token| match token {
            Ok(Token::Name(name)) => name.to_owned(),
            Ok(Token::Number) => "0".to_owned(),
            Ok(Token::Text) => "\"".to_owned(),
            Ok(Token::Spread) => "...".to_owned(),
            Ok(Token::Sign(sign)) => char::from(sign).to_string(),
            Err(place) => format!("?{place}"),
        };
        Lexer::new(text).map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_are_those_of_the_grammar() {
        for (text, read) in [
            ("{ a(b: $c) { ...d } }", "{ a ( b : $ c ) { ... d } }"),
            ("\u{feff}a,b\t_c9\r\n", "a b _c9"),
            ("a # \"{ \n b#", "a b"),
            ("0 -1 2.5 3e4 5E-6 -7.8e+9", "0 0 0 0 0 0"),
            ("00 1-1 0123", "0 0 0 0 0 0"),
            (r#""" "a\"b" "\\" "نص""#, "\" \" \" \""),
            (r#""""a "" \""" \" """ b"#, "\" b"),
            ("\"\"\"\"\"\"", "\""),
            ("\"\"\"a\nb\"\"\"!", "\" !"),
            ("", ""),
        ] {
            assert_eq!(tokens(text), read, "{text}");
        }
    }

    #[test]
    fn what_is_no_token_ends_the_row_at_its_place() {
        for (text, read) in [
            ("a ; b", "a ?2"),
            ("ن", "?0"),
            ("a\0", "a ?1"),
            ("..", "?0"),
            ("-", "?0"),
            ("1.", "?0"),
            ("1e+", "?0"),
            ("a \"b", "a ?2"),
            ("\"b\n\"", "?0"),
            ("\"\\", "?0"),
            ("\"\\ن", "?0"),
            ("\"\"\"a\"\"", "?0"),
            ("\"\"\"a\\\"\"\"", "?0"),
        ] {
            assert_eq!(tokens(text), read, "{text}");
        }
    }
}
