//! The registry of people and bodies: registered, found, shown masked, hidden, found nowhere in clear.

use crm_core::Error;
use crm_core::beneficiaries::{self, *};
use crm_core::db::Engine;
use crm_core::op::Purpose;
use crm_core::policy::Role;
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::values::IdentifierKind;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use support::{Answer, People, TestDb, engine, gql, op, statements};

/// National ids with right check digits.
const NATIONAL_ID: &str = "1012345672";
const OTHER_ID: &str = "1023456781";

const REGISTER: &str = "mutation($input: RegisterBeneficiaryInput!) { registerBeneficiary(input: $input) {
    beneficiary {
        id kind version status assurance nationality
        name { text(lang: \"ar\") translations { lang text } }
        birthDate { date { gregorian hijri } inHijri precision }
        identifiers { kind masked checkOverridden }
        contactPoints { kind masked address { city } }
        timeline { nodes { kind recordId } }
    }
    userErrors { code message path rule }
} }";

const FIND: &str = "query($key: IdentifierKeyInput, $id: ID) {
    beneficiary(identifier: $key, id: $id) { id name { text } identifiers { masked } }
}";

fn ahmad() -> Value {
    json!({
        "kind": "INDIVIDUAL",
        "nameParts": { "arabic": { "given": "أحمد", "father": "سعيد", "family": "الشهري" } },
        "birthDate": { "hijri": "١٤١٠/٥/١٢" },
        "nationality": "sa",
        "identifiers": [{ "kind": "NATIONAL_ID", "value": "١٠١٢٣٤٥٦٧٢" }],
        "contactPoints": [
            { "kind": "PHONE", "value": "٠٥٠ ١٢٣ ٤٥٦٧" },
            { "kind": "EMAIL", "value": "Ahmad.Shehri@Example.org" },
        ],
    })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

async fn register(db: &TestDb, op: &crm_core::OpContext, input: Value) -> Answer {
    gql(db, op, REGISTER, json!({ "input": input })).await
}

/// A person with nothing but a name and a mobile, past GraphQL.
async fn caller(db: &TestDb, name: &str, phone: &str) -> Beneficiary {
    let points = vec![NewContactPoint::new(ContactKind::Mobile, phone)];
    let new = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(name, "Caller"));
    let new = RegisterBeneficiary { contact_points: points, ..new };
    beneficiaries::register(db, &op::system(), new).await.unwrap()
}

#[tokio::test]
async fn a_person_is_registered_once_and_found_however_the_number_is_typed() {
    let db = TestDb::open().await;
    let op = People::settle(&db).await.agent(&db).await.op;
    let answer = register(&db, &op, ahmad()).await;
    let person = &answer.done("registerBeneficiary")["beneficiary"];
    assert_eq!(person["name"]["text"], "أحمد سعيد الشهري");
    assert_eq!(person["birthDate"]["date"], json!({ "gregorian": "1989-12-11", "hijri": "1410-05-12" }));
    assert_eq!(person["birthDate"]["inHijri"], true);
    assert_eq!(person["nationality"], "SAU");
    assert_eq!(
        person["identifiers"],
        json!([
            { "kind": "NATIONAL_ID", "masked": "\u{200e}•••••5672", "checkOverridden": false }
        ])
    );
    assert_eq!(person["contactPoints"][0]["kind"], "MOBILE");
    assert_eq!(person["contactPoints"][0]["masked"], "\u{200e}•••••4567");
    assert_eq!(person["contactPoints"][1]["masked"], "\u{200e}A•••@example.org");
    assert_eq!(person["timeline"]["nodes"], json!([{ "kind": "beneficiary.registered", "recordId": person["id"] }]));

    for value in ["1012345672", "١٠١٢٣٤٥٦٧٢", "۱۰۱۲ ۳۴۵ ۶۷۲", "1012-345-672"] {
        let key = json!({ "key": { "kind": "NATIONAL_ID", "value": value } });
        let found = gql(&db, &op, FIND, key).await;
        assert_eq!(found.ok()["beneficiary"]["id"], person["id"], "{value}");
    }
    let again = register(&db, &op, ahmad()).await;
    assert_eq!(again.refusals("registerBeneficiary"), ["identifiers.0.value: TAKEN"]);
}

