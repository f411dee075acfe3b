//! From a token's secret, or from a subject that a sign-in provider vouches for, to an actor.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::acting::{Who, find, member};
use super::entity::{integration, kiosk, token};
use super::remembered::Remembered;
use super::secrets::{self, hash};
use super::tokens::Scopes;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, SessionId, TokenId};
use crate::op::{Actor, IntegrationActor, KioskActor, OpContext, StaffActor};
use crate::policy::Role;
use crate::purpose::Purpose;

/// Who came, and what comes with the way in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The actor.
    pub actor: Actor,
    /// The token, if it was one of ours.
    pub token: Option<TokenId>,
    /// The session, if the actor came through one.
    pub session: Option<SessionId>,
    /// The integration through which a member of staff acts, see [`act_for`](super::act_for).
    pub(super) through: Option<IntegrationActor>,
    pub(super) scopes: Scopes,
    pub(super) purpose: Option<Purpose>,
    pub(super) until: Option<DateTime<Utc>>,
}

impl Signed {
    /// A context for one request of this actor.
    pub fn context(&self) -> OpContext {
        let op = OpContext::for_actor(self.actor.clone());
        let purpose = self.purpose.clone().unwrap_or_else(|| op.purpose.clone());
        OpContext { token: self.token, session: self.session, through: self.through.clone(), purpose, ..op }
    }
}

type Seen = Remembered<Vec<u8>, Signed>;

/// The actor behind a token's secret. `Unauthenticated` when it is unknown, expired or revoked, or its member
/// is inactive. The answer is remembered for 3 s, never beyond the token's end; last use is written at most once a
/// minute.
pub async fn authenticate(db: &Db, secret: &str) -> Result<Signed> {
    if secret.len() > secrets::LONGEST {
        return Err(Error::Unauthenticated);
    }
    let hash = hash(secret);
    let seen = db.memory::<Seen>();
    // "Now" of signing in, in the context of nobody.
    let op = OpContext::anonymous();
    if let Some(signed) = seen.get(&hash) {
        return if holds(signed.until, &op) { Ok(signed) } else { Err(Error::Unauthenticated) };
    }
    let since = Instant::now();
    let row = token::Entity::find().filter(token::Column::Hash.eq(hash.clone())).one(db).await?;
    let row = row.filter(|row| row.revoked_at.is_none() && holds(row.expires_at, &op));
    let row = row.ok_or(Error::Unauthenticated)?;
    let signed = Signed {
        actor: actor(db, &row).await?,
        token: Some(row.id),
        session: None,
        through: None,
        scopes: row.scopes.clone(),
        // A purpose that was taken off the list since is no longer given.
        purpose: row.purpose.as_deref().and_then(|code| db.settings().purposes.find(code).ok()),
        until: row.expires_at,
    };
    used(db, &op, row).await?;
    seen.keep(hash, signed.clone(), since);
    Ok(signed)
}

/// The member of staff with a subject at the sign-in provider, which the caller has verified, with no other roles than
/// `only` where it is given. `Unauthenticated` when there is none or it is inactive; remembered for 3 s.
pub async fn by_subject(db: &Db, subject: &str, only: Option<&[Role]>) -> Result<Signed> {
    let found = member(db, Who::Subject(subject.to_owned())).await?.ok_or(Error::Unauthenticated)?;
    Ok(Signed::of_member(narrowed(found, only)))
}

impl Signed {
    /// A member of staff who came without a token of ours.
    pub(super) fn of_member(member: StaffActor) -> Self {
        Self {
            actor: Actor::Staff(member),
            token: None,
            session: None,
            through: None,
            scopes: Scopes::default(),
            purpose: None,
            until: None,
        }
    }
}

/// A member with no other roles than `only`, where it is given.
pub(super) fn narrowed(member: StaffActor, only: Option<&[Role]>) -> StaffActor {
    let Some(only) = only else { return member };
    let StaffActor { id, grants } = member;
    StaffActor { id, grants: grants.iter().filter(|grant| only.contains(&grant.role)).cloned().collect() }
}

pub(super) fn holds(until: Option<DateTime<Utc>>, op: &OpContext) -> bool {
    until.is_none_or(|end| op.at < end)
}

async fn actor(db: &Db, row: &token::Model) -> Result<Actor> {
    if let Some(id) = row.staff_id {
        let StaffActor { id, grants } = find(db, &Who::Id(id)).await?.ok_or(Error::Unauthenticated)?;
        let usable = |role: Role| row.role.is_none_or(|only| only == role);
        let grants = grants.iter().filter(|grant| usable(grant.role)).cloned().collect();
        return Ok(Actor::Staff(StaffActor { id, grants }));
    }
    let tree = db.reference().await?;
    let reach = |department: Option<DepartmentId>| Arc::new(department.map(|id| tree.below(id)).unwrap_or_default());
    if let Some(id) = row.integration_id {
        let found = integration::Entity::find_by_id(id).one(db).await?.ok_or(Error::Unauthenticated)?;
        return Ok(Actor::Integration(IntegrationActor { id, reach: reach(found.department_id) }));
    }
    let id = row.kiosk_id.ok_or(Error::Unauthenticated)?;
    let found = kiosk::Entity::find_by_id(id).one(db).await?.ok_or(Error::Unauthenticated)?;
    Ok(Actor::Kiosk(KioskActor { id, site: found.site_id, reach: reach(found.department_id) }))
}

async fn used(db: &Db, op: &OpContext, row: token::Model) -> Result<()> {
    if row.last_used_at.is_some_and(|last| op.at - last < TimeDelta::minutes(1)) {
        return Ok(());
    }
    let tx = db.begin().await?;
    let mut change: token::ActiveModel = row.into();
    change.last_used_at = Set(Some(op.at));
    change.update(&*tx).await?;
    tx.commit().await
}
