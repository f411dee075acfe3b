//! The catalogue as a front end uses it: through GraphQL alone.

use crm_core::ids::DepartmentId;
use crm_core::policy::Role;
use crm_core::{Db, OpContext};
use serde_json::{Value, json};
use support::{Answer, People, TestDb, gql, op, statements};

const STATE: &str = "service { id code status version isPublic name { text } }
    userErrors { code message path rule }";

/// A mutation with one input.
async fn act(db: &Db, op: &OpContext, name: &str, input: Value) -> Answer {
    let current = if name == "createService" { "" } else { "current { version name { text } }" };
    let mut kind = name.to_owned();
    kind[..1].make_ascii_uppercase();
    let document = format!("mutation($input: {kind}Input!) {{ {name}(input: $input) {{ {STATE} {current} }} }}");
    gql(db, op, &document, json!({ "input": input })).await
}

/// A localized text in Arabic and English.
fn both(ar: &str, en: &str) -> Value {
    json!([{ "lang": "ar", "text": ar }, { "lang": "en", "text": en }])
}

/// A card on the floor.
fn card(ar: &str, en: &str) -> Value {
    json!({
        "identity": { "name": both(ar, en), "summary": both("نبذة عن الخدمة", "A short account"), "scope": ["EXTERNAL"] },
        "audience": { "clients": ["INDIVIDUALS"] },
        "fees": { "state": "FREE" },
        "promise": { "deliveryTimes": [{ "within": { "amount": 2, "unit": "WORKING_DAYS" }, "target": "٩٩.٥" }] },
        "channels": [{ "kind": "PORTAL", "url": [{ "lang": "ar", "text": "https://example.org/ar" }] }, { "kind": "COUNTER" }],
    })
}

async fn id_of(db: &Db, department: &str) -> Value {
    let document = "query($code: String!) { department(code: $code) { id } }";
    gql(db, &op::system(), document, json!({ "code": department })).await.ok()["department"]["id"].clone()
}

/// Creates, submits and publishes; answers the service's id.
async fn published(db: &Db, op: &OpContext, owner: &Value, code: &str, card: Value) -> Value {
    let made = act(db, op, "createService", json!({ "code": code, "owner": owner, "card": card })).await;
    let id = made.done("createService")["service"]["id"].clone();
    act(db, op, "submitService", json!({ "id": id })).await.done("submitService");
    act(db, op, "publishService", json!({ "id": id })).await.done("publishService");
    id
}

#[tokio::test]
async fn a_catalogue_manager_brings_a_service_to_the_public() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = People::staff(&db, Role::CatalogueManager, None).await.op;
    let owner = id_of(&db, "PERMITS").await;

    let bare = json!({ "identity": { "name": both("تصريح فعالية", "Event permit") } });
    let input = json!({ "code": "EV-1", "owner": owner, "card": bare, "idempotencyKey": "ev-1" });
    let made = act(&db, &manager, "createService", input.clone()).await;
    let service = made.done("createService")["service"].clone();
    assert_eq!((&service["status"], &service["isPublic"]), (&json!("DRAFT"), &json!(false)));
    let again = act(&db, &manager, "createService", input).await;
    assert_eq!(again.done("createService")["service"], service);
    let id = &service["id"];
    let taken = act(&db, &manager, "createService", json!({ "code": "EV-1", "owner": owner, "card": bare })).await;
    assert_eq!(taken.refusals("createService"), ["code: TAKEN"]);

    // below the floor: told in the schema's own paths, before and when it is tried
    let document = "query($id: ID!) { service(id: $id) {
        completeness { score gaps { code label { text(lang: \"en\") } } floor { code path } } } }";
    let answer = gql(&db, &manager, document, json!({ "id": id })).await;
    let completeness = &answer.ok()["service"]["completeness"];
    assert_eq!(completeness["floor"][0], json!({ "code": "summary.ar", "path": "identity.summary.ar" }));
    let fees = json!({ "code": "fees", "label": { "text": "Fees, or that it is free" } });
    assert!(completeness["gaps"].as_array().unwrap().contains(&fees), "{completeness}");
    act(&db, &manager, "submitService", json!({ "id": id })).await.done("submitService");
    let low = act(&db, &manager, "publishService", json!({ "id": id })).await;
    let floor = ["identity.summary.ar", "audience.clients", "channels", "promise.deliveryTimes", "fees"];
    assert_eq!(low.refusals("publishService"), floor.map(|path| format!("{path}: CARD_FLOOR")));
    let back = json!({ "id": id, "reason": "ناقصة" });
    act(&db, &manager, "returnServiceToDraft", back).await.done("returnServiceToDraft");

    let full = card("تصريح فعاليّة عامة", "Public event permit");
    let revised = act(&db, &manager, "reviseService", json!({ "id": id, "card": full })).await;
    let version = revised.done("reviseService")["service"]["version"].clone();
    let stale = json!({ "id": id, "card": full, "expectedVersion": 1 });
    let stale = act(&db, &manager, "reviseService", stale).await;
    assert_eq!(stale.refusals("reviseService"), ["CONFLICT"]);
    assert_eq!(stale.ok()["reviseService"]["current"]["version"], version);
    act(&db, &manager, "submitService", json!({ "id": id })).await.done("submitService");

    let find = "query($words: String!) { services(search: $words) { nodes { id code card { fees { state } promise {
        deliveryTimes { within { amount unit } target } } } } totalCount } }";
    let public = op::anonymous();
    let before = gql(&db, &public, find, json!({ "words": "فعاليه" })).await;
    assert_eq!(before.ok()["services"]["totalCount"], 0);
    let shown = act(&db, &manager, "publishService", json!({ "id": id, "expectedVersion": 5 })).await;
    assert_eq!(shown.done("publishService")["service"]["isPublic"], true);
    for words in ["فعاليه", "تصرِيح فعاليات عامه", "event perm"] {
        let hits = gql(&db, &public, find, json!({ "words": words })).await;
        assert_eq!(&hits.ok()["services"]["nodes"][0]["id"], id, "{words}");
        let time = json!({ "within": { "amount": 2, "unit": "WORKING_DAYS" }, "target": "99.5" });
        assert_eq!(hits["data"]["services"]["nodes"][0]["card"]["promise"]["deliveryTimes"][0], time);
        assert_eq!(hits["data"]["services"]["nodes"][0]["card"]["fees"]["state"], "FREE");
    }
}

