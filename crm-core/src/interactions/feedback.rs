//! What readers say of a service's page: a contact like every other, so that it is found, answered and counted.

use serde::Serialize;

use super::commands::IdOrCode;
use super::content::{Content, Desk, Needs, Spoken};
use super::entity::{Direction, EntryKind};
use super::write::{Draft, insert};
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::idempotency::{self, Once};
use crate::ids::{InteractionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text::clean_optional;

/// Longest comment, in characters.
const COMMENT: usize = 2_000;

/// What a reader says of a service's page.
#[derive(Clone, Debug, Serialize)]
pub struct SendFeedback {
    /// The service.
    pub service: IdOrCode<ServiceId>,
    /// Whether the page was useful.
    pub useful: bool,
    /// In the reader's words, at most 2,000 characters; identifiers in it are masked.
    pub comment: Option<String>,
    /// Makes a repeat harmless: the same key and content give the first result.
    pub idempotency_key: Option<String>,
}

/// Records feedback on a service that the caller sees, as a contact of the owning department over the portal. Whoever reads
/// the catalogue may, so also the public: its one write. Broken fields come back at `service` and `comment`.
pub async fn send_feedback(db: &Db, op: &OpContext, command: SendFeedback) -> Result<InteractionId> {
    op.require(Permission::CatalogueRead)?;
    let tx = db.begin().await?;
    let key = command.idempotency_key.as_deref();
    let id = match idempotency::once(&tx, op, "interaction.feedback", key, &command).await? {
        Once::New(id) => id,
        Once::Done(id) => return Ok(id),
    };
    let desk = Desk::open(&tx, op, Needs::default()).await?;
    let mut check = Check::default();
    let service = check.take("", desk.service(Some(&command.service)))?.flatten();
    let body = check.take("", clean_optional("comment", command.comment.as_deref(), COMMENT))?.flatten();
    check.done()?;
    let frame = tx.reference().await?;
    let heading = service.and_then(|id| frame.service(id)).ok_or_else(|| Error::invalid("service", Rule::Unknown))?;
    let content = Content {
        occurred_at: op.at,
        channel: ChannelKind::Portal,
        direction: Direction::Inbound,
        site: None,
        department: heading.owner,
        staff: op.staff(),
        spoke_with: Spoken::default(),
        service,
        unlisted_service: None,
        case: None,
        reason: None,
        subject: None,
        body,
        outcome: None,
        useful: Some(command.useful),
        duration_seconds: None,
        language: Some(op.language.as_str().to_owned()),
        external_message_id: None,
    };
    let draft =
        Draft { id, kind: EntryKind::Contact, beneficiary: None, content: content.checked(op.at)?, corrects: None };
    insert(&tx, op, &desk, vec![draft]).await?;
    tx.commit().await?;
    Ok(id)
}
