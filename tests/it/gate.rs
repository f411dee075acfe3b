//! The gate before the engine: what it refuses, what that costs, what a request costs that passes.

mod documents;
mod figures;

use crm_core::Actor;
use crm_core::text::LanguageTag;
use crm_graphql::gate::{Bound, Mistake, judge};
use crm_graphql::{Limits, Request, Schema, Variables, Verdict, execute, schema};
use serde_json::{Value, json};
use support::{TestDb, op};

use documents::Hostile;

/// The longest answer to a refused document.
const MAX_ANSWER: usize = 64 << 10;

/// The codes with which documents are refused.
const CODES: [&str; 3] = ["BAD_DOCUMENT", "QUERY_TOO_COMPLEX", "INVALID"];

fn request(document: &str, variables: Value) -> Request {
    Request::new(document).variables(Variables::from_json(variables))
}

fn verdict(document: &str, variables: Value, limits: &Limits) -> Verdict {
    judge(&mut request(document, variables), limits, &Actor::Anonymous)
}

/// An answer as it would go over the wire, and the processor's time that it took in milliseconds: nothing else runs in
/// a test's process.
async fn answer(schema: &Schema, hostile: &Hostile) -> (String, u128) {
    let request = request(&hostile.document, hostile.variables.clone());
    let started = std::time::Instant::now();
    let response = execute(schema, request, op::anonymous()).await;
    (serde_json::to_string(&response).unwrap(), started.elapsed().as_millis())
}

/// `--no-capture` shows what each took.
#[tokio::test]
async fn a_megabyte_of_anything_is_answered_small() {
    let db = TestDb::open().await;
    let schema = schema(db.clone());
    let mut worst = (0, "");
    // a megabyte is refused by its length; what is just short of that has to be read
    for hostile in [250_000, 1_000_000].into_iter().flat_map(documents::all) {
        let (answer, took) = answer(&schema, &hostile).await;
        worst = worst.max((took, hostile.name));
        eprintln!("{took:>6} ms {:>7} bytes answered  {}", answer.len(), hostile.name);
        assert!(answer.len() <= MAX_ANSWER, "{}: {} bytes", hostile.name, answer.len());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        let long = hostile.document.len() > Limits::default().bytes;
        assert_eq!(code.is_some(), hostile.refused || long, "{}: {:.500}", hostile.name, answer.to_string());
        assert!(code.is_none_or(|code| CODES.contains(&code)), "{}: {code:?}", hostile.name);
    }
    eprintln!("worst: {worst:?}");
}

#[test]
fn steps_grow_with_the_bytes() {
    const SIZE: usize = 40_000;
    for limits in [Limits::default(), Limits::wide()] {
        let mut sizes = [SIZE, 2 * SIZE, 4 * SIZE].map(|size| documents::all(size).into_iter());
        while let [Some(one), Some(two), Some(four)] = sizes.each_mut().map(Iterator::next) {
            let [one, two, four] = [one, two, four].map(|hostile| {
                let steps = verdict(&hostile.document, hostile.variables.clone(), &limits).steps;
                assert!(steps <= 4 * hostile.bytes() + 100, "{}: {steps} steps", hostile.name);
                (steps, hostile.name)
            });
            for (less, more) in [(one, two), (two, four)] {
                assert!(more.0 * 10 <= less.0 * 22 + 100, "{}: {} then {} steps", one.1, less.0, more.0);
            }
        }
    }
}

