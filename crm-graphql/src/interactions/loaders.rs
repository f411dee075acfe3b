//! What comes through the request's loader.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use crm_core::ids::{BeneficiaryId, FollowUpId, InteractionId, ReasonId};
use crm_core::interactions::{self as core, follow_ups, reasons};
use crm_core::page::Page;

use crate::context::{Batch, BatchError, loads};

loads!(InteractionId => core::Interaction, core::many);
loads!(ReasonId => reasons::ContactReason, reasons::many);
loads!(FollowUpId => follow_ups::FollowUp, follow_ups::many);

/// One revision of a contact reason.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RevisionOf(pub ReasonId, pub i32);
/// The follow-ups of a contact.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FollowUpsOf(pub InteractionId);
/// The last so many contacts of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LastOf(pub BeneficiaryId, pub u32);

impl Loader<RevisionOf> for Batch {
    type Value = reasons::ReasonRevision;
    type Error = BatchError;

    async fn load(&self, keys: &[RevisionOf]) -> Result<HashMap<RevisionOf, Self::Value>, BatchError> {
        let wanted: Vec<_> = keys.iter().map(|RevisionOf(id, number)| (*id, *number)).collect();
        let found = reasons::many_revisions(&self.db, &self.op, &wanted).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|((id, number), row)| (RevisionOf(id, number), row)).collect())
    }
}

impl Loader<FollowUpsOf> for Batch {
    type Value = Vec<follow_ups::FollowUp>;
    type Error = BatchError;

    async fn load(&self, keys: &[FollowUpsOf]) -> Result<HashMap<FollowUpsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = follow_ups::of_interactions(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (FollowUpsOf(id), rows)).collect())
    }
}

impl Loader<LastOf> for Batch {
    type Value = Page<core::Interaction>;
    type Error = BatchError;

    async fn load(&self, keys: &[LastOf]) -> Result<HashMap<LastOf, Self::Value>, BatchError> {
        let mut by_size: HashMap<u32, Vec<BeneficiaryId>> = HashMap::new();
        for LastOf(id, size) in keys {
            by_size.entry(*size).or_default().push(*id);
        }
        let mut found = HashMap::with_capacity(keys.len());
        // One statement for each size that the document asks for, not for each person.
        for (size, ids) in by_size {
            let pages = core::of_beneficiaries(&self.db, &self.op, &ids, size).await.map_err(Arc::new)?;
            found.extend(pages.into_iter().map(|(id, page)| (LastOf(id, size), page)));
        }
        Ok(found)
    }
}
