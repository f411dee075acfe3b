//! Codes made from what a sheet holds.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::text::{digits, fold};

/// Longest code, see [`values::Code`](crate::values::Code).
const MAX: usize = 64;
const HOLE: &str = "{id}";

/// A code with a hole `{id}`, such as `GC-{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    before: String,
    after: String,
}

impl TryFrom<String> for Template {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (before, after) = text.split_once(HOLE).ok_or("a code template holds {id}, such as GC-{id}")?;
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if !plain(before) || !plain(after) || text.len() > 32 {
            return Err("a code template has at most 32 Latin letters, digits, dots and dashes around one {id}");
        }
        Ok(Self { before: before.into(), after: after.into() })
    }
}

impl Template {
    /// The code of an id or a name: letters and digits kept, what stands between them a dash. Where that loses
    /// letters (another script) or the code grows too long, eight hexadecimal digits of the text's hash tell codes
    /// apart, so the same text has the same code for ever.
    pub fn fill(&self, text: &str) -> String {
        let room = MAX - self.before.len() - self.after.len();
        let (mut part, lossless) = latin(text);
        if !lossless || part.len() > room || part.is_empty() {
            let tail = hash(text);
            part.truncate(room - tail.len() - 1);
            let head = part.trim_end_matches('-');
            part = if head.is_empty() { tail } else { format!("{head}-{tail}") };
        }
        format!("{}{part}{}", self.before, self.after)
    }

    /// What stands round the id, with the id as it is.
    pub fn round(&self, id: &str) -> String {
        format!("{}{}{}", self.before, id.trim(), self.after)
    }

    /// Another code for the same text, where the first one is taken by another record.
    pub fn other(&self, text: &str) -> String {
        let room = MAX - self.before.len() - self.after.len();
        let (mut part, _) = latin(text);
        let tail = hash(text);
        part.truncate(room - tail.len() - 1);
        let head = part.trim_end_matches('-');
        format!("{}{head}-{tail}{}", self.before, self.after)
    }
}

/// The Latin letters and digits of a text with single dashes between, and whether no letter was lost.
fn latin(text: &str) -> (String, bool) {
    let (mut out, mut lossless) = (String::new(), true);
    for c in digits(text).chars() {
        // é is e in a code; a letter that does not fold to one Latin letter is lost
        let plain = if c.is_ascii() { Some(c) } else { Some(fold(&c.to_string())).and_then(|f| single(&f)) };
        match plain {
            Some(c) if c.is_ascii_alphanumeric() || c == '.' || c == '_' => out.push(c),
            _ => {
                lossless &= !c.is_alphanumeric();
                if !out.is_empty() && !out.ends_with('-') {
                    out.push('-');
                }
            }
        }
    }
    (out.trim_end_matches('-').to_owned(), lossless)
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn hash(text: &str) -> String {
    crate::keys::to_hex(&Sha256::digest(text.as_bytes()))[..8].to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::Code;

    fn template(text: &str) -> Template {
        Template::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn ids_and_names_become_codes() {
        let gc = template("GC-{id}");
        assert_eq!(gc.fill("135"), "GC-135");
        assert_eq!(gc.fill("aafc-aac - 10"), "GC-aafc-aac-10");
        assert_eq!(gc.fill("Santé, Canada"), "GC-Sante-Canada");
        assert_eq!(gc.fill("إدارة ٥").len(), "GC-5-".len() + 8);
        assert_ne!(gc.fill("إدارة ٥"), gc.fill("شعبة ٥"));
        assert_ne!(gc.other("135"), gc.fill("135"));
        for bad in ["GC", "GC {id}", "خ{id}"] {
            assert!(Template::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_text_makes_a_code(text in "\\PC{1,300}") {
            let template = template("A-{id}.x");
            prop_assert!(Code::parse(&template.fill(&text)).is_ok());
            prop_assert!(Code::parse(&template.other(&text)).is_ok());
        }
    }
}
