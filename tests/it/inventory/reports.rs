//! Reports on a closed cycle, of which every figure is known by hand.

use std::slice::from_ref;

use chrono::{Days, NaiveDate};
use crm_core::OpContext;
use crm_core::catalogue::card::{
    AutomationLevel, Body, Card, Channel, ChannelKind, DeliveryMethod, ExternalIdentifier, Integration,
    IntegrationStatus, OnlineAnswer, Percent, PlannedAutomation, Process, ProcessClass, Promise, Scope, ServiceKind,
    Standard,
};
use crm_core::catalogue::departments::{self, UpdateDepartment};
use crm_core::catalogue::organizations::{self, CreateOrganization, OrganizationKind, UpdateOrganization};
use crm_core::catalogue::services::{self, ImportService, ImportServices, ReviseService};
use crm_core::ids::{DepartmentId, OrganizationId};
use crm_core::policy::Role;
use crm_core::text::{LanguageTag, LocalizedText};
use serde_json::{Value, json};
use support::{People, TestDb, gql, number, op};

use super::Actors;
use super::cycles::{answered, contact, in_force, item, move_cycle, move_items, scheduled, today};
use super::pages::Site;
use super::plans::content;
use crate::catalogue::{card, publish, step};

/// A body with a closed cycle: S-1 is to be changed, S-2 right, S-3 retired, nobody answered for S-4, P-1 was exempt, and
/// I-1 is for the body itself.
struct Closed {
    people: People,
    actors: Actors,
    cycle: String,
    organization: OrganizationId,
}

/// By when S-1 shall be automated.
fn planned() -> NaiveDate {
    today(&op::system()) + Days::new(60)
}

