//! The coded words of imports, with their GraphQL names written out.

use async_graphql::Enum;
use crm_core::catalogue::import::{RowOutcome, batches};
use crm_core::catalogue::services;

/// A field of the house's sheet of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ServiceImportField", remote = "batches::SheetField")]
pub enum ServiceImportField {
    /// The service's code.
    #[graphql(name = "CODE")]
    Code,
    /// Name in Arabic.
    #[graphql(name = "NAME_AR")]
    NameAr,
    /// Name in English.
    #[graphql(name = "NAME_EN")]
    NameEn,
    /// Summary in Arabic.
    #[graphql(name = "SUMMARY_AR")]
    SummaryAr,
    /// Summary in English.
    #[graphql(name = "SUMMARY_EN")]
    SummaryEn,
    /// Code or name of the department that owns it.
    #[graphql(name = "OWNER")]
    Owner,
    /// Code or name of its category.
    #[graphql(name = "CATEGORY")]
    Category,
    /// Internal, external or shared.
    #[graphql(name = "SCOPE")]
    Scope,
    /// Whom it is for.
    #[graphql(name = "AUDIENCE")]
    Audience,
    /// Where it is to be had.
    #[graphql(name = "CHANNELS")]
    Channels,
    /// Within what time it is delivered, as a number.
    #[graphql(name = "PROMISE")]
    Promise,
    /// The unit of that number.
    #[graphql(name = "PROMISE_UNIT")]
    PromiseUnit,
    /// What it costs: an amount, or that it is free.
    #[graphql(name = "FEE")]
    Fee,
    /// Required documents in Arabic, one a line.
    #[graphql(name = "DOCUMENTS_AR")]
    DocumentsAr,
    /// Steps in Arabic, one a line.
    #[graphql(name = "STEPS_AR")]
    StepsAr,
    /// How to complain, in Arabic.
    #[graphql(name = "COMPLAINT_AR")]
    ComplaintAr,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ServiceImportRowOutcome", remote = "RowOutcome")]
pub enum ServiceImportRowOutcome {
    /// A service that was not there.
    #[graphql(name = "NEW")]
    New,
    /// The service got another card, owner or public flag.
    #[graphql(name = "CHANGED")]
    Changed,
    /// The row says what was known.
    #[graphql(name = "UNCHANGED")]
    Unchanged,
    /// The service had been withdrawn and is a draft again.
    #[graphql(name = "REVIVED")]
    Revived,
    /// A standard that stands on its service's card.
    #[graphql(name = "ATTACHED")]
    Attached,
    /// An earlier row has its id.
    #[graphql(name = "DUPLICATE")]
    Duplicate,
    /// A standard whose service the file does not hold.
    #[graphql(name = "ORPHANED")]
    Orphaned,
    /// A rule is broken: the remarks tell which.
    #[graphql(name = "REJECTED")]
    Rejected,
}

/// What became of a service when its import was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ServiceImportUndone", remote = "services::Undone")]
pub enum ServiceImportUndone {
    /// It was new, and is withdrawn.
    #[graphql(name = "WITHDRAWN")]
    Withdrawn,
    /// It has its former card, owner and public flag again.
    #[graphql(name = "RESTORED")]
    Restored,
    /// It was changed since, and stays as it is.
    #[graphql(name = "CHANGED_SINCE")]
    ChangedSince,
}
