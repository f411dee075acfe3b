//! Keeping staff.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::entity::{StaffMember, member};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Result};
use crate::events;
use crate::ids::StaffId;
use crate::op::OpContext;
use crate::patch::Patch;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::{LocalizedText, clean_optional};
use crate::values::Code;

/// The longest name, in characters.
const MAX_NAME: usize = 200;

/// A new member of staff.
#[derive(Clone, Debug)]
pub struct CreateStaff {
    /// Unique code.
    pub code: String,
    /// Name; the installation's language is required.
    pub name: LocalizedText,
    /// Subject at the sign-in provider; unique.
    pub external_subject: Option<String>,
}

/// A change of a member; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct UpdateStaff {
    /// New name.
    pub name: Option<LocalizedText>,
    /// New subject.
    pub external_subject: Patch<String>,
    /// Whether the member may sign in and be assigned work.
    pub active: Option<bool>,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

/// Creates a member. Needs `staff.manage`; a code or subject in use is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateStaff) -> Result<StaffMember> {
    op.require(Permission::StaffManage)?;
    let CreateStaff { code, name, external_subject } = command;
    let mut check = Check::default();
    let code = check.take("code", Code::parse(&code))?.map(|code| code.as_str().to_owned()).unwrap_or_default();
    let (name, sort_name) = name.named(&mut check, MAX_NAME, &db.settings().language)?;
    let subject = check.take("", clean_optional("externalSubject", external_subject.as_deref(), 200))?.flatten();
    check.done()?;
    let tx = db.begin().await?;
    let taken = member::Entity::find().filter(member::Column::Code.eq(&*code)).one(&*tx).await?.is_some();
    let mut check = Check::default();
    check.that(!taken, "code", Rule::Taken);
    check.that(subject_free(&tx, None, subject.as_deref()).await?, "externalSubject", Rule::Taken);
    check.done()?;
    let row = member::ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name),
        sort_name: Set(sort_name),
        external_subject: Set(subject),
        active: Set(true),
        version: Set(1),
        created_at: Set(op.at),
    };
    let row = row.insert(&*tx).await?;
    record(&tx, op, "staff.created", row.id, &["code", "name", "externalSubject"]).await?;
    tx.commit().await?;
    Ok(row)
}

/// Changes a member. Needs `staff.manage`; a stale version is `Conflict`. An inactive member's tokens stop
/// working within 5 s.
pub async fn update(db: &Db, op: &OpContext, id: StaffId, command: UpdateStaff) -> Result<StaffMember> {
    op.require(Permission::StaffManage)?;
    let UpdateStaff { name, external_subject, active, expected_version } = command;
    let mut check = Check::default();
    let language = &db.settings().language;
    let name = name.map(|name| name.named(&mut check, MAX_NAME, language)).transpose()?;
    let subject = match external_subject {
        Patch::Set(text) => Patch::from(check.take("", clean_optional("externalSubject", Some(&text), 200))?.flatten()),
        other => other,
    };
    check.done()?;
    let tx = db.begin().await?;
    let old = store::locked::<member::Entity, StaffId>(&tx, member::Entity::find_by_id(id)).await?;
    store::same_version::<StaffId>(expected_version, old.version)?;
    let mut row: member::ActiveModel = old.clone().into();
    let mut fields = Vec::new();
    if let Some((name, sort_name)) = name {
        row.name = Set(name);
        row.sort_name = Set(sort_name);
        fields.push("name");
    }
    if subject != Patch::Keep {
        let subject = subject.over(old.external_subject);
        let free = subject_free(&tx, Some(id), subject.as_deref()).await?;
        Check::default().that(free, "externalSubject", Rule::Taken).result()?;
        row.external_subject = Set(subject);
        fields.push("externalSubject");
    }
    if let Some(active) = active {
        row.active = Set(active);
        fields.push("active");
    }
    row.version = Set(old.version + 1);
    let row = row.update(&*tx).await?;
    record(&tx, op, "staff.updated", id, &fields).await?;
    tx.commit().await?;
    Ok(row)
}

async fn subject_free(tx: &Db, own: Option<StaffId>, subject: Option<&str>) -> Result<bool> {
    let Some(subject) = subject else { return Ok(true) };
    let holder = member::Entity::find().filter(member::Column::ExternalSubject.eq(subject)).one(tx).await?;
    Ok(holder.is_none_or(|row| Some(row.id) == own))
}

async fn record(tx: &Db, op: &OpContext, operation: &str, id: StaffId, fields: &[&str]) -> Result<()> {
    let change = Change::of(operation, id).detail(serde_json::json!({ "fields": fields }));
    events::record(tx, op, operation, fields, change).await
}
