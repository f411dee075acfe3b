//! The queue of mentions.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, QueryTrait, Select};

use super::MentionDecision;
use super::mapping;
use super::mention::{Column, Entity, Model};
use crate::catalogue::card::ChannelKind;
use crate::db::{Db, Engine};
use crate::error::{Check, Error, Result};
use crate::filter::{Choice, Filter, TextTest};
use crate::ids::{DepartmentId, MentionId, ServiceId, StaffId};
use crate::interactions::figures::entity as figure;
use crate::op::OpContext;
use crate::page::{self, Edge, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::fold;

/// Longest words to look for, in characters: no mention is kept with more.
const SEARCH: usize = 200;

/// A condition on mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionCondition {
    /// What it was found to be; none while it waits.
    Decision(Choice<MentionDecision>),
    /// Which service it is.
    Service(Choice<ServiceId>),
}

/// Which mentions are wanted.
#[derive(Clone, Debug, Default)]
pub struct MentionQuery {
    /// Conditions; without any, those that wait for a decision.
    pub filter: Option<Filter<MentionCondition>>,
    /// Words that they contain, after folding.
    pub search: Option<String>,
}

/// What contacts call a service that the catalogue does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Id.
    pub id: MentionId,
    /// As the latest of them most often write it.
    pub text: String,
    /// How many contacts say it; what was corrected or taken back does not count.
    pub contacts: i64,
    /// When the first of them happened.
    pub first_at: Option<DateTime<Utc>>,
    /// When the last of them happened.
    pub last_at: Option<DateTime<Utc>>,
    /// Contacts by channel, the most first.
    pub channels: Vec<(ChannelKind, i64)>,
    /// Contacts by department, the most first.
    pub departments: Vec<(DepartmentId, i64)>,
    /// What it was found to be; none while it waits.
    pub settled: Option<Settlement>,
    /// Why it was opened anew, if it was.
    pub reopened: Option<String>,
    /// Counts decisions.
    pub version: i32,
}

/// What a mention was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What it is.
    pub decision: MentionDecision,
    /// The service that it is.
    pub service: Option<ServiceId>,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// The member of staff who says so.
    pub staff: Option<StaffId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The mentions that the actor may see: with `catalogue.manage`, all.
fn visible_to(op: &OpContext) -> Result<Select<Entity>> {
    op.require(Permission::CatalogueManage)?;
    Ok(Entity::find())
}

/// Whether what a mention was found to be passes a test. Asked by EXISTS rather than on a join: an engine guesses well how
/// many mentions have no decision, and badly how many rows of an outer join are empty.
fn is_found(test: SimpleExpr) -> SimpleExpr {
    let same = Expr::col((mapping::Entity, mapping::Column::MentionId)).equals((Entity, Column::Id));
    let found = mapping::Entity::find().select_only().column(mapping::Column::MentionId);
    Expr::exists(found.filter(same).filter(test).into_query())
}

/// One mention. Needs `catalogue.manage`.
pub async fn get(db: &Db, op: &OpContext, id: MentionId) -> Result<Mention> {
    let row = visible_to(op)?.filter(Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<MentionId>)?;
    whole(db, vec![row]).await?.pop().ok_or(Error::Corrupt { what: "mention" })
}

/// Mentions, the most frequent first. Needs `catalogue.manage`. Numbers are as of now, the order as of the last folding
/// of increments.
pub async fn list(db: &Db, op: &OpContext, query: MentionQuery, request: &PageRequest) -> Result<Page<Mention>> {
    let keys = vec![
        SortKey::new(Column::Contacts.into_expr(), KeyKind::Int, Order::Desc),
        SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Asc),
    ];
    let found: Page<Model> = page::fetch(db, filtered(db, op, query)?, "mentions", keys, request).await?;
    let Page { edges, has_next, has_previous, total } = found;
    let (cursors, rows): (Vec<String>, Vec<Model>) = edges.into_iter().map(|edge| (edge.cursor, edge.node)).unzip();
    let edges = cursors.into_iter().zip(whole(db, rows).await?).map(|(cursor, node)| Edge { cursor, node }).collect();
    Ok(Page { edges, has_next, has_previous, total })
}

/// How many mentions match. Needs `catalogue.manage`.
pub async fn count(db: &Db, op: &OpContext, query: MentionQuery) -> Result<u64> {
    page::count(db, filtered(db, op, query)?).await
}

/// How many mentions wait for the actor; none for who does not settle them.
pub async fn waiting(db: &Db, op: &OpContext) -> Result<u64> {
    if !op.may(Permission::CatalogueManage) {
        return Ok(0);
    }
    count(db, op, MentionQuery::default()).await
}

fn filtered(db: &Db, op: &OpContext, query: MentionQuery) -> Result<Select<Entity>> {
    let MentionQuery { filter, search } = query;
    let filter = filter.unwrap_or_else(|| MentionCondition::Decision(Choice::IsNull(true)).into());
    let condition = filter.into_condition(&|condition| {
        let test = match condition {
            MentionCondition::Decision(Choice::IsNull(waits)) => {
                let settled = is_found(mapping::Column::Decision.is_not_null());
                if waits { settled.not() } else { settled }
            }
            MentionCondition::Decision(choice) => is_found(choice.on(mapping::Column::Decision.into_expr())),
            MentionCondition::Service(choice) => is_found(store::chosen(db, mapping::Column::ServiceId, choice)),
        };
        Condition::all().add(test)
    })?;
    let mut select = visible_to(op)?.filter(condition).filter(is_said(db));
    if let Some(words) = search.map(|words| fold(&words)).filter(|words| !words.is_empty()) {
        let fits = words.chars().count() <= SEARCH;
        Check::default().that(fits, "search", Rule::TooLong(SEARCH as u64)).result()?;
        select = select.filter(TextTest::Contains(words).on(Column::Folded.into_expr()));
    }
    Ok(select)
}

