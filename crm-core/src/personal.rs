//! Which fields tell of a person: one table, for masks, the access log and the record of processing.
//!
//! A read that answers with one of these fields is in the [access log](crate::access); a test walks every way through
//! the GraphQL schema to each of them. Records and fields are named as on the wire.

use crate::names::names;

names! {
    /// What a field tells.
    Category {
        /// Who the person is.
        Identity = "identity",
        /// A number under which a register knows the person.
        Identifier = "identifier",
        /// Where the person can be reached.
        Contact = "contact",
        /// Traits: sex, birth, nationality.
        Demographic = "demographic",
        /// What the person needs or wishes in being served.
        Service = "service",
        /// What was said.
        Content = "content",
    }
}

names! {
    /// Why the body may hold it.
    Basis {
        /// The public function that the body fulfils by law.
        PublicFunction = "public_function",
        /// The person's own interest in being reached and served as they need.
        InterestOfPerson = "interest_of_person",
    }
}

names! {
    /// How long it is held.
    Retention {
        /// As long as the person's record, which may be anonymised at their request.
        WithPerson = "with_person",
        /// As long as the contact it was said in.
        WithContact = "with_contact",
    }
}

/// A field that tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonalField {
    /// Kind of the record, see [`RecordId::KIND`](crate::ids::RecordId::KIND).
    pub record: &'static str,
    /// Name of the field.
    pub field: &'static str,
    /// What it tells.
    pub category: Category,
    /// For what it is read when nobody says otherwise, see [`Purpose`](crate::purpose::Purpose).
    pub purpose: &'static str,
    /// Why the body may hold it.
    pub basis: Basis,
    /// How long it is held.
    pub retention: Retention,
}

const fn of_person(record: &'static str, field: &'static str, category: Category, basis: Basis) -> PersonalField {
    PersonalField { record, field, category, purpose: "service_delivery", basis, retention: Retention::WithPerson }
}

const fn said(record: &'static str, field: &'static str) -> PersonalField {
    PersonalField {
        record,
        field,
        category: Category::Content,
        purpose: "service_delivery",
        basis: Basis::PublicFunction,
        retention: Retention::WithContact,
    }
}

/// Every personal field.
pub const FIELDS: &[PersonalField] = &[
    of_person("beneficiary", "name", Category::Identity, Basis::PublicFunction),
    of_person("beneficiary", "nameParts", Category::Identity, Basis::PublicFunction),
    of_person("beneficiary", "sex", Category::Demographic, Basis::PublicFunction),
    of_person("beneficiary", "birthDate", Category::Demographic, Basis::PublicFunction),
    of_person("beneficiary", "nationality", Category::Demographic, Basis::PublicFunction),
    of_person("beneficiary", "preferredLanguage", Category::Service, Basis::InterestOfPerson),
    of_person("beneficiary", "preferredChannel", Category::Service, Basis::InterestOfPerson),
    of_person("beneficiary", "accessibilityNeeds", Category::Service, Basis::InterestOfPerson),
    of_person("identifier", "masked", Category::Identifier, Basis::PublicFunction),
    of_person("identifier", "value", Category::Identifier, Basis::PublicFunction),
    of_person("contact_point", "masked", Category::Contact, Basis::InterestOfPerson),
    of_person("contact_point", "value", Category::Contact, Basis::InterestOfPerson),
    of_person("contact_point", "address", Category::Contact, Basis::InterestOfPerson),
    said("interaction", "subject"),
    said("interaction", "body"),
    said("interaction", "spokeWith"),
    said("interaction", "correctionNote"),
    said("follow_up", "note"),
];

#[cfg(test)]
mod tests {
    use super::FIELDS;
    use crate::purpose::Purpose;

    #[test]
    fn each_field_stands_once_and_has_a_known_purpose() {
        for (place, one) in FIELDS.iter().enumerate() {
            assert!(FIELDS[..place].iter().all(|other| (other.record, other.field) != (one.record, one.field)));
            assert!(Purpose::KNOWN.contains(&one.purpose));
        }
    }
}
