//! Codes that people read, type and write into letters.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::digits;

/// Longest code, in characters.
const MAX: usize = 64;

/// A code of a department, a site, a staff member, a coded reason…: 1-64 Latin letters, digits, dots, dashes
/// and underscores, as its owner wrote it (case kept).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// Reads a code; blanks outside are cut and digits of any script become ASCII. Broken: [`Rule::Code`].
    pub fn parse(value: &str) -> Result<Self> {
        shape(value).map(Self)
    }
}

super::open_value!(Code);

/// The code of a service, of the shape of a [`Code`]; unique for ever, so a type of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct ServiceCode(String);

impl ServiceCode {
    /// Reads a code; blanks outside are cut and digits of any script become ASCII. Broken: [`Rule::Code`].
    pub fn parse(value: &str) -> Result<Self> {
        shape(value).map(Self)
    }
}

super::open_value!(ServiceCode);

fn shape(value: &str) -> Result<String> {
    let value = value.trim();
    // Counted before folding: a digit of another script takes up to four bytes.
    let code = if value.len() <= MAX * 4 { digits(value) } else { String::new() };
    let fits = (1..=MAX).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    if fits { Ok(code) } else { Err(Error::invalid("", Rule::Code)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_latin_and_bounded() -> Result<()> {
        assert_eq!(Code::parse(" GC-١٢٣_a.b ")?.as_str(), "GC-123_a.b");
        assert_eq!(ServiceCode::parse(&"٩".repeat(64))?.as_str().len(), 64);
        for bad in ["", "  ", "a b", "خدمة", "a/b", "a\0", &"a".repeat(65)] {
            assert!(Code::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    #[test]
    fn serde_goes_through_parse() {
        assert!(serde_json::from_str::<Code>("\"a b\"").is_err());
        assert_eq!(serde_json::from_str::<Code>("\"a-١\"").ok().map(String::from), Some("a-1".to_owned()));
    }
}
