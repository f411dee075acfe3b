//! Links by which someone comes in without a password yet: the first administrator, a member who was invited or whose
//! sign-in was reset, and at a demonstration anyone in a role. Random, stored as a hash, ending.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use zeroize::Zeroizing;

use super::acting::{Who, find};
use super::entity::{account, link, member};
use super::sessions::{self, Begin, Method, NewSession, as_member};
use super::{CreateStaff, GrantRole, StaffMember, accounts, passwords, rules, secrets};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{LinkId, StaffId};
use crate::names::names;
use crate::op::{Actor, OpContext};
use crate::policy::{Permission, Role};
use crate::rule::Rule;
use crate::store;
use crate::text::{LocalizedText, clean_required};

pub use super::entity::link::Model as Link;

names! {
    /// What a link is good for.
    LinkKind {
        /// Making the first administrator, once.
        Setup = "setup",
        /// Choosing a first password, once.
        Invitation = "invitation",
        /// Choosing another password, once.
        Reset = "reset",
        /// Coming in as a member of a demonstration, while it holds.
        Entry = "entry",
    }
}

impl LinkKind {
    /// How long such a link holds.
    fn lasts(self) -> TimeDelta {
        match self {
            Self::Setup => TimeDelta::days(3),
            Self::Reset => TimeDelta::days(1),
            Self::Invitation | Self::Entry => TimeDelta::days(7),
        }
    }

    fn is_once(self) -> bool {
        self != Self::Entry
    }
}

/// A link that was just made: the only time its secret is seen.
pub struct NewLink {
    /// The link.
    pub link: Link,
    /// The last part of its address.
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for NewLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLink").field("link", &self.link.id).finish_non_exhaustive()
    }
}

/// The first administrator.
pub struct SetUp {
    /// Name, in the installation's language.
    pub name: String,
    /// User name; also the member's code.
    pub username: String,
    /// Password.
    pub password: Zeroizing<String>,
}

/// Makes the link by which an administrator makes themselves; an earlier one stops working. Needs `staff.manage`.
pub async fn setup(db: &Db, op: &OpContext) -> Result<NewLink> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    let new = make(&tx, op, LinkKind::Setup, None).await?;
    tx.commit().await?;
    Ok(new)
}