impl Closed {
    async fn gather(db: &TestDb) -> Self {
        let people = People::settle(db).await;
        let name = LocalizedText::ar_en("مركز المعلومات الوطني", "National Information Center");
        let command = CreateOrganization { code: "NIC".into(), name, kind: OrganizationKind::Ministry, website: None };
        let organization = organizations::create(db, &op::system(), command).await.unwrap().id;
        import(db, &people, organization).await;
        for at in ["2025-02-01T10:00:00Z", "2025-03-01T10:00:00Z"] {
            contact(db, people.desk, "S-4", ChannelKind::Phone, at).await;
        }
        let actors = Actors::settle(db, people.desk).await;
        let plan = in_force(db, &actors, "PLAN", content(None)).await;
        let cycle = scheduled(db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
        assert_eq!(move_cycle(db, &actors.development, "openInventoryCycle", &cycle).await, "done");
        let closed = Self { people, actors, cycle, organization };
        closed.answer(db).await;
        assert_eq!(move_cycle(db, &closed.actors.development, "closeInventoryCycle", &closed.cycle).await, "done");
        closed
    }

    async fn answer(&self, db: &TestDb) {
        let Actors { owner, verifier, development, .. } = &self.actors;
        let figure = |kind: &str, part: &str, amount: Option<i64>| json!({ "kind": kind, "part": part, "state": "KNOWN", "amount": amount });
        let none = |kind: &str, part: &str, state: &str| json!({ "kind": kind, "part": part, "state": state });
        let told = [
            (
                "S-1",
                "OURS",
                Some(false),
                json!([
                    figure("TRANSACTIONS", "portal", Some(900)),
                    none("TRANSACTIONS", "counter", "NOT_KNOWN"),
                    figure("BENEFICIARIES", "", Some(0)),
                    figure("SATISFACTION", "", Some(450)),
                    figure("MET_TARGET", "7", Some(70)),
                    figure("MEASURED_ON", "7", Some(100)),
                ]),
            ),
            (
                "S-2",
                "OURS",
                Some(true),
                json!([none("TRANSACTIONS", "", "NOT_KNOWN"), none("BENEFICIARIES", "", "NOT_APPLICABLE"),]),
            ),
            ("S-3", "RETIRED", None, json!([])),
            ("I-1", "OURS", Some(true), json!([figure("TRANSACTIONS", "", Some(40))])),
        ];
        for (code, existence, right, measures) in told {
            let id = item(db, owner, &self.cycle, code).await;
            let answer = json!([{
                "id": id, "existence": existence, "cardRight": right, "note": "سبب", "measures": measures,
            }]);
            assert_eq!(answered(db, owner, answer).await, "done", "{code}");
            assert_eq!(move_items(db, verifier, "acceptInventoryItems", from_ref(&id)).await, "done", "{code}");
        }
        let exempt = item(db, owner, &self.cycle, "P-1").await;
        assert_eq!(move_items(db, development, "exemptInventoryItems", &[exempt]).await, "done");
    }

    async fn asked(&self, db: &TestDb, op: &OpContext, document: &str) -> Value {
        gql(db, op, document, json!({ "cycle": self.cycle })).await.ok().clone()
    }
}

async fn import(db: &TestDb, people: &People, organization: OrganizationId) {
    let cards = [
        ("S-1", people.desk, first(people.permits, organization)),
        ("S-2", people.desk, second()),
        ("S-3", people.desk, plain("S-3")),
        ("S-4", people.desk, fourth()),
        ("P-1", people.permits, plain("P-1")),
        ("I-1", people.desk, inner()),
    ];
    let service = |(code, owner, card): (&str, DepartmentId, Card)| ImportService {
        external_id: code.into(),
        code: code.into(),
        owner,
        card,
        public: true,
    };
    let command = ImportServices {
        scheme: "sheet".into(),
        by_code: false,
        language: LanguageTag::arabic(),
        effective: "2024-12-01T00:00:00Z".parse().unwrap(),
        draft: false,
        import: None,
        services: cards.map(service).into(),
    };
    let tx = db.begin().await.unwrap();
    assert!(services::import(&tx, &op::system(), command).await.unwrap().iter().all(Result::is_ok));
    tx.commit().await.unwrap();
}

fn plain(code: &str) -> Card {
    card(&format!("خدمة {code}"), code)
}

fn first(owner: DepartmentId, organization: OrganizationId) -> Card {
    let mut card = plain("S-1");
    card.identity.kind = Some(ServiceKind::Procedural);
    card.identity.external_identifiers = vec![ExternalIdentifier { scheme: "national".into(), value: "0071".into() }];
    card.channels = vec![Channel::new(ChannelKind::Portal)];
    card.online_points.application = OnlineAnswer::Yes;
    card.procedure.automation = Some(AutomationLevel::Partly);
    let by = Some(planned().into());
    card.procedure.planned_automation = Some(PlannedAutomation { level: AutomationLevel::Fully, by });
    card.procedure.delivery_methods = [DeliveryMethod::Online, DeliveryMethod::Post].into();
    let name = LocalizedText::ar_en("إصدار التصاريح", "Issuing permits");
    let class = Some(ProcessClass::Core);
    card.procedure.processes =
        vec![Process { code: "PR-1".into(), name, class, owner: Some(owner), ..Process::default() }];
    card.integrations = vec![Integration {
        body: Body { organization: Some(organization), ..Body::default() },
        status: Some(IntegrationStatus::Active),
        ..Integration::default()
    }];
    card.promise.standards = vec![Standard {
        external_id: Some("7".into()),
        text: LocalizedText::ar_en("الرد في يومين", "An answer in two days"),
        target: Some(Percent(8_000)),
        ..Standard::default()
    }];
    card
}

fn second() -> Card {
    let mut card = plain("S-2");
    card.channels = vec![Channel::new(ChannelKind::Counter)];
    card.procedure.automation = Some(AutomationLevel::Manual);
    card.promise = Promise::default();
    card
}

fn fourth() -> Card {
    let mut card = plain("S-4");
    card.channels = vec![Channel::new(ChannelKind::Kiosk)];
    card.procedure.automation = Some(AutomationLevel::Fully);
    card
}

fn inner() -> Card {
    let mut card = plain("I-1");
    card.identity.scope = [Scope::Internal].into();
    card
}

const REPORTS: &str = "query($cycle: ID!) {
    services: inventoryResults(cycleId: $cycle, report: SERVICES, first: 10) { nodes { ...Row } }
    manual: inventoryResults(cycleId: $cycle, report: NOT_AUTOMATED, first: 10) { nodes { ...Row } }
    digital: inventoryResults(cycleId: $cycle, report: DIGITAL, first: 10) { nodes { ...Row } }
    processes: inventoryResults(cycleId: $cycle, report: PROCESSES, first: 10) { nodes { ...Row } }
}
fragment Row on InventoryLine {
    code name { text } owner ownerName { text }
    number: externalNumber(scheme: \"national\")
    transactions: figure(kind: TRANSACTIONS) { state amount provenance }
    beneficiaries: figure(kind: BENEFICIARIES) { state amount provenance }
    integrations { body { text } status }
    processes { code name { text } class importance owner ownerName { text } }
    card { identity { kind } channels { kind } procedure { automation plannedAutomation { level by { gregorian } } deliveryMethods } }
}";

const INSIDE: &str = "query($cycle: ID!) { inventoryInternalServices(cycleId: $cycle) }";

const OVERVIEW: &str = "query($cycle: ID!) { inventoryOverview(cycleId: $cycle) {
    services offered
    outcomes { outcome services }
    departments { code name { text } coverage { inScope accepted unverified exempt onTime firstPass } }
    completeness
    since { kept }
    kinds { kind services } automation { level services } delivery { method services } channels { channel services }
    told { kind total known counted notKnown notApplicable unsaid }
    busiest { by rows { service { code } amount } }
    unpromised { count rows { service { code } ownerName { text } } }
    missed { count rows { service { code } standard { text } met measuredOn target } }
    planned { count rows { service { code } now level by } }
    findings { severity open waived }
    concerns { concern services }
} }";

