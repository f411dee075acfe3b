//! The pass over the tokens, before anything follows a document by recursion.

use super::Limits;
use super::lexer::{Lexer, Token};
use super::refusal::{Bound, Refusal};

/// The longest name: answers repeat aliases once for each row.
const MAX_NAME: usize = 100;

/// Holds a document's text to the limits that can be seen in its tokens, and counts the steps of looking.
pub(super) fn scan(text: &str, limits: &Limits, steps: &mut usize) -> Result<(), Refusal> {
    Bound::Bytes.hold(text.len(), limits.bytes)?;
    let mut lexer = Lexer::new(text);
    let mut seen = Seen::default();
    let outcome = loop {
        match lexer.next() {
            None => break Ok(()),
            Some(Err(place)) => break Err(Refusal::unreadable(text, place)),
            Some(Ok(token)) => {
                seen.take(token);
                if let Err(refusal) = seen.hold(limits) {
                    break Err(refusal);
                }
            }
        }
    };
    *steps += lexer.read() + seen.tokens;
    outcome
}

/// What the tokens so far amount to.
#[derive(Default)]
struct Seen {
    tokens: usize,
    aliases: usize,
    /// The longest name.
    name: usize,
    /// Directives since the last thing that can have some.
    directives: usize,
    /// Whether the last token was `@`.
    at_directive: bool,
    /// Open braces outside of parentheses.
    selections: usize,
    parentheses: usize,
    /// Open brackets and braces inside of parentheses: in arguments, defaults, types.
    values: usize,
}

impl Seen {
    fn take(&mut self, token: Token<'_>) {
        self.tokens += 1;
        let outside = self.parentheses == 0;
        if let Token::Name(name) = token {
            self.name = self.name.max(name.len());
        }
        match token {
            Token::Sign(b'@') => self.directives += 1,
            Token::Name(_) if outside && !self.at_directive => self.directives = 0,
            Token::Spread => self.directives = 0,
            Token::Sign(b':') if outside => self.aliases += 1,
            Token::Sign(b'(') => self.parentheses += 1,
            Token::Sign(b')') => {
                self.parentheses = self.parentheses.saturating_sub(1);
                self.values = 0;
            }
            Token::Sign(b'{') if outside => self.selections += 1,
            Token::Sign(b'}') if outside => self.selections = self.selections.saturating_sub(1),
            Token::Sign(b'{' | b'[') => self.values += 1,
            Token::Sign(b'}' | b']') => self.values = self.values.saturating_sub(1),
            _ => {}
        }
        self.at_directive = token == Token::Sign(b'@');
    }

    fn hold(&self, limits: &Limits) -> Result<(), Refusal> {
        Bound::Tokens.hold(self.tokens, limits.tokens)?;
        Bound::Name.hold(self.name, MAX_NAME)?;
        Bound::Nesting.hold(self.selections, limits.nesting())?;
        Bound::Values.hold(self.values.max(self.parentheses), limits.depth)?;
        Bound::Aliases.hold(self.aliases, limits.aliases)?;
        Bound::Directives.hold(self.directives, limits.directives)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn bound(text: &str) -> Option<(&'static str, usize)> {
        let limits = Limits { tokens: 60, depth: 3, aliases: 2, directives: 2, ..Limits::default() };
        match scan(text, &limits, &mut 0) {
            Err(Refusal::Over { bound, figure, .. }) => Some((bound.code(), figure)),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn each_limit_is_met_at_its_figure() {
        let name = |length| format!("{{ {} }}", "a".repeat(length));
        for (text, over) in [
            ("{ a { a { a { a { a { a } } } } } }", None),
            ("{ a { a { a { a { a { a { a", Some(("nesting", 7))),
            ("{ a(b: [[[1]]]) c(d: {e: {f: {g: 1}}}) }", None),
            ("{ a(b: [[[[1]]]]) }", Some(("values", 4))),
            ("query($a: [[[[I]]]]) { b }", Some(("values", 4))),
            ("{ a((((", Some(("values", 4))),
            ("{ \"{{{{{{{{\" # {{{{{{{{", None),
            ("query Q($v: Int = 1) { a: b(c: {d: 1}) e: f }", None),
            ("{ a: b c: d e: f }", Some(("aliases", 3))),
            ("{ a @b @c d @e @f ... @b @c { g } }", None),
            ("{ a @b(x: $y) @c(z: {a: 1}) @d }", Some(("directives", 3))),
            ("query($a: I @b @b @b) { c }", Some(("directives", 3))),
            (&name(100), None),
            (&name(101), Some(("name", 101))),
            (&"a ".repeat(61), Some(("tokens", 61))),
        ] {
            assert_eq!(bound(text), over, "{text}");
        }
    }

    #[test]
    fn steps_are_bytes_and_tokens_up_to_the_refusal() {
        let steps = |text: &str| {
            let mut steps = 0;
            let _refused = scan(text, &Limits::default(), &mut steps).is_err();
            steps
        };
        assert_eq!(steps("{ a } "), 6 + 3);
        assert_eq!(steps(&"{".repeat(1 << 16)), 33 + 33);
    }
}
