//! Parsed values: what holds one of these types is well-formed, and equal values are equal text.
//!
//! Each is made by `parse`, which folds digits of any script first and answers
//! [`Error::Invalid`](crate::Error::Invalid) with an empty path, to be set by the caller with
//! [`Error::under`](crate::Error::under). Personal values ([`PhoneNumber`], [`EmailAddress`], [`Identifier`],
//! [`NationalAddress`]) are never shown by `Debug`, have no `Display`, and offer `masked` for people who may
//! only recognise them.

mod code;
mod country;
mod currency;
mod email;
mod identifier;
mod identifier_kind;
mod mask;
mod national_address;
mod phone;
mod url;

pub use code::{Code, ServiceCode};
pub use country::Country;
pub use currency::{Currency, Money};
pub use email::EmailAddress;
pub use identifier::{CheckDigit, Identifier, Parsed};
pub use identifier_kind::IdentifierKind;
pub use national_address::NationalAddress;
pub use phone::{PhoneKind, PhoneNumber};
pub use url::WebUrl;

/// What every value kept as one text has in common: reading it as text, and serde through `parse`.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// The value as text, in its one normal form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(value: &str) -> $crate::Result<Self> {
                Self::parse(value)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::Error;

            fn try_from(value: String) -> $crate::Result<Self> {
                Self::parse(&value)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// A [`text_value`] that is no personal data: it may be displayed.
macro_rules! open_value {
    ($name:ident) => {
        $crate::values::text_value!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// A [`text_value`] that is personal data: `Debug` shows it masked.
macro_rules! personal_value {
    ($name:ident) => {
        $crate::values::text_value!($name);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&format_args!("{}", self.masked())).finish()
            }
        }
    };
}

use {open_value, personal_value, text_value};