#[tokio::test]
async fn a_card_is_read_as_of_a_time_and_compared() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = op::catalogue_manager();
    let owner = id_of(&db, "PERMITS").await;
    let id = published(&db, &manager, &owner, "EV-1", card("تصريح", "Permit")).await;
    let mut next = card("رخصة", "Licence");
    next["fees"] = json!({ "state": "PRICED", "list": [{ "amountMinor": 15_050, "currency": "sar" }] });
    act(&db, &manager, "reviseService", json!({ "id": id, "card": next, "reason": "مسمى جديد" }))
        .await
        .done("reviseService");
    act(&db, &manager, "submitService", json!({ "id": id })).await.done("submitService");
    let later = (manager.at + chrono::TimeDelta::days(30)).to_rfc3339();
    act(&db, &manager, "publishService", json!({ "id": id, "validFrom": later })).await.done("publishService");

    let read = "query($id: ID!, $day: Date, $time: DateTime, $known: DateTime) {
        service(id: $id, asOf: $day, asOfTime: $time, knownAt: $known) {
            name { text(lang: \"en\") } card { fees { state list { amount { amountMinor currency } } } }
            shownRevision { id number validFrom author } revisions { nodes { id number state } totalCount }
            statusHistory { nodes { status } } } }";
    let at = async |op: &OpContext, times: Value| {
        let mut variables = times;
        variables["id"] = id.clone();
        gql(&db, op, read, variables).await
    };
    let now = at(&manager, json!({})).await;
    let now = &now.ok()["service"];
    assert_eq!(now["name"]["text"], "Permit");
    assert_eq!(now["revisions"]["totalCount"], 2);
    assert_eq!(now["statusHistory"]["nodes"][0]["status"], "PUBLISHED");
    let after = at(&manager, json!({ "time": later })).await;
    let after = &after.ok()["service"];
    assert_eq!((&after["name"]["text"], &after["shownRevision"]["number"]), (&json!("Licence"), &json!(2)));
    let amount = json!([{ "amount": { "amountMinor": 15_050, "currency": "SAR" } }]);
    assert_eq!(after["card"]["fees"]["list"], amount);
    for earlier in [json!({ "day": "2020-01-01" }), json!({ "known": "2020-01-01T00:00:00Z" })] {
        assert_eq!(at(&manager, earlier).await.ok()["service"], Value::Null);
    }
    let both = at(&manager, json!({ "day": "2020-01-01", "time": later })).await;
    assert_eq!(both.errors()[0]["extensions"]["rule"], "EXCLUSIVE");
    assert_eq!(both.errors()[0]["extensions"]["argument"], "asOfTime");

    let changes = "query($from: ID!, $to: ID!) { serviceChanges(from: $from, to: $to) { path kind old new } }";
    let revisions = json!({ "from": now["shownRevision"]["id"], "to": after["shownRevision"]["id"] });
    let told = gql(&db, &manager, changes, revisions.clone()).await;
    let told = told.ok()["serviceChanges"].as_array().unwrap();
    let name = json!({ "path": "identity.name.en", "kind": "CHANGED", "old": "Permit", "new": "Licence" });
    assert!(told.contains(&name), "{told:#?}");
    assert!(told.iter().any(|change| change["path"] == "fees.state"), "{told:#?}");

    // what is scheduled is not for the public, nor is who wrote it
    assert_eq!(gql(&db, &op::anonymous(), changes, revisions).await.codes(), ["NOT_FOUND"]);
    let document = "query($id: ID!) { node(id: $id) { id ... on Revision { number author service { code } } } }";
    let node = gql(&db, &op::anonymous(), document, json!({ "id": now["shownRevision"]["id"] })).await;
    let node = &node.ok()["node"];
    assert_eq!((&node["author"], &node["service"]["code"]), (&Value::Null, &json!("EV-1")));
    let hidden = gql(&db, &op::anonymous(), document, json!({ "id": after["shownRevision"]["id"] })).await;
    assert_eq!(hidden.ok()["node"], Value::Null);
}

