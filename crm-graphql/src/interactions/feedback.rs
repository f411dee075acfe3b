//! What readers say of a service's page.

use async_graphql::InputObject;
use crm_core::interactions as core;

use super::inputs::RecordKeyInput;
use crate::payload::payload;

/// What a reader says of a service's page.
#[derive(InputObject)]
pub struct SendFeedbackInput {
    /// The service.
    service: RecordKeyInput,
    /// Whether the page was useful.
    useful: bool,
    /// In the reader's words, at most 2,000 characters. Identifiers typed into it are masked.
    comment: Option<String>,
    /// Makes a repeat harmless: the same key and content give the first result.
    idempotency_key: Option<String>,
}

impl TryFrom<SendFeedbackInput> for core::SendFeedback {
    type Error = crm_core::Error;

    fn try_from(input: SendFeedbackInput) -> crm_core::Result<Self> {
        let SendFeedbackInput { service, useful, comment, idempotency_key } = input;
        Ok(Self { service: service.key("service")?, useful, comment, idempotency_key })
    }
}

payload! {
    /// What `sendFeedback` answers.
    SendFeedbackPayload {
        /// Whether it was recorded.
        received: bool
    }
}
