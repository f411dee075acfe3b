//! Sessions: what a browser holds of a member of staff who signed in. Random, stored as a hash, ended by the clock, for
//! want of use, by the member or by whoever keeps staff.

use std::time::Instant;

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromJsonQueryResult, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::acting::{Who, find};
use super::entity::{member, session};
use super::remembered::Remembered;
use super::sign_in::{Signed, holds, narrowed};
use super::{StaffMember, rules, secrets};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::StaffId;
use crate::names::names;
use crate::op::{Actor, OpContext, StaffActor};
use crate::policy::{Permission, Role};

pub use super::entity::session::Model as Session;

names! {
    /// How a member signed in.
    Method {
        /// With user name and password.
        Password = "password",
        /// With those and a one-time code.
        Code = "code",
        /// By a link of a demonstration.
        Link = "link",
        /// At the sign-in provider.
        Provider = "provider",
    }
}

/// The only roles that a session may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Roles(pub Vec<Role>);

/// A session that just began: the only time its secret is seen.
pub struct NewSession {
    /// The session.
    pub session: Session,
    /// What the browser keeps.
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("session", &self.session.id).finish_non_exhaustive()
    }
}

/// Hash of a session's secret; a type of its own, so that a token is never found among sessions.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Hashed(Vec<u8>);

type Seen = Remembered<Hashed, Signed>;

/// The member behind a session's secret, with all roles that hold today. `Unauthenticated` when it is unknown or over, or
/// its member inactive. The answer is remembered for 3 s, never beyond the session's end; last use is written at most
/// once a minute.
pub async fn authenticate(db: &Db, secret: &str) -> Result<Signed> {
    if secret.len() > secrets::LONGEST {
        return Err(Error::Unauthenticated);
    }
    let key = Hashed(secrets::hash(secret));
    let seen = db.memory::<Seen>();
    // "Now" of signing in, in the context of nobody.
    let op = OpContext::anonymous();
    if let Some(signed) = seen.get(&key) {
        return if holds(signed.until, &op) { Ok(signed) } else { Err(Error::Unauthenticated) };
    }
    let since = Instant::now();
    let row = session::Entity::find().filter(session::Column::Hash.eq(key.0.clone())).one(db).await?;
    let row = row.filter(|row| row.ended_at.is_none()).ok_or(Error::Unauthenticated)?;
    let until = Some(rules::session_until(row.expires_at, row.last_used_at));
    if !holds(until, &op) {
        return Err(Error::Unauthenticated);
    }
    let member = find(db, &Who::Id(row.staff_id)).await?.ok_or(Error::Unauthenticated)?;
    let member = narrowed(member, row.only_roles.as_ref().map(|only| only.0.as_slice()));
    let signed = Signed { session: Some(row.id), until, ..Signed::of_member(member) };
    used(db, &op, row).await?;
    seen.keep(key, signed.clone(), since);
    Ok(signed)
}

async fn used(db: &Db, op: &OpContext, row: Session) -> Result<()> {
    if op.at - row.last_used_at < TimeDelta::minutes(1) {
        return Ok(());
    }
    let tx = db.begin().await?;
    let change = session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(op.at))
        .filter(session::Column::Id.eq(row.id));
    change.exec(&*tx).await?;
    tx.commit().await
}

/// Begins a session of a member whom the caller has verified, in the transaction that verified it.
pub(super) async fn open(tx: &Db, op: &OpContext, begin: Begin) -> Result<NewSession> {
    let Begin { staff, method, only, failed_before } = begin;
    let secret = secrets::make("mss_")?;
    let row = session::ActiveModel {
        id: Set(op.new_id()),
        hash: Set(secrets::hash(&secret)),
        staff_id: Set(staff),
        method: Set(method),
        only_roles: Set(only.map(Roles)),
        created_at: Set(op.at),
        expires_at: Set(rules::session_end(op.at)),
        last_used_at: Set(op.at),
        ended_at: Set(None),
    };
    let session = row.insert(tx).await?;
    let detail = serde_json::json!({ "staff": staff, "method": method, "failedBefore": failed_before });
    let change = Change::of("session.started", session.id).detail(detail);
    events::record(tx, &as_member(op, staff), "session.started", &[], change).await?;
    Ok(NewSession { session, secret })
}

