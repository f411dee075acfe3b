//! Every way through the schema to a personal field: shut to who may not read people, in the access log for who may,
//! and never in clear but by unmasking.

use std::collections::BTreeSet;

use crm_core::access::{self, AccessCondition};
use crm_core::audit::{self, AuditCondition};
use crm_core::filter::{Choice, Filter};
use crm_core::ids::InteractionId;
use crm_core::interactions::follow_ups::{self, NewFollowUp};
use crm_core::interactions::{self, LogInteraction, SpokeWith};
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use crm_core::purpose::Purpose;
use crm_core::{Db, OpContext, personal};
use serde_json::{Value, json};
use support::introspect::{Field, Kind, Schema, is_connection};
use support::{Answer, People, Samples, TestDb, gql_on, op};

use super::contact;

/// How many objects a way may lead through.
const FAR: usize = 4;
/// What must not stand in any answer: the phone of the person spoken with and the person's own.
const CLEAR: &[&str] = &["0557654321", "557654321", "0559876543", "559876543"];

/// The objects of the schema that are a record of the table.
fn record_of(object: &str) -> Option<&'static str> {
    match object {
        "Beneficiary" => Some("beneficiary"),
        "Identifier" | "UnmaskedIdentifier" => Some("identifier"),
        "ContactPoint" | "UnmaskedContactPoint" => Some("contact_point"),
        "Interaction" => Some("interaction"),
        "FollowUp" => Some("follow_up"),
        _ => None,
    }
}

fn is_personal(object: &str, field: &Field) -> bool {
    let record = record_of(object);
    personal::FIELDS.iter().any(|one| Some(one.record) == record && one.field == field.name)
}

/// Ways from an object to the personal fields that can be reached from it, as selections with the names on the way.
fn ways(schema: &Schema, object: &str, passed: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    if passed.len() >= FAR || passed.iter().any(|name| name == object) {
        return;
    }
    passed.push(object.to_owned());
    for field in schema.fields(object) {
        if field.arguments.iter().any(|argument| argument.required) {
            continue;
        }
        if is_personal(object, field) {
            let inner = schema.selection(&field.ty.name, 2);
            found.push((vec![field.name.clone()], format!("{{ {} {inner} }}", field.name)));
        } else if !schema.is_leaf(&field.ty.name) {
            // The rows of a page are told once, not as edges too.
            let (steps, target) = if is_connection(&field.ty.name) {
                (vec![field.name.clone(), "nodes".into()], schema.node(&field.ty.name))
            } else {
                (vec![field.name.clone()], &*field.ty.name)
            };
            let mut below = Vec::new();
            ways(schema, target, passed, &mut below);
            for (path, selection) in below {
                let around = steps.iter().rev().fold(selection, |inner, step| format!("{{ {step} {inner} }}"));
                found.push(([steps.clone(), path].concat(), around));
            }
        }
    }
    passed.pop();
}

/// The values at a path, through lists; nulls left out.
fn values<'a>(at: &'a Value, path: &[String]) -> Vec<&'a Value> {
    match (at, path) {
        (Value::Null, _) => Vec::new(),
        (Value::Array(list), _) => list.iter().flat_map(|one| values(one, path)).collect(),
        (_, []) => vec![at],
        (_, [step, rest @ ..]) => values(&at[step], rest),
    }
}

struct World {
    db: TestDb,
    schema: Schema,
    engine: crm_graphql::Schema,
    samples: Samples,
}

impl World {
    async fn ask(&self, op: &OpContext, kind: &str, root: &Field, way: &str) -> Answer {
        let given = self.schema.arguments(root, &self.samples, None);
        let declared: Vec<String> = root
            .arguments
            .iter()
            .filter(|argument| given.contains_key(&argument.name))
            .map(|argument| format!("${}: {}", argument.name, argument.ty.text))
            .collect();
        let passed: Vec<String> = given.keys().map(|name| format!("{name}: ${name}")).collect();
        let around = |text: String| if text.is_empty() { text } else { format!("({text})") };
        let document =
            format!("{kind}{} {{ {}{} {way} }}", around(declared.join(" ")), root.name, around(passed.join(" ")));
        gql_on(&self.engine, op, &document, Value::Object(given)).await
    }

    /// Whether the request is in the access log, or, for what the actor wrote itself, in the audit record.
    async fn is_logged(&self, op: &OpContext, kind: &str) -> bool {
        let (db, first) = (&*self.db, PageRequest::first(1));
        let request = || Choice::Eq(op.request_id.to_string());
        let seen = access::list(db, &op::auditor(), Filter::Is(AccessCondition::Request(request())), &first).await;
        if !seen.unwrap().edges.is_empty() {
            return true;
        }
        let done = audit::list(db, &op::auditor(), Filter::Is(AuditCondition::Request(request())), &first).await;
        kind == "mutation" && !done.unwrap().edges.is_empty()
    }
}