fn codes(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect()
}

fn row<'a>(list: &'a Value, code: &str) -> &'a Value {
    list["nodes"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap()
}

#[tokio::test]
async fn four_reports_tell_of_services_as_they_were() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let owner = &closed.actors.owner;
    let told = closed.asked(&db, owner, REPORTS).await;
    assert_eq!(codes(&told["services"]), ["S-1", "S-2", "S-4", "P-1", "I-1"], "not what is no longer offered");
    assert_eq!(codes(&told["manual"]), ["S-1", "S-2", "P-1", "I-1"]);
    assert_eq!(codes(&told["digital"]), ["S-1", "S-4", "P-1", "I-1"]);
    assert_eq!(codes(&told["processes"]), ["S-1"]);
    let known = |amount: i64| json!({ "state": "KNOWN", "amount": amount, "provenance": "STATED" });
    let said = |state: &str| json!({ "state": state, "amount": null, "provenance": "STATED" });
    for (code, transactions, beneficiaries) in [
        ("S-1", known(900), known(0)),
        ("S-2", said("NOT_KNOWN"), said("NOT_APPLICABLE")),
        ("S-4", Value::Null, Value::Null),
    ] {
        let row = row(&told["services"], code);
        assert_eq!((&row["transactions"], &row["beneficiaries"]), (&transactions, &beneficiaries), "{code}");
    }
    let one = row(&told["processes"], "S-1");
    assert_eq!((&one["owner"], &one["ownerName"]["text"]), (&json!("DESK"), &json!("مكتب الاستقبال")));
    assert_eq!(one["number"], "0071");
    assert_eq!(one["integrations"], json!([{ "body": { "text": "مركز المعلومات الوطني" }, "status": "ACTIVE" }]));
    assert_eq!(
        one["processes"],
        json!([{
            "code": "PR-1", "name": { "text": "إصدار التصاريح" }, "class": "CORE", "importance": null,
            "owner": "PERMITS", "ownerName": { "text": "إدارة التراخيص" },
        }])
    );
    let plan = json!({ "level": "FULLY", "by": { "gregorian": planned() } });
    assert_eq!(one["card"]["procedure"]["plannedAutomation"], plan);
}

