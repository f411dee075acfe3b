//! The timeline of a person or a case: one paged list over everything that concerns it. Each area writes its
//! own entry, in the transaction of the operation that makes it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Select};

use crate::db::Db;
use crate::error::Result;
use crate::ids::{BeneficiaryId, CaseId, DepartmentId, TimelineId};
use crate::op::{OpContext, Reach};
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

mod entity {
    use super::{BeneficiaryId, CaseId, DateTime, DepartmentId, TimelineId, Utc};
    use sea_orm::entity::prelude::*;

    /// One entry of a timeline: a pointer to the record that tells more.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "timeline")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TimelineId,
        /// The person it concerns.
        pub beneficiary_id: Option<BeneficiaryId>,
        /// The case it concerns.
        pub case_id: Option<CaseId>,
        /// When it happened.
        pub occurred_at: DateTime<Utc>,
        /// What it is, such as `interaction` or `beneficiary.registered`.
        pub kind: String,
        /// The record that tells more, of the kind before the dot.
        pub record_id: Uuid,
        /// The department whose record it is.
        pub department_id: Option<DepartmentId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as TimelineEntry;

/// What to enter.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub beneficiary: Option<BeneficiaryId>,
    pub case: Option<CaseId>,
    pub occurred_at: DateTime<Utc>,
    pub kind: &'static str,
    pub record: Uuid,
    pub department: Option<DepartmentId>,
}

/// Enters several records in one statement; those that concern neither a person nor a case are left out.
pub(crate) async fn record_many(tx: &Db, op: &OpContext, entries: Vec<Entry>) -> Result<()> {
    let rows: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.beneficiary.is_some() || entry.case.is_some())
        .map(|entry| {
            let Entry { beneficiary, case, occurred_at, kind, record, department } = entry;
            entity::ActiveModel {
                id: Set(op.new_id()),
                beneficiary_id: Set(beneficiary),
                case_id: Set(case),
                occurred_at: Set(occurred_at),
                kind: Set(kind.into()),
                record_id: Set(record),
                department_id: Set(department),
            }
        })
        .collect();
    if !rows.is_empty() {
        entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The timeline of a person, latest first. The caller must be allowed to see the person: it comes from
/// [`beneficiaries::get`](crate::beneficiaries::get) or a loader of that area, which decide that.
pub(crate) async fn of_beneficiary(
    db: &Db,
    op: &OpContext,
    beneficiary: BeneficiaryId,
    page: &PageRequest,
) -> Result<Page<TimelineEntry>> {
    op.require(Permission::BeneficiaryRead)?;
    let select = visible_to(db, op).filter(entity::Column::BeneficiaryId.eq(beneficiary));
    crate::page::fetch(db, select, LIST, latest_first(), page).await
}

/// The latest `size` entries of several people, one statement. The caller must be allowed to see the people.
pub(crate) async fn latest_of(
    db: &Db,
    op: &OpContext,
    beneficiaries: &[BeneficiaryId],
    size: u32,
) -> Result<HashMap<BeneficiaryId, Page<TimelineEntry>>> {
    op.require(Permission::BeneficiaryRead)?;
    let owner = entity::Column::BeneficiaryId;
    let select = visible_to(db, op).filter(store::any_of(db, owner, beneficiaries));
    let pages = crate::page::fetch_each(db, select, (LIST, latest_first()), (owner, size)).await?;
    Ok(pages.into_iter().map(|(id, page)| (id.into(), page)).collect())
}

/// The entries that an actor may see of people it may see: contacts only of departments whose contacts it may see.
fn visible_to(db: &Db, op: &OpContext) -> Select<entity::Entity> {
    let select = entity::Entity::find();
    match op.reach_of_contacts() {
        Reach::All => select,
        Reach::Departments(set) => {
            let no_contact = entity::Column::Kind.not_like("interaction%");
            let own = store::any_of(db, entity::Column::DepartmentId, &set);
            select.filter(Condition::any().add(no_contact).add(own))
        }
    }
}

const LIST: &str = "timeline";

fn latest_first() -> Vec<SortKey> {
    vec![
        SortKey::new(entity::Column::OccurredAt.into_expr(), KeyKind::Time, sea_orm::Order::Desc),
        SortKey::new(entity::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Desc),
    ]
}