#[tokio::test]
async fn what_is_over_a_limit_is_told_with_its_figure() {
    let db = TestDb::open().await;
    let limits = Limits { cost_public: 30, root_fields: 2, variables: 5, list: 3, ..Limits::default() };
    let schema = crm_graphql::schema_with(db.clone(), &limits);
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let deep = format!("{{ {} }}", "a { ".repeat(40));
    let cases = [
        ("{ services(first: 31) { nodes { code } } }", json!({}), json!(["cost", 30, 31])),
        ("{ a: __typename b: __typename c: __typename }", json!({}), json!(["rootFields", 2, 3])),
        (nodes, json!({ "ids": ["a", "b", "c", "d"] }), json!(["list", 3, 4])),
        (nodes, json!({ "ids": ["a"], "more": [1, 2, 3], "x": 1 }), json!(["variables", 5, 7])),
        (&deep, json!({}), json!(["nesting", 32, 33])),
    ];
    for (document, variables, told) in cases {
        let mut messages = Vec::new();
        for op in [op::anonymous(), op::anonymous().in_language(LanguageTag::english())] {
            let answer = execute(&schema, request(document, variables.clone()), op).await;
            let error = serde_json::to_value(&answer.errors[0]).unwrap();
            let extensions = &error["extensions"];
            assert_eq!(extensions["code"], "QUERY_TOO_COMPLEX", "{error}");
            let figure = extensions.get("figure").or(extensions.get("cost"));
            assert_eq!(json!([extensions["bound"], extensions["limit"], figure]), told, "{error}");
            assert!(extensions["requestId"].is_string());
            messages.push(error["message"].as_str().unwrap().to_owned());
        }
        assert!(messages[1].is_ascii() && !messages[0].is_ascii(), "{messages:?}");
        assert!(messages.iter().all(|message| message.contains(&told[1].to_string())), "{messages:?}");
    }
}

#[tokio::test]
async fn mistakes_are_told_in_words_of_ours_and_ten_at_most() {
    let db = TestDb::open().await;
    let schema = schema(db.clone());
    let many = format!("{{ {} }}", (0..50).map(|n| format!("u{n} ")).collect::<String>());
    for (document, mistakes) in [
        ("{", vec![Mistake::Unreadable]),
        ("{ viewer { purpose", vec![Mistake::Unreadable]),
        ("query A { __typename } query B { __typename }", vec![Mistake::Unnamed]),
        ("{ nothing viewer { nor this } }", vec![Mistake::Field; 3]),
        ("{ viewer(a: 1) { purpose } }", vec![Mistake::Argument]),
        ("{ node(id: \"a\", id: \"b\") { id } }", vec![Mistake::Repeated]),
        ("{ viewer { purpose { x } } }", vec![Mistake::NoFields]),
        ("{ ... on Nothing { a } ... on String { b } }", vec![Mistake::Type; 2]),
        ("{ ...Nothing }", vec![Mistake::Fragment]),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", vec![Mistake::Cycle]),
        ("subscription { a }", vec![Mistake::Field]),
        (&many, vec![Mistake::Field; 10]),
    ] {
        let answer = execute(&schema, request(document, json!({})), op::anonymous()).await;
        let answer = serde_json::to_value(answer).unwrap();
        let errors = answer["errors"].as_array().unwrap();
        let told: Vec<&str> = errors.iter().map(|error| error["extensions"]["mistake"].as_str().unwrap()).collect();
        assert_eq!(told, mistakes.iter().map(|mistake| mistake.code()).collect::<Vec<_>>(), "{document}: {answer}");
        for error in errors {
            assert_eq!(error["extensions"]["code"], "BAD_DOCUMENT");
            let message = error["message"].as_str().unwrap();
            assert!(!message.contains('{') && !message.is_empty(), "{message}");
        }
    }
    let named = request("query A { __typename }", json!({})).operation_name("B");
    let answer = serde_json::to_value(execute(&schema, named, op::anonymous()).await).unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["mistake"], Mistake::Operation.code());
    let english = op::anonymous().in_language(LanguageTag::english());
    let answer = execute(&schema, request("{ viewer {\n  nor } }", json!({})), english).await;
    assert_eq!(answer.errors[0].message, "There is no field nor on the type Viewer: see the schema.");
    assert_eq!((answer.errors[0].locations[0].line, answer.errors[0].locations[0].column), (2, 3));
}

