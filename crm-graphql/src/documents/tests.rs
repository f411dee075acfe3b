use serde_json::{Value, json};

use super::*;

const LOG: &str =
    "mutation Log($input: LogInteractionInput!) { logInteraction(input: $input) { userErrors { code } } }";
const LIST: &str = "query List($search: String, $first: Int! = 20, $filter: ServiceFilter) { services(search: $search, \
    first: $first, filter: $filter) { nodes { code } } }";
const DRAFT: &str =
    "mutation Draft($input: CreateServiceInput!) { createService(input: $input) { userErrors { code } } }";

fn variables(document: &str, empty: Empty, pairs: &[(&str, &str)]) -> Result<Value, Vec<(String, &'static str)>> {
    let document = Document::read(document).unwrap();
    let fields: Fields = pairs.iter().map(|(name, text)| (*name, *text)).collect();
    let request = document.request(&fields, Reading { empty, zone: chrono_tz::Asia::Riyadh });
    request
        .map(|request| request.variables.into_value().into_json().unwrap())
        .map_err(|mistakes| mistakes.into_iter().map(|mistake| (mistake.path.join("."), mistake.rule.code())).collect())
}

#[test]
fn a_form_becomes_the_input_by_its_names() {
    let pairs = [
        ("input.channel", "PHONE"),
        ("input.service.code", "RGT-102"),
        ("input.subject", "  "),
        ("input.duration", "٥"),
        ("input.occurredAt", "2026-11-25T14:30"),
        ("button", "save"),
    ];
    let expected = json!({ "input": {
        "channel": "PHONE", "service": { "code": "RGT-102" }, "subject": null, "duration": "PT5M",
        "occurredAt": "2026-11-25T11:30:00Z",
    }});
    assert_eq!(variables(LOG, Empty::Null, &pairs), Ok(expected));
}

#[test]
fn an_address_says_nothing_by_what_is_empty() {
    let pairs = [("search", ""), ("first", "٢٥"), ("filter.status.in", ""), ("filter.owner.eq", "department_1")];
    assert_eq!(
        variables(LIST, Empty::Absent, &pairs),
        Ok(json!({ "first": 25, "filter": { "owner": { "eq": "department_1" } } }))
    );
    assert_eq!(variables(LIST, Empty::Absent, &[]), Ok(json!({})));
}

#[test]
fn lists_are_names_repeated_entries_numbered_or_texts_by_language() {
    let pairs = [
        ("input.code", "A-1"),
        ("input.owner", "department_1"),
        ("input.card.identity.name.ar", "خدمة"),
        ("input.card.identity.name.en", ""),
        ("input.card.identity.launchDate", "١٤٤٦-٠٩-٠١"),
        ("input.card.governance.assuredOn", "2026-11-25"),
        ("input.card.fees.state", "PRICED"),
        ("input.card.fees.list.10.amountMinor", "١٥٠٫٥"),
        ("input.card.fees.list.10.currency", "SAR"),
        ("input.card.fees.list.2.amountMinor", "20"),
        ("input.card.fees.list.3.amountMinor", ""),
        ("input.card.paymentChannels", ""),
        ("input.card.paymentChannels", "SADAD"),
        ("input.card.channels", ""),
    ];
    let expected = json!({ "card": {
        "identity": { "name": [{ "lang": "ar", "text": "خدمة" }], "launchDate": { "hijri": "1446-09-01" } },
        "governance": { "assuredOn": { "gregorian": "2026-11-25" } },
        "fees": { "state": "PRICED", "list": [
            { "amountMinor": 2000, "currency": "SAR" }, { "amountMinor": 15050, "currency": "SAR" },
        ]},
        "paymentChannels": ["SADAD"],
        "channels": [],
    }});
    let got = variables(DRAFT, Empty::Null, &pairs).unwrap();
    assert_eq!(got["input"]["card"], expected["card"]);
}

#[test]
fn what_cannot_be_read_or_is_missing_is_told_at_its_field() {
    let pairs = [("input.channel", ""), ("input.occurredAt", "yesterday"), ("input.service.code", "x")];
    let mut mistakes = variables(LOG, Empty::Null, &pairs).unwrap_err();
    mistakes.sort();
    assert_eq!(mistakes, [("channel".to_owned(), "REQUIRED"), ("occurredAt".to_owned(), "MALFORMED")]);
    let filter = [("filter.status.in", "PUBLISHED"), ("filter.status.in", "WHAT")];
    assert_eq!(variables(LIST, Empty::Absent, &filter), Err(vec![("filter.status.in".into(), "MALFORMED")]));
    assert_eq!(variables(LIST, Empty::Absent, &[("first", "many")]), Err(vec![("first".into(), "MALFORMED")]));
}