#[tokio::test]
async fn a_repeat_with_the_same_key_gives_the_first_person() {
    let db = TestDb::open().await;
    let op = op::system();
    let input = with(ahmad(), "idempotencyKey", json!("counter-7/1"));
    let first = register(&db, &op, input.clone()).await;
    let again = register(&db, &op, input.clone()).await;
    let id = |answer: &Answer| answer.done("registerBeneficiary")["beneficiary"]["id"].clone();
    assert_eq!(id(&first), id(&again));
    let other = register(&db, &op, with(input, "nationality", json!("PAK"))).await;
    assert_eq!(other.refusals("registerBeneficiary"), ["idempotencyKey: IDEMPOTENCY_KEY_REUSED"]);
}

#[tokio::test]
async fn a_wrong_check_digit_is_explained_in_both_languages_and_staff_may_override_it() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let op = people.agent(&db).await.op;
    let wrong = |reason: Option<&str>| {
        let identifier = json!({ "kind": "NATIONAL_ID", "value": "1012345673", "overrideReason": reason });
        with(ahmad(), "identifiers", json!([identifier]))
    };
    for (language, word) in [(LanguageTag::arabic(), "رقم التحقق"), (LanguageTag::english(), "check digit")] {
        let answer = register(&db, &op.clone().in_language(language), wrong(None)).await;
        assert_eq!(answer.refusals("registerBeneficiary"), ["identifiers.0.value: CHECK_DIGIT"]);
        assert!(answer.user_errors("registerBeneficiary")[0]["message"].as_str().unwrap().contains(word));
    }
    let system = People::integration(&db, people.desk).await.op;
    let answer = register(&db, &system, wrong(Some("seen on the card"))).await;
    assert_eq!(answer.refusals("registerBeneficiary"), ["identifiers.0.value: CHECK_DIGIT"]);
    let answer = register(&db, &op, wrong(Some("seen on the card"))).await;
    assert_eq!(answer.done("registerBeneficiary")["beneficiary"]["identifiers"][0]["checkOverridden"], true);
}

#[tokio::test]
async fn every_broken_field_is_named_at_once() {
    let db = TestDb::open().await;
    let answer = register(&db, &op::system(), json!({
        "kind": "ORGANISATION",
        "sex": "MALE",
        "nationality": "Atlantis",
        "identifiers": [{ "kind": "UNIFIED_NUMBER", "value": "6001234567" }, { "kind": "PASSPORT", "value": "AB12345" }],
        "contactPoints": [
            { "kind": "MOBILE", "value": "0138001234" },
            { "kind": "EMAIL", "value": "a@b@c" },
            { "kind": "NATIONAL_ADDRESS", "address":
                { "building": "12", "street": "شارع", "district": "حي", "city": "الدمام", "postalCode": "32253" } },
        ],
    }))
    .await;
    assert_eq!(
        answer.refusals("registerBeneficiary"),
        [
            "name: REQUIRED",
            "sex: EXCLUSIVE",
            "nationality: NOT_LISTED",
            "identifiers.0.value: IDENTIFIER_SHAPE",
            "identifiers.1.issuer: REQUIRED",
            "contactPoints.0.value: MOBILE_NUMBER",
            "contactPoints.1.value: EMAIL_ADDRESS",
            "contactPoints.2.address.building: NATIONAL_ADDRESS",
        ]
    );
}

