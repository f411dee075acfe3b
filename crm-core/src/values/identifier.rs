//! Identifiers of people and organisations.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::country::Country;
use super::identifier_kind::IdentifierKind;
use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::digits;

/// Longest input, in bytes; room for other scripts, blanks and dashes.
const MAX_INPUT: usize = 128;

/// What the check digit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDigit {
    /// It matches.
    Ok,
    /// It does not: most likely a slip of the pen, rarely a number issued so.
    Wrong,
    /// The kind has no check digit that is published.
    None,
}

/// An identifier of the right shape, and what its check digit says: staff may take a wrong one with a reason,
/// portal and kiosk may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The identifier.
    pub identifier: Identifier,
    /// Its check digit.
    pub check: CheckDigit,
}

impl Parsed {
    /// The identifier unless its check digit is wrong. Broken: [`Rule::CheckDigit`] at `value`.
    pub fn strict(self) -> Result<Identifier> {
        match self.check {
            CheckDigit::Wrong => Err(Error::invalid("value", Rule::CheckDigit)),
            CheckDigit::Ok | CheckDigit::None => Ok(self.identifier),
        }
    }
}

/// An identifier of the shape of its kind. Personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identifier {
    kind: IdentifierKind,
    issuer: Option<Country>,
    value: String,
}

impl Identifier {
    /// Reads an identifier: digits of any script become ASCII, letters capitals, blanks and dashes go.
    ///
    /// The issuer is an ISO 3166-1 code of two or three letters; passports and GCC ids need one, the other kinds
    /// take none but Saudi Arabia. Broken, at `value` or `issuer`: [`Rule::IdentifierShape`], [`Rule::Required`]
    /// without issuer, [`Rule::NotListed`] for one that cannot issue the kind.
    pub fn parse(kind: IdentifierKind, issuer: Option<&str>, raw: &str) -> Result<Parsed> {
        let issuer = read_issuer(kind, issuer).map_err(|error| error.under("issuer"))?;
        let value = normal(raw).filter(|value| fits(kind, value));
        let value = value.ok_or_else(|| Error::invalid("value", Rule::IdentifierShape))?;
        let check = match kind {
            IdentifierKind::NationalId | IdentifierKind::ResidentId if luhn(&value) => CheckDigit::Ok,
            IdentifierKind::NationalId | IdentifierKind::ResidentId => CheckDigit::Wrong,
            _ => CheckDigit::None,
        };
        Ok(Parsed { identifier: Self { kind, issuer, value }, check })
    }

    /// The register it belongs to.
    pub fn kind(&self) -> IdentifierKind {
        self.kind
    }

    /// The issuing state, of passports and GCC ids.
    pub fn issuer(&self) -> Option<&Country> {
        self.issuer.as_ref()
    }

    /// The number in its one normal form.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// What a keyed hash is made of to find the identifier again: `passport:PAK:AB1234567`.
    pub fn lookup_key(&self) -> String {
        let issuer = self.issuer.as_ref().map_or("", Country::as_str);
        format!("{}:{issuer}:{}", self.kind.name(), self.value)
    }

    /// The last four characters, to recognise an identifier by: `•••••4567`; half of a short one.
    pub fn masked(&self) -> String {
        super::mask::last_four(&self.value)
    }
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.masked();
        f.debug_struct("Identifier")
            .field("kind", &self.kind)
            .field("issuer", &self.issuer)
            .field("value", &value)
            .finish()
    }
}

fn read_issuer(kind: IdentifierKind, issuer: Option<&str>) -> Result<Option<Country>> {
    let issuer = issuer.map(str::trim).filter(|text| !text.is_empty()).map(Country::parse).transpose()?;
    let unlisted = || Error::invalid("", Rule::NotListed);
    match (kind, issuer) {
        (IdentifierKind::GccId, Some(state)) if !matches!(state.as_str(), "ARE" | "BHR" | "KWT" | "OMN" | "QAT") => {
            Err(unlisted())
        }
        (kind, Some(state)) if kind.needs_issuer() => Ok(Some(state)),
        (kind, None) if kind.needs_issuer() => Err(Error::invalid("", Rule::Required)),
        (_, Some(state)) if state != Country::saudi() => Err(unlisted()),
        _ => Ok(None),
    }
}

/// The text without blanks, dashes and invisible marks, in ASCII capitals and digits; nothing if it is too long.
fn normal(raw: &str) -> Option<String> {
    if raw.len() > MAX_INPUT {
        return None;
    }
    let dropped = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{61c}' | '\u{feff}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = raw.nfkc().collect();
    Some(digits(&text).chars().filter(|c| !dropped(*c)).map(|c| c.to_ascii_uppercase()).collect())
}

fn fits(kind: IdentifierKind, value: &str) -> bool {
    let numeric = |lengths: std::ops::RangeInclusive<usize>, first: &[u8]| {
        lengths.contains(&value.len())
            && value.bytes().all(|b| b.is_ascii_digit())
            && (first.is_empty() || value.bytes().next().is_some_and(|b| first.contains(&b)))
    };
    match kind {
        IdentifierKind::NationalId => numeric(10..=10, b"1"),
        IdentifierKind::ResidentId => numeric(10..=10, b"2"),
        IdentifierKind::BorderNumber => numeric(10..=10, b"34"),
        IdentifierKind::CommercialRegister => numeric(10..=10, b""),
        IdentifierKind::UnifiedNumber => numeric(10..=10, b"7"),
        IdentifierKind::Vat => numeric(15..=15, b"3") && value.ends_with('3'),
        IdentifierKind::GccId => numeric(6..=15, b""),
        IdentifierKind::Passport => {
            (5..=15).contains(&value.len())
                && value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                && value.bytes().any(|b| b.is_ascii_digit())
        }
    }
}

/// The Luhn sum over all digits, the last of them the check digit (ISO/IEC 7812-1, annex B).
fn luhn(value: &str) -> bool {
    let sum: u32 = value
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;
