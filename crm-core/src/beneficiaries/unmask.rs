//! Identifiers and contact points in clear.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::json;

use super::contact::ContactValue;
use super::entity::{contact_point, identifier};
use super::{change, contacts, identifiers, read};
use crate::audit::{self, Change};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{BeneficiaryId, ContactPointId, IdentifierId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::values::Identifier;

/// What is otherwise masked. `Debug` masks it still.
#[derive(Clone, Debug)]
pub struct Unmasked {
    /// Identifiers in order of entry.
    pub identifiers: Vec<(IdentifierId, Identifier)>,
    /// Contact points in order of entry.
    pub contact_points: Vec<(ContactPointId, ContactValue)>,
}

/// A beneficiary's identifiers and contact points in clear, for a reason that the audit record keeps and a purpose that
/// the caller gives ([`OpContext::for_purpose`]). Nothing is returned before that row is durable.
pub async fn unmask(db: &Db, op: &OpContext, id: BeneficiaryId, reason: &str) -> Result<Unmasked> {
    op.require(Permission::BeneficiaryUnmask)?;
    let reason = change::reason(reason)?;
    op.require_purpose()?;
    let tx = db.begin().await?;
    let row = read::get(&tx, op, id).await?;
    let held = identifier::Entity::find()
        .filter(identifier::Column::BeneficiaryId.eq(id))
        .order_by_asc(identifier::Column::Id)
        .limit(identifiers::MOST)
        .all(&*tx)
        .await?;
    let points = contact_point::Entity::find()
        .filter(contact_point::Column::BeneficiaryId.eq(id))
        .order_by_asc(contact_point::Column::Id)
        .limit(contacts::MOST)
        .all(&*tx)
        .await?;
    let unmasked = Unmasked {
        identifiers: held.iter().map(|row| Ok((row.id, identifiers::open(&tx, row)?))).collect::<Result<_>>()?,
        contact_points: points.iter().map(|row| Ok((row.id, contacts::open(&tx, row)?))).collect::<Result<_>>()?,
    };
    let change = Change::of("beneficiary.unmask", id).department(row.department_id).detail(json!({ "reason": reason }));
    audit::record(&tx, op, change).await?;
    tx.commit().await?;
    Ok(unmasked)
}