/// Whether any contact still says it. The number of the mention itself tells, unless its increments are not folded yet.
fn is_said(db: &Db) -> SimpleExpr {
    let sum = format!(
        "(SELECT SUM(amount) FROM interaction_figure WHERE {} AND interaction_figure.mention_id = mention.id)",
        named(db)
    );
    Expr::cust(format!("CASE WHEN mention.contacts > 0 THEN 1 ELSE {sum} END > 0"))
}

/// The figures that are of a mention, in the words of the partial index over them.
fn named(db: &Db) -> &'static str {
    match db.engine() {
        Engine::Sqlite => "interaction_figure.mention_id <> x'00000000000000000000000000000000'",
        Engine::Postgres => "interaction_figure.mention_id <> '00000000-0000-0000-0000-000000000000'::uuid",
    }
}

/// How often a mention came over a channel to a department.
#[derive(FromQueryResult)]
struct Part {
    mention_id: MentionId,
    channel: ChannelKind,
    department_id: DepartmentId,
    contacts: i64,
}

/// What its contacts themselves say of a mention.
#[derive(FromQueryResult)]
struct Said {
    id: MentionId,
    text: Option<String>,
    first_at: Option<DateTime<Utc>>,
    last_at: Option<DateTime<Utc>>,
}

/// Mentions with what is known of them: three statements whatever their number.
async fn whole(db: &Db, rows: Vec<Model>) -> Result<Vec<Mention>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mapped = mapping::Entity::find().filter(store::any_of(db, mapping::Column::MentionId, &ids)).all(db).await?;
    let mut mapped: HashMap<MentionId, mapping::Model> = mapped.into_iter().map(|row| (row.mention_id, row)).collect();
    let mut said: HashMap<MentionId, Said> = said(db, &ids).await?.into_iter().map(|said| (said.id, said)).collect();
    let mut parts: HashMap<MentionId, Vec<Part>> = HashMap::new();
    for part in self::parts(db, &ids).await? {
        parts.entry(part.mention_id).or_default().push(part);
    }
    let one = |row: Model| {
        let parts = parts.remove(&row.id).unwrap_or_default();
        let said = said.remove(&row.id);
        let (settled, reopened, version) = match mapped.remove(&row.id) {
            Some(row) => (Settlement::of(&row), row.reason.filter(|_| row.decision.is_none()), row.version),
            None => (None, None, 0),
        };
        Mention {
            id: row.id,
            text: said.as_ref().and_then(|said| said.text.clone()).unwrap_or(row.text),
            contacts: parts.iter().map(|part| part.contacts).sum(),
            first_at: said.as_ref().and_then(|said| said.first_at),
            last_at: said.as_ref().and_then(|said| said.last_at),
            channels: summed(&parts, |part| part.channel),
            departments: summed(&parts, |part| part.department_id),
            settled,
            reopened,
            version,
        }
    };
    Ok(rows.into_iter().map(one).collect())
}

impl Settlement {
    fn of(row: &mapping::Model) -> Option<Self> {
        Some(Self {
            decision: row.decision?,
            service: row.service_id,
            reason: row.reason.clone(),
            staff: row.decided_staff_id,
            at: row.decided_at,
        })
    }
}

fn summed<K: Copy + Ord>(parts: &[Part], key: impl Fn(&Part) -> K) -> Vec<(K, i64)> {
    let mut sums: std::collections::BTreeMap<K, i64> = std::collections::BTreeMap::new();
    for part in parts {
        *sums.entry(key(part)).or_default() += part.contacts;
    }
    let mut sums: Vec<(K, i64)> = sums.into_iter().filter(|(_, contacts)| *contacts != 0).collect();
    sums.sort_by_key(|(_, contacts)| std::cmp::Reverse(*contacts));
    sums
}

async fn parts(db: &Db, ids: &[Uuid]) -> Result<Vec<Part>> {
    use figure::{Column, Entity};
    let keys = [Column::MentionId, Column::Channel, Column::DepartmentId];
    let select = Entity::find().select_only().filter(Expr::cust(named(db)));
    let select = select.filter(store::any_of(db, Column::MentionId, ids));
    let select = keys.into_iter().fold(select, |select, key| select.column(key).group_by(key).order_by_asc(key));
    // `SUM` of a bigint is a numeric on PostgreSQL.
    let select = select.expr_as(Column::Amount.sum().cast_as("bigint"), "contacts");
    Ok(select.into_model().all(db).await?)
}

/// When mentions came and how they are mostly written, each found at one end of an index over the contacts that say it.
async fn said(db: &Db, ids: &[Uuid]) -> Result<Vec<Said>> {
    const STANDING: &str = "interaction.unlisted_folded = mention.folded AND interaction.corrected_by_id IS NULL";
    let end = |order: &str| {
        let at = format!("SELECT occurred_at FROM interaction WHERE {STANDING} ORDER BY occurred_at {order} LIMIT 1");
        Expr::cust(format!("({at})"))
    };
    let latest = format!(
        "SELECT unlisted_service AS text FROM interaction WHERE {STANDING} ORDER BY occurred_at DESC, id DESC LIMIT 50"
    );
    let text = format!("(SELECT text FROM ({latest}) AS latest GROUP BY text ORDER BY COUNT(*) DESC, text LIMIT 1)");
    let select = Entity::find().select_only().column(Column::Id).filter(store::any_of(db, Column::Id, ids));
    let select =
        select.expr_as(Expr::cust(text), "text").expr_as(end("ASC"), "first_at").expr_as(end("DESC"), "last_at");
    Ok(select.into_model().all(db).await?)
}
