//! What a cycle counts of mentions, and the pages on which they are settled.

use crm_core::beneficiaries::{self, BeneficiaryKind, RegisterBeneficiary, Who};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::BeneficiaryId;
use crm_core::interactions::{self, Direction, IdOrCode, LogInteraction};
use crm_core::policy::Role;
use crm_core::text::LocalizedText;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use support::{People, TestDb, gql, op, time};

use super::cycles::{in_force, item, move_cycle, scheduled, services};
use super::pages::Site;
use super::{Actors, act};

/// A contact of 2025 by its channel, its person, and its service: by code, or in free words.
async fn contact(db: &TestDb, people: &People, channel: ChannelKind, who: Option<BeneficiaryId>, service: &str) {
    let is_code = service.starts_with("S-");
    let command = LogInteraction {
        department: Some(people.desk.into()),
        occurred_at: Some(time("2025-03-01T09:00:00Z")),
        beneficiary: who.map(Who::Id),
        service: is_code.then(|| IdOrCode::Code(service.into())),
        unlisted_service: (!is_code).then(|| service.into()),
        ..LogInteraction::new(channel, Direction::Inbound)
    };
    interactions::log(db, &op::agent(people.desk), command).await.unwrap();
}

async fn person(db: &TestDb, name: &str) -> BeneficiaryId {
    let new = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(name, name));
    beneficiaries::register(db, &op::system(), new).await.unwrap().id
}

/// `(contacts, people)` of a service in 2025, counted from the log by plain SQL.
async fn recounted(db: &TestDb, code: &str) -> (i64, i64) {
    let sql = format!(
        "SELECT COUNT(*) AS contacts, COUNT(DISTINCT i.beneficiary_id) AS people FROM interaction i \
         LEFT JOIN mention m ON m.folded = i.unlisted_folded LEFT JOIN mention_mapping p ON p.mention_id = m.id \
         JOIN service s ON s.id = COALESCE(p.service_id, i.service_id) \
         WHERE s.code = '{code}' AND i.kind <> 'undo' AND i.corrected_by_id IS NULL \
         AND i.occurred_month BETWEEN 202501 AND 202512"
    );
    let raw = db.raw().await;
    let row = raw.query_one_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap().unwrap();
    (row.try_get("", "contacts").unwrap(), row.try_get("", "people").unwrap())
}

/// `PART: amount` of the computed figures of an item.
async fn computed(db: &TestDb, item: &str) -> Vec<String> {
    let document = "query($id: ID!) { inventoryItem(id: $id) { measures { kind part provenance amount } } }";
    let answer = gql(db, &op::system(), document, json!({ "id": item })).await;
    let rows = answer.ok()["inventoryItem"]["measures"].as_array().unwrap().clone();
    let told = |row: &Value| format!("{} {}: {}", row["kind"], row["part"], row["amount"]).replace('"', "");
    let mut told: Vec<_> = rows.iter().filter(|row| row["provenance"] == "COMPUTED").map(told).collect();
    told.sort();
    told
}

