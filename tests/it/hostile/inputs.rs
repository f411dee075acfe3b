//! One argument or input field at a time, in every field of `Query` and `Mutation`.

use std::collections::{BTreeMap, BTreeSet};

use crm_core::OpContext;
use sea_orm::DatabaseConnection;
use serde_json::{Value, json};
use support::introspect::{Field, Goal, Kind, Spot};
use support::{op, rows};

use super::values::{deep, elements, lists, long};
use super::{Ground, brief, none, refused};

impl Ground {
    /// A place's bad values, and whether each stands for the whole list.
    fn bad(&self, field: &Field, spot: &Spot) -> Vec<(Value, bool)> {
        let samples = &self.samples;
        let seen =
            Spot { path: std::iter::once(field.name.clone()).chain(spot.path.clone()).collect(), ..spot.clone() };
        let plain = match self.schema.kind(&spot.ty.name) {
            Kind::Scalar => samples.scalar(&spot.ty.name, &seen.path),
            Kind::Enum(names) => json!(names[0]),
            _ => json!({}),
        };
        let elements = elements(&self.schema, &seen, samples).into_iter().map(|value| (value, false));
        elements.chain(lists(spot, &plain).into_iter().map(|value| (value, true))).collect()
    }

    async fn put(
        &self,
        op: &OpContext,
        root: (&str, &Field),
        spot: &Spot,
        (value, whole): (&Value, bool),
    ) -> Vec<String> {
        let (kind, field) = root;
        let goal = Goal { path: &spot.path, value, whole };
        let given = self.schema.arguments(field, &self.samples, Some(goal));
        let (_, faults) = self.ask(op, kind, field, given).await;
        let at = format!("{}({}) = {}", field.name, spot.path.join("."), brief(value));
        faults.into_iter().map(|fault| format!("{at}: {fault}")).collect()
    }

    /// The places below a root field that are not known from another: an input type is tried where it is first met.
    fn fresh(&self, field: &Field, known: &mut BTreeSet<(String, String)>) -> Vec<Spot> {
        let mut spots = self.schema.spots(field);
        spots.retain(|spot| known.insert((spot.owner.clone(), spot.path.last().cloned().unwrap_or_default())));
        spots
    }

    fn roots(&self) -> impl Iterator<Item = (&'static str, &Field)> {
        let of = |kind, object| self.schema.fields(object).iter().map(move |field| (kind, field));
        of("query", "Query").chain(of("mutation", "Mutation"))
    }
}

/// How many rows each table has, but for the log of who saw whom: a change that is refused may have looked at a person.
async fn written(raw: &DatabaseConnection) -> BTreeMap<String, i64> {
    let mut tables = rows(raw).await;
    tables.retain(|table, _| !table.starts_with("access"));
    tables
}

#[tokio::test]
async fn every_query_argument_refuses_what_it_cannot_use() {
    let ground = Ground::open().await;
    let op = ground.everyone().await;
    let (mut found, mut asked, mut known) = (Vec::new(), 0, BTreeSet::new());
    for root in ground.roots().filter(|root| root.0 == "query") {
        for spot in ground.fresh(root.1, &mut known) {
            for (value, whole) in ground.bad(root.1, &spot) {
                asked += 1;
                found.extend(ground.put(&op, root, &spot, (&value, whole)).await);
            }
        }
    }
    eprintln!("{asked} bad values asked");
    none(found);
}

#[tokio::test]
async fn every_mutation_input_refuses_what_it_cannot_use_and_then_writes_nothing() {
    let ground = Ground::open().await;
    let op = ground.everyone().await;
    let raw = ground.db.raw().await;
    let (mut found, mut asked, mut carried_out, mut known) = (Vec::new(), 0, 0, BTreeSet::new());
    for (kind, field) in ground.roots().filter(|root| root.0 == "mutation") {
        let mut before = written(&raw).await;
        for spot in ground.fresh(field, &mut known) {
            for (value, whole) in ground.bad(field, &spot) {
                asked += 1;
                let goal = Goal { path: &spot.path, value: &value, whole };
                let given = ground.schema.arguments(field, &ground.samples, Some(goal));
                let (answer, faults) = ground.ask(&op, kind, field, given).await;
                let at = format!("{}({}) = {}", field.name, spot.path.join("."), brief(&value));
                found.extend(faults.into_iter().map(|fault| format!("{at}: {fault}")));
                let after = written(&raw).await;
                if refused(&answer, &field.name) && before != after {
                    found.push(format!("{at}: was refused and wrote"));
                }
                carried_out += usize::from(!refused(&answer, &field.name));
                before = after;
            }
        }
    }
    eprintln!("{asked} bad values put, {carried_out} of them taken as they may be");
    none(found);
}

#[tokio::test]
async fn a_megabyte_in_any_text_is_refused() {
    let ground = Ground::open().await;
    let op = ground.everyone().await;
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for root in ground.roots() {
        let spots = ground.fresh(root.1, &mut known);
        let texts = spots.iter().filter(|spot| matches!(ground.schema.kind(&spot.ty.name), Kind::Scalar));
        for (turn, spot) in texts.filter(|spot| !matches!(&*spot.ty.name, "Int" | "Float" | "Boolean")).enumerate() {
            let started = std::time::Instant::now();
            found.extend(ground.put(&op, root, spot, (&long(turn), false)).await);
            if started.elapsed().as_secs() >= 2 {
                eprintln!("{}({}) took {:?}", root.1.name, spot.path.join("."), started.elapsed());
            }
        }
    }
    none(found);
}

#[tokio::test]
async fn others_fare_no_worse() {
    let ground = Ground::open().await;
    let actors = [op::admin(), op::catalogue_manager(), op::agent(ground.people.desk), op::anonymous()];
    let mut found = Vec::new();
    for root in ground.roots() {
        for (turn, spot) in ground.schema.spots(root.1).iter().enumerate() {
            let bad = ground.bad(root.1, spot);
            let (value, whole) = &bad[turn % bad.len()];
            let op = &actors[turn % actors.len()];
            found.extend(ground.put(op, root, spot, (value, *whole)).await);
        }
    }
    none(found);
}

#[tokio::test]
async fn filters_may_be_neither_deep_nor_wide() {
    let ground = Ground::open().await;
    let op = ground.everyone().await;
    let mut found = Vec::new();
    let leaf = json!({});
    let nest = |levels: usize, by: &str| {
        (0..levels)
            .fold(leaf.clone(), |inner, _| if by == "not" { json!({ "not": inner }) } else { json!({ by: [inner] }) })
    };
    let wide = json!({ "or": vec![leaf.clone(); 5_000] });
    let values = [nest(4, "not"), nest(60, "and"), nest(60, "or"), nest(120, "not"), wide, deep(120)];
    let mut filters = 0;
    for root in ground.roots().filter(|root| root.0 == "query") {
        for argument in root.1.arguments.iter().filter(|argument| argument.name == "filter") {
            filters += 1;
            let spot = Spot { path: vec![argument.name.clone()], ty: argument.ty.clone(), owner: root.1.name.clone() };
            for value in &values {
                found.extend(ground.put(&op, root, &spot, (value, false)).await);
            }
        }
    }
    assert!(filters >= 4, "{filters}");
    none(found);
}