#[test]
fn a_document_asks_what_the_fields_are_about() {
    let document = "query Who($caller: String, $hasCaller: Boolean!) \
        { beneficiaries(search: $caller) @include(if: $hasCaller) { nodes { id } } }";
    let asked = |caller| variables(document, Empty::Absent, &[("caller", caller)]);
    assert_eq!(asked("0501234567"), Ok(json!({ "caller": "0501234567", "hasCaller": true })));
    assert_eq!(asked(" "), Ok(json!({ "hasCaller": false })));
}

#[test]
fn a_name_however_deep_is_harmless() {
    let deep = vec!["a"; 100_000].join(".");
    assert_eq!(variables(LIST, Empty::Absent, &[(&deep, "x")]), Ok(json!({})));
}

#[test]
fn one_named_operation_with_types_of_the_schema_is_a_document() {
    let refused = |text: &str| Document::read(text).unwrap_err();
    assert!(matches!(refused("query {"), DocumentError::Unreadable(Some(1))));
    assert_eq!(refused("{ viewer { purpose } }"), DocumentError::NotOne);
    assert_eq!(refused("query A { a } query B { b }"), DocumentError::NotOne);
    assert_eq!(refused("query A($a: [Nothing!]) { a }"), DocumentError::Type("[Nothing!]".into()));
    let document = Document::read(LOG).unwrap();
    assert_eq!((document.name(), document.kind()), ("Log", OperationType::Mutation));
    assert!(document.takes("input") && !document.takes("id"));
}

const ANSWER: &str = "mutation Answer($input: AnswerInventoryItemsInput!) { answerInventoryItems(input: $input) { \
    userErrors { code } } }";

#[test]
fn rows_with_a_box_count_when_it_is_ticked_and_answers_go_by_their_questions() {
    let pairs = [
        ("input.items.0.ticked", "false"),
        ("input.items.0.id", "inventory_item_1"),
        ("input.items.0.existence", "OURS"),
        ("input.items.1.ticked", "false"),
        ("input.items.1.ticked", "true"),
        ("input.items.1.id", "inventory_item_2"),
        ("input.items.1.existence", "OURS"),
        ("input.items.1.cardRight", "true"),
        ("input.items.1.answers.annual-cost", "كثير"),
        ("input.items.1.answers.left-open", " "),
    ];
    let expected = json!({ "input": { "items": [{
        "id": "inventory_item_2", "existence": "OURS", "cardRight": true,
        "answers": [{ "code": "annual-cost", "text": "كثير" }],
    }]}});
    assert_eq!(variables(ANSWER, Empty::Null, &pairs), Ok(expected));
    let fields: Fields = pairs.into_iter().collect();
    let named = |path: &str| fields.named(&path.split('.').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(named("input.items.0.note"), "input.items.1.note", "the first that was sent is the form's second");
    assert_eq!(named("input.items.0.answers.annual-cost"), "input.items.1.answers.annual-cost");
    assert_eq!(named("input.items.7.note"), "input.items.7.note");
}

#[test]
fn satisfaction_is_typed_of_five_and_every_other_figure_as_a_number() {
    let read = |kind, amount| {
        let field = |name: &str| format!("input.items.0.{name}");
        let row = |name: &str| field(&format!("measures.0.{name}"));
        let pairs = [
            (field("id"), "inventory_item_1"),
            (field("existence"), "OURS"),
            (row("kind"), kind),
            (row("state"), "KNOWN"),
            (row("amount"), amount),
        ];
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let read = variables(ANSWER, Empty::Null, &pairs);
        read.map(|read| read["input"]["items"][0]["measures"][0]["amount"].clone())
    };
    let wrong = || Err(vec![("items.0.measures.0.amount".to_owned(), "MALFORMED")]);
    for (typed, held) in [("4.5", 450), ("٤٫٥", 450), ("4", 400), ("4.25", 425), ("0", 0)] {
        assert_eq!(read("SATISFACTION", typed), Ok(json!(held)), "{typed}");
    }
    assert_eq!((read("SATISFACTION", "4.125"), read("SATISFACTION", "good")), (wrong(), wrong()));
    assert_eq!((read("COMPLAINTS", "4"), read("COMPLAINTS", "4.5")), (Ok(json!(4)), wrong()));
    assert_eq!(read("SATISFACTION", " "), Ok(json!(null)));
}
