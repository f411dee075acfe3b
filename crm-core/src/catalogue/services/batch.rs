//! Changing many services at once: their rows are decided in memory and written in some twenty statements.

use std::collections::{HashMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, Iterable};

use super::entity::{external_id, header, revision, status};
use super::held::{self, Mark};
use super::projections::{self, insert};
use super::{Revision, ServiceHeader, StatusChange, StoredCard, reindex};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::Result;
use crate::events;
use crate::ids::{DepartmentId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::store;

/// A service that is there already.
#[derive(Clone)]
pub(super) struct Existing {
    pub header: ServiceHeader,
    pub revisions: Vec<Revision>,
    pub moves: Vec<StatusChange>,
}

/// Services with all that is recorded of them.
pub(super) async fn load(tx: &Db, ids: &[Uuid]) -> Result<HashMap<ServiceId, Existing>> {
    let headers = header::Entity::find().filter(store::any_of(tx, header::Column::Id, ids)).all(tx).await?;
    let revisions = revision::Entity::find().filter(store::any_of(tx, revision::Column::ServiceId, ids));
    let mut revisions = grouped(revisions.all(tx).await?, |revision| revision.service_id);
    let moves = status::Entity::find().filter(store::any_of(tx, status::Column::ServiceId, ids)).all(tx).await?;
    let mut moves = grouped(moves, |change| change.service_id);
    let existing = headers.into_iter().map(|header| {
        let id = header.id;
        let (revisions, moves) = (revisions.remove(&id).unwrap_or_default(), moves.remove(&id).unwrap_or_default());
        (id, Existing { header, revisions, moves })
    });
    Ok(existing.collect())
}

fn grouped<T>(rows: Vec<T>, by: impl Fn(&T) -> ServiceId) -> HashMap<ServiceId, Vec<T>> {
    let mut groups: HashMap<_, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(by(&row)).or_default().push(row);
    }
    groups
}

/// A service as it is to be, and which of its rows are new or changed.
pub(super) struct Altered {
    pub service: Existing,
    pub revisions: HashSet<RevisionId>,
    pub moves: HashSet<Uuid>,
}

/// What a batch writes.
#[derive(Default)]
pub(super) struct Batch {
    headers: Vec<(ServiceHeader, StoredCard)>,
    /// Headers whose shown card stays as it is.
    unshown: Vec<ServiceHeader>,
    pub keys: Vec<external_id::Model>,
    revisions: Vec<Revision>,
    moves: Vec<StatusChange>,
    changes: Vec<(ServiceId, DepartmentId, &'static str)>,
}

impl Batch {
    /// Notes a changed service; `outcome` says in the record what became of it.
    pub fn put(&mut self, (op, db): (&OpContext, &Db), altered: Altered, outcome: &'static str) {
        let Altered { service: Existing { mut header, revisions, moves }, revisions: written, moves: moved } = altered;
        let marks: Vec<Mark> = revisions.iter().map(Mark::from).collect();
        held::settle(&mut header, &marks, &moves, op.at);
        let shown = header.published_revision_id.or(header.draft_revision_id);
        let card = revisions.iter().find(|revision| Some(revision.id) == shown).map(|revision| &revision.card);
        held::show(&mut header, card.map(|card| &**card), db);
        header.version += 1;
        header.updated_at = op.at;
        self.changes.push((header.id, header.owner_id, outcome));
        match card {
            Some(card) => self.headers.push((header, card.clone())),
            None => self.unshown.push(header),
        }
        self.revisions.extend(revisions.into_iter().filter(|revision| written.contains(&revision.id)));
        self.moves.extend(moves.into_iter().filter(|change| moved.contains(&change.id)));
    }

    /// Notes a header of which nothing changed that anybody is told.
    pub fn put_silently(&mut self, header: ServiceHeader) {
        self.unshown.push(header);
    }

    /// Writes it all, with what the record says of each service.
    pub async fn save(self, tx: &Db, op: &OpContext, operation: &str, event: &str) -> Result<()> {
        let Self { headers, unshown, keys, revisions, moves, changes } = self;
        let all: Vec<_> = headers.iter().map(|(header, _)| header.clone()).chain(unshown).collect();
        reindex::save(tx, all).await?;
        if changes.is_empty() {
            return Ok(());
        }
        insert(tx, keys.into_iter().map(|key| key.into_active_model().reset_all()).collect()).await?;
        save_revisions(tx, revisions).await?;
        save_moves(tx, moves).await?;
        let shown: Vec<_> = headers.iter().map(|(header, card)| (header, card)).collect();
        projections::write(tx, &shown).await?;
        let told = changes.into_iter().map(|(id, owner, outcome)| {
            let detail = serde_json::json!({ "outcome": outcome });
            Change::of(operation, id).department(owner).detail(detail)
        });
        events::record_many(tx, op, event, &["card"], told.collect()).await?;
        reference::changed(tx).await
    }
}

/// Writes revisions, new ones and changed ones alike.
async fn save_revisions(tx: &Db, revisions: Vec<Revision>) -> Result<()> {
    let changing = revision::Column::iter().filter(|column| !matches!(column, revision::Column::Id));
    let replace = OnConflict::column(revision::Column::Id).update_columns(changing).to_owned();
    let mut rows = revisions.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(500).collect();
        revision::Entity::insert_many(chunk).on_conflict(replace.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes moves: new ones, and those that were called off.
async fn save_moves(tx: &Db, moves: Vec<StatusChange>) -> Result<()> {
    let replace = OnConflict::column(status::Column::Id).update_column(status::Column::CancelledAt).to_owned();
    let mut rows = moves.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(1_000).collect();
        status::Entity::insert_many(chunk).on_conflict(replace.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}
