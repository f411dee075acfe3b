//! A card that takes over what a sheet says and keeps the rest.

use serde_json::{Map, Value};

use super::{Card, Channel};
use crate::error::Result;

impl Card {
    /// This card with what the other one states: a part that the other leaves as an empty card has it stays as it is here.
    /// Texts are taken over by language. Lists are taken over whole, but a channel keeps what this card knows of it.
    pub(crate) fn taking_over(&self, other: &Self) -> Result<Self> {
        let mut merged = self.to_json()?;
        merge(&mut merged, other.to_json()?, &Self::default().to_json()?);
        let mut card = Self::from_json(&merged)?;
        for channel in &mut card.channels {
            if let Some(known) = self.channels.iter().find(|known| known.kind == channel.kind) {
                let url = if channel.url.is_empty() { known.url.clone() } else { channel.url.clone() };
                *channel = Channel { url, ..known.clone() };
            }
        }
        Ok(card)
    }
}

/// Takes over what differs from the empty card's.
fn merge(into: &mut Value, from: Value, empty: &Value) {
    if from == *empty {
        return;
    }
    match (into, from) {
        // A tagged choice, such as what the fees are, is one value.
        (Value::Object(into), Value::Object(from)) if !from.contains_key("state") => {
            for (key, value) in from {
                let empty = empty.get(&key).unwrap_or(&Value::Null);
                merge_into(into, key, value, empty);
            }
        }
        (into, from) => *into = from,
    }
}

fn merge_into(into: &mut Map<String, Value>, key: String, value: Value, empty: &Value) {
    match into.get_mut(&key) {
        Some(known) => merge(known, value, empty),
        None => drop(into.insert(key, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ChannelKind, Fees, samples};
    use super::*;
    use crate::text::LanguageTag;

    #[test]
    fn an_empty_card_changes_nothing() -> Result<()> {
        assert_eq!(samples::full().taking_over(&Card::default())?, samples::full());
        assert_eq!(Card::default().taking_over(&samples::full())?, samples::full());
        Ok(())
    }

    #[test]
    fn what_is_said_is_taken_over_and_the_rest_stays() -> Result<()> {
        let known = samples::full();
        let mut sheet = Card { fees: Fees::Free, ..Card::default() };
        sheet.identity.name = sheet.identity.name.with(LanguageTag::english(), "New");
        sheet.channels = vec![Channel::new(known.channels[0].kind), Channel::new(ChannelKind::Post)];
        let card = known.taking_over(&sheet)?;
        assert_eq!(card.identity.name.exact(&LanguageTag::english()), Some("New"));
        assert_eq!(card.identity.name.exact(&LanguageTag::arabic()), known.identity.name.exact(&LanguageTag::arabic()));
        assert_eq!((card.fees, card.procedure), (Fees::Free, known.procedure.clone()));
        assert_eq!(card.channels, [known.channels[0].clone(), Channel::new(ChannelKind::Post)]);
        Ok(())
    }
}
