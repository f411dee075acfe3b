//! Who answers for a service, and who vouches for its card.

use crm_core::catalogue::card;
use crm_core::text::LocalizedText;

use super::form::card_part;

card_part! {
    /// Who answers for a service, beside the department that owns it.
    card::Ownership => ServiceOwnership, ServiceOwnershipInput {
        /// The post, not the person, that answers for it.
        accountable_post: LocalizedText,
        /// The body in whose name it is given.
        competent_authority: card::Body,
        /// The programme it belongs to.
        programme: LocalizedText,
        /// Bodies that carry it out.
        producers: Vec<card::Body>,
        /// Bodies that take part.
        partners: Vec<card::Body>,
    }
}

card_part! {
    /// Who vouches for a card, and until when.
    card::Governance => ServiceGovernance, ServiceGovernanceInput {
        /// The post that vouches for what the card says.
        assured_by: LocalizedText,
        /// When it last did.
        assured_on: Option<card::CardDate>,
        /// When the card shall be looked at again.
        next_review_due: Option<card::CardDate>,
        /// Remarks of the inventory.
        remarks: LocalizedText,
    }
}
