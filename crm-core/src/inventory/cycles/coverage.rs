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

/// How complete the card of an item's service is now, as SQL.
pub(super) const SCORE: &str = "(SELECT service.score FROM service WHERE service.id = inventory_item.service_id)";

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
    /// Not verified when the cycle closed, answered or not.
    pub unverified: i64,
    /// Answered, ever.
    pub answered: i64,
    /// Of those, first answered in time.
    pub on_time: i64,
    /// Accepted without ever having been returned.
    pub first_pass: i64,
    /// Of those in scope, how many have a card of which it is known how complete it is (of cycles that an early version
    /// of the program closed, none).
    pub scored: i64,
    /// How complete those cards are, each 0 to 100, in sum.
    pub scores: i64,
}

impl DepartmentCoverage {
    /// How complete the cards in scope are on average, 0 to 100, rounded down.
    pub fn completeness(&self) -> Option<i64> {
        self.scores.checked_div(self.scored)
    }
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

    /// How complete the cards in scope are on average over all departments, see [`DepartmentCoverage::completeness`].
    pub fn completeness(&self) -> Option<i64> {
        self.total(|row| row.scores).checked_div(self.total(|row| row.scored))
    }
}

/// How far a cycle has come by department, in one statement. Whoever may see the cycle may know.
pub async fn coverage(db: &Db, op: &OpContext, cycle: CycleId) -> Result<Coverage> {
    let cycle = get(db, op, cycle).await?;
    // `SUM` of a whole number is a numeric on PostgreSQL.
    let sum = |number: &str, condition: &str| -> SimpleExpr {
        Expr::cust(format!("CAST(SUM(CASE WHEN {condition} THEN {number} ELSE 0 END) AS bigint)"))
    };
    // What closed stays as it was; until then cards are mended.
    let score = match cycle.closed_at {
        Some(_) => "score",
        None => SCORE,
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
    let select =
        columns.into_iter().fold(select, |select, (name, condition)| select.expr_as(sum("1", condition), name));
    let select = select.expr_as(sum("1", &format!("state <> 'exempt' AND {score} IS NOT NULL")), "scored");
    let select = select.expr_as(sum(&format!("COALESCE({score}, 0)"), "state <> 'exempt'"), "scores");
    let select = select.group_by(Column::DepartmentId).order_by_asc(Column::DepartmentId);
    Ok(Coverage { departments: select.into_model().all(db).await? })
}
