//! Writing some parts of a card, as an editor does that shows one part at a time.

use sea_orm::entity::prelude::*;

use super::entity::{header, revision};
use super::write::{ReviseService, revise};
use super::{Service, visible_to};
use crate::catalogue::card::{
    Audience, Card, Channel, Classes, Fees, Governance, Identity, Integration, OnlinePoints, Ownership, PaymentChannel,
    Procedure, Promise, Relation,
};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::ServiceId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident: $ty:ty,)+) => {
        /// Parts that take the place of a card's own; the others stay as they are.
        #[derive(Clone, Debug, Default)]
        pub struct CardParts {
            $($(#[$doc])* pub $part: Option<$ty>,)+
        }

        impl CardParts {
            /// The card with these parts.
            fn onto(self, card: Card) -> Card {
                let Self { $($part),+ } = self;
                Card { $($part: $part.unwrap_or(card.$part),)+ }
            }
        }
    };
}

parts! {
    /// What the service is called and is.
    identity: Identity,
    /// Who answers for it.
    ownership: Ownership,
    /// For whom it is.
    audience: Audience,
    /// How it goes, and on which legal basis.
    procedure: Procedure,
    /// What it costs.
    fees: Fees,
    /// How fees can be paid.
    payment_channels: Vec<PaymentChannel>,
    /// By when, and how well.
    promise: Promise,
    /// Where it is to be had.
    channels: Vec<Channel>,
    /// Which of its acts are online.
    online_points: OnlinePoints,
    /// Under which heads it is found.
    classes: Classes,
    /// How it relates to other services.
    relations: Vec<Relation>,
    /// Data exchanged with other bodies.
    integrations: Vec<Integration>,
    /// Who vouches for the card.
    governance: Governance,
}

/// New parts for a service's card.
#[derive(Clone, Debug)]
pub struct ReviseServiceParts {
    /// The service.
    pub id: ServiceId,
    /// The parts.
    pub card: CardParts,
    /// Why.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Writes parts of a card as [`revise`](super::revise) writes the whole: onto the draft, or without one onto the card in
/// force. Needs and refuses what that does.
pub async fn revise_parts(db: &Db, op: &OpContext, command: ReviseServiceParts) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let ReviseServiceParts { id, card: parts, reason, expected_version } = command;
    let tx = db.begin().await?;
    let header = store::locked::<_, ServiceId>(&tx, visible_to(op).filter(header::Column::Id.eq(id))).await?;
    let shown = header.draft_revision_id.or(header.published_revision_id);
    let card = match shown {
        Some(shown) => revision::Entity::find_by_id(shown).one(&*tx).await?.map(|row| Card::clone(&row.card)),
        None => None,
    };
    let card = card.ok_or_else(Error::not_found::<ServiceId>)?;
    let service = revise(&tx, op, ReviseService { id, card: parts.onto(card), reason, expected_version }).await?;
    tx.commit().await?;
    Ok(service)
}