#[tokio::test]
async fn a_closed_cycle_is_summed_up() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let told = closed.asked(&db, &closed.actors.owner, OVERVIEW).await;
    let mut found = told["inventoryOverview"].clone();
    let findings = found["findings"].take();
    let told =
        |kind: &str, total: i64, [known, counted]: [u64; 2], not_known: u64, not_applicable: u64, unsaid: u64| {
            json!({
                "kind": kind, "total": total, "known": known, "counted": counted, "notKnown": not_known,
                "notApplicable": not_applicable, "unsaid": unsaid,
            })
        };
    let department = |code: &str, name: &str, numbers: [u64; 6]| {
        let [in_scope, accepted, unverified, exempt, on_time, first_pass] = numbers;
        json!({ "code": code, "name": { "text": name }, "coverage": {
            "inScope": in_scope, "accepted": accepted, "unverified": unverified, "exempt": exempt, "onTime": on_time,
            "firstPass": first_pass,
        } })
    };
    let in_scope = "SELECT CAST(SUM(score) / COUNT(*) AS bigint) AS n FROM service WHERE code <> 'P-1'";
    let by_hand = json!({
        "services": 6,
        "offered": 5,
        "completeness": number(&db.raw().await, in_scope).await,
        "outcomes": [
            { "outcome": null, "services": 2 },
            { "outcome": "CONFIRMED", "services": 2 },
            { "outcome": "CHANGED", "services": 1 },
            { "outcome": "RETIRED", "services": 1 },
        ],
        "departments": [
            department("DESK", "مكتب الاستقبال", [5, 4, 1, 0, 4, 4]),
            department("PERMITS", "إدارة التراخيص", [0, 0, 0, 1, 0, 0]),
        ],
        "since": null,
        "kinds": [{ "kind": null, "services": 4 }, { "kind": "PROCEDURAL", "services": 1 }],
        "automation": [
            { "level": null, "services": 2 },
            { "level": "MANUAL", "services": 1 },
            { "level": "PARTLY", "services": 1 },
            { "level": "FULLY", "services": 1 },
        ],
        "delivery": [
            { "method": null, "services": 4 },
            { "method": "ONLINE", "services": 1 },
            { "method": "POST", "services": 1 },
        ],
        "channels": [
            { "channel": "COUNTER", "services": 3 },
            { "channel": "PORTAL", "services": 3 },
            { "channel": "KIOSK", "services": 1 },
        ],
        "told": [
            told("BENEFICIARIES", 0, [1, 0], 0, 1, 3),
            told("TRANSACTIONS", 940, [2, 0], 1, 0, 2),
            told("ENQUIRIES", 2, [5, 5], 0, 0, 0),
        ],
        "busiest": { "by": "TRANSACTIONS", "rows": [
            { "service": { "code": "S-1" }, "amount": 900 },
            { "service": { "code": "I-1" }, "amount": 40 },
        ] },
        "unpromised": { "count": 1, "rows": [
            { "service": { "code": "S-2" }, "ownerName": { "text": "مكتب الاستقبال" } },
        ] },
        "missed": { "count": 1, "rows": [{
            "service": { "code": "S-1" }, "standard": { "text": "الرد في يومين" }, "met": 70, "measuredOn": 100,
            "target": "80",
        }] },
        "planned": { "count": 1, "rows": [
            { "service": { "code": "S-1" }, "now": "PARTLY", "level": "FULLY", "by": planned() },
        ] },
        "findings": null,
        "concerns": [
            { "concern": "UNVERIFIED", "services": 1 },
            { "concern": "GONE", "services": 1 },
            { "concern": "CARD_WRONG", "services": 1 },
            { "concern": "NO_PROMISE", "services": 1 },
            { "concern": "STANDARD_MISSED", "services": 1 },
            { "concern": "AUTOMATION_UNPLANNED", "services": 3 },
            { "concern": "REQUESTS_NOT_KNOWN", "services": 3 },
        ],
    });
    assert_eq!(found, by_hand, "{found:#}");
    assert_eq!(findings, found_one_by_one(&db, &closed).await);
}

