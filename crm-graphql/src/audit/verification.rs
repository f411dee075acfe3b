//! Whether the record is the one that was sealed.

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use crm_core::audit as core;
use crm_core::ids::AuditId;

use crate::context::Call;
use crate::node_id::Id;

/// Rows of one walk, so that a request ends in time.
const WALK: u64 = 10_000;

/// How a row breaks the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::Break")]
pub enum AuditBreak {
    /// Its columns are not those that were sealed, or its hash is not.
    #[graphql(name = "ALTERED")]
    Altered,
    /// Its detail is not the one it commits to.
    #[graphql(name = "DETAIL_ALTERED")]
    DetailAltered,
    /// The row of this number is gone.
    #[graphql(name = "REMOVED")]
    Removed,
    /// It was not there when its neighbours were sealed.
    #[graphql(name = "INSERTED")]
    Inserted,
    /// It belongs to another number.
    #[graphql(name = "REORDERED")]
    Reordered,
    /// Rows from this number on are gone from the end.
    #[graphql(name = "TRUNCATED")]
    Truncated,
}

/// The first place where the record is not what was sealed.
#[derive(SimpleObject)]
pub struct BrokenAudit {
    /// The number.
    sequence: i64,
    /// The row that stands there, if one does.
    id: Option<Id<AuditId>>,
    /// What is wrong.
    how: AuditBreak,
}

/// What a walk along the chain found.
#[derive(SimpleObject)]
pub struct AuditVerification {
    /// Rows that were found whole, one after another.
    verified: u64,
    /// Among them those whose detail was destroyed at a person's request.
    destroyed: u64,
    /// The last of them as `NUMBER:HASH`: to be noted elsewhere, and to go on from as `from`.
    reached: String,
    /// Whether the walk came to the end of the chain.
    complete: bool,
    /// The first broken place; null when all is whole.
    broken: Option<BrokenAudit>,
    /// Number that the last row should have.
    head: i64,
}

impl From<core::Verification> for AuditVerification {
    fn from(found: core::Verification) -> Self {
        let core::Verification { verified, destroyed, reached, complete, broken, head } = found;
        let broken =
            broken.map(|core::Broken { sequence, id, how }| BrokenAudit { sequence, id: id.map(Id), how: how.into() });
        Self { verified, destroyed, reached: reached.to_string(), complete, broken, head }
    }
}

/// The check of the record.
#[derive(Default)]
pub struct AuditVerificationQuery;

#[Object]
impl AuditVerificationQuery {
    /// Walks along the record, 10,000 rows at a time, recomputing every hash. For auditors and privacy officers.
    async fn audit_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rows after this place, `NUMBER:HASH`: where the last walk came to, or what was noted \
                          elsewhere. By default from the start.")]
        from: Option<String>,
    ) -> Result<AuditVerification> {
        let from = from.map(|anchor| anchor.parse()).transpose()?;
        Ok(core::verify(ctx.db(), ctx.op(), from, WALK).await?.into())
    }
}
