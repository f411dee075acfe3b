//! Opaque ids: the record's kind and its UUID in Crockford's base32, `service_01h455vb4pex5vsknk084sn02q`
//! (the `TypeID` form, <https://github.com/jetify-com/typeid/tree/main/spec>).

use std::borrow::Cow;
use std::str::FromStr;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{
    ContextSelectionSet, ID, InputType, InputValueError, InputValueResult, OutputType, Positioned, ServerResult, Value,
};
use crm_core::Error;
use crm_core::ids::RecordId;
use crm_core::rule::Rule;
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 128 bits in digits of 5, rounded up.
const DIGITS: u32 = 26;

/// The id of a record of one kind. As an input it refuses ids of other kinds with the rule `ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id<I>(pub I);

impl<I> From<I> for Id<I> {
    fn from(id: I) -> Self {
        Self(id)
    }
}

impl<I: RecordId> std::fmt::Display for Id<I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&encode(I::KIND, self.0.into()))
    }
}

impl<I: RecordId> FromStr for Id<I> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match decode(text) {
            Some((kind, id)) if kind == I::KIND => Ok(Self(I::from(id))),
            _ => Err(Error::invalid("", Rule::Id)),
        }
    }
}

/// The opaque id of a record whose kind is known at run time only, as in the audit record.
pub(crate) fn encode(kind: &str, id: Uuid) -> String {
    let mut text = String::with_capacity(kind.len() + 1 + DIGITS as usize);
    text.push_str(kind);
    text.push('_');
    let bits = id.as_u128();
    text.extend((0..DIGITS).rev().map(|digit| char::from(ALPHABET[(bits >> (digit * 5)) as usize & 31])));
    text
}

/// Kind and id of an opaque id; `None` when it is none.
pub(crate) fn decode(text: &str) -> Option<(&str, Uuid)> {
    let (kind, digits) = text.rsplit_once('_')?;
    // 26 digits hold 130 bits: the first may not exceed 7
    if digits.len() != DIGITS as usize || !matches!(digits.as_bytes().first(), Some(b'0'..=b'7')) {
        return None;
    }
    let bits = digits.bytes().try_fold(0_u128, |bits, byte| {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        Some((bits << 5) | digit as u128)
    })?;
    Some((kind, Uuid::from_u128(bits)))
}

// GraphQL's own ID type, so both directions borrow its registration.
impl<I: RecordId + Send + Sync> InputType for Id<I> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let refused = || InputValueError::custom("").with_extension("rule", Rule::Id.code());
        match value {
            Some(Value::String(text)) => text.parse().map_err(|_: Error| refused()),
            _ => Err(refused()),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<I: RecordId + Send + Sync> OutputType for Id<I> {
    fn type_name() -> Cow<'static, str> {
        <ID as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::String(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crm_core::ids::{ContactPointId, ServiceId};

    #[test]
    fn ids_go_out_and_come_back() {
        for bits in [0, 1, u128::MAX, 0x0188_90a0_7f96_7eee_b9ed_f310_0049_9c58] {
            let text = Id(ContactPointId(Uuid::from_u128(bits))).to_string();
            let back: Id<ContactPointId> = text.parse().expect("our own id");
            assert_eq!(back.0.0.as_u128(), bits);
        }
    }

    /// The valid vectors of the `TypeID` specification.
    #[test]
    fn digits_are_those_of_the_specification() {
        let id = Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").expect("a UUID");
        assert_eq!(encode("prefix", id), "prefix_01h455vb4pex5vsknk084sn02q");
        assert_eq!(encode("p", Uuid::from_u128(32)), "p_00000000000000000000000010");
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            "service",
            "service_",
            "_",
            "site_01h455vb4pex5vsknk084sn02q",
            "service_81h455vb4pex5vsknk084sn02q",
            "service_01H455VB4PEX5VSKNK084SN02Q",
            "service_01h455vb4pex5vsknk084sn02",
            "service_01h455vb4pex5vsknk084sn0لل",
            "service_01h455vb4pex5vsknk084sn0iu",
            "01890a5d-ac96-774b-bcce-b302099a8057",
        ] {
            assert!(bad.parse::<Id<ServiceId>>().is_err(), "{bad}");
        }
    }
}