/// A session to begin.
pub(super) struct Begin {
    pub staff: StaffId,
    pub method: Method,
    pub only: Option<Vec<Role>>,
    /// Failed tries of the user name just before.
    pub failed_before: i32,
}

/// A context of a member who is about to come in: what is recorded is theirs, and they may do nothing yet.
pub(super) fn as_member(op: &OpContext, staff: StaffId) -> OpContext {
    let actor = Actor::Staff(StaffActor { id: staff, grants: [].into() });
    OpContext { actor, ..op.clone() }
}

/// A session of the member with a subject at the sign-in provider, which the caller has verified, with no other roles than
/// `only` where it is given. `Unauthenticated` when there is none or it is inactive.
pub async fn begin_by_subject(db: &Db, op: &OpContext, subject: &str, only: Option<Vec<Role>>) -> Result<NewSession> {
    let member = find(db, &Who::Subject(subject.to_owned())).await?.ok_or(Error::Unauthenticated)?;
    let tx = db.begin().await?;
    let begin = Begin { staff: member.id, method: Method::Provider, only, failed_before: 0 };
    let new = open(&tx, op, begin).await?;
    tx.commit().await?;
    Ok(new)
}

/// Ends the session through which the actor came; nothing happens when it came otherwise.
pub async fn end(db: &Db, op: &OpContext) -> Result<()> {
    let (Some(staff), Some(session)) = (op.staff(), op.session) else { return Ok(()) };
    let tx = db.begin().await?;
    let own = session::Column::Id.eq(session);
    close(&tx, op, staff, own).await?;
    tx.commit().await?;
    db.memory::<Seen>().clear();
    Ok(())
}

/// Signs a member out everywhere: all their sessions stop working within 5 s. Members may do so themselves; for others it
/// needs `staff.manage`.
pub async fn end_all(db: &Db, op: &OpContext, staff: StaffId) -> Result<StaffMember> {
    may_keep(op, staff)?;
    let tx = db.begin().await?;
    let found = member::Entity::find_by_id(staff).one(&*tx).await?.ok_or_else(Error::not_found::<StaffId>)?;
    close(&tx, op, staff, session::Column::StaffId.eq(staff)).await?;
    tx.commit().await?;
    db.memory::<Seen>().clear();
    Ok(found)
}

/// Ends those sessions of a member that are not over yet.
pub(super) async fn close(
    tx: &Db,
    op: &OpContext,
    staff: StaffId,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<()> {
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(op.at))
        .filter(session::Column::StaffId.eq(staff))
        .filter(session::Column::EndedAt.is_null())
        .filter(which)
        .exec(tx)
        .await?
        .rows_affected;
    if ended > 0 {
        let change = Change::of("session.ended", staff).detail(serde_json::json!({ "sessions": ended }));
        events::record(tx, op, "session.ended", &[], change).await?;
    }
    Ok(())
}

/// A member's sessions that are not over, newest first, at most 100. Members see their own; for others it needs
/// `staff.manage`.
pub async fn list(db: &Db, op: &OpContext, staff: StaffId) -> Result<Vec<Session>> {
    may_keep(op, staff)?;
    let rows = session::Entity::find()
        .filter(session::Column::StaffId.eq(staff))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(op.at))
        .order_by_desc(session::Column::Id)
        .limit(100)
        .all(db)
        .await?;
    let live = |row: &Session| op.at < rules::session_until(row.expires_at, row.last_used_at);
    Ok(rows.into_iter().filter(live).collect())
}

/// How a member signs in is their own matter and that of whoever keeps staff; never that of a system that acts for them.
pub(super) fn may_keep(op: &OpContext, staff: StaffId) -> Result<()> {
    if op.staff() == Some(staff) && op.on_behalf_of().is_none() {
        return Ok(());
    }
    op.require(Permission::StaffManage)
}
