//! Importing services from a sheet: many at once, without review, valid from the sheet's effective date.
//!
//! A sheet knows a service by (scheme, external id). Its card is compared with the revision in force at the
//! effective date: an equal one changes nothing, however often the sheet comes; another one becomes a revision that
//! holds from that date, and never replaces one that holds from a later date. Owner and public flag are not
//! versioned: the sheet with the latest effective date decides them.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::batch::{self, Altered, Batch, Existing};
use super::entity::{external_id, header};
use super::held;
use super::projections::below_floor;
use super::undo::{Before, Trace};
use super::{Revision, ServiceHeader, StatusChange, StoredCard, write};
use crate::catalogue::card::Card;
use crate::catalogue::departments;
use crate::catalogue::rules::{RevisionState, ServiceStatus, in_force};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, ImportId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LanguageTag;
use crate::values::ServiceCode;

/// Most services of one call.
const MOST: usize = 1_000;

/// One chunk of a sheet.
#[derive(Clone, Debug)]
pub struct ImportServices {
    /// The mapping's scheme, such as `gc-inventory`.
    pub scheme: String,
    /// Services are known by their codes rather than by the scheme, and what a card leaves open stays as it is.
    pub by_code: bool,
    /// The sheet's main language, in which names are required.
    pub language: LanguageTag,
    /// From when the cards hold.
    pub effective: DateTime<Utc>,
    /// Leave drafts instead of publishing.
    pub draft: bool,
    /// The run, for the record.
    pub import: Option<ImportId>,
    /// The services, at most 1,000, each external id once.
    pub services: Vec<ImportService>,
}

/// One service of a sheet.
#[derive(Clone, Debug)]
pub struct ImportService {
    /// Its id in the sheet.
    pub external_id: String,
    /// The code that a new service gets.
    pub code: String,
    /// The owning department.
    pub owner: DepartmentId,
    /// The card.
    pub card: Card,
    /// Whether the public may see it below the floor.
    pub public: bool,
}

/// What became of one service of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The service.
    pub service: ServiceId,
    /// What happened to it.
    pub outcome: Outcome,
    /// What is needed to take that back, see [`undo_import`](super::undo_import).
    pub trace: Trace,
}

/// What an import did to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not there.
    New,
    /// It got a revision, another owner or another public flag.
    Changed,
    /// The sheet says what was known.
    Unchanged,
    /// It was withdrawn and is a draft again.
    Revived,
}

impl Outcome {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Revived => "revived",
        }
    }
}

/// Imports one chunk inside the caller's transaction, in some twenty statements whatever its size. Answers for each
/// service, in their order, what became of it, or which of its fields are broken (`externalId`, `code`, `owner`,
/// `card.…`); broken ones are left out. A draft that somebody wrote by hand is left alone. Ids on cards are not
/// looked up: the caller takes them from the catalogue. Needs `catalogue.manage` for the whole body.
pub async fn import(tx: &Db, op: &OpContext, command: ImportServices) -> Result<Vec<Result<Imported>>> {
    op.require(Permission::CatalogueManage)?;
    let ImportServices { scheme, by_code, language, effective, draft, import, services } = command;
    if services.len() > MOST {
        return Err(Error::invalid("services", Rule::TooMany(MOST as u64)));
    }
    let tx = tx.begin().await?;
    let known = Known::load(&tx, op, (&scheme, by_code), &services).await?;
    let run = Run { op, db: &tx, scheme: &scheme, by_code, effective, draft, import };
    let mut batch = Batch::default();
    let mut results = Vec::with_capacity(services.len());
    let mut seen = HashSet::new();
    for service in services {
        let first = seen.insert(service.external_id.clone()) && seen.insert(format!("\0{}", service.code));
        let checked = check(op, &known, &language, first, service);
        results.push(checked.and_then(|service| take(&mut batch, &run, &known, service)));
    }
    batch.save(&tx, op, "service.import", "service.imported").await?;
    tx.commit().await?;
    Ok(results)
}

/// Checks one service of a sheet and cleans its card.
fn check(
    op: &OpContext,
    known: &Known,
    language: &LanguageTag,
    first: bool,
    service: ImportService,
) -> Result<ImportService> {
    let mut check = crate::error::Check::default();
    let external = check.take("", crate::text::clean_required("externalId", &service.external_id, 200))?;
    let code = check.take("code", ServiceCode::parse(&service.code))?;
    let card = check.take("card", service.card.imported(language))?;
    let existing = known.services.get(&service.external_id);
    let taken = existing.is_none() && known.codes.contains(&service.code);
    check.that(first, "externalId", Rule::Repeated).that(!taken, "code", Rule::Taken);
    check.that(known.owners.contains(&service.owner), "owner", Rule::Unknown).result()?;
    op.require_in(Permission::CatalogueManage, existing.map_or(service.owner, |service| service.header.owner_id))?;
    match (external, code, card) {
        (Some(external_id), Some(code), Some(card)) => {
            Ok(ImportService { external_id, code: code.as_str().to_owned(), card, ..service })
        }
        _ => Err(Error::invalid("card", Rule::Malformed)),
    }
}