/// What the rules found, counted item by item.
async fn found_one_by_one(db: &TestDb, closed: &Closed) -> Value {
    let document = "query($cycle: ID!) { inventoryItems(filter: { cycle: { eq: $cycle } }, first: 100) { nodes {
        findings { severity waivedReason } } } }";
    let items = closed.asked(db, &closed.actors.owner, document).await;
    let rows = items["inventoryItems"]["nodes"].as_array().unwrap();
    let all: Vec<&Value> = rows.iter().flat_map(|item| item["findings"].as_array().unwrap()).collect();
    let of = |severity: &str| {
        let (waived, open): (Vec<&Value>, Vec<&Value>) =
            all.iter().filter(|one| one["severity"] == severity).partition(|one| !one["waivedReason"].is_null());
        json!({ "severity": severity, "open": open.len(), "waived": waived.len() })
    };
    let counts = ["ERROR", "WARNING", "SUGGESTION"].map(of);
    assert!(all.len() > 3, "there is something to count");
    counts.into_iter().filter(|row| row["open"] != 0 || row["waived"] != 0).collect()
}

#[tokio::test]
async fn reports_do_not_follow_the_catalogue() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let owner = &closed.actors.owner;
    let before = [closed.asked(&db, owner, REPORTS).await, closed.asked(&db, owner, OVERVIEW).await];

    let op = op::system();
    let other = || Some(LocalizedText::ar_en("اسم آخر", "Another name"));
    for id in [closed.people.desk, closed.people.permits] {
        departments::update(&db, &op, id, UpdateDepartment { name: other(), ..UpdateDepartment::default() })
            .await
            .unwrap();
    }
    let command = UpdateOrganization { name: other(), ..UpdateOrganization::default() };
    organizations::update(&db, &op, closed.organization, command).await.unwrap();
    let service = services::find_by_code(&db, &op, "S-1").await.unwrap().unwrap();
    let command = ReviseService { id: service.id, card: plain("X"), reason: None, expected_version: None };
    services::revise(&db, &op, command).await.unwrap();
    services::submit(&db, &op, step(service.id)).await.unwrap();
    services::publish(&db, &op, publish(service.id)).await.unwrap();

    let after = [closed.asked(&db, owner, REPORTS).await, closed.asked(&db, owner, OVERVIEW).await];
    assert_eq!(after, before);
    let check = "query($cycle: ID!) { inventoryVerification(cycleId: $cycle) { lines fault } }";
    let check = closed.asked(&db, owner, check).await;
    assert_eq!(check["inventoryVerification"], json!({ "lines": 6, "fault": null }), "names are under the digest too");
}

