//! A contact point as it is given: checked, sealed, masked.

use serde::Serialize;

use super::kinds::{ContactKind, ContactOwner, MessageClasses, VerifiedBy};
use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::{clean_required, fold};
use crate::values::{EmailAddress, NationalAddress, PhoneNumber};

/// Longest handle or name of a network, in characters.
const MAX_HANDLE: usize = 100;

/// A contact point to be kept.
#[derive(Clone, Serialize)]
pub struct NewContactPoint {
    /// What kind. A number given as `Phone` that is a mobile is kept as `Mobile`.
    pub kind: ContactKind,
    /// The number, address or handle as people write it; for a national address nothing.
    pub value: Option<String>,
    /// The national address, for that kind only.
    pub address: Option<NationalAddress>,
    /// The network of a social handle, such as `x`.
    pub network: Option<String>,
    /// Whose it is.
    pub belongs_to: ContactOwner,
    /// How it was verified just now, if it was.
    pub verified_by: Option<VerifiedBy>,
    /// Messages that must not go there.
    pub do_not_disturb: MessageClasses,
}

impl NewContactPoint {
    /// The beneficiary's own, not verified.
    pub fn new(kind: ContactKind, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..Self::empty(kind) }
    }

    /// The beneficiary's own national address.
    pub fn address(address: NationalAddress) -> Self {
        Self { address: Some(address), ..Self::empty(ContactKind::NationalAddress) }
    }

    fn empty(kind: ContactKind) -> Self {
        Self {
            kind,
            value: None,
            address: None,
            network: None,
            belongs_to: ContactOwner::Own,
            verified_by: None,
            do_not_disturb: MessageClasses::default(),
        }
    }

    /// The value in its normal form. Broken parts are named `value`, `address`, `network`.
    pub(super) fn checked(&self) -> Result<ContactValue> {
        let Self { kind, value, address, network, .. } = self;
        let at = |path: &'static str| move |error: Error| error.under(path);
        let exclusive = |path| Err(Error::invalid(path, Rule::Exclusive));
        if *kind == ContactKind::NationalAddress {
            return match (address, value) {
                (None, _) => Err(Error::invalid("address", Rule::Required)),
                (Some(_), Some(_)) => exclusive("value"),
                (Some(address), None) => address.clone().checked().map(ContactValue::Address).map_err(at("address")),
            };
        }
        if address.is_some() {
            return exclusive("address");
        }
        if network.is_some() != (*kind == ContactKind::Social) {
            let rule = if network.is_some() { Rule::Exclusive } else { Rule::Required };
            return Err(Error::invalid("network", rule));
        }
        let value = value.as_deref().ok_or_else(|| Error::invalid("value", Rule::Required))?;
        match (kind, network) {
            (ContactKind::Mobile, _) => {
                PhoneNumber::parse(value).and_then(PhoneNumber::mobile).map(ContactValue::Phone)
            }
            (ContactKind::Phone, _) => PhoneNumber::parse(value).map(ContactValue::Phone),
            (ContactKind::Email, _) => EmailAddress::parse(value).map(ContactValue::Email),
            (_, network) => {
                let network = clean_required("", network.as_deref().unwrap_or_default(), MAX_HANDLE);
                let network = network.map_err(at("network"))?.to_lowercase();
                let handle = clean_required("", value, MAX_HANDLE);
                handle.map(|handle| ContactValue::Social { network, handle })
            }
        }
        .map_err(at("value"))
    }
}

/// Shows no value.
impl std::fmt::Debug for NewContactPoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewContactPoint").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A contact point's value in its normal form. Personal: `Debug` shows it masked.
#[derive(Clone, PartialEq, Eq)]
pub enum ContactValue {
    /// A phone number.
    Phone(PhoneNumber),
    /// An e-mail address.
    Email(EmailAddress),
    /// A national address.
    Address(NationalAddress),
    /// A handle on a social network.
    Social {
        /// The network, in small letters.
        network: String,
        /// The handle.
        handle: String,
    },
}

impl ContactValue {
    /// Enough to recognise it: the last digits of a number, the first letter and domain of an e-mail address, city
    /// and district of a national address, the first letter of a handle.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(number) => number.masked(),
            Self::Email(address) => address.masked(),
            Self::Address(NationalAddress { district, city, .. }) => format!("{district}، {city}"),
            Self::Social { handle, .. } => format!("{}•••", handle.chars().take(1).collect::<String>()),
        }
    }

    /// The domain and text of its blind index; a national address has none.
    pub(super) fn lookup(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Phone(number) => Some(("phone", number.as_str().to_owned())),
            Self::Email(address) => Some(("email", address.lookup_key())),
            Self::Social { network, handle } => Some(("social", format!("{network}:{}", fold(handle)))),
            Self::Address(_) => None,
        }
    }

    /// What is sealed; a national address lies in clear.
    pub(super) fn secret(&self) -> Option<&str> {
        match self {
            Self::Phone(number) => Some(number.as_str()),
            Self::Email(address) => Some(address.as_str()),
            Self::Social { handle, .. } => Some(handle),
            Self::Address(_) => None,
        }
    }
}

impl std::fmt::Debug for ContactValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ContactValue").field(&self.masked()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(point: &NewContactPoint) -> String {
        match point.checked() {
            Err(Error::Invalid { fields }) => format!("{} {}", fields[0].path.join("."), fields[0].rule.code()),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn each_kind_takes_its_own_value() -> Result<()> {
        let mobile = NewContactPoint::new(ContactKind::Mobile, "٠٥٠١٢٣٤٥٦٧").checked()?;
        assert_eq!(mobile.lookup(), Some(("phone", "+966501234567".to_owned())));
        assert!(!format!("{mobile:?}").contains("123"));
        let landline = NewContactPoint::new(ContactKind::Mobile, "0138001234");
        assert_eq!(path(&landline), "value MOBILE_NUMBER");
        assert_eq!(path(&NewContactPoint::new(ContactKind::Email, "a@")), "value EMAIL_ADDRESS");
        assert_eq!(path(&NewContactPoint::new(ContactKind::NationalAddress, "x")), "address REQUIRED");
        assert_eq!(path(&NewContactPoint::new(ContactKind::Social, "@x")), "network REQUIRED");
        Ok(())
    }
}