#[tokio::test]
async fn a_phone_that_several_share_names_nobody() {
    let db = TestDb::open().await;
    let op = op::system();
    let mut family = Vec::new();
    for name in ["سعد", "سعيد", "سعاد"] {
        family.push(caller(&db, name, "0551112223").await.id);
    }
    let shared = Who::Phone("٠٥٥١١١٢٢٢٣".into());
    let Err(Error::Ambiguous { candidates }) = beneficiaries::resolve(&db, &op, &shared).await else { panic!() };
    assert_eq!(candidates, family);

    let alone = caller(&db, "نورة", "0559998887").await;
    let found = beneficiaries::resolve(&db, &op, &Who::Phone("+966559998887".into())).await.unwrap();
    assert_eq!(found, alone.id);

    let unknown = Who::Email("new@example.org".into());
    assert!(matches!(beneficiaries::resolve(&db, &op, &unknown).await, Err(Error::NotFound { .. })));
    let new = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("هند", "Hind"));
    let made = beneficiaries::resolve_or_register(&db, &op, &unknown, &new).await.unwrap();
    assert_eq!(beneficiaries::resolve(&db, &op, &unknown).await.unwrap(), made);

    let list = "query($filter: BeneficiaryFilter) { beneficiaries(filter: $filter) {
        totalCount nodes { name { text } contactPoints { masked } }
    } }";
    let page = gql(&db, &op, list, json!({ "filter": { "phone": { "eq": "055 111 2223" } } })).await;
    let page = &page.ok()["beneficiaries"];
    assert_eq!(page["totalCount"], 3);
    assert_eq!(page["nodes"][0]["contactPoints"][0]["masked"], "\u{200e}•••••2223");
    let wrong = gql(&db, &op, list, json!({ "filter": { "phone": { "eq": "12" } } })).await;
    assert_eq!(wrong.codes(), ["INVALID"]);
}

#[tokio::test]
async fn people_are_found_by_their_names_in_any_spelling() {
    let db = TestDb::open().await;
    let op = op::system();
    for name in ["أحمد بن إبراهيم الغامدي", "هدى القحطاني", "يحيى آل علي"] {
        caller(&db, name, "0551112223").await;
    }
    let search = "query($text: String) { beneficiaries(search: $text) { nodes { name { text } } } }";
    for (text, name) in [
        ("احمد ابراهيم", Some("أحمد بن إبراهيم الغامدي")),
        ("الغامدي أح", Some("أحمد بن إبراهيم الغامدي")),
        ("هدي", Some("هدى القحطاني")),
        ("يَحيى ال عل", Some("يحيى آل علي")),
        ("عبدالله", None),
        ("%", None),
    ] {
        let page = gql(&db, &op, search, json!({ "text": text })).await;
        let nodes = page.ok()["beneficiaries"]["nodes"].as_array().unwrap().clone();
        let names: Vec<_> = nodes.iter().map(|node| node["name"]["text"].as_str().unwrap()).collect();
        assert_eq!(names, Vec::from_iter(name), "{text}");
    }
    assert_eq!(crm_core::search::rebuild(&db, &op).await.unwrap(), 3);
    let page = gql(&db, &op, search, json!({ "text": "القحطاني" })).await;
    assert_eq!(page.ok()["beneficiaries"]["nodes"], json!([{ "name": { "text": "هدى القحطاني" } }]));
}

#[tokio::test]
async fn an_update_keeps_clears_and_meets_a_stale_version() {
    let db = TestDb::open().await;
    let op = op::system();
    let answer = register(&db, &op, ahmad()).await;
    let id = answer.done("registerBeneficiary")["beneficiary"]["id"].clone();
    let update = "mutation($input: UpdateBeneficiaryInput!) { updateBeneficiary(input: $input) {
        beneficiary { version nationality preferredLanguage name { text } birthDate { precision } }
        current { version } userErrors { code path rule }
    } }";
    let run = async |input: Value| gql(&db, &op, update, json!({ "input": input })).await;
    let name = json!([{ "lang": "ar", "text": "أحمد الزهراني" }]);
    let done =
        run(json!({ "id": id, "expectedVersion": 1, "name": name, "nationality": null, "preferredLanguage": "ar" }));
    let done = done.await;
    assert_eq!(
        done.done("updateBeneficiary")["beneficiary"],
        json!({
            "version": 2, "nationality": null, "preferredLanguage": "ar", "name": { "text": "أحمد الزهراني" },
            "birthDate": { "precision": "DAY" },
        })
    );
    let stale = run(json!({ "id": id, "expectedVersion": 1, "nationality": "PAK" })).await;
    assert_eq!(stale.refusals("updateBeneficiary"), ["CONFLICT"]);
    assert_eq!(stale.ok()["updateBeneficiary"]["current"]["version"], 2);
    let found = gql(&db, &op, "{ beneficiaries(search: \"زهراني\") { nodes { id } } }", json!({})).await;
    assert_eq!(found.ok()["beneficiaries"]["nodes"], json!([{ "id": id }]));
    // The family name stays in the parts, and with them in the index.
    let gone = gql(&db, &op, "{ beneficiaries(search: \"شهري\") { nodes { id } } }", json!({})).await;
    assert_eq!(gone.ok()["beneficiaries"]["nodes"], json!([{ "id": id }]));
}

