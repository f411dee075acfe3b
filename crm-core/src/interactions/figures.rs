//! Figures over contacts, summed from increments that every write of the log leaves behind.
//!
//! No counter is updated in a write: a contact adds a row of +1, its correction or undoing one of -1. [`fold`] sums
//! them up into one row per month, department, service, reason, channel, direction and mention; a read sums both sorts.
//!
//! A contact that names its service in free words is counted under its [mention](super::mentions). For which service that
//! counts is asked when figures are read, so that they follow what a mention is found to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func, JoinType, OnConflict, Order, SimpleExpr};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::{Direction, EntryKind, Model};
use super::mentions::{self, mapping};
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{DepartmentId, InteractionId, MentionId, ReasonId, ServiceId};
use crate::names::names;
use crate::op::{OpContext, Reach};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// Most rows of one answer.
const MOST: u64 = 5_000;
/// How many increments one pass folds.
const PASS: u64 = 2_000;

pub(super) mod entity {
    use super::{ChannelKind, DepartmentId, Direction};
    use sea_orm::entity::prelude::*;

    /// An increment, or a sum of increments. No service, no reason and no mention are the nil id, so that the key is
    /// unique.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "interaction_figure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub folded: bool,
        pub month: i32,
        pub department_id: DepartmentId,
        pub service_id: Uuid,
        pub reason_id: Uuid,
        pub channel: ChannelKind,
        pub direction: Direction,
        pub amount: i64,
        pub mention_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

names! {
    /// What figures are told apart by.
    FigureBy {
        /// The month in which contacts happened.
        Month = "month",
        /// The department whose contacts they are.
        Department = "department",
        /// The service.
        Service = "service",
        /// The reason.
        Reason = "reason",
        /// The channel.
        Channel = "channel",
        /// The direction.
        Direction = "direction",
    }
}

/// Which figures are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureQuery {
    /// First month, as yyyymm.
    pub from: i32,
    /// Last month, as yyyymm; at most 120 months.
    pub to: i32,
    /// What they are told apart by, at most three.
    pub by: Vec<FigureBy>,
    /// Only these departments and those below them; `None` is every department within the actor's reach.
    pub departments: Option<Vec<DepartmentId>>,
    /// Only this service.
    pub service: Option<ServiceId>,
    /// Only this reason.
    pub reason: Option<ReasonId>,
}

/// How many contacts there were. What the figures are not told apart by is `None`, and so are no service and no
/// reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The month, as yyyymm.
    pub month: Option<i32>,
    /// The department.
    pub department: Option<DepartmentId>,
    /// The service.
    pub service: Option<ServiceId>,
    /// The reason.
    pub reason: Option<ReasonId>,
    /// The channel.
    pub channel: Option<ChannelKind>,
    /// The direction.
    pub direction: Option<Direction>,
    /// How many.
    pub contacts: i64,
}

/// What one figure counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    month: i32,
    department: DepartmentId,
    service: Uuid,
    reason: Uuid,
    channel: ChannelKind,
    direction: Direction,
    mention: Uuid,
}

/// A change of one figure.
struct Increment {
    key: Key,
    amount: i64,
}

impl Increment {
    /// What an entry adds when it is written (1) or replaced (-1); what takes another entry back adds nothing.
    fn of(row: &Model, amount: i64, mentions: &HashMap<String, MentionId>) -> Option<Self> {
        let mention = row.unlisted_folded.as_ref().and_then(|folded| mentions.get(folded));
        let key = Key {
            month: row.occurred_month,
            department: row.department_id,
            service: row.service_id.map_or(Uuid::nil(), Uuid::from),
            reason: row.reason_id.map_or(Uuid::nil(), Uuid::from),
            channel: row.channel,
            direction: row.direction,
            mention: mention.map_or(Uuid::nil(), |mention| mention.0),
        };
        (row.kind != EntryKind::Undo).then_some(Self { key, amount })
    }
}