#[tokio::test]
async fn a_cycle_counts_what_mentions_were_found_to_be() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    let (one, other) = (person(&db, "سارة").await, person(&db, "هند").await);
    contact(&db, &people, ChannelKind::Phone, Some(one), "S-1").await;
    contact(&db, &people, ChannelKind::Phone, Some(one), "رخصة حفل").await;
    contact(&db, &people, ChannelKind::Counter, Some(other), "رخصه حفل").await;
    contact(&db, &people, ChannelKind::Counter, None, "رخصه حفل").await;
    contact(&db, &people, ChannelKind::Counter, None, "شيء آخر").await;

    let document = "{ unlistedMentions(search: \"حفل\") { nodes { id contacts version } } services(search: \"S-1\") { nodes { id code } } }";
    let found = gql(&db, &actors.development, document, json!({})).await.ok().clone();
    let mention = &found["unlistedMentions"]["nodes"][0];
    assert_eq!(mention["contacts"], 3);
    let service = found["services"]["nodes"].as_array().unwrap().iter().find(|row| row["code"] == "S-1").unwrap();
    let input =
        json!({ "mentionId": mention["id"], "serviceId": service["id"], "expectedVersion": mention["version"] });
    let selection = "mention { decision decidedBy { id } service { code } }";
    let linked =
        act(&db, &actors.development, "linkUnlistedMention", "LinkUnlistedMentionInput", input.clone(), selection)
            .await;
    let linked = linked.done("linkUnlistedMention")["mention"].clone();
    assert_eq!((&linked["decision"], &linked["service"]["code"]), (&json!("LINKED"), &json!("S-1")));
    assert!(linked["decidedBy"]["id"].is_string());
    let selection = "mention { id } current { version }";
    let stale =
        act(&db, &actors.development, "linkUnlistedMention", "LinkUnlistedMentionInput", input, selection).await;
    assert_eq!(stale.ok()["linkUnlistedMention"]["current"]["version"], 1);

    let plan = in_force(&db, &actors, "PLAN", super::plans::content(None)).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    let item = item(&db, &actors.development, &cycle, "S-1").await;
    assert_eq!(recounted(&db, "S-1").await, (4, 2));
    let expected = ["BENEFICIARIES : 2", "ENQUIRIES : 4", "ENQUIRIES counter: 2", "ENQUIRIES phone: 2"];
    assert_eq!(computed(&db, &item).await, expected);

    // What is recorded late, or linked while the cycle goes on, is counted when it is looked over.
    contact(&db, &people, ChannelKind::Counter, None, "S-1").await;
    contact(&db, &people, ChannelKind::Portal, None, "رخصة حفل").await;
    assert_eq!(computed(&db, &item).await, expected);
    assert_eq!(super::findings::look_over(&db, &actors.development, &cycle).await, "done");
    super::cycles::worked(&db).await;
    assert_eq!(recounted(&db, "S-1").await, (6, 2));
    let expected =
        ["BENEFICIARIES : 2", "ENQUIRIES : 6", "ENQUIRIES counter: 3", "ENQUIRIES phone: 2", "ENQUIRIES portal: 1"];
    assert_eq!(computed(&db, &item).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_settled_by_forms_alone() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let development = People::staff(&db, Role::CatalogueManager, None).await;
    let owner = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await;
    for words in ["رخصة حفل", "رخصة حفل", "تصريح تخييم", "سؤال عام"] {
        contact(&db, &people, ChannelKind::Phone, None, words).await;
    }
    while interactions::fold(&db, &op::system()).await.unwrap() > 0 {}
    let site = Site::over(&db);
    let (_, home) = site.get(Some(&development), "/desk/inventory").await;
    assert!(home.contains("inventory&#x2f;mentions") && home.contains("\u{2068}3\u{2069} خدمات"), "{home}");
    assert!(!site.get(Some(&owner), "/desk/inventory").await.1.contains("&#x2f;mentions"));
    assert_eq!(site.get(Some(&owner), "/desk/inventory/mentions").await.0, 403);
    let (_, list) = site.get(Some(&development), "/desk/inventory/mentions").await;
    let ids: Vec<&str> = list.match_indices("mention_").map(|(at, _)| &list[at..][..34]).collect();
    assert_eq!(ids.len(), 3, "{list}");
    let (party, others) = (ids[0], [ids[1], ids[2]]);

    let (_, html) = site.get(Some(&development), &format!("/desk/inventory/mentions/{party}?wanted=S-2")).await;
    assert!(html.contains("<bdi>رخصة حفل</bdi>") && html.contains("S-2"), "{html}");
    let service = html.split("name=\"input.serviceId\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let link = format!("/desk/inventory/mentions/{party}/link");
    let mut form = vec![("input.mentionId", party), ("input.expectedVersion", "0"), ("wanted", "S-2")];
    let (status, html) = site.send(&development, &link, &form).await;
    assert_eq!(status, 422, "a service is chosen");
    assert!(html.contains("name=\"input.serviceId\""), "what was looked for stays: {html}");
    form.push(("input.serviceId", &service));
    let (status, place) = site.send(&development, &link, &form).await;
    assert_eq!((status, place.as_str()), (303, "/ar/desk/inventory/mentions?done=mention-settled"));

    let dismiss = format!("/desk/inventory/mentions/{}/dismiss", others[0]);
    let form = [("input.mentionId", others[0]), ("input.expectedVersion", "0"), ("input.reason", "ليست خدمة")];
    site.done(&development, &dismiss, &form).await;
    let propose = format!("/desk/inventory/mentions/{}/propose", others[1]);
    let name = [("input.mentionId", others[1]), ("input.expectedVersion", "0"), ("input.name.ar", "تصريح تخييم")];
    let owner_id = crm_graphql::node_id::Id(people.permits).to_string();
    let form: Vec<_> = name.into_iter().chain([("input.code", "P-9"), ("input.owner", &*owner_id)]).collect();
    site.done(&development, &propose, &form).await;
    let (_, list) = site.get(Some(&development), "/desk/inventory/mentions").await;
    assert!(!list.contains("mention_"), "{list}");
    let (_, csv) = site.get(Some(&development), "/desk/inventory/mentions?filter.decision.eq=LINKED&format=csv").await;
    assert!(csv.lines().any(|line| line.starts_with("رخصة حفل,2,")), "{csv}");

    let (_, html) = site.get(Some(&development), &format!("/desk/inventory/mentions/{party}")).await;
    assert!(html.contains("&#x2f;reopen") && !html.contains("&#x2f;dismiss"), "{html}");
    let reopen = format!("/desk/inventory/mentions/{party}/reopen");
    let form = [("input.mentionId", party), ("input.expectedVersion", "1"), ("input.reason", "خطأ في الربط")];
    site.done(&development, &reopen, &form).await;
    assert!(site.get(Some(&development), "/desk/inventory/mentions").await.1.contains(party));
}