#[tokio::test]
async fn identifiers_and_contact_points_come_and_go() {
    let db = TestDb::open().await;
    let op = op::system();
    let person = caller(&db, "منى", "0551112223").await;
    let add = AddIdentifier {
        beneficiary: person.id,
        expected_version: Some(1),
        identifier: NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID),
    };
    let held = beneficiaries::add_identifier(&db, &op, add.clone()).await.unwrap();
    let stale = beneficiaries::add_identifier(&db, &op, add.clone()).await;
    assert!(matches!(stale, Err(Error::Conflict { current: 2, .. })));
    let twice = beneficiaries::add_identifier(&db, &op, AddIdentifier { expected_version: None, ..add }).await;
    assert_eq!(twice.unwrap_err().code(), "INVALID");
    let remove = RemoveIdentifier { id: held.id, reason: "entered for the wrong person".into() };
    assert_eq!(beneficiaries::remove_identifier(&db, &op, remove).await.unwrap().version, 3);
    let key = NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID).key();
    assert_eq!(beneficiaries::find_by_identifier(&db, &op, &key).await.unwrap(), None);

    let contact_point = NewContactPoint::new(ContactKind::Phone, "+966 55 111 2223");
    let add = AddContactPoint { beneficiary: person.id, expected_version: None, contact_point };
    assert_eq!(beneficiaries::add_contact_point(&db, &op, add).await.unwrap_err().code(), "INVALID");
    let held = beneficiaries::contact_points(&db, &op, &[person.id]).await.unwrap().remove(&person.id).unwrap();
    let remove = RemoveContactPoint { id: held[0].id };
    assert_eq!(beneficiaries::remove_contact_point(&db, &op, remove).await.unwrap().version, 4);
    assert!(beneficiaries::contact_points(&db, &op, &[person.id]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_restricted_person_is_hidden_from_other_departments() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let own = people.agent(&db).await.op;
    let other = People::staff(&db, Role::Agent, Some(people.permits)).await.op;
    let privacy = People::staff(&db, Role::PrivacyOfficer, None).await.op;
    let answer = register(&db, &own, ahmad()).await;
    let id = answer.done("registerBeneficiary")["beneficiary"]["id"].clone();
    let restrict = "mutation($id: ID!) { setBeneficiaryStatus(input: { id: $id, status: RESTRICTED, reason: \"ق\" }) {
        beneficiary { status } userErrors { code }
    } }";
    assert_eq!(gql(&db, &other, restrict, json!({ "id": id })).await.codes(), ["FORBIDDEN"]);
    gql(&db, &own, restrict, json!({ "id": id })).await.done("setBeneficiaryStatus");

    let seen = async |op: &crm_core::OpContext| {
        let ways = [json!({ "id": id }), json!({ "key": { "kind": "NATIONAL_ID", "value": NATIONAL_ID } })];
        let mut seen = Vec::new();
        for way in ways {
            seen.push(!gql(&db, op, FIND, way).await.ok()["beneficiary"].is_null());
        }
        for list in ["{ beneficiaries { nodes { id } } }", "{ beneficiaries(search: \"احمد\") { nodes { id } } }"] {
            let page = gql(&db, op, list, json!({})).await;
            seen.push(page.ok()["beneficiaries"]["nodes"].as_array().unwrap().len() == 1);
        }
        seen
    };
    assert_eq!(seen(&own).await, [true; 4]);
    assert_eq!(seen(&privacy).await, [true; 4]);
    assert_eq!(seen(&other).await, [false; 4]);
    let timeline = "query($id: ID!) { timeline(beneficiaryId: $id) { nodes { id } } }";
    assert_eq!(gql(&db, &other, timeline, json!({ "id": id })).await.codes(), ["NOT_FOUND"]);
    let update = "mutation($id: ID!) { updateBeneficiary(input: { id: $id, nationality: \"PAK\" }) {
        beneficiary { id } userErrors { code }
    } }";
    assert_eq!(gql(&db, &other, update, json!({ "id": id })).await.refusals("updateBeneficiary"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn the_registry_is_closed_to_those_without_a_purpose_there() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let list = "{ beneficiaries { nodes { id } } }";
    assert_eq!(gql(&db, &op::anonymous(), list, json!({})).await.codes(), ["UNAUTHENTICATED"]);
    let kiosk = People::kiosk(&db, people.desk, None).await.op;
    let reader = People::staff(&db, Role::Reader, None).await.op;
    for op in [kiosk, reader] {
        assert_eq!(gql(&db, &op, list, json!({})).await.codes(), ["FORBIDDEN"]);
        assert_eq!(register(&db, &op, ahmad()).await.codes(), ["FORBIDDEN"]);
    }
    let editor = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await.op;
    assert!(gql(&db, &editor, list, json!({})).await.errors().is_empty());
    assert_eq!(register(&db, &editor, ahmad()).await.codes(), ["FORBIDDEN"]);
}

#[tokio::test]
async fn unmasking_takes_a_reason_and_leaves_a_row() {
    let db = TestDb::open().await;
    let op = People::settle(&db).await.agent(&db).await.op.for_purpose(Purpose::service_delivery());
    let answer = register(&db, &op, ahmad()).await;
    let id = answer.done("registerBeneficiary")["beneficiary"]["id"].clone();
    let unmask = "mutation($input: UnmaskBeneficiaryInput!) { unmaskBeneficiary(input: $input) {
        unmasked { identifiers { value } contactPoints { value } } userErrors { code path rule }
    } }";
    let silent = gql(&db, &op, unmask, json!({ "input": { "id": id, "reason": " " } })).await;
    assert_eq!(silent.refusals("unmaskBeneficiary"), ["reason: REASON_REQUIRED"]);
    let clear = gql(&db, &op, unmask, json!({ "input": { "id": id, "reason": "calls back" } })).await;
    assert_eq!(
        clear.done("unmaskBeneficiary")["unmasked"],
        json!({
            "identifiers": [{ "value": NATIONAL_ID }],
            "contactPoints": [{ "value": "+966501234567" }, { "value": "Ahmad.Shehri@example.org" }],
        })
    );
    let rows = "{ auditEntries(filter: { operation: { eq: \"beneficiary.unmask\" } }) { nodes { recordId detail } } }";
    let rows = gql(&db, &op::auditor(), rows, json!({})).await;
    assert_eq!(rows.ok()["auditEntries"]["nodes"], json!([{ "recordId": id, "detail": { "reason": "calls back" } }]));
}

