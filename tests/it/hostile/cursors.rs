//! Cursors: of other lists, damaged, forged.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crm_core::ids::CycleId;
use crm_core::inventory::cycles::{self, ChangeCycle};
use crm_core::{jobs, work};
use crm_graphql::node_id::Id;
use serde_json::{Map, Value, json};
use support::introspect::{Field, is_connection};
use support::op;

use super::{Ground, none};

impl Ground {
    /// Closes the cycle of the inventory, so that it has results.
    async fn with_results(&self) {
        let Id(id) = self.samples.ids["inventory_cycle"].parse::<Id<CycleId>>().unwrap();
        cycles::close(&self.db, &op::system(), ChangeCycle { id, expected_version: None }).await.unwrap();
        while jobs::run_one(&self.db, &op::system(), work::KINDS).await.unwrap() {}
    }

    /// The lists that can be asked for at the root.
    fn root_lists(&self) -> impl Iterator<Item = &Field> {
        self.schema.fields("Query").iter().filter(|field| is_connection(&field.ty.name))
    }
}

/// The same place with other key values.
fn forged(cursor: &str) -> Vec<String> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).unwrap();
    let plain: Value = serde_json::from_slice(&bytes).unwrap();
    let mut out = vec![plain.to_string(), "[1]".into(), "[1,\"\",[]]".into(), format!("{plain}{plain}"), "null".into()];
    for place in 0..plain[2].as_array().unwrap().len() {
        let keys = [
            json!({ "s": "\0" }),
            json!({ "s": "x".repeat(2_000) }),
            json!({ "i": i64::MAX }),
            json!({ "i": i64::MIN }),
            json!({ "t": i64::MAX }),
            json!({ "t": i64::MIN }),
            json!({ "t": -62_167_219_200_000_001_i64 }),
            json!({ "d": "-262143-01-01" }),
            json!({ "d": "+262142-12-31" }),
            json!({ "u": "00000000-0000-0000-0000-000000000000" }),
            json!({ "z": 1 }),
            json!(null),
        ];
        for key in keys {
            let mut other = plain.clone();
            other[2][place] = key;
            out.push(other.to_string());
        }
    }
    for (place, value) in [(0, json!(2)), (0, json!(-1)), (1, json!("other")), (2, json!([])), (2, json!({}))] {
        let mut other = plain.clone();
        other[place] = value;
        out.push(other.to_string());
    }
    out.into_iter().map(|text| URL_SAFE_NO_PAD.encode(text)).collect()
}

#[tokio::test]
async fn every_list_refuses_cursors_that_are_not_its_own() {
    let ground = Ground::open().await;
    let op = ground.everyone().await;
    ground.with_results().await;
    let mut own: Vec<(&Field, Map<String, Value>, String)> = Vec::new();
    for list in ground.root_lists() {
        let given = ground.schema.arguments(list, &ground.samples, None);
        let needed = |name: &str| list.arguments.iter().any(|argument| argument.required && argument.name == name);
        let given: Map<String, Value> = given.into_iter().filter(|(name, _)| needed(name)).collect();
        let (answer, faults) = ground.ask(&op, "query", list, given.clone()).await;
        assert!(faults.is_empty(), "{}: {faults:?}", list.name);
        let cursor = answer.ok()[&list.name]["pageInfo"]["endCursor"].as_str();
        own.push((list, given, cursor.unwrap_or_else(|| panic!("{} is empty", list.name)).to_owned()));
    }
    let mut found = Vec::new();
    for (list, given, cursor) in &own {
        let foreign = own.iter().filter(|other| other.0.name != list.name).map(|other| other.2.clone());
        let damaged =
            [format!("{cursor}="), cursor[1..].to_owned(), cursor[..cursor.len() / 2].to_owned(), cursor.repeat(500)];
        let foreign: Vec<String> = foreign.chain(damaged).collect();
        let sides = ["after", "before"];
        for side in sides.into_iter().filter(|side| list.arguments.iter().any(|argument| argument.name == *side)) {
            let ask = async |cursor: &String| {
                let mut given = given.clone();
                given.insert(side.into(), json!(cursor));
                ground.ask(&op, "query", list, given).await
            };
            for cursor in &foreign {
                let (answer, faults) = ask(cursor).await;
                found.extend(faults.into_iter().map(|fault| format!("{}({side}: {cursor:.60}): {fault}", list.name)));
                if answer.codes() != ["INVALID"] {
                    found.push(format!("{}({side}: {cursor:.60}) was taken: {:?}", list.name, answer.codes()));
                }
            }
            for cursor in &forged(cursor) {
                let (_, faults) = ask(cursor).await;
                let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap();
                found.extend(faults.into_iter().map(|fault| format!("{}({side}: {plain:.200}): {fault}", list.name)));
            }
        }
    }
    none(found);
}