#[tokio::test]
async fn the_whole_card_goes_in_and_comes_out() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = op::catalogue_manager();
    let owner = id_of(&db, "PERMITS").await;
    let other = published(&db, &manager, &owner, "EV-0", card("تسجيل", "Registration")).await;
    let name = both("جهة", "Body");
    let mut given = card("تصريح", "Permit");
    given["identity"]["launchDate"] = json!({ "hijri": "1446-09-01" });
    given["ownership"] = json!({ "accountablePost": name, "partners": [{ "name": name }] });
    given["procedure"] = json!({
        "steps": [{ "action": name, "actor": "BENEFICIARY", "expectedTime": { "amount": 5, "unit": "MINUTES" } }],
        "documents": [{ "name": name, "form": "COPY" }],
        "conditions": [name],
        "legalBasis": [{ "instrument": name, "number": "م/19", "date": { "gregorian": "2020-01-02" } }],
        "processes": [{ "code": "P-1", "name": name, "owner": owner }],
    });
    given["relations"] = json!([{ "kind": "REQUIRES", "service": other }]);
    given["onlinePoints"] = json!({ "application": "YES" });
    let id = published(&db, &manager, &owner, "EV-1", given).await;
    let document = "query($id: ID!) { service(id: $id) { card {
        identity { launchDate { gregorian hijri calendar } }
        ownership { partners { name { text(lang: \"en\") } organization { id } } }
        procedure { steps { action { text } actor expectedTime { amount unit } } documents { form }
            conditions { text } legalBasis { number date { gregorian } } processes { owner { code } } }
        relations { kind service { code status } } onlinePoints { application feedback }
        channels { kind url { text } sites { code } } } } }";
    let answer = gql(&db, &op::anonymous(), document, json!({ "id": id })).await;
    let card = &answer.ok()["service"]["card"];
    let launched = json!({ "gregorian": "2025-03-01", "hijri": "1446-09-01", "calendar": "HIJRI" });
    assert_eq!(card["identity"]["launchDate"], launched);
    assert_eq!(card["relations"][0]["service"], json!({ "code": "EV-0", "status": "PUBLISHED" }));
    assert_eq!(card["procedure"]["processes"][0]["owner"]["code"], "PERMITS");
    assert_eq!(card["procedure"]["legalBasis"][0]["number"], "م/19");
    assert_eq!(card["onlinePoints"], json!({ "application": "YES", "feedback": "NOT_KNOWN" }));
    assert_eq!(card["channels"][0]["url"]["text"], "https://example.org/ar");

    let wrong = json!({ "id": id, "card": { "identity": { "name": name },
        "fees": { "state": "FREE", "list": [{ "amountMinor": 1, "currency": "SAR" }] } } });
    let wrong = act(&db, &manager, "reviseService", wrong).await;
    assert_eq!(wrong.refusals("reviseService"), ["card.fees.list: EXCLUSIVE"]);
    let twice = json!([{ "lang": "ar", "text": "أ" }, { "lang": "ar", "text": "ب" }]);
    let wrong = json!({ "id": id, "card": { "identity": { "name": name },
        "procedure": { "steps": [{ "action": name }, { "action": twice }] } } });
    let wrong = act(&db, &manager, "reviseService", wrong).await;
    assert_eq!(wrong.refusals("reviseService"), ["card.procedure.steps.1.action: EXCLUSIVE"]);
}

