//! What mutations answer: the record, or what the person can mend.

use std::future::Future;

use async_graphql::futures_util::future::BoxFuture;
use async_graphql::{Context, Result};
use crm_core::Error;
use crm_core::ids::BeneficiaryId;
use crm_core::text::LanguageTag;

use crate::context::Call;
use crate::errors::{self, UserError};

/// How a mutation ended, before it takes the form of its payload.
pub struct Outcome<T> {
    /// The record, when the operation was carried out.
    pub record: Option<T>,
    /// What the person can mend, when it was not.
    pub user_errors: Vec<UserError>,
    /// Whether a stale version was the reason: the payload then brings the current record.
    pub stale: bool,
    /// The people who match, when several did.
    pub candidates: Vec<BeneficiaryId>,
}

/// Carries an operation out. What the person can mend becomes user errors; the rest stays an error of the request.
/// The operation is boxed here, because the futures of writes are large.
pub fn outcome<'a, T: Send + 'a>(
    ctx: &'a Context<'_>,
    operation: impl Future<Output = crm_core::Result<T>> + Send + 'a,
) -> BoxFuture<'a, Result<Outcome<T>>> {
    Box::pin(async move {
        Ok(match operation.await {
            Ok(record) => {
                Outcome { record: Some(record), user_errors: Vec::new(), stale: false, candidates: Vec::new() }
            }
            Err(error) => Outcome::refused(error, ctx.language())?,
        })
    })
}

impl<T> Outcome<T> {
    fn refused(error: Error, language: &LanguageTag) -> crm_core::Result<Self> {
        let stale = matches!(error, Error::Conflict { .. });
        let candidates = match &error {
            Error::Ambiguous { candidates } => candidates.clone(),
            _ => Vec::new(),
        };
        Ok(Self { record: None, user_errors: errors::user_errors(error, language)?, stale, candidates })
    }

    /// After a stale version, the record as it is now.
    pub async fn current<U>(&self, read: impl Future<Output = crm_core::Result<U>>) -> Result<Option<U>> {
        Ok(if self.stale { errors::found(read.await)? } else { None })
    }
}

/// Declares a payload: the record and `userErrors`, and further fields with their types after a semicolon.
///
/// ```text
/// payload! {
///     /// What `updateBeneficiary` answers.
///     UpdateBeneficiaryPayload {
///         /// The person, when the change was made.
///         beneficiary: Beneficiary;
///         /// The person as it is now, after a stale version.
///         current: Option<Beneficiary>,
///     }
/// }
/// ```
///
/// A plain payload is `LogInteractionPayload::of(ctx, interactions::log(..)).await`; one with further fields is
/// `UpdateBeneficiaryPayload { current, ..outcome.into() }`.
macro_rules! payload {
    (
        $(#[$doc:meta])* $name:ident {
            $(#[$rdoc:meta])* $field:ident : $record:ty
            $(; $($(#[$xdoc:meta])* $extra:ident : $xty:ty),+ $(,)?)?
        }
    ) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$rdoc])*
            pub $field: Option<$record>,
            $($($(#[$xdoc])* pub $extra: $xty,)+)?
            /// Why nothing was done; empty when it was.
            pub user_errors: Vec<$crate::errors::UserError>,
        }

        impl<T: Into<$record>> From<$crate::payload::Outcome<T>> for $name {
            fn from(outcome: $crate::payload::Outcome<T>) -> Self {
                Self {
                    $field: outcome.record.map(Into::into),
                    $($($extra: Default::default(),)+)?
                    user_errors: outcome.user_errors,
                }
            }
        }

        impl $name {
            /// Carries an operation out and answers with its record.
            #[allow(dead_code, reason = "payloads with further fields are made from an outcome")]
            pub fn of<'a, T: Into<$record> + Send + 'a>(
                ctx: &'a async_graphql::Context<'_>,
                operation: impl std::future::Future<Output = crm_core::Result<T>> + Send + 'a,
            ) -> async_graphql::futures_util::future::BoxFuture<'a, async_graphql::Result<Self>> {
                let outcome = $crate::payload::outcome(ctx, operation);
                Box::pin(async move { Ok(outcome.await?.into()) })
            }
        }
    };
}
pub(crate) use payload;
