//! Writing cards: create, revise; and the change of owner.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, IntoActiveModel, QuerySelect};
use serde::Serialize;

use super::entity::{header, revision};
use super::held::{self, Act, Held};
use super::projections::{below_floor, project};
use super::{FeesStated, Service, ServiceHeader, read};
use crate::catalogue::card::{Card, References};
use crate::catalogue::changes;
use crate::catalogue::rules::{RevisionState, ServiceStatus};
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::idempotency::{self, Once};
use crate::ids::{DepartmentId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text;
use crate::values::ServiceCode;

/// Longest reason, in characters.
const REASON: usize = 1_000;

/// A new service with its first card.
#[derive(Clone, Debug, Serialize)]
pub struct CreateService {
    /// Unique code, never used before.
    pub code: String,
    /// The department that owns it.
    pub owner: DepartmentId,
    /// The card as far as it is known; the name is required in the installation's language.
    pub card: Card,
    /// Only proposed: somebody has to take it up first, see [`take_up`](super::take_up).
    pub proposed: bool,
    /// Why.
    pub reason: Option<String>,
    /// Makes a repeated call answer with the first one's result.
    pub idempotency_key: Option<String>,
}

/// A new card for a service.
#[derive(Clone, Debug)]
pub struct ReviseService {
    /// The service.
    pub id: ServiceId,
    /// The whole card.
    pub card: Card,
    /// Why.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// A new owner for a service.
#[derive(Clone, Debug)]
pub struct AssignOwner {
    /// The service.
    pub id: ServiceId,
    /// The department that owns it from now on.
    pub owner: DepartmentId,
    /// Why; required.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Records a new service as draft, or as a proposal. Needs `catalogue.edit` in the owning department. Broken
/// fields come back at `code`, `owner`, `reason` and `card.…`; a code that was ever used is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateService) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let tx = db.begin().await?;
    // The key comes first: a repeat gives the first result even if it would not pass the rules of today.
    let key = command.idempotency_key.as_deref();
    let id = match idempotency::once(&tx, op, "service.create", key, &command).await? {
        Once::Done(id) => return read::get(&tx, op, id).await,
        Once::New(id) => id,
    };
    let CreateService { code, owner, card, proposed, reason, idempotency_key: _ } = command;
    let mut check = Check::default();
    let code = check.take("code", ServiceCode::parse(&code))?;
    let card = check.take("card", card.validated(&db.settings().language))?;
    let reason = check.take("", self::reason(reason.as_deref()))?.flatten();
    let known = tx.reference().await?.department(owner).is_some();
    check.that(known, "owner", Rule::Unknown).result()?;
    let (Some(code), Some(card)) = (code, card) else { return Err(Error::invalid("card", Rule::Required)) };
    op.require_in(Permission::CatalogueEdit, owner)?;
    let taken = header::Entity::find().filter(header::Column::Code.eq(code.as_str())).one(&*tx).await?.is_some();
    let mut check = Check::default();
    check.that(!taken, "code", Rule::Taken);
    check.take("card", references(&tx, id, &card).await)?;
    check.done()?;
    let status = if proposed { ServiceStatus::Proposed } else { ServiceStatus::Draft };
    let mut header = blank(op, id, code.as_str(), owner);
    header.status = status;
    project(&mut header, &card, &db.settings().language);
    header.clone().into_active_model().reset_all().insert(&*tx).await?;
    header.draft_revision_id = Some(insert_draft(&tx, op, id, card, reason.as_deref()).await?);
    held::record_status(&tx, op, id, status, op.at, reason.as_deref()).await?;
    let act =
        Act { operation: "service.create", event: "service.created", fields: vec!["code", "owner", "card"], reason };
    held::finish(Held { tx, header }, op, act).await
}

/// Writes a card: into the draft revision, which is made when there is none. A published service goes on with
/// the card in force until the draft is published. Needs `catalogue.edit` in the owning department. What is under
/// review, retired or withdrawn is `NotAllowed`; an equal card is `NothingToDo`.
pub async fn revise(db: &Db, op: &OpContext, command: ReviseService) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let ReviseService { id, card, reason, expected_version } = command;
    let mut check = Check::default();
    let card = check.take("card", card.validated(&db.settings().language))?;
    let reason = check.take("", self::reason(reason.as_deref()))?.flatten();
    check.done()?;
    let Some(card) = card else { return Err(Error::invalid("card", Rule::Required)) };

    let mut held = held::hold(db, op, id, Permission::CatalogueEdit, expected_version).await?;
    references(&held.tx, id, &card).await.map_err(|error| error.under("card"))?;
    if matches!(held.header.status, ServiceStatus::Retired | ServiceStatus::Withdrawn) {
        return Err(held::not_allowed::<ServiceId>(held.header.status.name(), "draft"));
    }
    let shown = held.header.draft_revision_id.or(held.header.published_revision_id);
    let old = match shown {
        Some(shown) => revision::Entity::find_by_id(shown).one(&*held.tx).await?,
        None => None,
    };
    let parts = match &old {
        Some(old) => changed_parts(&old.card, &card)?,
        None => vec!["card".into()],
    };
    if parts.is_empty() {
        return Err(Error::invalid("card", Rule::NothingToDo));
    }
    match old.filter(|old| held.header.draft_revision_id == Some(old.id)) {
        Some(draft) if !draft.state.is_editable() => {
            return Err(held::not_allowed::<RevisionId>(draft.state.name(), "draft"));
        }
        Some(draft) => {
            let mut row = draft.into_active_model();
            row.below_floor = Set(below_floor(&card, &db.settings().language));
            row.card = Set(card.into());
            row.author = Set(op.actor.key());
            row.reason = Set(reason.clone());
            row.recorded_at = Set(op.at);
            row.imported = Set(false);
            row.update(&*held.tx).await?;
        }
        None => held.header.draft_revision_id = Some(insert_draft(&held.tx, op, id, card, reason.as_deref()).await?),
    }
    if held.header.status == ServiceStatus::Proposed {
        held::record_status(&held.tx, op, id, ServiceStatus::Draft, op.at, reason.as_deref()).await?;
    }
    let fields = parts.iter().map(String::as_str).collect();
    let act = Act { operation: "service.revise", event: "service.revised", fields, reason };
    held::finish(held, op, act).await
}

/// Gives a service to another department, with a reason. Needs `catalogue.manage` in the present one.
pub async fn assign_owner(db: &Db, op: &OpContext, command: AssignOwner) -> Result<Service> {
    op.require(Permission::CatalogueManage)?;
    let AssignOwner { id, owner, reason, expected_version } = command;
    let reason = self::reason(reason.as_deref())?;
    let known = db.reference().await?.department(owner).is_some();
    let mut check = Check::default();
    check.that(known, "owner", Rule::Unknown).that(reason.is_some(), "reason", Rule::ReasonRequired).result()?;
    let mut held = held::hold(db, op, id, Permission::CatalogueManage, expected_version).await?;
    if held.header.owner_id == owner {
        return Err(Error::invalid("owner", Rule::NothingToDo));
    }
    held.header.owner_id = owner;
    let act = Act { operation: "service.assign_owner", event: "service.owner_changed", fields: vec!["owner"], reason };
    held::finish(held, op, act).await
}

/// A header without card.
pub(super) fn blank(op: &OpContext, id: ServiceId, code: &str, owner: DepartmentId) -> ServiceHeader {
    ServiceHeader {
        id,
        code: code.to_owned(),
        owner_id: owner,
        status: ServiceStatus::Draft,
        published_revision_id: None,
        draft_revision_id: None,
        public: false,
        import_public: false,
        imported_to: None,
        due_at: None,
        name: text::LocalizedText::new(),
        sort_name: String::new(),
        parent_id: None,
        kind: None,
        fees: FeesStated::Unstated,
        below_floor: true,
        score: 0,
        version: 0,
        created_at: op.at,
        updated_at: op.at,
    }
}

/// Cleans a reason.
pub(super) fn reason(reason: Option<&str>) -> Result<Option<String>> {
    text::clean_optional("reason", reason, REASON)
}

/// Adds a draft revision with the next number.
async fn insert_draft(
    tx: &Db,
    op: &OpContext,
    service: ServiceId,
    card: Card,
    reason: Option<&str>,
) -> Result<RevisionId> {
    let number = held::marks(tx, service).await?.iter().map(|mark| mark.number).max().unwrap_or_default() + 1;
    let row = revision::ActiveModel {
        id: Set(op.new_id()),
        service_id: Set(service),
        number: Set(number),
        state: Set(RevisionState::Draft),
        below_floor: Set(below_floor(&card, &tx.settings().language)),
        card: Set(card.into()),
        author: Set(op.actor.key()),
        reason: Set(reason.map(str::to_owned)),
        recorded_at: Set(op.at),
        submitted_by: Set(None),
        published_by: Set(None),
        published_at: Set(None),
        valid_from: Set(None),
        withdrawn_at: Set(None),
        imported: Set(false),
        import_id: Set(None),
    };
    Ok(row.insert(tx).await?.id)
}

/// The parts of the card that differ, each once.
fn changed_parts(old: &Card, new: &Card) -> Result<Vec<String>> {
    let mut parts: Vec<String> = Vec::new();
    for change in changes::changes(old, new)? {
        let part = change.path.split(['.', '[']).next().unwrap_or_default();
        if parts.last().is_none_or(|last| last != part) {
            parts.push(part.to_owned());
        }
    }
    Ok(parts)
}

/// Checks that every record that a card names is there, and that no service becomes part of itself.
async fn references(tx: &Db, id: ServiceId, card: &Card) -> Result<()> {
    let named = card.references();
    if named == References::default() {
        return Ok(());
    }
    let frame = tx.reference().await?;
    let parent = card.identity.parent;
    let related = card.relations.iter().map(|relation| relation.service);
    Check::default()
        .that(parent.is_none_or(|parent| frame.service(parent).is_some()), "identity.parent", Rule::Unknown)
        .that(related.clone().all(|other| frame.service(other).is_some()), "relations", Rule::Unknown)
        .that(!related.clone().any(|other| other == id), "relations", Rule::Circular)
        .that(named.organizations.iter().all(|id| frame.organization(*id).is_some()), "ownership", Rule::Unknown)
        .that(named.departments.iter().all(|id| frame.department(*id).is_some()), "procedure.processes", Rule::Unknown)
        .that(named.sites.iter().all(|id| frame.site(*id).is_some()), "channels", Rule::Unknown)
        .that(named.categories.iter().all(|id| frame.category(*id).is_some()), "classes.categories", Rule::Unknown)
        .that(named.tags.iter().all(|id| frame.tag(*id).is_some()), "classes.keywords", Rule::Unknown)
        .result()?;
    match parent {
        Some(parent) if part_of(tx, id, parent).await? => Err(Error::invalid("identity.parent", Rule::Circular)),
        _ => Ok(()),
    }
}

/// Whether `parent` is the service itself or a part of it. Few services have a parent, so their tree is read whole.
async fn part_of(tx: &Db, id: ServiceId, parent: ServiceId) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Part {
        id: ServiceId,
        parent_id: ServiceId,
    }
    use header::Column;
    let parts = header::Entity::find().select_only().columns([Column::Id, Column::ParentId]);
    let parts: Vec<Part> = parts.filter(Column::ParentId.is_not_null()).into_model().all(tx).await?;
    let above: std::collections::HashMap<_, _> = parts.into_iter().map(|part| (part.id, part.parent_id)).collect();
    let mut seen = std::collections::HashSet::new();
    let mut at = Some(parent);
    while let Some(here) = at {
        if here == id {
            return Ok(true);
        }
        at = if seen.insert(here) { above.get(&here).copied() } else { None };
    }
    Ok(false)
}
