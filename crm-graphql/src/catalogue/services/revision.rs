//! Revisions, moves of the life cycle, differences of cards.

use async_graphql::{Context, Object, SimpleObject};
use crm_core::catalogue::changes::Change;
use crm_core::catalogue::services as core;
use crm_core::ids::RevisionId;

use super::LinkedService;
use super::card::ServiceCard;
use super::enums::{ChangeKind, RevisionState, ServiceStatus};
use crate::context::{Call, loads};
use crate::node_id::Id;
use crate::scalars::{DateTime, Json};

loads!(RevisionId => core::Revision, core::many_revisions);

/// One revision of a service: a whole card. Immutable once published.
pub struct Revision(pub core::Revision);

impl From<core::Revision> for Revision {
    fn from(row: core::Revision) -> Self {
        Self(row)
    }
}

/// One revision of a service: a whole card. Immutable once published.
#[Object]
impl Revision {
    /// Id.
    pub(crate) async fn id(&self) -> Id<RevisionId> {
        Id(self.0.id)
    }

    /// The service.
    async fn service(&self) -> LinkedService {
        LinkedService(self.0.service_id)
    }

    /// Its number within the service, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Where it is in its life.
    async fn state(&self) -> RevisionState {
        self.0.state.into()
    }

    /// The card.
    async fn card(&self) -> ServiceCard {
        ServiceCard(self.0.card.clone())
    }

    /// Whether the card lies below the floor, which only an import may publish.
    async fn below_floor(&self) -> bool {
        self.0.below_floor
    }

    /// When its card was written.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }

    /// When it was published: from then on it was known.
    async fn published_at(&self) -> Option<DateTime> {
        self.0.published_at.map(DateTime)
    }

    /// From when it holds; a later time than now is scheduled.
    async fn valid_from(&self) -> Option<DateTime> {
        self.0.valid_from.map(DateTime)
    }

    /// When it was taken back.
    async fn withdrawn_at(&self) -> Option<DateTime> {
        self.0.withdrawn_at.map(DateTime)
    }

    /// Whether it came with an import.
    async fn imported(&self) -> bool {
        self.0.imported
    }

    /// Who wrote it, as the audit record names actors; for staff only.
    async fn author(&self, ctx: &Context<'_>) -> Option<&str> {
        inside(ctx, Some(self.0.author.as_str()))
    }

    /// Who handed it in for review; for staff only.
    async fn submitted_by(&self, ctx: &Context<'_>) -> Option<&str> {
        inside(ctx, self.0.submitted_by.as_deref())
    }

    /// Who published it; for staff only.
    async fn published_by(&self, ctx: &Context<'_>) -> Option<&str> {
        inside(ctx, self.0.published_by.as_deref())
    }

    /// Why it was written; for staff only.
    async fn reason(&self, ctx: &Context<'_>) -> Option<&str> {
        inside(ctx, self.0.reason.as_deref())
    }
}

/// What is nobody's business outside.
fn inside<T>(ctx: &Context<'_>, value: Option<T>) -> Option<T> {
    value.filter(|_| ctx.op().is_staff())
}

/// One move of a service's life cycle.
#[derive(SimpleObject)]
pub struct ServiceStatusChange {
    /// What it became.
    status: ServiceStatus,
    /// From when.
    valid_from: DateTime,
    /// When it was recorded.
    recorded_at: DateTime,
    /// When it was called off, before it took effect.
    cancelled_at: Option<DateTime>,
    /// Who moved it, as the audit record names actors.
    actor: String,
    /// Why.
    reason: Option<String>,
}

impl From<core::StatusChange> for ServiceStatusChange {
    fn from(row: core::StatusChange) -> Self {
        let core::StatusChange { id: _, service_id: _, status, valid_from, recorded_at, cancelled_at, actor, reason } =
            row;
        Self {
            status: status.into(),
            valid_from: DateTime(valid_from),
            recorded_at: DateTime(recorded_at),
            cancelled_at: cancelled_at.map(DateTime),
            actor,
            reason,
        }
    }
}

/// One difference between two cards.
#[derive(SimpleObject)]
pub struct CardChange {
    /// Where: names joined by dots as in `ServiceCard`, languages as the last name; an entry of a list is named in
    /// brackets where it has a natural key (`channels[portal].url.ar`), else by its place (`procedure.steps.0.action.ar`).
    path: String,
    /// What happened.
    kind: ChangeKind,
    /// The old content.
    old: Option<Json>,
    /// The new content.
    new: Option<Json>,
}

impl From<Change> for CardChange {
    fn from(change: Change) -> Self {
        let Change { path, kind, old, new } = change;
        Self { path, kind: kind.into(), old: old.map(Json), new: new.map(Json) }
    }
}
