//! What of a beneficiary stands in the search room: every spelling of the name, all alike in weight.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::entity::beneficiary::{Column, Entity};
use super::person::Person;
use crate::db::Db;
use crate::error::Result;
use crate::ids::BeneficiaryId;
use crate::search::Texts;

/// The area's name in the search room.
pub(crate) const AREA: &str = "beneficiary";

/// The texts under which a person is found.
pub(super) fn texts(id: BeneficiaryId, person: &Person) -> Texts {
    Texts { record: id.0, texts: person.spellings().into_iter().map(|name| (name, 1)).collect() }
}

/// The texts of the next beneficiaries by id, for [`search::rebuild`](crate::search::rebuild).
pub(crate) async fn texts_after(db: &Db, after: Uuid, limit: u64) -> Result<Vec<Texts>> {
    let next = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok(next.iter().map(|row| texts(row.id, &row.person())).collect())
}
