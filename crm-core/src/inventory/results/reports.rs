//! Which services a report tells of. What it tells of each, whoever shows the report chooses from its line.

use super::Line;
use crate::catalogue::card::{AutomationLevel, Card, OnlineAnswer};
use crate::names::names;

names! {
    /// A report on the services that a closed cycle found offered; what nobody verified was offered still.
    Report {
        /// All of them.
        Services = "services",
        /// Those that are not automated from application to output, and those whose card does not say.
        NotAutomated = "not_automated",
        /// Those that are given on a screen: by a portal, an application or a kiosk, with an act online, or automated from
        /// application to output. For the national register of digital services.
        Digital = "digital",
        /// Those behind which the card names processes.
        Processes = "processes",
    }
}

impl Report {
    /// Whether the report tells of a service.
    pub fn tells_of(self, line: &Line) -> bool {
        let card = line.card();
        let is_of_kind = match self {
            Self::Services => true,
            Self::NotAutomated => card.procedure.automation != Some(AutomationLevel::Fully),
            Self::Digital => is_digital(card),
            Self::Processes => !card.procedure.processes.is_empty(),
        };
        is_of_kind && line.is_offered()
    }
}

fn is_digital(card: &Card) -> bool {
    card.channels.iter().any(|channel| channel.kind.is_online())
        || card.online_points.answers().contains(&OnlineAnswer::Yes)
        || card.procedure.automation == Some(AutomationLevel::Fully)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A line as it is stored, of a card of some parts and an answer that came to an outcome.
    fn line(outcome: Option<&str>, card: serde_json::Value) -> Line {
        let mut card = card;
        card["v"] = json!(1);
        let text = json!({
            "v": 1,
            "service": { "id": "00000000-0000-0000-0000-000000000001", "code": "S", "name": {}, "owner": "D" },
            "item": {
                "state": if outcome.is_some() { "accepted" } else { "unverified" }, "outcome": outcome,
                "attestedBy": null, "department": "D", "note": null, "answers": {}, "successors": [],
                "answeredAt": null, "onTime": null, "verifiedAt": null, "returns": 0,
            },
            "card": card,
        });
        Line::read(&text.to_string()).unwrap()
    }

    fn reports(line: &Line) -> Vec<&'static str> {
        Report::ALL.iter().filter(|report| report.tells_of(line)).map(|report| report.name()).collect()
    }

    #[test]
    fn a_report_tells_of_what_is_offered_and_of_its_kind() {
        for (card, told) in [
            (json!({}), &["services", "not_automated"][..]),
            (json!({ "procedure": { "automation": "partly" } }), &["services", "not_automated"]),
            (json!({ "procedure": { "automation": "fully" } }), &["services", "digital"]),
            (json!({ "channels": [{ "kind": "counter" }] }), &["services", "not_automated"]),
            (json!({ "channels": [{ "kind": "kiosk" }] }), &["services", "not_automated", "digital"]),
            (json!({ "onlinePoints": { "application": "no" } }), &["services", "not_automated"]),
            (json!({ "onlinePoints": { "decision": "yes" } }), &["services", "not_automated", "digital"]),
            (
                json!({ "procedure": { "automation": "manual", "processes": [{ "code": "P-1" }] } }),
                &["services", "not_automated", "processes"],
            ),
        ] {
            assert_eq!(reports(&line(Some("confirmed"), card.clone())), told, "{card}");
            assert_eq!(reports(&line(None, card.clone())), told, "nobody verified it, and it is offered: {card}");
            for gone in ["retired", "not_ours", "merged"] {
                assert!(reports(&line(Some(gone), card.clone())).is_empty(), "{gone}");
            }
        }
    }
}
