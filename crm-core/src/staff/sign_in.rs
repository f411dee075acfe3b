//! From a token's secret to an actor.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;

use super::entity::{integration, kiosk, member, role, token};
use super::tokens::hash;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, StaffId, TokenId};
use crate::op::{Actor, Grant, IntegrationActor, KioskActor, OpContext, StaffActor};

/// How long a process trusts what it found. A revoked token works no longer than 5 s, also on a connection that asks
/// every two seconds whether it still holds.
const TRUSTED: Duration = Duration::from_secs(3);
/// A process forgets everything beyond this many tokens.
const MOST: usize = 10_000;

/// Who came through a token.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The actor.
    pub actor: Actor,
    /// The token.
    pub token: TokenId,
}

impl Signed {
    /// A context for one request of this actor.
    pub fn context(&self) -> OpContext {
        OpContext { token: Some(self.token), ..OpContext::for_actor(self.actor.clone()) }
    }
}

#[derive(Default)]
struct Seen(Mutex<HashMap<Vec<u8>, (Instant, Signed)>>);

/// The actor behind a token's secret. `Unauthenticated` when it is unknown, expired or revoked, or its member
/// is inactive. The answer is remembered for 3 s; last use is written at most once a minute.
pub async fn authenticate(db: &Db, secret: &str) -> Result<Signed> {
    if secret.len() > 200 {
        return Err(Error::Unauthenticated);
    }
    let hash = hash(secret);
    let seen = db.memory::<Seen>();
    let remembered = {
        let seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(&hash).filter(|(at, _)| at.elapsed() < TRUSTED).map(|(_, signed)| signed.clone())
    };
    if let Some(signed) = remembered {
        return Ok(signed);
    }
    // "Now" of signing in, in the context of nobody.
    let op = OpContext::anonymous();
    let row = token::Entity::find().filter(token::Column::Hash.eq(hash.clone())).one(db).await?;
    let row = row.filter(|row| row.revoked_at.is_none() && row.expires_at.is_none_or(|end| op.at < end));
    let row = row.ok_or(Error::Unauthenticated)?;
    let actor = actor(db, &op, &row).await?;
    let signed = Signed { actor, token: row.id };
    used(db, &op, row).await?;
    let mut seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.len() >= MOST {
        seen.clear();
    }
    seen.insert(hash, (Instant::now(), signed.clone()));
    Ok(signed)
}

async fn actor(db: &Db, op: &OpContext, row: &token::Model) -> Result<Actor> {
    if let Some(id) = row.staff_id {
        return staff(db, op, id, row).await;
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

async fn staff(db: &Db, op: &OpContext, id: StaffId, row: &token::Model) -> Result<Actor> {
    let found = member::Entity::find_by_id(id).one(db).await?.filter(|member| member.active);
    let member = found.ok_or(Error::Unauthenticated)?;
    let today = local_date(op.at, db.settings().zone);
    let held = role::Entity::find()
        .filter(role::Column::StaffId.eq(member.id))
        .filter(role::Column::ValidFrom.lte(today))
        .filter(role::Column::ValidTo.is_null().or(role::Column::ValidTo.gte(today)))
        .all(db)
        .await?;
    let tree = db.reference().await?;
    let grants = held
        .into_iter()
        .filter(|held| row.role.is_none_or(|only| only == held.role))
        .map(|held| Grant {
            role: held.role,
            department: held.department_id,
            reach: Arc::new(held.department_id.map_or_else(BTreeSet::new, |id| tree.below(id))),
        })
        .collect();
    Ok(Actor::Staff(StaffActor { id: member.id, grants }))
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
