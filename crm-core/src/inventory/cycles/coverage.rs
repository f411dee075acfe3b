//! How far a cycle has come, by department.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use super::get;
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, DepartmentId};
use crate::inventory::items::entity::item::{Column, Entity};
use crate::op::OpContext;

/// How far a department has come, in numbers of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DepartmentCoverage {
    /// The department.
    pub department_id: DepartmentId,
    /// All that it is asked about, exempt ones left out.
    pub in_scope: i64,
    /// Not asked this time.
    pub exempt: i64,
    /// Waiting for an answer, returned ones included.
    pub waiting: i64,
    /// Answered, and waiting for somebody to approve or verify.
    pub in_review: i64,
    /// Answered by the department and accepted.
    pub accepted: i64,
    /// Attested by contacts alone and accepted; never counted as answered.
    pub attested_by_contacts: i64,
    /// Taken over from a file of an earlier inventory; never counted as answered.
    pub attested_by_file: i64,
    /// Neither answered nor verified when the cycle closed.
    pub unverified: i64,
    /// Answered, ever.
    pub answered: i64,
    /// Of those, first answered in time.
    pub on_time: i64,
    /// Accepted without ever having been returned.
    pub first_pass: i64,
}

/// How far a cycle has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// By department, in a steady order.
    pub departments: Vec<DepartmentCoverage>,
}

impl Coverage {
    /// The sum over departments of one of their numbers.
    pub fn total(&self, number: impl Fn(&DepartmentCoverage) -> i64) -> i64 {
        self.departments.iter().map(number).sum()
    }
}

/// How far a cycle has come by department, in one statement. Whoever may see the cycle may know.
pub async fn coverage(db: &Db, op: &OpContext, cycle: CycleId) -> Result<Coverage> {
    let cycle = get(db, op, cycle).await?;
    let sum = |condition: &str| -> SimpleExpr {
        // `SUM` of a whole number is a numeric on PostgreSQL.
        Expr::cust(format!("CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS bigint)"))
    };
    let columns = [
        ("in_scope", "state <> 'exempt'"),
        ("exempt", "state = 'exempt'"),
        ("waiting", "state IN ('pending', 'returned')"),
        ("in_review", "state IN ('answered', 'endorsed', 'second_review')"),
        ("accepted", "state = 'accepted' AND attested_by = 'department'"),
        ("attested_by_contacts", "state = 'accepted' AND attested_by = 'contacts'"),
        ("attested_by_file", "state = 'accepted' AND attested_by = 'file'"),
        ("unverified", "state = 'unverified'"),
        ("answered", "answered_at IS NOT NULL"),
        ("on_time", "on_time"),
        ("first_pass", "state = 'accepted' AND attested_by = 'department' AND returns = 0"),
    ];
    let select = Entity::find().filter(Column::CycleId.eq(cycle.id)).select_only().column(Column::DepartmentId);
    let select = columns.into_iter().fold(select, |select, (name, condition)| select.expr_as(sum(condition), name));
    let select = select.group_by(Column::DepartmentId).order_by_asc(Column::DepartmentId);
    Ok(Coverage { departments: select.into_model().all(db).await? })
}