#[tokio::test]
async fn the_public_reads_published_lines_and_no_overview() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let public = op::anonymous();
    let inside = async || closed.asked(&db, &public, INSIDE).await["inventoryInternalServices"].clone();
    let hidden = closed.asked(&db, &public, REPORTS).await;
    assert!(hidden.as_object().unwrap().values().all(Value::is_null), "{hidden}");
    assert_eq!(inside().await, Value::Null);
    assert_eq!(move_cycle(&db, &closed.actors.development, "publishInventoryCycle", &closed.cycle).await, "done");
    let told = closed.asked(&db, &public, REPORTS).await;
    assert_eq!(codes(&told["services"]), ["S-1", "S-2", "S-4", "P-1"], "not what is for the body itself");
    assert_eq!(inside().await, 1, "of which it is said that there is one");
    let refused = gql(&db, &public, OVERVIEW, json!({ "cycle": closed.cycle })).await;
    assert_eq!(refused.codes(), ["UNAUTHENTICATED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_page_tells_each_figure_once_and_says_what_it_leaves_out() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    assert_eq!(move_cycle(&db, &closed.actors.development, "publishInventoryCycle", &closed.cycle).await, "done");
    let site = Site::over(&db);
    let page = format!("/inventory/{}", closed.cycle);
    let (_, html) = site.get(None, &page).await;
    assert!(html.contains("خدمة واحدة تستخدمها الجهة داخليًا") && !html.contains("خدمة I-1"), "{html}");
    assert!(
        html.contains("<li>الطلبات: لا يقل عن \u{2068}900\u{2069} "),
        "told of one channel, and not known of another: {html}"
    );
    let standard = "ما قيس عليه المعيار: <bdi>الرد في يومين</bdi>: 100";
    assert!(html.contains(standard) && !html.contains("<bdi>7</bdi>"), "{html}");
    let rows = cells(&site.get(None, &format!("{page}?format=csv")).await.1);
    let columns = ["الرمز", "الإدارة", "الإدارة (الرمز)", "المستفيدون", "الطلبات", "مرات التواصل", "الرضا من 5"];
    let seen: Vec<_> = rows.iter().map(|row| columns.map(|name| &*row[name])).collect();
    assert_eq!(seen[0], ["S-1", "مكتب الاستقبال", "DESK", "0", "900", "0", "4.5"]);
    assert_eq!(seen[1][..5], ["S-2", "مكتب الاستقبال", "DESK", "لا ينطبق", "غير معروف"]);
    assert_eq!((rows.len(), seen[3][0], seen[3][5]), (5, "S-4", "2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_is_summed_up_after_its_close_and_with_what_changed_since_the_last() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let Actors { development, .. } = &closed.actors;
    let plan = "query { inventoryPlans(first: 1) { nodes { id } } }";
    let plan = gql(&db, development, plan, json!({})).await.ok()["inventoryPlans"]["nodes"][0]["id"].clone();
    let later = OpContext::at(development.clone(), development.at + Days::new(1));
    let second = scheduled(&db, &later, plan.as_str().unwrap(), "C-2", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, development, "openInventoryCycle", &second).await, "done");
    let early = gql(&db, development, OVERVIEW, json!({ "cycle": second })).await;
    assert_eq!(early.codes(), ["NOT_ALLOWED"]);
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &second).await, "done");
    let told = gql(&db, development, OVERVIEW, json!({ "cycle": second })).await;
    assert_eq!(told.ok()["inventoryOverview"]["since"], json!({ "kept": 5 }));
    let reader = People::staff(&db, Role::Reader, None).await;
    let results = format!("/desk/inventory/cycles/{second}/results");
    let (status, html) = Site::over(&db).get(Some(&reader), &results).await;
    assert!(status == 200 && html.contains("مرات التواصل: 2"), "{html}");
    assert!(
        !html.contains("900") && !html.contains("من الدورة السابقة"),
        "what was told last time is no result: {html}"
    );
}

#[tokio::test]
async fn pages_of_a_report_are_full_and_go_both_ways() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let page = "query($cycle: ID!, $first: Int, $after: String, $last: Int, $before: String) { \
        inventoryResults(cycleId: $cycle, report: DIGITAL, first: $first, after: $after, last: $last, before: $before) { \
        nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }";
    let ask = async |variables: Value| {
        let mut variables = variables;
        variables["cycle"] = json!(closed.cycle);
        gql(&db, &closed.actors.owner, page, variables).await.ok()["inventoryResults"].clone()
    };
    let one = ask(json!({ "first": 3 })).await;
    assert_eq!((codes(&one), &one["pageInfo"]["hasNextPage"]), (vec!["S-1", "S-4", "P-1"], &json!(true)));
    assert_eq!(one["totalCount"], Value::Null, "what is left out is not counted");
    let two = ask(json!({ "first": 3, "after": one["pageInfo"]["endCursor"] })).await;
    assert_eq!((codes(&two), &two["pageInfo"]["hasNextPage"]), (vec!["I-1"], &json!(false)));
    let back = ask(json!({ "last": 2, "before": two["pageInfo"]["startCursor"] })).await;
    assert_eq!((codes(&back), &back["pageInfo"]["hasPreviousPage"]), (vec!["S-4", "P-1"], &json!(true)));
}

