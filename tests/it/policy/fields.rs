//! Every field of `Query` and `Mutation`, asked for by every kind of actor.

use std::fmt::Write;

use crm_core::OpContext;
use crm_core::op::{Actor, Purpose, StaffActor};
use crm_core::policy::Role;
use serde_json::{Map, Value, json};
use support::introspect::Schema;
use support::{Answer, People, Samples, TestDb, gql_on, op};

/// What stands open to those who hold no role.
const OPEN: &[(&str, &[&[&str]])] =
    &[("anonymous", &[CATALOGUE]), ("no role", &[CATALOGUE, OWN]), ("kiosk", &[CATALOGUE, DESK])];
/// What the public may read.
const CATALOGUE: &[&str] = &[
    "viewer",
    "nodes",
    "node(department)",
    "node(organization)",
    "node(site)",
    "node(category)",
    "node(tag.keyword)",
    "node(tag.life_event)",
    "node(tag.segment)",
    "node(tag.theme)",
    "node(service)",
    "departments",
    "department",
    "organizations",
    "organization",
    "sites",
    "site",
    "categories",
    "category",
    "tags",
    "services",
    "service",
    "sendFeedback",
    // Those whose results are published.
    "inventoryCycles",
];
/// How they sign in is every member's own matter.
const OWN: &[&str] =
    &["changePassword", "endStaffSessions", "startOneTimeCodes", "confirmOneTimeCodes", "stopOneTimeCodes"];
/// A kiosk logs contacts and reads back those that it logged.
const DESK: &[&str] =
    &["node(reason)", "contactReasons", "contactReason", "interactions", "followUps", "logInteraction"];

/// How an answer stands to the actor: the code of the refusal, `null` for nothing, `-` for let in.
fn outcome(answer: &Answer, field: &str) -> String {
    if let Some(code) = answer.codes().first() {
        return (*code).to_owned();
    }
    let value = &answer["data"][field];
    let hidden = value["userErrors"].as_array().into_iter().flatten().find(|error| error["code"] == "NOT_FOUND");
    match (value, hidden) {
        (Value::Null, _) => "null".into(),
        (Value::Array(rows), _) if !rows.is_empty() && rows.iter().all(Value::is_null) => "null".into(),
        (_, Some(_)) => "NOT_FOUND".into(),
        _ => "-".into(),
    }
}

/// Everything an actor is asked to try: each field, and `node` with an id of every kind.
fn tries(schema: &Schema, samples: &Samples) -> Vec<(String, &'static str, String, Map<String, Value>)> {
    let mut out = Vec::new();
    for (kind, object) in [("query", "Query"), ("mutation", "Mutation")] {
        for field in schema.fields(object) {
            if field.name == "node" {
                for (of, id) in &samples.ids {
                    let given: Map<String, Value> = [("id".to_owned(), json!(id))].into_iter().collect();
                    out.push((format!("node({of})"), kind, schema.document(kind, field, &given), given));
                }
                continue;
            }
            let given = schema.arguments(field, samples, None);
            out.push((field.name.clone(), kind, schema.document(kind, field, &given), given));
        }
    }
    out
}

#[tokio::test]
async fn every_field_lets_in_whom_the_committed_table_says() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let schema = Schema::read();
    let engine = crm_graphql::schema(db.clone());
    let staff = async |role, department| People::staff(&db, role, department).await.op;
    let desk = Some(people.desk);
    let nobody = OpContext::for_actor(Actor::Staff(StaffActor {
        id: staff(Role::Reader, None).await.staff().unwrap(),
        grants: [].into(),
    }));
    let system = People::acting_integration(&db, people.desk).await;
    let actors = [
        ("anonymous", op::anonymous()),
        ("no role", nobody),
        ("kiosk", People::kiosk(&db, people.permits, None).await.op),
        ("integration", People::integration(&db, people.desk).await.op),
        ("desk for agent", People::through(&db, &system, &People::staff(&db, Role::Agent, None).await).await),
        ("desk for admin", People::through(&db, &system, &People::staff(&db, Role::Admin, None).await).await),
        ("reader", staff(Role::Reader, None).await),
        ("agent", staff(Role::Agent, desk).await),
        ("agent elsewhere", staff(Role::Agent, Some(people.permits)).await),
        ("editor", staff(Role::DepartmentEditor, desk).await),
        ("head", staff(Role::DepartmentHead, desk).await),
        ("manager", staff(Role::CatalogueManager, None).await),
        ("secretary", staff(Role::CommitteeSecretary, None).await),
        ("member", staff(Role::CommitteeMember, None).await),
        ("verifier", staff(Role::Verifier, desk).await),
        ("auditor", staff(Role::Auditor, None).await),
        ("privacy officer", staff(Role::PrivacyOfficer, None).await),
        ("admin", staff(Role::Admin, None).await),
    ];
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut walls = Vec::new();
    for (place, (name, op)) in actors.iter().enumerate() {
        // Records of their own for each actor: some of what is tried is carried out.
        let op = &op.clone().for_purpose(Purpose::service_delivery());
        let samples = Samples::settle(&db, people.desk, &format!("W{place}")).await;
        let open = OPEN.iter().find(|row| row.0 == *name).map(|row| row.1);
        for (row, (label, _, document, given)) in tries(&schema, &samples).into_iter().enumerate() {
            let answer = gql_on(&engine, op, &document, Value::Object(given)).await;
            let field = label.split('(').next().unwrap();
            let outcome = outcome(&answer, field);
            let shut = matches!(&*outcome, "FORBIDDEN" | "NOT_FOUND" | "UNAUTHENTICATED" | "null");
            if let Some(open) = open.filter(|open| !shut && !open.concat().contains(&&*label)) {
                walls.push(format!("{label} lets {name} in ({outcome}); open are {open:?}"));
            }
            if place == 0 {
                rows.push((label, Vec::new()));
            }
            rows[row].1.push(outcome);
        }
    }
    let mut table = format!("{:<24}", "");
    for (name, _) in &actors {
        write!(table, " {name:<16}").unwrap();
    }
    for (label, outcomes) in &rows {
        write!(table, "\n{label:<24}").unwrap();
        for outcome in outcomes {
            write!(table, " {outcome:<16}").unwrap();
        }
        table.truncate(table.trim_end().len());
    }
    insta::assert_snapshot!(table);
    assert!(walls.is_empty(), "{walls:#?}");
}
