//! Bad input in every place that takes any: refused with a code, never a defect, a panic, a hang or a leak.

mod cursors;
mod http;
mod inputs;
mod values;

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;

use crm_core::OpContext;
use crm_core::op::{Actor, Grant, StaffActor};
use crm_core::policy::Role;
use crm_graphql::Schema as Engine;
use futures_util::FutureExt;
use serde_json::{Map, Value};
use support::introspect::{Field, Schema};
use support::{Answer, People, Samples, TestDb, gql_on, within};

/// The codes that an answer to bad input may carry.
const CODES: &[&str] = &[
    "AMBIGUOUS",
    "BAD_DOCUMENT",
    "CONFLICT",
    "FORBIDDEN",
    "INVALID",
    "NOT_ALLOWED",
    "NOT_FOUND",
    "QUERY_TOO_COMPLEX",
    "UNAUTHENTICATED",
];
/// Words that belong to the machinery.
const INSIDE: &[&str] = &[
    "select ",
    "insert ",
    "update \"",
    "sqlx",
    "sqlite",
    "postgres",
    "rusqlite",
    "sea_orm",
    "crm_core",
    "crm_graphql",
    "src/",
    ".rs",
    "panicked",
    "constraint",
    "serde",
    "utf8",
    "line 1",
];

/// A database with one record of every kind, and who may ask for it.
struct Ground {
    db: TestDb,
    schema: Schema,
    engine: Engine,
    samples: Samples,
    people: People,
}

impl Ground {
    async fn open() -> Self {
        let db = TestDb::open().await;
        let people = People::settle(&db).await;
        let samples = Samples::settle(&db, people.desk, "A").await;
        Self { schema: Schema::read(), engine: crm_graphql::schema(db.clone()), samples, people, db }
    }

    /// A member of staff who holds every role in the whole body.
    async fn everyone(&self) -> OpContext {
        let person = People::staff(&self.db, Role::Admin, None).await.op;
        let grants = Role::ALL.iter().map(|role| Grant { role: *role, department: None, reach: Default::default() });
        let grants: Vec<Grant> = grants.collect();
        OpContext::for_actor(Actor::Staff(StaffActor { id: person.staff().unwrap(), grants: grants.into() }))
    }

    /// Asks for a field and says what is wrong with the answer.
    async fn ask(&self, op: &OpContext, kind: &str, field: &Field, given: Map<String, Value>) -> (Answer, Vec<String>) {
        let document = self.schema.document(kind, field, &given);
        let running = AssertUnwindSafe(gql_on(&self.engine, op, &document, Value::Object(given.clone())));
        let Ok(answer) = within(&field.name, running.catch_unwind()).await else {
            return (Answer(Value::Null), vec!["panicked".into()]);
        };
        let faults = faults(&answer, &field.name);
        (answer, faults)
    }
}

/// What an answer has that it may not have.
fn faults(answer: &Answer, field: &str) -> Vec<String> {
    let user = answer["data"][field]["userErrors"].as_array().map_or(&[][..], Vec::as_slice);
    let mut faults = Vec::new();
    for (code, error) in answer
        .errors()
        .iter()
        .map(|error| (&error["extensions"]["code"], error))
        .chain(user.iter().map(|error| (&error["code"], error)))
    {
        if !code.as_str().is_some_and(|code| CODES.contains(&code)) {
            faults.push(format!("code {code}"));
        }
        let message = error["message"].as_str().unwrap_or_default();
        if message.is_empty() || message.len() > 400 {
            faults.push(format!("a message of {} bytes", message.len()));
        }
        let lower = message.to_lowercase();
        faults.extend(
            INSIDE.iter().filter(|word| lower.contains(**word)).map(|word| format!("says {word:?}: {message:.200}")),
        );
    }
    faults
}

/// Whether a mutation was refused.
fn refused(answer: &Answer, field: &str) -> bool {
    !answer.errors().is_empty() || !answer["data"][field]["userErrors"].as_array().is_none_or(Vec::is_empty)
}

/// Fails with everything found, each once.
#[track_caller]
fn none(found: Vec<String>) {
    let found: BTreeSet<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.into_iter().take(80).collect::<Vec<_>>().join("\n"));
}

/// A value short enough to be shown.
fn brief(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}
