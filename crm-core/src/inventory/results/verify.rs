//! Whether results are what was frozen.

use super::chain::{Head, link};
use super::read::{after, closed};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, ServiceId};
use crate::inventory::cycles;
use crate::inventory::plans;
use crate::names::names;
use crate::op::OpContext;

names! {
    /// What does not fit.
    Fault {
        /// A line is not what was frozen, or the one before it is missing.
        Line = "line",
        /// The number of lines, or the last digest, is not the cycle's: lines were cut off or added.
        End = "end",
        /// The plan under which the cycle went, or a decision on it, is not what was decided.
        Plan = "plan",
        /// The results before are not those to which these were chained.
        Previous = "previous",
    }
}

/// What a look at a cycle's results gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// How many lines were read.
    pub lines: i64,
    /// What does not fit, the first of it.
    pub fault: Option<Fault>,
    /// The service of the first line that does not fit.
    pub service: Option<ServiceId>,
}

/// Computes the digests of a closed cycle's results anew and compares them, and those of its plan and the
/// decisions on it. Whoever may see the cycle may look; one that is not closed is `NotAllowed`.
pub async fn verify(db: &Db, op: &OpContext, cycle: CycleId) -> Result<Verification> {
    let cycle = closed(db, op, cycle, "verified").await?;
    let plan = plans::digest_of(db, (cycle.plan_id, cycle.plan_number)).await?;
    let mut digest = Head::of(&cycle, &plan, cycle.previous_digest.as_deref()).digest()?;
    let (mut lines, mut last) = (0_i64, None::<ServiceId>);
    loop {
        let rows = after(db, cycle.id, last).await?;
        let Some(end) = rows.last() else { break };
        last = Some(end.service_id);
        for row in rows {
            lines += 1;
            digest = link(&digest, &row.body);
            if digest != row.digest {
                return Ok(Verification { lines, fault: Some(Fault::Line), service: Some(row.service_id) });
            }
        }
    }
    let fault = if cycle.items != Some(lines) || cycle.digest.as_deref() != Some(&digest[..]) {
        Some(Fault::End)
    } else if !plans::is_as_decided(db, (cycle.plan_id, cycle.plan_number)).await? {
        Some(Fault::Plan)
    } else {
        (cycles::digest_before(db, &cycle).await? != cycle.previous_digest).then_some(Fault::Previous)
    };
    Ok(Verification { lines, fault, service: None })
}
