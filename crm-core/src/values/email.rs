//! E-mail addresses.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use validator::ValidateEmail;

use crate::error::{Error, Result};
use crate::rule::Rule;

/// Longest address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MAX: usize = 254;

/// An e-mail address by the rule of HTML forms: local part as written, domain in small letters, NFC.
/// Address literals (`user@[192.0.2.1]`) are refused. Personal data.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address; blanks outside are cut. Broken: [`Rule::EmailAddress`].
    pub fn parse(value: &str) -> Result<Self> {
        let bad = || Error::invalid("", Rule::EmailAddress);
        let value = value.trim();
        if value.len() > MAX {
            return Err(bad());
        }
        let value: String = value.nfc().collect();
        let (local, domain) = value.rsplit_once('@').ok_or_else(bad)?;
        // validator checks a foreign-letter domain after mapping it, which drops invisible characters unseen.
        let plain = domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-') || is_mark(c));
        if !plain || !value.validate_email() {
            return Err(bad());
        }
        let address = format!("{local}@{}", domain.to_lowercase());
        if address.len() > MAX { Err(bad()) } else { Ok(Self(address)) }
    }

    /// The form under which an address is looked up: small letters throughout, since no body in practice
    /// gives `Ali@` and `ali@` to two people.
    pub fn lookup_key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The first letter and the domain, to recognise an address by: `a•••@example.org`.
    pub fn masked(&self) -> String {
        super::mask::email(&self.0)
    }
}

super::personal_value!(EmailAddress);

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_normalised() -> Result<()> {
        let address = EmailAddress::parse(" Noura.Test@Example.ORG ")?;
        assert_eq!(address.as_str(), "Noura.Test@example.org");
        assert_eq!(address.lookup_key(), "noura.test@example.org");
        assert_eq!(address.masked(), "\u{200e}N•••@example.org");
        assert!(!format!("{address:?}").contains("oura"));
        assert!(EmailAddress::parse("a@مثال.السعودية").is_ok());
        Ok(())
    }

    #[test]
    fn broken_addresses_are_refused() {
        let long = format!("a@{}.org", "b".repeat(260));
        for bad in [
            "",
            "@",
            "a@",
            "@b.org",
            "a b@c.org",
            "a@b@c.org",
            "a@[1.2.3.4]",
            "a@x\n[1.2.3.4]",
            "a@b\u{200b}.org",
            &long,
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn parse_never_panics_and_is_stable(text in "\\PC{0,40}|[a-zA-Z.]{1,9}@[a-zA-Zإ-ي.]{1,9}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()).ok(), Some(address));
            }
        }
    }
}
