//! Documents beside answers and decisions: brought by the pages' forms, read by who may read the inventory, frozen.

use crm_core::documents::{self, CreateUpload, DocumentPurpose};
use crm_core::ids::{CycleId, DocumentId};
use crm_core::inventory::results;
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use futures_util::stream;
use reqwest::redirect::Policy;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::{People, Person, Server, TestDb, config, gql, op};

use super::cycles::{confirm, in_force, item, move_cycle, move_items, scheduled, services};
use super::plans::{content, drafted};
use super::{Actors, act, ended};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

/// Sends a form with a file, as a browser without scripts does: where one is sent on, or what is shown.
async fn send(
    server: &Server,
    by: &Person,
    path: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> (u16, String) {
    let (field, name, bytes) = file;
    let mut body = Vec::new();
    for (name, text) in fields {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--x\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
        content-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(&[head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat());
    let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
    let request = browser.post(format!("http://{}/ar{path}", server.address)).bearer_auth(&by.secret);
    let answer = request.header("content-type", "multipart/form-data; boundary=x").body(body).send().await.unwrap();
    let (status, place) = (answer.status().as_u16(), answer.headers().get("location").cloned());
    let text = answer.text().await.unwrap().replace("&#x2f;", "/");
    (status, place.map_or(text, |place| place.to_str().unwrap().to_owned()))
}

async fn evidence(db: &TestDb, by: &crm_core::OpContext, item: &str) -> Value {
    let document = "query($id: ID!) { inventoryItem(id: $id) { evidence { name sha256 purpose path } } }";
    gql(db, by, document, json!({ "id": item })).await.ok()["inventoryItem"]["evidence"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_stands_beside_an_answer_and_in_the_frozen_results() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await;
    let owner = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await;
    let stranger = People::staff(&db, Role::DepartmentEditor, Some(people.permits)).await;
    let one = item(&db, &owner.op, &cycle, "S-1").await;
    let server = Server::start_with(&db, &config());
    let (path, fields) = (format!("/desk/inventory/items/{one}/evidence"), [("input.itemId", one.as_str())]);
    let file = |bytes: &'static [u8]| ("input.documentId", "تقرير.pdf", bytes);

    let (status, html) = send(&server, &owner, &path, &fields, file(b"MZ no PDF at all")).await;
    assert_eq!(status, 422);
    assert!(html.contains("href=\"#input.documentId\""), "what is wrong stands at the file: {html}");
    assert_eq!(evidence(&db, &owner.op, &one).await, json!([]));
    let (status, place) = send(&server, &owner, &path, &fields, file(PDF)).await;
    assert_eq!((status, place), (303, format!("/ar/desk/inventory/items/{one}?done=item-moved")));
    let shown = evidence(&db, &actors.verifier, &one).await;
    assert_eq!((&shown[0]["name"], &shown[0]["purpose"]), (&json!("تقرير.pdf"), &json!("INVENTORY_EVIDENCE")));
    let id: crm_graphql::node_id::Id<DocumentId> = shown[0]["path"].as_str().unwrap()[11..].parse().unwrap();
    assert!(documents::open(&db, &actors.verifier, id.0).await.is_ok(), "it is read by who reads the inventory");
    assert!(documents::open(&db, &op::anonymous(), id.0).await.is_err());

    // Another department's item, and a document that is not the caller's.
    let (status, _) = send(&server, &stranger, &path, &fields, file(PDF)).await;
    assert_eq!(status, 403);
    let upload = CreateUpload {
        name: "a.pdf".into(),
        media_type: String::new(),
        size: None,
        purpose: DocumentPurpose::InventoryEvidence,
    };
    let theirs = documents::upload(&db, &stranger.op, upload, stream::iter([Ok(PDF)])).await.unwrap();
    let theirs = json!({ "itemId": one, "documentId": crm_graphql::node_id::Id(theirs.id).to_string() });
    let attach = async |by| {
        let (mutation, ty) = ("attachInventoryEvidence", "AttachInventoryEvidenceInput");
        ended(&act(&db, by, mutation, ty, theirs.clone(), "__typename").await, mutation)
    };
    assert_eq!(attach(&owner.op).await, "UNKNOWN_REFERENCE");
    assert_eq!(attach(&stranger.op).await, "FORBIDDEN");

    assert_eq!(confirm(&db, &owner.op, std::slice::from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", std::slice::from_ref(&one)).await, "done");
    assert_eq!(attach(&owner.op).await, "NOT_ALLOWED", "a final decision stays as it was made");
    move_cycle(&db, &actors.development, "closeInventoryCycle", &cycle).await;
    let id: crm_graphql::node_id::Id<CycleId> = cycle.parse().unwrap();
    let lines = results::lines(&db, &op::system(), (id.0, None), &PageRequest::first(10)).await.unwrap().into_nodes();
    let line = lines.iter().find(|line| line.service.code == "S-1").unwrap();
    assert_eq!(line.item.evidence.len(), 1);
    assert_eq!(json!(line.item.evidence[0].sha256), shown[0]["sha256"]);
    assert_eq!(results::verify(&db, &op::system(), id.0).await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scanned_minutes_come_with_the_decisions_form_and_need_not_come_twice() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let secretary = People::staff(&db, Role::CommitteeSecretary, None).await;
    let plan = drafted(&db, &actors.development, "PLAN", content(None)).await;
    let change = json!({ "id": plan });
    act(&db, &actors.development, "submitInventoryPlan", "ChangeInventoryPlanInput", change, "__typename").await;
    let server = Server::start_with(&db, &config());
    let path = format!("/desk/inventory/plans/{plan}/decide");
    let mut fields = vec![
        ("move", "decide"),
        ("input.planId", plan.as_str()),
        ("input.outcome", "APPROVED"),
        ("input.minutes.on", "1447-05-01"),
        ("input.minutes.present.0", "سعد"),
    ];
    let (status, html) = send(&server, &secretary, &path, &fields, ("input.minutes.documentId", "محضر.pdf", PDF)).await;
    assert_eq!(status, 422, "the number of the minutes is missing");
    let kept = html.split("name=\"input.minutes.documentId\" value=\"").nth(1).unwrap();
    let kept = kept.split('"').next().unwrap().to_owned();
    assert!(kept.starts_with("document_"), "{kept}");
    fields.extend([("input.minutes.number", "44"), ("input.minutes.documentId", &kept)]);
    let (status, place) = send(&server, &secretary, &path, &fields, ("input.minutes.documentId", "", b"")).await;
    assert_eq!(status, 303, "{place}");
    let document = "query($id: ID!) { inventoryPlan(id: $id) { decisions { outcome document { id name } } } }";
    let shown = gql(&db, &actors.development, document, json!({ "id": plan })).await;
    let decision = &shown.ok()["inventoryPlan"]["decisions"][0];
    assert_eq!(decision["document"], json!({ "id": kept, "name": "محضر.pdf" }));

    // Other minutes in their place show in the results of the plan's cycles.
    let change = json!({ "id": plan });
    act(&db, &actors.development, "enforceInventoryPlan", "ChangeInventoryPlanInput", change, "__typename").await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    for step in ["openInventoryCycle", "closeInventoryCycle"] {
        assert_eq!(move_cycle(&db, &actors.development, step, &cycle).await, "done");
    }
    let id: crm_graphql::node_id::Id<CycleId> = cycle.parse().unwrap();
    let fault = async || results::verify(&db, &op::system(), id.0).await.unwrap().fault;
    assert_eq!(fault().await, None);
    let raw = db.raw().await;
    let other = "UPDATE document SET digest = (SELECT digest FROM inventory_plan_version)";
    raw.execute_unprepared(other).await.unwrap();
    assert_eq!(fault().await, Some(results::Fault::Plan));
}