#[tokio::test]
async fn every_way_to_a_personal_field_is_shut_or_logged() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let samples = Samples::settle(&db, people.desk, "P").await;
    tell(&db, people, &samples).await;
    // Unmasking wants a purpose that was given.
    let agent = people.agent(&db).await.op.for_purpose(Purpose::service_delivery());
    let reader = People::staff(&db, Role::Reader, None).await.op;
    let engine = crm_graphql::schema((*db).clone());
    let world = World { schema: Schema::read(), engine, samples, db };
    let (mut faults, mut reached, mut asked) = (Vec::new(), BTreeSet::new(), 0);
    for (kind, object) in [("query", "Query"), ("mutation", "Mutation")] {
        for root in world.schema.fields(object) {
            let (prefix, target) = if is_connection(&root.ty.name) {
                (Some("nodes"), world.schema.node(&root.ty.name))
            } else {
                (None, &*root.ty.name)
            };
            if !matches!(world.schema.kind(target), Kind::Object(_)) {
                continue;
            }
            let mut found = Vec::new();
            ways(&world.schema, target, &mut Vec::new(), &mut found);
            for (path, way) in found {
                let way = prefix.map_or(way.clone(), |step| format!("{{ {step} {way} }}"));
                let path: Vec<String> =
                    [root.name.clone()].into_iter().chain(prefix.map(Into::into)).chain(path).collect();
                let at = path.join(".");
                asked += 1;
                let shut = world.ask(&reader, kind, root, &way).await;
                if !values(&shut["data"], &path).is_empty() {
                    faults.push(format!("{at}: open to a reader"));
                }
                // A request of its own for each.
                let mut once = agent.clone();
                once.request_id = format!("r{asked}").into();
                let answer = world.ask(&once, kind, root, &way).await;
                if root.name != "unmaskBeneficiary" && CLEAR.iter().any(|clear| answer.0.to_string().contains(clear)) {
                    faults.push(format!("{at}: in clear"));
                }
                let shown = !values(&answer["data"], &path).is_empty();
                if shown {
                    reached.insert(path.last().cloned().unwrap_or_default());
                }
                if shown && !world.is_logged(&once, kind).await {
                    faults.push(format!("{at}: shown and not logged"));
                }
            }
        }
    }
    eprintln!("{asked} ways asked; reached: {reached:?}");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let all: BTreeSet<String> = personal::FIELDS.iter().map(|one| one.field.to_owned()).collect();
    let never: Vec<_> = all.difference(&reached).collect();
    assert!(never.is_empty(), "no way led to a value of {never:?}: the samples lack it, or the schema");
}

/// Fills in what the samples leave out, so that every personal field has a value somewhere.
async fn tell(db: &Db, people: People, samples: &Samples) {
    let system = op::system();
    let person = json!({ "input": {
        "id": samples.ids["beneficiary"],
        "sex": "FEMALE",
        "nationality": "SAU",
        "birthDate": { "gregorian": "1990-05-01" },
        "nameParts": { "arabic": { "given": "سارة" }, "latin": { "given": "Sara" } },
        "preferredLanguage": "ar",
        "preferredChannel": "PHONE",
        "accessibilityNeeds": ["SIGN_LANGUAGE"],
    } });
    let update =
        "mutation($input: UpdateBeneficiaryInput!) { updateBeneficiary(input: $input) { userErrors { path rule } } }";
    support::gql(db, &system, update, person).await.done("updateBeneficiary");
    let address = json!({ "input": {
        "beneficiaryId": samples.ids["beneficiary"],
        "contactPoint": { "kind": "NATIONAL_ADDRESS", "address": {
            "building": "1234", "street": "شارع", "district": "حي", "city": "مدينة", "postalCode": "12345",
        } },
    } });
    let add = "mutation($input: AddContactPointInput!) { addContactPoint(input: $input) { userErrors { path rule } } }";
    support::gql(db, &system, add, address).await.done("addContactPoint");
    let spoke = SpokeWith { name: Some("عمر".into()), phone: Some("0557654321".into()), ..SpokeWith::default() };
    let said = LogInteraction {
        beneficiary: Some(crm_core::beneficiaries::Who::Phone("0559876543".into())),
        spoke_with: Some(spoke),
        subject: Some("سؤال".into()),
        body: Some("تفاصيل".into()),
        ..contact(people.desk)
    };
    let logged: InteractionId = interactions::log(db, &system, said).await.unwrap().id;
    let due_on = (system.at + chrono::Days::new(3)).date_naive();
    let next = NewFollowUp { due_on, assignee: None, department: None, note: Some("اتصل بها".into()) };
    follow_ups::create(db, &system, logged, next).await.unwrap();
    let corrected =
        json!({ "input": { "id": crm_graphql::node_id::Id(logged).to_string(), "note": "تصحيح", "body": "أدق" } });
    let correct =
        "mutation($input: CorrectInteractionInput!) { correctInteraction(input: $input) { userErrors { path rule } } }";
    support::gql(db, &system, correct, corrected).await.done("correctInteraction");
}