/// Makes a link by which a member chooses a first password, and the account if there is none; an earlier link stops
/// working. The user name is the member's code unless one is given. Needs `staff.manage`; `Taken` when the name is in
/// use, or the member has a password already.
pub async fn invite(db: &Db, op: &OpContext, staff: StaffId, username: Option<&str>) -> Result<NewLink> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    let member = active(&tx, staff).await?;
    match account::Entity::find_by_id(staff).one(&*tx).await? {
        None => accounts::create(&tx, op, staff, username.unwrap_or(&member.code)).await?,
        Some(account) => Check::default().that(account.password.is_none(), "id", Rule::Taken).result()?,
    }
    let new = make(&tx, op, LinkKind::Invitation, Some(staff)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Takes a member's password and one-time codes away, ends their sessions, and makes a link by which they choose another
/// password. Needs `staff.manage`.
pub async fn reset(db: &Db, op: &OpContext, staff: StaffId) -> Result<NewLink> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    active(&tx, staff).await?;
    accounts::clear(&tx, op, staff).await?;
    let new = make(&tx, op, LinkKind::Reset, Some(staff)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Makes a link by which anyone comes in as a member of a demonstration. Needs `staff.manage`.
pub async fn entry(db: &Db, op: &OpContext, staff: StaffId) -> Result<NewLink> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    active(&tx, staff).await?;
    let new = make(&tx, op, LinkKind::Entry, Some(staff)).await?;
    tx.commit().await?;
    Ok(new)
}

async fn active(tx: &Db, staff: StaffId) -> Result<StaffMember> {
    let found = member::Entity::find_by_id(staff).one(tx).await?;
    found.filter(|member| member.active).ok_or_else(Error::not_found::<StaffId>)
}

async fn make(tx: &Db, op: &OpContext, kind: LinkKind, staff: Option<StaffId>) -> Result<NewLink> {
    if kind.is_once() {
        end_earlier(tx, op.at, staff).await?;
    }
    let secret = secrets::make("")?;
    let row = link::ActiveModel {
        id: Set(op.new_id()),
        hash: Set(secrets::hash(&secret)),
        kind: Set(kind),
        staff_id: Set(staff),
        created_at: Set(op.at),
        created_by: Set(op.recorded().1),
        expires_at: Set(op.at + kind.lasts()),
        ended_at: Set(None),
    };
    let link = row.insert(tx).await?;
    let detail = serde_json::json!({ "kind": kind, "staff": staff });
    events::record(tx, op, "link.created", &[], Change::of("link.created", link.id).detail(detail)).await?;
    Ok(NewLink { link, secret })
}

async fn end_earlier(tx: &Db, at: DateTime<Utc>, staff: Option<StaffId>) -> Result<()> {
    let whose = match staff {
        Some(staff) => link::Column::StaffId.eq(staff),
        None => link::Column::Kind.eq(LinkKind::Setup),
    };
    let earlier = link::Entity::update_many()
        .col_expr(link::Column::EndedAt, Expr::value(at))
        .filter(link::Column::EndedAt.is_null())
        .filter(link::Column::Kind.ne(LinkKind::Entry))
        .filter(whose);
    earlier.exec(tx).await?;
    Ok(())
}

/// The link behind a secret, to show what it is for; it is not used up by that. `NotFound` when it is unknown, used or
/// past its time, or its member inactive.
pub async fn get(db: &Db, op: &OpContext, secret: &str) -> Result<Link> {
    let link = link::Entity::find().filter(of(secret)).one(db).await?.filter(|link| holds(link, op));
    let link = link.ok_or_else(Error::not_found::<LinkId>)?;
    match link.staff_id {
        Some(staff) => find(db, &Who::Id(staff)).await?.map(|_| link).ok_or_else(Error::not_found::<LinkId>),
        None => Ok(link),
    }
}

fn of(secret: &str) -> sea_orm::sea_query::SimpleExpr {
    let secret = if secret.len() > secrets::LONGEST { "" } else { secret };
    link::Column::Hash.eq(secrets::hash(secret))
}

fn holds(link: &Link, op: &OpContext) -> bool {
    link.ended_at.is_none() && op.at < link.expires_at
}

/// Makes the administrator whom a setup link stands for: a member with an account, who may run the whole installation.
/// The link is used up by it.
pub async fn set_up(db: &Db, op: &OpContext, secret: &str, command: SetUp) -> Result<StaffMember> {
    let SetUp { name, username, password } = command;
    of_kind(&get(db, op, secret).await?, &[LinkKind::Setup])?;
    let mut check = Check::default();
    let username = check.take("", rules::username(&username))?.unwrap_or_default();
    let password = check.take("", rules::password("password", &password, &username))?;
    let name = check.take("", clean_required("name", &name, 200))?.unwrap_or_default();
    check.done()?;
    let name = LocalizedText::new().with(db.settings().language.clone(), name);
    let hash = passwords::hash(password.unwrap_or_default()).await?;
    // The link stands for the installation, which may do everything.
    let maker = OpContext { actor: Actor::System("setup-link".into()), ..op.clone() };
    let tx = db.begin().await?;
    take(&tx, op, secret).await?;
    let create = CreateStaff { code: username.clone(), name, external_subject: None };
    let member = super::create(&tx, &maker, create).await.map_err(at_username)?;
    let grant = GrantRole { staff: member.id, role: Role::Admin, department: None, from: None, to: None };
    super::grant_role(&tx, &maker, grant).await?;
    accounts::create(&tx, &maker, member.id, &username).await?;
    accounts::set_password(&tx, &maker, member.id, hash).await?;
    tx.commit().await?;
    Ok(member)
}

/// A member's code is the user name here.
fn at_username(error: Error) -> Error {
    match error {
        Error::Invalid { mut fields } => {
            for field in fields.iter_mut().filter(|field| field.path == ["code"]) {
                field.path = vec!["username".into()];
            }
            Error::Invalid { fields }
        }
        other => other,
    }
}

/// Sets the password of the member whom an invitation or a reset stands for. The link is used up by it.
pub async fn accept(db: &Db, op: &OpContext, secret: &str, password: &str) -> Result<StaffMember> {
    let link = get(db, op, secret).await?;
    let staff = of_kind(&link, &[LinkKind::Invitation, LinkKind::Reset])?.ok_or_else(Error::not_found::<LinkId>)?;
    let account = account::Entity::find_by_id(staff).one(db).await?.ok_or_else(Error::not_found::<LinkId>)?;
    let password = rules::password("password", password, &account.username)?;
    let hash = passwords::hash(password).await?;
    let tx = db.begin().await?;
    take(&tx, op, secret).await?;
    let member = active(&tx, staff).await?;
    accounts::set_password(&tx, &as_member(op, staff), staff, hash).await?;
    tx.commit().await?;
    Ok(member)
}

/// Begins a session of the member for whom an entry link stands.
pub async fn enter(db: &Db, op: &OpContext, secret: &str) -> Result<NewSession> {
    let link = get(db, op, secret).await?;
    let staff = of_kind(&link, &[LinkKind::Entry])?.ok_or_else(Error::not_found::<LinkId>)?;
    let tx = db.begin().await?;
    let new = sessions::open(&tx, op, Begin { staff, method: Method::Link, only: None, failed_before: 0 }).await?;
    tx.commit().await?;
    Ok(new)
}

fn of_kind(link: &Link, kinds: &[LinkKind]) -> Result<Option<StaffId>> {
    if kinds.contains(&link.kind) { Ok(link.staff_id) } else { Err(Error::not_found::<LinkId>()) }
}

/// Uses a link up. Of two who come at once, one finds it gone.
async fn take(tx: &Db, op: &OpContext, secret: &str) -> Result<()> {
    let link = store::locked::<link::Entity, LinkId>(tx, link::Entity::find().filter(of(secret))).await?;
    if !holds(&link, op) {
        return Err(Error::not_found::<LinkId>());
    }
    let mut row: link::ActiveModel = link.into();
    row.ended_at = Set(Some(op.at));
    row.update(tx).await?;
    Ok(())
}
