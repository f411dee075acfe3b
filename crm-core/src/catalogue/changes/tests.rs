use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::catalogue::card::{Channel, ChannelKind, ExternalIdentifier, Fees, Scope, Step, samples};
use crate::text::{LanguageTag, LocalizedText};

fn told(old: &Card, new: &Card) -> Vec<String> {
    let list = changes(old, new).unwrap();
    list.iter().map(|change| format!("{} {}", change.kind.name(), change.path)).collect()
}

fn step(text: &str) -> Step {
    Step { action: LocalizedText::new().with(LanguageTag::arabic(), text), ..Step::default() }
}

#[test]
fn a_field_is_told_with_both_contents() {
    let (old, mut new) = (samples::full(), samples::full());
    new.identity.name = new.identity.name.with(LanguageTag::english(), "Permit");
    new.audience.maximum_age = None;
    let list = changes(&old, &new).unwrap();
    assert_eq!(told(&old, &new), ["removed audience.maximumAge", "changed identity.name.en"]);
    assert_eq!((&list[0].old, &list[0].new), (&Some(json!(99)), &None));
    assert_eq!((&list[1].old, &list[1].new), (&Some(json!("Event permit")), &Some(json!("Permit"))));
}

#[test]
fn entries_with_a_natural_key_are_followed_when_they_move() {
    let (old, mut new) = (samples::full(), samples::full());
    new.channels.insert(0, Channel::new(ChannelKind::Kiosk));
    new.channels[1].contact = Some("x".into());
    assert_eq!(told(&old, &new), ["added channels[portal].contact", "added channels[kiosk]"]);
    new.channels.swap(1, 2);
    assert_eq!(told(&old, &new).last().unwrap(), "changed channels");
}

#[test]
fn keys_that_repeat_are_numbered_and_their_marks_escaped() {
    let mut old = Card { channels: vec![Channel::new(ChannelKind::Phone)], ..Card::default() };
    let mut new = Card { channels: vec![Channel::new(ChannelKind::Phone); 2], ..Card::default() };
    assert_eq!(told(&old, &new), ["added channels[phone#2]"]);
    old.channels = new.channels.clone();
    new.identity.external_identifiers = vec![ExternalIdentifier { scheme: "a".into(), value: "1]#2".into() }];
    assert_eq!(told(&old, &new), [r"added identity.externalIdentifiers[a:1\]\#2]"]);
}

#[test]
fn steps_are_compared_by_place_and_codes_by_themselves() {
    let (mut old, mut new) = (Card::default(), Card::default());
    old.procedure.steps = vec![step("a"), step("b")];
    new.procedure.steps = vec![step("a"), step("c"), step("d")];
    old.identity.scope = [Scope::External].into();
    new.identity.scope = [Scope::External, Scope::Internal].into();
    new.fees = Fees::Free;
    assert_eq!(
        told(&old, &new),
        [
            "changed fees.state",
            "added identity.scope[internal]",
            "changed procedure.steps.1.action.ar",
            "added procedure.steps.2",
        ]
    );
}

#[test]
fn too_many_differences_are_told_by_part() {
    let mut new = Card::default();
    new.procedure.steps = vec![step("x"); 200];
    new.procedure.conditions = vec![step("x").action; 200];
    new.identity.alternate_names = vec![step("x").action; 200];
    assert_eq!(told(&Card::default(), &new), ["changed identity", "changed procedure"]);
}

proptest! {
    #[test]
    fn equal_cards_do_not_differ(card in samples::any_card()) {
        prop_assert_eq!(changes(&card, &card).unwrap(), vec![]);
    }

    #[test]
    fn unequal_cards_differ_and_each_path_is_told_once(old in samples::any_card(), new in samples::any_card()) {
        let list = changes(&old, &new).unwrap();
        prop_assert_eq!(list.is_empty(), old == new);
        let mut paths: Vec<_> = list.iter().map(|change| &change.path).collect();
        paths.sort();
        paths.dedup();
        prop_assert_eq!(paths.len(), list.len());
    }

    #[test]
    fn the_way_back_tells_the_same_reversed(old in samples::any_card(), new in samples::any_card()) {
        let reversed = |change: Change| (change.path, format!("{:?} {:?}", change.new, change.old));
        let mut there: Vec<_> = changes(&old, &new).unwrap().into_iter().map(|c| (c.path, format!("{:?} {:?}", c.old, c.new))).collect();
        let mut back: Vec<_> = changes(&new, &old).unwrap().into_iter().map(reversed).collect();
        there.sort();
        back.sort();
        prop_assert_eq!(there, back);
    }
}