/// The rows of a file, each with its cells by the words of their columns.
fn cells(csv: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    rows.deserialize().collect::<Result<_, _>>().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_pages_and_files_of_the_same_rows() {
    let db = TestDb::open().await;
    let closed = Closed::gather(&db).await;
    let site = Site::over(&db);
    let reader = People::staff(&db, Role::Reader, None).await;
    let page = async |report: &str, format: &str| {
        let address = format!("/desk/inventory/cycles/{}/reports{report}{format}", closed.cycle);
        let (status, text) = site.get(Some(&reader), &address).await;
        assert_eq!(status, 200, "{address}: {text}");
        text
    };
    assert_eq!(
        page("", "").await.matches("&#x2f;reports&#x2f;").count(),
        5 + 2 * 4,
        "pages, and two files of each list"
    );

    let html = page("/services", "").await;
    let rows = cells(&page("/services", "?format=csv").await);
    let seen: Vec<[&str; 5]> = rows
        .iter()
        .map(|row| ["الرمز", "الإدارة", "المستفيدون", "الطلبات", "التكامل مع"].map(|name| &*row[name]))
        .collect();
    assert_eq!(
        seen,
        [
            ["S-1", "مكتب الاستقبال", "0", "900", "مركز المعلومات الوطني"],
            ["S-2", "مكتب الاستقبال", "لا ينطبق", "غير معروف", ""],
            ["S-4", "مكتب الاستقبال", "", "", ""],
            ["P-1", "إدارة التراخيص", "", "", ""],
            ["I-1", "مكتب الاستقبال", "", "40", ""],
        ]
    );
    assert!(html.contains("لا ينطبق") && html.contains("غير معروف") && html.contains("لم يُذكر"), "{html}");
    for row in &rows {
        assert!(html.contains(&format!("dir=\"ltr\">{}<", row["الرمز"])), "{row:?}");
    }

    let rows = cells(&page("/automation", "?format=csv").await);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0]["الموعد المخطط"], planned().to_string());
    let rows = cells(&page("/digital", "?format=csv").await);
    let names = ["الرقم في السجل الوطني", "الاسم بالعربية", "الاسم بالإنجليزية", "التقديم", "مدة الإنجاز", "الرسوم"];
    assert_eq!(names.map(|name| &*rows[0][name]), ["0071", "خدمة S-1", "S-1", "نعم", "يوما عمل", "مجانية"]);
    let rows = cells(&page("/processes", "?format=csv").await);
    assert_eq!(rows.len(), 1);
    assert_eq!([&*rows[0]["رمز العملية"], &rows[0]["الإدارة المنفذة"]], ["PR-1", "إدارة التراخيص"]);
    let rows = cells(&page("/summary", "?format=csv").await);
    assert_eq!((rows.len(), &*rows[0]["ما يحتاج إلى قرار"], &*rows[0]["الخدمات"]), (7, "لم يتحقق منها أحد", "1"));
    let rows = cells(&page("/summary", "?format=csv&table=inventoryOverview.departments").await);
    let complete: Vec<&str> = rows.iter().map(|row| &*row["اكتمال البطاقات"]).collect();
    assert_eq!(complete, ["51", ""], "of a department with nothing in scope there is none");
    let digest = closed.asked(&db, &reader.op, "query($cycle: ID!) { inventoryCycle(id: $cycle) { digest } }").await;
    let html = page("/summary", "").await.replace(['\u{2068}', '\u{2069}'], "");
    assert!(html.contains(digest["inventoryCycle"]["digest"].as_str().unwrap()));
    assert!(html.contains("100% من 4 أُجيب عنها") && html.contains("100% من 4 مقبولة"), "of what a share is: {html}");
    assert!(html.contains("ذكرته الإدارات") && html.contains("محسوب من مرات التواصل"), "where sums come from: {html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_on_a_cycle_that_goes_on_says_so() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    import(
        &db,
        &people,
        organizations::create(
            &db,
            &op::system(),
            CreateOrganization {
                code: "NIC".into(),
                name: LocalizedText::ar_en("م", "N"),
                kind: OrganizationKind::Ministry,
                website: None,
            },
        )
        .await
        .unwrap()
        .id,
    )
    .await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    let reader = People::staff(&db, Role::Reader, None).await;
    let site = Site::over(&db);
    for (report, status) in [("", 200), ("/services", 200), ("/summary", 400)] {
        let (found, html) = site.get(Some(&reader), &format!("/desk/inventory/cycles/{cycle}/reports{report}")).await;
        assert_eq!(found, status, "{report}");
        assert!(!html.contains("format=xlsx"), "{report}");
    }
}