/// Counts entries that are written (1) or replaced (-1), one row for equal keys.
pub(super) async fn add(tx: &Db, op: &OpContext, entries: &[Model], amount: i64) -> Result<()> {
    let mentions = mentions::named(tx, op, entries.iter()).await?;
    let increments = entries.iter().filter_map(|row| Increment::of(row, amount, &mentions)).collect();
    let rows = rows(op, increments, false);
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn rows(op: &OpContext, increments: Vec<Increment>, folded: bool) -> Vec<ActiveModel> {
    let mut sums: BTreeMap<Key, i64> = BTreeMap::new();
    for Increment { key, amount } in increments {
        *sums.entry(key).or_default() += amount;
    }
    let row = |(key, amount): (Key, i64)| {
        let Key { month, department, service, reason, channel, direction, mention } = key;
        ActiveModel {
            id: Set(op.new_id::<InteractionId>().into()),
            folded: Set(folded),
            month: Set(month),
            department_id: Set(department),
            service_id: Set(service),
            reason_id: Set(reason),
            channel: Set(channel),
            direction: Set(direction),
            amount: Set(amount),
            mention_id: Set(mention),
        }
    };
    sums.into_iter().map(row).collect()
}

/// Contacts counted over months. Needs `figures.read`; departments out of its reach count nothing. Rows come in the
/// order of `by`; more than 5,000 are refused with [`Rule::TooMany`].
pub async fn figures(db: &Db, op: &OpContext, query: FigureQuery) -> Result<Vec<Figure>> {
    op.require(Permission::FiguresRead)?;
    let FigureQuery { from, to, by, departments, service, reason } = query;
    check(from, to, &by)?;
    let mut select = Entity::find().select_only().filter(Column::Month.between(from, to));
    if let Some(scope) = scope(db, op, departments).await? {
        select = select.filter(store::any_of(db, Column::DepartmentId, &scope));
    }
    if service.is_some() || by.contains(&FigureBy::Service) {
        let same = Expr::col((mapping::Entity, mapping::Column::MentionId)).equals((Entity, Column::MentionId));
        QuerySelect::query(&mut select).join(JoinType::LeftJoin, mapping::Entity, same);
    }
    if let Some(service) = service {
        select = select.filter(FigureBy::Service.expr().eq(service.0));
    }
    if let Some(reason) = reason {
        select = select.filter(Column::ReasonId.eq(reason.0));
    }
    for by in &by {
        select = select.expr_as(by.expr(), by.column()).group_by(by.expr()).order_by(by.expr(), Order::Asc);
    }
    let sum = Column::Amount.sum().cast_as(BIG);
    let select = select.expr_as(sum.clone(), "contacts").having(sum.ne(0)).limit(MOST + 1);
    let found = db.query_all(select.as_query()).await?;
    if found.len() as u64 > MOST {
        return Err(Error::invalid("by", Rule::TooMany(MOST)));
    }
    found.iter().map(|row| Figure::read(row, &by)).collect()
}

/// `SUM` of a bigint is a numeric on PostgreSQL.
const BIG: &str = "bigint";

/// Folds increments into sums, some thousands per call; gives how many increments are gone. Meant for a worker that calls
/// it until it gives 0, and for tests. Needs `bulk.write`. Two calls at once do not count anything twice: the
/// second finds the rows gone and gives 0.
pub async fn fold(db: &Db, op: &OpContext) -> Result<u64> {
    op.require(Permission::BulkWrite)?;
    let tx = db.begin().await?;
    let select = Entity::find().filter(Column::Folded.eq(false)).order_by_asc(Column::Id).limit(PASS);
    let increments = select.all(&*tx).await?;
    if increments.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = increments.iter().map(|row| row.id).collect();
    let mut mentions: BTreeMap<MentionId, i64> = BTreeMap::new();
    for row in increments.iter().filter(|row| !row.mention_id.is_nil()) {
        *mentions.entry(MentionId(row.mention_id)).or_default() += row.amount;
    }
    let gone = Entity::delete_many().filter(store::any_of(&tx, Column::Id, &ids)).exec(&*tx).await?.rows_affected;
    if gone != ids.len() as u64 {
        return Ok(0);
    }
    let sums = rows(op, increments.into_iter().map(Increment::from).collect(), true);
    let key = [
        Column::Month,
        Column::DepartmentId,
        Column::ServiceId,
        Column::ReasonId,
        Column::Channel,
        Column::Direction,
        Column::MentionId,
    ];
    let sum = Expr::col((Entity, Column::Amount)).add(Expr::col(("excluded", Column::Amount)));
    let onto =
        OnConflict::columns(key).target_and_where(Expr::col(Column::Folded)).value(Column::Amount, sum).to_owned();
    Entity::insert_many(sums).on_conflict(onto).exec_without_returning(&*tx).await?;
    mentions::rank(&tx, mentions).await?;
    tx.commit().await?;
    Ok(gone)
}

impl From<entity::Model> for Increment {
    fn from(row: entity::Model) -> Self {
        let entity::Model {
            id: _,
            folded: _,
            month,
            department_id: department,
            service_id: service,
            reason_id: reason,
            channel,
            direction,
            amount,
            mention_id: mention,
        } = row;
        Self { key: Key { month, department, service, reason, channel, direction, mention }, amount }
    }
}

impl FigureBy {
    /// By what figures are told apart; of a mention by the service that it was found to be.
    fn expr(self) -> SimpleExpr {
        match self {
            Self::Service => {
                let found = Expr::col((mapping::Entity, mapping::Column::ServiceId));
                Func::coalesce([found, Column::ServiceId.into_expr()]).into()
            }
            other => other.column().into_expr(),
        }
    }

    fn column(self) -> Column {
        match self {
            Self::Month => Column::Month,
            Self::Department => Column::DepartmentId,
            Self::Service => Column::ServiceId,
            Self::Reason => Column::ReasonId,
            Self::Channel => Column::Channel,
            Self::Direction => Column::Direction,
        }
    }
}

impl Figure {
    fn read(row: &QueryResult, by: &[FigureBy]) -> Result<Self> {
        let mut figure = Self {
            month: None,
            department: None,
            service: None,
            reason: None,
            channel: None,
            direction: None,
            contacts: row.try_get("", "contacts")?,
        };
        let id = |name: &str| -> Result<Option<Uuid>> {
            let id: Uuid = row.try_get("", name)?;
            Ok(Some(id).filter(|id| !id.is_nil()))
        };
        for by in by {
            match by {
                FigureBy::Month => figure.month = Some(row.try_get("", "month")?),
                FigureBy::Department => figure.department = id("department_id")?.map(DepartmentId),
                FigureBy::Service => figure.service = id("service_id")?.map(ServiceId),
                FigureBy::Reason => figure.reason = id("reason_id")?.map(ReasonId),
                FigureBy::Channel => figure.channel = Some(row.try_get("", "channel")?),
                FigureBy::Direction => figure.direction = Some(row.try_get("", "direction")?),
            }
        }
        Ok(figure)
    }
}

fn check(from: i32, to: i32, by: &[FigureBy]) -> Result<()> {
    let mut check = Check::default();
    check.that(is_month(from), "from", Rule::OutOfRange);
    check.that(is_month(to), "to", Rule::OutOfRange);
    check.that(from <= to, "to", Rule::Period);
    check.that(to / 100 - from / 100 < 10, "to", Rule::OutOfRange);
    check.that(by.len() <= 3, "by", Rule::TooMany(3));
    let repeated = by.iter().enumerate().any(|(place, one)| by[..place].contains(one));
    check.that(!repeated, "by", Rule::Exclusive);
    check.done()
}

fn is_month(month: i32) -> bool {
    (1970..=9999).contains(&(month / 100)) && (1..=12).contains(&(month % 100))
}

/// The departments that count, if not all: what the actor reaches, of that what was asked for with all below.
async fn scope(db: &Db, op: &OpContext, asked: Option<Vec<DepartmentId>>) -> Result<Option<Vec<Uuid>>> {
    let reach = op.reach(Permission::FiguresRead);
    let Some(asked) = asked else {
        return Ok(match reach {
            Reach::All => None,
            Reach::Departments(set) => Some(set.into_iter().map(Uuid::from).collect()),
        });
    };
    let reference = db.reference().await?;
    let below: BTreeSet<DepartmentId> = asked.into_iter().flat_map(|id| reference.below(id)).collect();
    Ok(Some(below.into_iter().filter(|id| reach.covers(*id)).map(Uuid::from).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_months_in_order() {
        assert!(check(202_601, 202_612, &[FigureBy::Month, FigureBy::Channel]).is_ok());
        assert!(check(202_600, 202_612, &[]).is_err());
        assert!(check(202_613, 202_701, &[]).is_err());
        assert!(check(202_602, 202_601, &[]).is_err());
        assert!(check(201_001, 202_601, &[]).is_err());
        assert!(check(202_601, 202_601, &[FigureBy::Month, FigureBy::Month]).is_err());
        assert!(check(i32::MIN, i32::MAX, &[]).is_err());
    }
}
