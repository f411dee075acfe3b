//! A field of a service's card that differs, in words as far as there are any: the same on pages and in files.

use serde_json::Value as Json;

use super::words::Words;

/// Parts of a card that are told under the heading of another.
const HEADINGS: &[(&str, &str)] =
    &[("onlinePoints", "online"), ("paymentChannels", "fees"), ("integrations", "relations")];

/// The part whose fields are all answers of one kind.
const ONLINE: &str = "onlinePoints";

/// Enums of fields, by their part and name or by their name alone.
const TERMS: &[(&str, &str)] = &[
    ("identity.kind", "ServiceKind"),
    ("identity.scope", "ServiceScope"),
    ("audience.clients", "ClientKind"),
    ("audience.residency", "Residency"),
    ("channels.kind", "ChannelKind"),
    ("channel", "ChannelKind"),
    ("procedure.automation", "AutomationLevel"),
    ("level", "AutomationLevel"),
    ("deliveryMethods", "DeliveryMethod"),
    ("fees.state", "FeesState"),
    ("paymentChannels", "PaymentChannel"),
    ("integrations.status", "IntegrationStatus"),
    ("unit", "TimeUnit"),
];

/// The heading of the card under which a field stands.
pub(super) fn heading(words: &Words, path: &str) -> String {
    let part = part(path);
    let other = HEADINGS.iter().find(|(name, _)| *name == part).map(|(_, heading)| *heading);
    words.say(&format!("card-{}", other.unwrap_or(part)), None)
}

/// What is in a field: each value by its words, or as it stands where there are none.
pub(super) fn values(words: &Words, path: &str, value: &Json) -> Vec<String> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(list) => list.iter().flat_map(|one| values(words, path, one)).collect(),
        Json::Object(members) => {
            members.iter().flat_map(|(name, one)| values(words, &format!("{path}.{name}"), one)).collect()
        }
        Json::Bool(yes) => vec![words.say(if *yes { "feedback-yes" } else { "feedback-no" }, None)],
        Json::String(text) => vec![said(words, path, text)],
        Json::Number(number) => vec![number.to_string()],
    }
}

/// A change in one line: `heading (path): old → new`.
pub(super) fn line(words: &Words, change: &Json) -> String {
    let path = change["path"].as_str().unwrap_or_default();
    let side = |name: &str| values(words, path, &change[name]).join(&words.say("public-and", None));
    format!("{} ({path}): {} → {}", heading(words, path), side("old"), side("new"))
}

fn said(words: &Words, path: &str, text: &str) -> String {
    let term = term(path).and_then(|term| words.find(&format!("{term}-{}", text.to_uppercase()), None));
    term.unwrap_or_else(|| text.to_owned())
}

/// The enum whose values a field has.
fn term(path: &str) -> Option<&'static str> {
    let part = part(path);
    if part == ONLINE {
        return Some("OnlineAnswer");
    }
    let name = bare(path.rsplit('.').next().unwrap_or_default());
    let both = format!("{part}.{name}");
    let known = |wanted: &str| TERMS.iter().find(|(field, _)| *field == wanted).map(|(_, term)| *term);
    known(&both).or_else(|| known(name))
}

fn part(path: &str) -> &str {
    bare(path.split('.').next().unwrap_or_default())
}

/// A step of a path without the entry of a list that it names: `channels` of `channels[app#2]`.
fn bare(step: &str) -> &str {
    step.split('[').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::web::files;
    use crate::web::place::LANGUAGES;

    fn spoken() -> [Words; 2] {
        let files = files::read(None).unwrap();
        LANGUAGES.map(|language| Words::read(language, &files).unwrap())
    }

    #[test]
    fn a_change_is_told_in_the_language_that_is_asked_for() {
        let [arabic, english] = spoken();
        let state = json!({ "path": "fees.state", "old": "priced", "new": "free" });
        assert_eq!(line(&arabic, &state), "الرسوم والدفع (fees.state): برسوم → مجانية");
        assert_eq!(line(&english, &state), "Fees and payment (fees.state): With a fee → Free of charge");
        let ways = json!({ "path": "channels[app#2].kind", "old": null, "new": "phone" });
        assert_eq!(line(&english, &ways), "Channels (channels[app#2].kind):  → Phone");
        let online = json!({ "path": "onlinePoints.account", "old": "yes", "new": "not_applicable" });
        assert_eq!(line(&english, &online), "What is online (onlinePoints.account): Yes → Not applicable");
        let whole =
            json!({ "path": "promise.standards[1]", "old": { "target": 90, "unit": "minutes" }, "new": [true, "x"] });
        assert_eq!(line(&english, &whole), "Delivery time and standards (promise.standards[1]): 90, Minutes → Yes, x");
    }

    #[test]
    fn every_part_of_a_card_has_its_heading() {
        let sdl = crm_graphql::sdl();
        let (_, card) = sdl.split_once("\ntype ServiceCard {").unwrap();
        let (card, _) = card.split_once("\n}").unwrap();
        let fields = card.lines().filter_map(|line| line.strip_prefix('\t')?.split_once(": "));
        let parts: Vec<&str> = fields.map(|(name, _)| name).filter(|name| !name.starts_with('\t')).collect();
        assert!(parts.contains(&"onlinePoints") && parts.len() > 10, "{parts:?}");
        for words in spoken() {
            let unsaid = |part: &&str| heading(&words, part).starts_with("card-");
            assert_eq!(parts.iter().copied().filter(unsaid).collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }
}
