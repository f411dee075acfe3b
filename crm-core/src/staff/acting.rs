//! Members of staff as actors: by themselves, and through another body's system.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;

use super::entity::{member, role};
use super::remembered::Remembered;
use super::rules;
use super::sign_in::Signed;
use super::tokens::Scope;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::StaffId;
use crate::op::{Actor, Grant, OpContext, StaffActor};

/// By what a member is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    Id(StaffId),
    /// At the sign-in provider.
    Subject(String),
    Code(String),
}

type Seen = Remembered<Who, StaffActor>;

/// The integration acts for the member with this code from here on: with those of the member's roles that act for
/// departments, in the departments that both reach. `Forbidden` unless its token has [`Scope::ActForStaff`], `NotFound`
/// when no active member has the code. The record then names both.
pub async fn act_for(db: &Db, signed: Signed, code: &str) -> Result<Signed> {
    let through = match &signed.actor {
        Actor::Integration(integration) if signed.scopes.has(Scope::ActForStaff) => integration.clone(),
        _ => return Err(Error::Forbidden { permission: Scope::ActForStaff.name() }),
    };
    let found = member(db, Who::Code(code.to_owned())).await?;
    let StaffActor { id, grants } = found.ok_or_else(Error::not_found::<StaffId>)?;
    let grants = match db.reference().await?.topmost(&through.reach) {
        Some(top) => rules::narrow(&grants, &through.reach, top).into(),
        None => Arc::default(),
    };
    Ok(Signed { actor: Actor::Staff(StaffActor { id, grants }), through: Some(through), ..signed })
}

/// An active member with the roles that hold today; remembered for 3 s.
pub(super) async fn member(db: &Db, who: Who) -> Result<Option<StaffActor>> {
    let seen = db.memory::<Seen>();
    if let Some(actor) = seen.get(&who) {
        return Ok(Some(actor));
    }
    let since = Instant::now();
    let found = find(db, &who).await?;
    if let Some(actor) = &found {
        seen.keep(who, actor.clone(), since);
    }
    Ok(found)
}

/// [`member`] as it is now, for whoever remembers the answer itself.
pub(super) async fn find(db: &Db, who: &Who) -> Result<Option<StaffActor>> {
    let select = match who {
        Who::Id(id) => member::Entity::find_by_id(*id),
        Who::Subject(name) | Who::Code(name) if name.len() > 400 || name.chars().any(char::is_control) => {
            return Ok(None);
        }
        Who::Subject(subject) => member::Entity::find().filter(member::Column::ExternalSubject.eq(subject)),
        Who::Code(code) => member::Entity::find().filter(member::Column::Code.eq(code)),
    };
    let Some(found) = select.one(db).await?.filter(|member| member.active) else { return Ok(None) };
    Ok(Some(StaffActor { id: found.id, grants: grants(db, found.id).await? }))
}

/// An active member with the roles that hold today, for work that goes on after its request.
pub(crate) async fn as_actor(db: &Db, id: StaffId) -> Result<Option<StaffActor>> {
    find(db, &Who::Id(id)).await
}

async fn grants(db: &Db, id: StaffId) -> Result<Arc<[Grant]>> {
    // "Today" of signing in, in the context of nobody.
    let today = local_date(OpContext::anonymous().at, db.settings().zone);
    let held = role::Entity::find()
        .filter(role::Column::StaffId.eq(id))
        .filter(role::Column::ValidFrom.lte(today))
        .filter(role::Column::ValidTo.is_null().or(role::Column::ValidTo.gte(today)))
        .all(db)
        .await?;
    let tree = db.reference().await?;
    let grant = |held: role::Model| Grant {
        role: held.role,
        department: held.department_id,
        reach: Arc::new(held.department_id.map_or_else(BTreeSet::new, |id| tree.below(id))),
    };
    Ok(held.into_iter().map(grant).collect())
}