/// What the database knows of a chunk before it is imported.
struct Known {
    services: HashMap<String, Existing>,
    codes: HashSet<String>,
    owners: HashSet<DepartmentId>,
}

impl Known {
    async fn load(
        tx: &Db,
        op: &OpContext,
        (scheme, by_code): (&str, bool),
        services: &[ImportService],
    ) -> Result<Self> {
        use external_id::Column as Key;
        let codes = services.iter().map(|service| service.code.as_str());
        let taken = header::Entity::find().filter(header::Column::Code.is_in(codes)).all(tx).await?;
        let codes: HashMap<_, _> = taken.into_iter().map(|header| (header.code, header.id)).collect();
        let keys: Vec<(String, ServiceId)> = if by_code {
            let known = |service: &ImportService| Some((service.external_id.clone(), *codes.get(&service.code)?));
            services.iter().filter_map(known).collect()
        } else {
            let external = services.iter().map(|service| service.external_id.as_str());
            let keys = external_id::Entity::find().filter(Key::Scheme.eq(scheme)).filter(Key::Value.is_in(external));
            keys.all(tx).await?.into_iter().map(|key| (key.value, key.service_id)).collect()
        };
        let ids: Vec<Uuid> = keys.iter().map(|(_, id)| id.0).collect();
        let mut known = batch::load(tx, &ids).await?;
        let services_known = keys.into_iter().filter_map(|(value, id)| Some((value, known.remove(&id)?))).collect();
        let owners: Vec<_> = store::distinct(services.iter().map(|service| service.owner));
        Ok(Self {
            services: services_known,
            codes: codes.into_keys().collect(),
            owners: departments::many(tx, op, &owners).await?.into_keys().collect(),
        })
    }
}

/// What is the same for every service of a chunk.
struct Run<'a> {
    op: &'a OpContext,
    db: &'a Db,
    scheme: &'a str,
    by_code: bool,
    effective: DateTime<Utc>,
    draft: bool,
    import: Option<ImportId>,
}

/// Decides what becomes of one service, and notes the rows.
fn take(batch: &mut Batch, run: &Run<'_>, known: &Known, service: ImportService) -> Result<Imported> {
    let ImportService { external_id, code, owner, card, public } = service;
    let Some(existing) = known.services.get(&external_id) else {
        let id: ServiceId = run.op.new_id();
        let header = write::blank(run.op, id, &code, owner);
        if !run.by_code {
            batch.keys.push(external_id::Model { scheme: run.scheme.to_owned(), value: external_id, service_id: id });
        }
        let mut steps = Steps::of(run, Existing { header, revisions: Vec::new(), moves: Vec::new() });
        steps.header.import_public = public;
        steps.header.imported_to = Some(run.effective);
        if run.draft {
            steps.add_draft(card.into());
            steps.move_to(ServiceStatus::Draft, run.op.at);
        } else {
            steps.add_published(card.into());
            steps.move_to(ServiceStatus::Published, run.effective);
        }
        return Ok(put(batch, steps, Outcome::New, None));
    };
    let before = Before::from(&existing.header);
    let mut steps = Steps::of(run, existing.clone());
    let card = match steps.base().filter(|_| run.by_code) {
        Some(base) => base.card.taking_over(&card)?,
        None => card,
    };
    let header_changed = steps.take_header(owner, public);
    let card_changed = steps.take_card(card.into());
    let outcome = match (existing.header.status, header_changed, card_changed) {
        (ServiceStatus::Withdrawn, ..) => Outcome::Revived,
        (_, false, false) => Outcome::Unchanged,
        _ => Outcome::Changed,
    };
    Ok(put(batch, steps, outcome, Some(before)))
}

fn put(batch: &mut Batch, steps: Steps<'_>, outcome: Outcome, before: Option<Before>) -> Imported {
    let Steps { run, header, revisions, moves, written, moved, sheet_is_newer } = steps;
    let trace = Trace { owner: header.owner_id, imported_to: header.imported_to, before };
    let service = header.id;
    if outcome != Outcome::Unchanged {
        let service = Existing { header, revisions, moves };
        batch.put((run.op, run.db), Altered { service, revisions: written, moves: moved }, outcome.name());
    } else if sheet_is_newer {
        batch.put_silently(header);
    }
    Imported { service, outcome, trace }
}

/// One service while its rows are decided.
struct Steps<'a> {
    run: &'a Run<'a>,
    header: ServiceHeader,
    revisions: Vec<Revision>,
    moves: Vec<StatusChange>,
    /// Revisions that are new or changed.
    written: HashSet<RevisionId>,
    /// Moves that are new.
    moved: HashSet<Uuid>,
    /// Whether no sheet of this or a later date named it before.
    sheet_is_newer: bool,
}

