//! The Saudi national address (العنوان الوطني).

use std::fmt;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::error::{Check, Error, Result};
use crate::rule::Rule;
use crate::text::{clean_required, digits};

/// Longest street, district or city, in characters.
const MAX_TEXT: usize = 120;

/// A national address as the post writes it. Made by hand and then [`checked`](Self::checked); stored as JSON.
/// Personal data where it belongs to a person: `Debug` shows the city only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct NationalAddress {
    /// Building number, 4 digits.
    pub building: String,
    /// Street.
    pub street: String,
    /// District (الحي).
    pub district: String,
    /// City.
    pub city: String,
    /// Postal code, 5 digits.
    pub postal_code: String,
    /// Secondary number, 4 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary: Option<String>,
    /// Short address, 4 letters and 4 digits: `RRRD2929`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_address: Option<String>,
}

impl NationalAddress {
    /// The address in its normal form: ASCII digits, capitals, clean texts, no empty options. Every broken part is named
    /// under its camelCase field: [`Rule::NationalAddress`] for numbers, the rules of texts for the others.
    pub fn checked(self) -> Result<Self> {
        let Self { building, street, district, city, postal_code, secondary, short_address } = self;
        let mut check = Check::default();
        let optional = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
        let building = check.take("building", number(&building, 4))?;
        let street = check.take("street", clean_required("", &street, MAX_TEXT))?;
        let district = check.take("district", clean_required("", &district, MAX_TEXT))?;
        let city = check.take("city", clean_required("", &city, MAX_TEXT))?;
        let postal_code = check.take("postalCode", number(&postal_code, 5))?;
        let secondary = check.take("secondary", optional(secondary).map(|text| number(&text, 4)).transpose())?;
        let short_address = check.take("shortAddress", optional(short_address).map(|text| short(&text)).transpose())?;
        check.done()?;
        Ok(Self {
            building: building.unwrap_or_default(),
            street: street.unwrap_or_default(),
            district: district.unwrap_or_default(),
            city: city.unwrap_or_default(),
            postal_code: postal_code.unwrap_or_default(),
            secondary: secondary.flatten(),
            short_address: short_address.flatten(),
        })
    }
}

impl fmt::Debug for NationalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NationalAddress").field("city", &self.city).finish_non_exhaustive()
    }
}

/// Exactly `count` digits.
fn number(value: &str, count: usize) -> Result<String> {
    let value = compact(value)?;
    let fits = value.len() == count && value.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(value) } else { Err(broken()) }
}

fn short(value: &str) -> Result<String> {
    let value = compact(value)?;
    let fits = value.len() == 8
        && value.bytes().take(4).all(|b| b.is_ascii_uppercase())
        && value.bytes().skip(4).all(|b| b.is_ascii_digit());
    if fits { Ok(value) } else { Err(broken()) }
}

/// Without blanks, in ASCII digits and capitals.
fn compact(value: &str) -> Result<String> {
    if value.len() > 64 {
        return Err(broken());
    }
    Ok(digits(value).split_whitespace().collect::<String>().to_ascii_uppercase())
}

fn broken() -> Error {
    Error::invalid("", Rule::NationalAddress)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> NationalAddress {
        NationalAddress {
            building: "٢٩٢٩".into(),
            street: " شارع الملك سعود ".into(),
            district: "حي النزهة".into(),
            city: "الدمام".into(),
            postal_code: "32253".into(),
            secondary: Some("8118".into()),
            short_address: Some("rrrd 2929".into()),
        }
    }

    #[test]
    fn addresses_are_normalised() -> Result<()> {
        let NationalAddress { building, street, short_address, .. } = address().checked()?;
        assert_eq!((building.as_str(), street.as_str()), ("2929", "شارع الملك سعود"));
        assert_eq!(short_address.as_deref(), Some("RRRD2929"));
        assert_eq!(NationalAddress { secondary: Some(" ".into()), ..address() }.checked()?.secondary, None);
        assert!(!format!("{:?}", address()).contains("2929"));
        Ok(())
    }

    #[test]
    fn every_broken_part_is_named() {
        let broken = NationalAddress {
            building: "29".into(),
            street: String::new(),
            postal_code: "3225a".into(),
            short_address: Some("2929RRRD".into()),
            ..address()
        };
        let Err(Error::Invalid { fields }) = broken.checked() else { unreachable!() };
        let paths: Vec<_> = fields.iter().map(|field| field.path.join(".")).collect();
        assert_eq!(paths, ["building", "street", "postalCode", "shortAddress"]);
    }
}