#[tokio::test]
async fn a_bulk_load_writes_what_single_registrations_write() {
    let db = TestDb::open().await;
    let op = op::system();
    let many: Vec<_> = (0..501)
        .map(|n| {
            let name = LocalizedText::ar_en(format!("شخص رقم {n}"), format!("Person {n}"));
            let point = NewContactPoint::new(ContactKind::Mobile, format!("05{:08}", 10_000_000 + n));
            let new = RegisterBeneficiary::new(BeneficiaryKind::Individual, name);
            RegisterBeneficiary { contact_points: vec![point], ..new }
        })
        .collect();
    let one =
        statements(&db, async { beneficiaries::register_many(&db, &op, many[..1].to_vec()).await.unwrap() }).await;
    let rest = statements(&db, async {
        assert_eq!(beneficiaries::register_many(&db, &op, many[1..].to_vec()).await.unwrap().len(), 500);
    })
    .await;
    assert!(rest < one + 20, "{one} {rest}");
    let list = "query($last: String) { beneficiaries(search: $last) { totalCount nodes {
        timeline { nodes { kind } } contactPoints { masked }
    } } }";
    let found = gql(&db, &op, list, json!({ "last": "Person 499 " })).await;
    assert_eq!(found.ok()["beneficiaries"]["totalCount"], 1);
    assert_eq!(found.ok()["beneficiaries"]["nodes"][0]["timeline"]["nodes"][0]["kind"], "beneficiary.registered");

    let twice = NewIdentifier::new(IdentifierKind::NationalId, OTHER_ID);
    let twice: Vec<_> =
        many[..2].iter().map(|new| RegisterBeneficiary { identifiers: vec![twice.clone()], ..new.clone() }).collect();
    let Err(Error::Invalid { fields }) = beneficiaries::register_many(&db, &op, twice).await else { panic!() };
    assert_eq!(fields[0].path, ["1", "identifiers", "0", "value"]);
}