impl<'a> Steps<'a> {
    fn of(run: &'a Run<'a>, service: Existing) -> Self {
        let Existing { header, revisions, moves } = service;
        Self { run, header, revisions, moves, written: HashSet::new(), moved: HashSet::new(), sheet_is_newer: false }
    }

    /// The revision that a partial card adds to: the one in force at the effective date, else the draft, else the latest.
    fn base(&self) -> Option<&Revision> {
        let draft = self.revisions.iter().find(|revision| Some(revision.id) == self.header.draft_revision_id);
        let latest = || self.revisions.iter().max_by_key(|revision| revision.number);
        self.in_force().or(draft).or_else(latest)
    }

    fn in_force(&self) -> Option<&Revision> {
        let rules: Vec<_> = self.revisions.iter().map(Revision::mark).collect();
        let number = in_force(&rules, self.run.effective).map(|mark| mark.number);
        self.revisions.iter().find(|revision| Some(revision.number) == number)
    }

    /// Takes over owner and public flag, unless a later sheet was imported before.
    fn take_header(&mut self, owner: DepartmentId, public: bool) -> bool {
        let header = &mut self.header;
        if header.imported_to.is_some_and(|to| to > self.run.effective) {
            return false;
        }
        let changed = header.owner_id != owner || header.import_public != public;
        self.sheet_is_newer = header.imported_to.is_none_or(|to| to < self.run.effective);
        header.owner_id = owner;
        header.import_public = public;
        header.imported_to = Some(self.run.effective);
        changed
    }

    /// Takes over the card, if it says anything new.
    fn take_card(&mut self, card: StoredCard) -> bool {
        if self.header.status == ServiceStatus::Withdrawn {
            self.reject_draft(true);
            self.add_draft(card);
            self.move_to(ServiceStatus::Draft, self.run.op.at);
            return true;
        }
        if self.in_force().is_some_and(|base| base.card == card) {
            return false;
        }
        if self.run.draft {
            return self.replace_draft(card);
        }
        self.reject_draft(false);
        self.add_published(card);
        if self.header.status.can_become(ServiceStatus::Published) && self.header.status != ServiceStatus::Suspended {
            let since = held::status_at(&self.moves, self.run.op.at).map(|now| now.valid_from);
            let start = since.map_or(self.run.effective, |since| since.max(self.run.effective));
            self.move_to(ServiceStatus::Published, start);
        }
        true
    }

    /// Replaces the draft of an earlier import; one written by hand stays.
    fn replace_draft(&mut self, card: StoredCard) -> bool {
        let draft = self.revisions.iter().find(|revision| Some(revision.id) == self.header.draft_revision_id);
        if draft.is_some_and(|draft| !draft.imported || draft.card == card || !draft.state.is_editable()) {
            return false;
        }
        self.reject_draft(false);
        self.add_draft(card);
        true
    }

    /// Gives up the draft: one of an import, or any.
    fn reject_draft(&mut self, any: bool) {
        let id = self.header.draft_revision_id;
        let Some(draft) = self.revisions.iter_mut().find(|revision| Some(revision.id) == id) else { return };
        if any || (draft.imported && draft.state.is_editable()) {
            draft.state = RevisionState::Rejected;
            self.written.insert(draft.id);
            self.header.draft_revision_id = None;
        }
    }

    fn add_draft(&mut self, card: StoredCard) {
        let revision = self.new_revision(card);
        self.header.draft_revision_id = Some(revision.id);
        self.revisions.push(revision);
    }

    fn add_published(&mut self, card: StoredCard) {
        let op = self.run.op;
        let mut revision = self.new_revision(card);
        revision.state = RevisionState::Published;
        revision.published_by = Some(op.actor.key());
        revision.published_at = Some(op.at);
        revision.valid_from = Some(self.run.effective);
        self.revisions.push(revision);
    }

    fn new_revision(&mut self, card: StoredCard) -> Revision {
        let op = self.run.op;
        let id = op.new_id();
        self.written.insert(id);
        Revision {
            id,
            service_id: self.header.id,
            number: self.revisions.iter().map(|revision| revision.number).max().unwrap_or_default() + 1,
            state: RevisionState::Draft,
            below_floor: below_floor(&card, &self.run.db.settings().language),
            card,
            author: op.actor.key(),
            reason: None,
            recorded_at: op.at,
            submitted_by: None,
            published_by: None,
            published_at: None,
            valid_from: None,
            withdrawn_at: None,
            imported: true,
            import_id: self.run.import,
        }
    }

    fn move_to(&mut self, status: ServiceStatus, valid_from: DateTime<Utc>) {
        let change = held::status_row(self.run.op, self.header.id, status, valid_from, None);
        self.moved.insert(change.id);
        self.moves.push(change);
    }
}
