//! How often services were asked for: for areas above, which compute their figures from contacts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, QuerySelect, QueryTrait, Select};

use super::entity::{Column, Entity, EntryKind};
use super::mentions::{mapping, mention};
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
/// was corrected or taken back does not count; what names a service in free words does, once that mention is settled. Two
/// statements whatever the number of services. Needs `figures.read`.
pub(crate) async fn volumes(
    db: &Db,
    op: &OpContext,
    services: &[ServiceId],
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<HashMap<ServiceId, Volume>> {
    op.require(Permission::FiguresRead)?;
    let ids: Vec<Uuid> = services.iter().map(|id| id.0).collect();
    let counted = |what: &'static str| {
        let mut query = Query::select();
        query.from_subquery(asked(db, &ids, (from, to)), "asked").column("service_id").group_by_col("service_id");
        query.expr_as(Expr::cust(what), "n").to_owned()
    };
    let mut contacts = counted("COUNT(*)");
    contacts.column("channel").group_by_col("channel").order_by("channel", Order::Asc);
    let mut volumes: HashMap<ServiceId, Volume> = HashMap::new();
    for row in db.query_all(&contacts).await? {
        let (service, channel) = (row.try_get("", "service_id")?, row.try_get("", "channel")?);
        volumes.entry(service).or_default().contacts.push((channel, row.try_get("", "n")?));
    }
    for row in db.query_all(&counted("COUNT(DISTINCT beneficiary_id)")).await? {
        volumes.entry(row.try_get("", "service_id")?).or_default().beneficiaries = row.try_get("", "n")?;
    }
    Ok(volumes)
}

/// The standing contacts that ask for services, each arm by an index of its own: those that name the service, and those
/// whose mention was found to be it.
fn asked(db: &Db, ids: &[Uuid], (from, to): (DateTime<Utc>, DateTime<Utc>)) -> SelectStatement {
    let standing = || -> Select<Entity> {
        Entity::find()
            .select_only()
            .columns([Column::Channel, Column::BeneficiaryId])
            .filter(Column::OccurredAt.between(from, to))
            .filter(Column::Kind.ne(EntryKind::Undo))
            .filter(Column::CorrectedById.is_null())
    };
    let named = standing().column(Column::ServiceId).filter(store::any_of(db, Column::ServiceId, ids));
    let found = (mapping::Entity, mapping::Column::ServiceId);
    let mut meant = standing().expr_as(Expr::col(found), "service_id");
    meant = meant.filter(store::any_of(db, mapping::Column::ServiceId, ids));
    let said = Expr::col((mention::Entity, mention::Column::Folded)).equals((Entity, Column::UnlistedFolded));
    let same = Expr::col((mapping::Entity, mapping::Column::MentionId)).equals((mention::Entity, mention::Column::Id));
    QuerySelect::query(&mut meant).join(JoinType::InnerJoin, mention::Entity, said).join(
        JoinType::InnerJoin,
        mapping::Entity,
        same,
    );
    named.into_query().union(UnionType::All, meant.into_query()).to_owned()
}
