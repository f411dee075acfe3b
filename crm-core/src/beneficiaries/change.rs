//! What every change of a beneficiary begins with.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::entity::beneficiary::{ActiveModel, Column, Entity, Model};
use super::kinds::BeneficiaryStatus;
use super::read::visible_to;
use crate::access::seen;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{BeneficiaryId, RecordId};
use crate::op::OpContext;
use crate::rule::Rule;
use crate::store;
use crate::text::clean;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;

/// The row, locked, seen in the version the caller expects, and open to change.
pub(super) async fn locked(tx: &Db, op: &OpContext, id: BeneficiaryId, expected: Option<i32>) -> Result<Model> {
    let row = store::locked::<Entity, BeneficiaryId>(tx, visible_to(op).filter(Column::Id.eq(id))).await?;
    store::same_version::<BeneficiaryId>(expected, row.version)?;
    if matches!(row.status, BeneficiaryStatus::Merged | BeneficiaryStatus::Anonymised) {
        let from = row.status.name().to_owned();
        return Err(Error::NotAllowed { entity: BeneficiaryId::KIND, from, to: "changed".into() });
    }
    seen(tx, op, "beneficiary.change", [id]).await?;
    Ok(row)
}

/// [`locked`], and counts up the version, for a change in a table that hangs on the row.
pub(super) async fn touch(tx: &Db, op: &OpContext, id: BeneficiaryId, expected: Option<i32>) -> Result<Model> {
    let row = locked(tx, op, id, expected).await?;
    let active = ActiveModel { version: Set(row.version + 1), updated_at: Set(op.at), ..row.into() };
    Ok(active.update(tx).await?)
}

/// A reason, which must be given.
pub(super) fn reason(text: &str) -> Result<String> {
    let text = clean("reason", text, MAX_REASON)?;
    if text.is_empty() { Err(Error::invalid("reason", Rule::ReasonRequired)) } else { Ok(text) }
}