#[tokio::test]
async fn everyone_sees_and_changes_only_what_is_theirs() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let manager = op::catalogue_manager();
    let owner = id_of(&db, "PERMITS").await;
    let id = published(&db, &manager, &owner, "OUT", card("خدمة للجمهور", "For all")).await;
    let mut inner = card("خدمة داخلية", "Inside");
    inner["identity"]["scope"] = json!(["INTERNAL"]);
    published(&db, &manager, &owner, "IN", inner).await;
    let draft = json!({ "code": "NEW", "owner": owner, "card": card("مسودة", "Draft") });
    act(&db, &manager, "createService", draft.clone()).await.done("createService");

    let codes = async |op: &OpContext| {
        let answer = gql(&db, op, "{ services(orderBy: CODE_ASC) { nodes { code } } }", json!({})).await;
        let nodes = answer.ok()["services"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| node["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&op::anonymous()).await, ["OUT"]);
    assert_eq!(codes(&manager).await, ["IN", "NEW", "OUT"]);
    let document = "{ service(code: \"NEW\") { id } }";
    assert_eq!(gql(&db, &op::anonymous(), document, json!({})).await.ok()["service"], Value::Null);
    let document = "{ service(code: \"OUT\") { revisions { nodes { id } } } }";
    assert_eq!(gql(&db, &op::anonymous(), document, json!({})).await.codes(), ["UNAUTHENTICATED"]);

    let editor = async |department: DepartmentId| People::staff(&db, Role::DepartmentEditor, Some(department)).await.op;
    let (own, foreign) = (editor(people.permits).await, editor(people.services).await);
    let change = json!({ "id": id, "card": card("خدمة للجمهور", "For everybody") });
    assert_eq!(act(&db, &foreign, "reviseService", change.clone()).await.codes(), ["FORBIDDEN"]);
    assert_eq!(act(&db, &op::anonymous(), "reviseService", change.clone()).await.codes(), ["UNAUTHENTICATED"]);
    act(&db, &own, "reviseService", change).await.done("reviseService");
    act(&db, &own, "submitService", json!({ "id": id })).await.done("submitService");
    assert_eq!(act(&db, &own, "publishService", json!({ "id": id })).await.codes(), ["FORBIDDEN"]);
    let early = act(&db, &manager, "resumeService", json!({ "id": id })).await;
    assert_eq!(early.refusals("resumeService"), ["NOT_ALLOWED"]);
    let silent = act(&db, &manager, "suspendService", json!({ "id": id })).await;
    assert_eq!(silent.refusals("suspendService"), ["reason: REASON_REQUIRED"]);
}

#[tokio::test]
async fn pages_forward_and_backward_make_the_whole_list() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = op::catalogue_manager();
    let owner = id_of(&db, "PERMITS").await;
    for number in 0..7 {
        let card = card(&format!("خدمة {}", number % 3), &format!("Service {}", 9 - number));
        published(&db, &manager, &owner, &format!("S-{number}"), card).await;
    }
    let list = "query($order: ServiceOrder!, $first: Int, $after: String, $last: Int, $before: String) {
        services(orderBy: $order, lang: \"en\", first: $first, after: $after, last: $last, before: $before) {
            nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";
    let page = async |variables: Value| gql(&db, &op::anonymous(), list, variables).await.ok()["services"].clone();
    for order in ["NAME_ASC", "CODE_ASC", "UPDATED_AT_DESC"] {
        let whole = page(json!({ "order": order })).await["nodes"].as_array().unwrap().clone();
        assert_eq!(whole.len(), 7);
        let (mut forward, mut after) = (Vec::new(), Value::Null);
        loop {
            let part = page(json!({ "order": order, "first": 3, "after": after })).await;
            forward.extend(part["nodes"].as_array().unwrap().clone());
            after = part["pageInfo"]["endCursor"].clone();
            if part["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(forward, whole, "{order}");
        let (mut backward, mut before) = (Vec::new(), Value::Null);
        loop {
            let part = page(json!({ "order": order, "last": 3, "before": before })).await;
            backward.splice(0..0, part["nodes"].as_array().unwrap().clone());
            before = part["pageInfo"]["startCursor"].clone();
            if part["pageInfo"]["hasPreviousPage"] == false {
                break;
            }
        }
        assert_eq!(backward, whole, "{order}");
    }

    let document = "query($first: Int, $after: String) { department(code: \"PERMITS\") {
        services(first: $first, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } } }";
    let part = gql(&db, &manager, document, json!({ "first": 2 })).await;
    let part = &part.ok()["department"]["services"];
    assert_eq!(part["pageInfo"]["hasNextPage"], true);
    let rest = gql(&db, &manager, document, json!({ "after": part["pageInfo"]["endCursor"] })).await;
    assert_eq!(rest.ok()["department"]["services"]["nodes"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn statements_do_not_grow_with_rows() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = op::catalogue_manager();
    let owner = id_of(&db, "PERMITS").await;
    let mut last = published(&db, &manager, &owner, "S-0", card("خدمة", "Service")).await;
    for number in 1..6 {
        let mut next = card("خدمة", &format!("Service {number}"));
        next["relations"] = json!([{ "kind": "RELATED", "service": last }]);
        last = published(&db, &manager, &owner, &format!("S-{number}"), next).await;
    }
    let nested =
        "query($first: Int) { services(orderBy: CODE_ASC, first: $first) { nodes { code owner { name { text } }
        card { relations { service { code } } channels { sites { code } } } revisions { nodes { number } }
        statusHistory { nodes { status } } owner { services(first: 2) { nodes { code } } } } } }";
    assert_eq!(least(&db, &manager, nested, 2).await, least(&db, &manager, nested, 6).await);
    let heads =
        "query($first: Int) { services(first: $first) { nodes { id code status name { text } owner { code } } } }";
    assert_eq!(least(&db, &manager, heads, 6).await, 1);
}

/// How many statements a page takes. The fewest of some: once a second one more asks whether what is held in memory
/// is still right.
async fn least(db: &Db, op: &OpContext, document: &str, first: u32) -> u64 {
    let mut fewest = u64::MAX;
    for _ in 0..4 {
        let answer = Box::pin(gql(db, op, document, json!({ "first": first })));
        fewest = fewest.min(statements(db, async { assert!(answer.await.errors().is_empty()) }).await);
    }
    fewest
}

#[tokio::test]
async fn lists_are_filtered() {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let manager = op::catalogue_manager();
    let (desk, permits) = (id_of(&db, "DESK").await, id_of(&db, "PERMITS").await);
    let mut priced = card("برسوم", "Priced");
    priced["fees"] = json!({ "state": "PRICED", "list": [{ "amountMinor": 100, "currency": "SAR" }] });
    priced["channels"] = json!([{ "kind": "KIOSK" }]);
    published(&db, &manager, &desk, "A", priced).await;
    published(&db, &manager, &permits, "B", card("مجانية", "Free")).await;
    let draft = json!({ "code": "C", "owner": permits, "card": { "identity": { "name": both("مسودة", "Draft") } } });
    act(&db, &manager, "createService", draft).await.done("createService");
    let list = "query($filter: ServiceFilter) { services(filter: $filter, orderBy: CODE_ASC) { nodes { code } } }";
    let services = id_of(&db, "SERVICES").await;
    for (filter, codes) in [
        (json!({ "ownerWithin": { "eq": services } }), "A"),
        (json!({ "owner": { "eq": services } }), ""),
        (json!({ "owner": { "in": [permits, desk] }, "not": { "code": { "eq": "B" } } }), "AC"),
        (json!({ "status": { "eq": "DRAFT" } }), "C"),
        (json!({ "channel": { "in": ["KIOSK", "SMS"] } }), "A"),
        (json!({ "client": { "eq": "INDIVIDUALS" }, "fees": { "eq": "FREE" } }), "B"),
        (json!({ "or": [{ "inWork": { "eq": true } }, { "fees": { "eq": "PRICED" } }] }), "AC"),
        (json!({ "isPublic": { "eq": true }, "belowFloor": { "eq": false }, "score": { "gte": 10 } }), "AB"),
    ] {
        let found = gql(&db, &manager, list, json!({ "filter": filter })).await;
        let nodes = found.ok()["services"]["nodes"].as_array().unwrap();
        let found: String = nodes.iter().filter_map(|node| node["code"].as_str()).collect();
        assert_eq!(found, codes, "{filter}");
    }
    let wrong =
        gql(&db, &manager, list, json!({ "filter": { "owner": { "eq": "site_01h455vb4pex5vsknk084sn02q" } } })).await;
    assert_eq!(wrong.errors()[0]["extensions"]["rule"], "ID");
}
