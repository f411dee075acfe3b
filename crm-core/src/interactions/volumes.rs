//! How often services were asked for: for areas above, which compute their figures from contacts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, Select};

use super::entity::{Column, Entity, EntryKind};
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::Result;
use crate::ids::ServiceId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// How often one service was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Volume {
    /// Contacts by channel.
    pub contacts: Vec<(ChannelKind, i64)>,
    /// Different people and bodies among them; who stayed anonymous is none.
    pub beneficiaries: i64,
}

impl Volume {
    /// Contacts over all channels.
    pub fn total(&self) -> i64 {
        self.contacts.iter().map(|(_, contacts)| contacts).sum()
    }
}

/// How often services were asked for over a period, both ends included; those that nobody asked for are missing. What
/// was corrected or taken back does not count. Two statements whatever the number of services. Needs `figures.read`.
pub(crate) async fn volumes(
    db: &Db,
    op: &OpContext,
    services: &[ServiceId],
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<HashMap<ServiceId, Volume>> {
    #[derive(FromQueryResult)]
    struct Contacts {
        service_id: ServiceId,
        channel: ChannelKind,
        n: i64,
    }
    #[derive(FromQueryResult)]
    struct People {
        service_id: ServiceId,
        n: i64,
    }
    op.require(Permission::FiguresRead)?;
    let ids: Vec<Uuid> = services.iter().map(|id| id.0).collect();
    let standing = || -> Select<Entity> {
        Entity::find()
            .select_only()
            .column(Column::ServiceId)
            .filter(store::any_of(db, Column::ServiceId, &ids))
            .filter(Column::OccurredAt.between(from, to))
            .filter(Column::Kind.ne(EntryKind::Undo))
            .filter(Column::CorrectedById.is_null())
            .group_by(Column::ServiceId)
    };
    let contacts = standing().column(Column::Channel).group_by(Column::Channel).order_by_asc(Column::Channel);
    let contacts: Vec<Contacts> = contacts.expr_as(Expr::cust("COUNT(*)"), "n").into_model().all(db).await?;
    let people = standing().expr_as(Expr::cust("COUNT(DISTINCT beneficiary_id)"), "n");
    let people: Vec<People> = people.into_model().all(db).await?;
    let mut volumes: HashMap<ServiceId, Volume> = HashMap::new();
    for row in contacts {
        volumes.entry(row.service_id).or_default().contacts.push((row.channel, row.n));
    }
    for row in people {
        volumes.entry(row.service_id).or_default().beneficiaries = row.n;
    }
    Ok(volumes)
}
