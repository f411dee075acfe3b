//! What a person types into one box to find somebody: a name, or something by which exactly one is known.

use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Cond, SimpleExpr};
use sea_orm::{QueryFilter, QuerySelect};

use super::contact::ContactValue;
use super::entity::beneficiary::Column;
use super::entity::identifier;
use super::read::reached_by;
use crate::db::Db;
use crate::error::Result;
use crate::text::digits;
use crate::values::{EmailAddress, Identifier, IdentifierKind, PhoneNumber};

/// Fewest digits that are looked for as a number: shorter ones stand in names of organisations.
const FEWEST: usize = 6;

/// The condition for whom a text names as a whole; none when it is words of a name.
pub(super) fn key(db: &Db, text: &str) -> Result<Option<Cond>> {
    let text = digits(text.trim());
    if text.contains('@') {
        let Ok(email) = EmailAddress::parse(&text) else { return Ok(None) };
        return Ok(Some(Cond::any().add(reached_by(db, &[ContactValue::Email(email)])?)));
    }
    if !is_number(&text) {
        return Ok(None);
    }
    let mut any = Cond::any();
    if let Ok(phone) = PhoneNumber::parse(&text) {
        any = any.add(reached_by(db, &[ContactValue::Phone(phone)])?);
    }
    // those that need an issuer are no number that stands for itself
    let identifiers = IdentifierKind::ALL.into_iter().filter_map(|kind| Identifier::parse(kind, None, &text).ok());
    for parsed in identifiers {
        any = any.add(held(db, &parsed.identifier)?);
    }
    // a number that is nobody's finds nobody
    Ok(Some(if any.is_empty() { any.add(Column::Id.is_null()) } else { any }))
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= FEWEST && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'))
}

fn held(db: &Db, identifier: &Identifier) -> Result<SimpleExpr> {
    let blinds = db.keys().indexes(identifier::INDEX, &identifier.lookup_key())?;
    let holders = identifier::Entity::find()
        .select_only()
        .column(identifier::Column::BeneficiaryId)
        .filter(identifier::Column::Blind.is_in(blinds));
    Ok(Column::Id.in_subquery(holders.into_query()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_a_name() {
        for number in ["0501234567", "+966 50 123 4567", "1000000016", "(011) 405-0000"] {
            assert!(is_number(number), "{number}");
        }
        for name in ["محمد", "Company 123456", "12345", "7"] {
            assert!(!is_number(name), "{name}");
        }
    }
}
