//! What a card lacks: the floor without which it is not published by hand, and how complete it is.

mod part;

use crate::error::{Error, FieldError, Result};
use crate::rule::Rule;
use crate::text::{LanguageTag, LocalizedText};

use super::card::Card;

pub use part::CardPart;

/// Something without which a card is below the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which part.
    pub part: CardPart,
    /// In which language, for a text.
    pub language: Option<LanguageTag>,
}

impl Gap {
    /// A stable code: the part's name, and the language where it matters: `fees`, `summary.en`.
    pub fn code(&self) -> String {
        joined(self.part.name(), self.language.as_ref())
    }

    /// Where to mend it, as a dotted path: `identity.summary.en`.
    pub fn path(&self) -> String {
        joined(self.part.path(), self.language.as_ref())
    }
}

fn joined(start: &str, language: Option<&LanguageTag>) -> String {
    language.map_or_else(|| start.to_owned(), |language| format!("{start}.{language}"))
}

/// What the card lacks of the floor: name and summary in every required language, an owner, an audience, a
/// channel, a promise, a fee or "free". Empty means that it may be published by hand.
pub fn missing(card: &Card, has_owner: bool, required_languages: &[LanguageTag]) -> Vec<Gap> {
    let lacking = |part: CardPart, text: &LocalizedText| -> Vec<Gap> {
        let without = required_languages.iter().filter(|language| text.exact(language).is_none());
        without.map(|language| Gap { part, language: Some(language.clone()) }).collect()
    };
    let mut gaps = lacking(CardPart::Name, &card.identity.name);
    gaps.extend(lacking(CardPart::Summary, &card.identity.summary));
    if !has_owner {
        gaps.push(Gap { part: CardPart::Owner, language: None });
    }
    let parts = [CardPart::Audience, CardPart::Channels, CardPart::Promise, CardPart::Fees];
    gaps.extend(parts.into_iter().filter(|part| !part.held(card)).map(|part| Gap { part, language: None }));
    gaps
}

/// Fails with [`Rule::CardFloor`] at every gap of [`missing`]: the check before publishing by hand.
pub fn require(card: &Card, has_owner: bool, required_languages: &[LanguageTag]) -> Result<()> {
    let gaps = missing(card, has_owner, required_languages);
    if gaps.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid { fields: gaps.iter().map(|gap| FieldError::new(&gap.path(), Rule::CardFloor)).collect() })
}

/// How complete a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Weight of the parts that are held, of the weight of all, in percent rounded down: 100 means no gaps.
    pub score: u8,
    /// The parts that are missing, in the order of the card.
    pub gaps: Vec<CardPart>,
}

/// How complete a card is, over every part with a [weight](CardPart::weight).
pub fn completeness(card: &Card) -> Completeness {
    let all: u32 = CardPart::ALL.iter().map(|part| part.weight()).sum();
    let gaps: Vec<_> = CardPart::ALL.iter().copied().filter(|part| !part.held(card)).collect();
    let lost: u32 = gaps.iter().map(|part| part.weight()).sum();
    Completeness { score: u8::try_from((all - lost) * 100 / all).unwrap_or(100), gaps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::card::{Fees, ServiceKind, samples};

    fn both() -> [LanguageTag; 2] {
        [LanguageTag::arabic(), LanguageTag::english()]
    }

    #[test]
    fn the_weights_are_as_documented() {
        assert_eq!(CardPart::ALL.iter().map(|part| part.weight()).sum::<u32>(), 100);
    }

    #[test]
    fn an_empty_card_lacks_the_whole_floor() {
        let codes: Vec<_> = missing(&Card::default(), false, &both()).iter().map(Gap::code).collect();
        assert_eq!(
            codes,
            ["name.ar", "name.en", "summary.ar", "summary.en", "owner", "audience", "channels", "promise", "fees"]
        );
        // an informational or free card has parts that do not apply; an empty one has none
        assert_eq!(completeness(&Card::default()).score, 0);
    }

    #[test]
    fn a_full_card_lacks_nothing() {
        assert!(require(&samples::full(), true, &both()).is_ok());
        assert_eq!(completeness(&samples::full()), Completeness { score: 100, gaps: vec![] });
    }

    #[test]
    fn a_gap_is_an_input_error_at_its_field() {
        let french = LanguageTag::parse("fr").unwrap();
        let Err(Error::Invalid { fields }) = require(&samples::full(), true, &[french]) else { unreachable!() };
        assert_eq!(fields[0], FieldError::new("identity.name.fr", Rule::CardFloor));
    }

    #[test]
    fn a_fee_of_unknown_amount_is_a_gap_and_free_is_not() {
        let priced = Card { fees: Fees::Priced(vec![]), ..samples::full() };
        assert_eq!(completeness(&priced).gaps, [CardPart::Fees]);
        let free = Card { fees: Fees::Free, payment_channels: vec![], ..samples::full() };
        assert_eq!(completeness(&free).gaps, []);
    }

    #[test]
    fn a_service_that_informs_needs_no_steps() {
        let mut card = samples::full();
        card.procedure.steps.clear();
        assert_eq!(completeness(&card).gaps, [CardPart::Steps]);
        card.identity.kind = Some(ServiceKind::Informational);
        assert_eq!(completeness(&card).gaps, []);
    }
}