/// What the engine says of a mistake that the gate leaves to it repeats neither values nor long names.
#[tokio::test]
async fn the_engines_own_words_are_cut() {
    let db = TestDb::open().await;
    let schema = schema(db.clone());
    let names: String = (0..60).map(|n| format!("x{n}: 1, ")).collect();
    for (document, variables) in [
        ("{ viewer { purpose @skip(when: true) } }".to_owned(), json!({})),
        (format!("{{ services(filter: {{ {names} }}) {{ nodes {{ id }} }} }}"), json!({})),
        (
            "query($f: ServiceFilter) { services(filter: $f) { nodes { id } } }".to_owned(),
            json!({ "f": { "n".repeat(5_000): 1 } }),
        ),
    ] {
        let answer = execute(&schema, request(&document, variables), op::anonymous()).await;
        assert!(!answer.errors.is_empty(), "{document}");
        for error in &answer.errors {
            assert!(error.message.chars().count() <= 300, "{}", error.message);
            assert!(!error.message.contains("Did you mean"), "{}", error.message);
        }
    }
}

#[tokio::test]
async fn a_watcher_is_told_of_every_verdict() {
    let db = TestDb::open().await;
    let (sender, verdicts) = std::sync::mpsc::channel();
    let schema = schema(db.clone()).watched_by(move |verdict| sender.send(verdict.clone()).unwrap());
    execute(&schema, request("{ viewer { purpose permissions } }", json!({})), op::reader()).await;
    execute(&schema, request("{ nothing }", json!({})), op::anonymous()).await;
    let limits = Limits::default();
    let passed = verdicts.recv().unwrap();
    assert_eq!((passed.cost, passed.limit, passed.refusal), (1 + 5, limits.cost, None));
    assert!(passed.steps > 30, "{}", passed.steps);
    let refused = verdicts.recv().unwrap();
    assert_eq!((refused.cost, refused.limit), (0, limits.cost_public));
    assert_eq!(refused.refusal.map(|refusal| refusal.code()), Some("BAD_DOCUMENT"));
}

/// On both engines alike, before anything is looked up, and with the way to the text.
#[tokio::test]
async fn control_characters_are_refused_where_they_stand() {
    let db = TestDb::open().await;
    let schema = schema(db.clone());
    let create =
        "mutation($input: CreateStaffMemberInput!) { createStaffMember(input: $input) { staffMember { id } } }";
    let name = json!([{ "lang": "ar", "text": "a\u{7}" }]);
    for (document, variables, argument) in [
        ("{ service(code: \"a\\u0000\") { id } }", json!({}), "code"),
        ("{ services(filter: { code: { in: [\"a\", \"b\\u0001\"] } }) { totalCount } }", json!({}), "filter.code.in.1"),
        (create, json!({ "input": { "code": "a-1", "name": name } }), "input.name.0.text"),
    ] {
        let answer = execute(&schema, request(document, variables), op::admin()).await;
        let answer = serde_json::to_value(answer).unwrap();
        let extensions = &answer["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "INVALID", "{answer}");
        assert_eq!((&extensions["rule"], &extensions["argument"]), (&json!("CONTROL_CHARACTER"), &json!(argument)));
    }
    let lines = request("query($s: String) { services(search: $s) { totalCount } }", json!({ "s": "a\tb\r\nc" }));
    assert!(execute(&schema, lines, op::anonymous()).await.errors.is_empty());
}

#[test]
fn every_sentence_of_the_gate_is_in_two_languages_and_has_a_code_of_its_own() {
    let all: Vec<_> = Bound::TABLE.iter().chain(Mistake::TABLE).collect();
    let codes: std::collections::BTreeSet<_> = all.iter().map(|row| row.0).collect();
    assert_eq!(codes.len(), all.len());
    for (code, ar, en) in all {
        assert!(en.ends_with('.') && ar.ends_with('.') && !ar.is_ascii(), "{code}");
    }
}