#[tokio::test]
async fn statements_do_not_grow_with_the_rows() {
    let db = TestDb::open().await;
    let op = op::system();
    for n in 0..12 {
        caller(&db, &format!("متصل {n}"), "0551112223").await;
    }
    let list = "query($first: Int) { beneficiaries(first: $first) { nodes {
        department { code } identifiers { masked } contactPoints { masked beneficiary { id } }
        timeline(first: 3) { nodes { kind } pageInfo { hasNextPage } }
    } } }";
    let sent = async |first: i32| {
        // A look whether the reference data is current falls due once a second, on a slow machine in the midst of it.
        let mut fewest = u64::MAX;
        for _ in 0..3 {
            db.reference().await.unwrap();
            let sent = statements(&db, async {
                gql(&db, &op, list, json!({ "first": first })).await.ok();
            });
            fewest = fewest.min(sent.await);
        }
        fewest
    };
    let (one, ten) = (sent(1).await, sent(10).await);
    assert_eq!(one, ten);
    // Seven, and the four of the log of who saw whom.
    assert!(ten <= 11, "{ten}");
}

#[tokio::test]
async fn planted_values_are_nowhere_in_clear() {
    let db = TestDb::open().await;
    let op = op::system().for_purpose(Purpose::maintenance());
    let input = with(ahmad(), "idempotencyKey", json!("planted"));
    let answer = register(&db, &op, input).await;
    let id = answer.done("registerBeneficiary")["beneficiary"]["id"].clone();
    let unmask =
        "mutation($id: ID!) { unmaskBeneficiary(input: { id: $id, reason: \"test\" }) { userErrors { code } } }";
    gql(&db, &op, unmask, json!({ "id": id })).await.done("unmaskBeneficiary");
    let planted = [NATIONAL_ID, "501234567", "Ahmad.Shehri", "ahmad.shehri", "١٠١٢٣٤٥٦٧٢"];

    let mut stored = everything_stored(&db).await;
    // What is looked for would be found: a name lies in clear.
    assert!(contains(&stored, "الشهري"));
    stored.extend(format!("{:?}", beneficiaries::get(&db, &op, own_id(&db).await).await.unwrap()).into_bytes());
    let shown: Vec<String> = vec![
        format!("{:?}", NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID)),
        format!("{:?}", NewContactPoint::new(ContactKind::Mobile, "0501234567")),
        format!("{:?}", Who::Phone("0501234567".into())),
        format!("{:?}", beneficiaries::unmask(&db, &op, own_id(&db).await, "test").await.unwrap()),
        format!("{:?}", beneficiaries::identifiers(&db, &op, &[own_id(&db).await]).await.unwrap()),
    ];
    stored.extend(shown.concat().into_bytes());
    for value in planted {
        assert!(!contains(&stored, value), "{value} lies in clear");
    }
}

async fn own_id(db: &TestDb) -> crm_core::ids::BeneficiaryId {
    let key = NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID).key();
    beneficiaries::find_by_identifier(db, &op::system(), &key).await.unwrap().unwrap().id
}

fn contains(bytes: &[u8], text: &str) -> bool {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    [text, &hex].iter().any(|text| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

/// Every byte of the database: its files on SQLite, all rows as text on PostgreSQL.
async fn everything_stored(db: &TestDb) -> Vec<u8> {
    if engine() == Engine::Sqlite {
        let url = db.options().url;
        let file = url.trim_start_matches("sqlite://").split('?').next().unwrap();
        return ["", "-wal"].iter().flat_map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default()).collect();
    }
    let raw = db.raw().await;
    let rows = async |sql: String| {
        let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get::<String>("", "text").unwrap()).collect::<Vec<_>>()
    };
    let tables = "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'";
    let mut all = Vec::new();
    for table in rows(tables.into()).await {
        all.extend(rows(format!("SELECT t::text AS text FROM \"{table}\" t")).await.concat().into_bytes());
    }
    all
}
