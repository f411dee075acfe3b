//! Answering on the pages of items: figures of parts, successors found one search after another, and many at once.

use chrono::Days;
use crm_core::OpContext;
use crm_core::policy::Role;
use serde_json::{Value, json};
use support::{People, Person, TestDb, gql};

use super::Actors;
use super::cycles::{answered, in_force, item, move_cycle, move_items, scheduled, services};
use super::pages::Site;
use super::plans::content;

/// An open cycle of three services whose owner sits at the desk.
struct Open {
    db: TestDb,
    site: Site,
    actors: Actors,
    owner: Person,
    plan: String,
    cycle: String,
}

impl Open {
    async fn by(content: Value) -> Self {
        let db = TestDb::open().await;
        let people = People::settle(&db).await;
        services(&db, &people).await;
        let actors = Actors::settle(&db, people.desk).await;
        let plan = in_force(&db, &actors, "PLAN", content).await;
        let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
        assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");
        let owner = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await;
        Self { site: Site::over(&db), db, actors, owner, plan, cycle }
    }

    async fn item(&self, code: &str) -> String {
        item(&self.db, &self.owner.op, &self.cycle, code).await
    }

    /// A second cycle, after one in which S-1 told these figures.
    async fn again_with(&self, measures: Value) -> String {
        let id = self.item("S-1").await;
        let answer = json!([{ "id": id, "existence": "OURS", "cardRight": true, "measures": measures }]);
        assert_eq!(answered(&self.db, &self.owner.op, answer).await, "done");
        let Actors { development, verifier, .. } = &self.actors;
        assert_eq!(move_items(&self.db, verifier, "acceptInventoryItems", &[id]).await, "done");
        assert_eq!(move_cycle(&self.db, development, "closeInventoryCycle", &self.cycle).await, "done");
        let later = OpContext::at(development.clone(), development.at + Days::new(1));
        let second = scheduled(&self.db, &later, &self.plan, "C-2", ["2025-01-01", "2025-12-31"]).await;
        assert_eq!(move_cycle(&self.db, development, "openInventoryCycle", &second).await, "done");
        second
    }

    async fn get(&self, path: &str) -> String {
        let (status, html) = self.site.get(Some(&self.owner), path).await;
        assert_eq!(status, 200, "{path}: {html}");
        html
    }
}

/// A page without the marks round numbers and names in texts.
fn plain(html: &str) -> String {
    html.replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_no_figure_had_yet_is_named_on_the_items_page() {
    let open = Open::by(content(None)).await;
    let one = open.item("S-1").await;
    let (page, answer) = (format!("/desk/inventory/items/{one}"), format!("/desk/inventory/items/{one}/answer"));
    let html = open.get(&page).await;
    assert!(html.contains("name=\"input.items.0.measures.0.part\"") && html.contains("value=\"portal\""), "{html}");

    let row = |at: usize, field: &str| format!("input.items.0.measures.{at}.{field}");
    let form = |standard: &'static str, channel: &'static str| {
        let mut form: Vec<(String, &str)> = [("id", one.as_str()), ("existence", "OURS"), ("cardRight", "true")]
            .map(|(field, text)| (format!("input.items.0.{field}"), text))
            .into();
        // the first row was left empty; a channel and the name of a standard are two fields of one name
        form.extend(
            [("kind", ""), ("part", ""), ("part", ""), ("state", "")].map(|(field, text)| (row(0, field), text)),
        );
        for (at, kind, part, name, amount) in
            [(1, "TRANSACTIONS", channel, standard, "١٢٠"), (2, "MET_TARGET", "", "الرد في يوم", "90")]
        {
            let fields = [("kind", kind), ("part", part), ("part", name), ("state", "KNOWN"), ("amount", amount)];
            form.extend(fields.map(|(field, text)| (row(at, field), text)));
        }
        form
    };
    let send = async |form: Vec<(String, &str)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        open.site.send(&open.owner, &answer, &form).await
    };
    let (status, html) = send(form("بالحمام الزاجل", "")).await;
    assert_eq!(status, 422);
    let link = format!("href=\"#{}\"", row(1, "part"));
    assert!(html.contains(&link), "the mistake is in the second row, the first that was sent: {html}");
    assert!(plain(&html).contains(&format!("{link}>الرقم 2، القناة: ")), "which is named: {html}");
    assert!(html.contains("value=\"بالحمام الزاجل\""), "{html}");
    let (status, place) = send(form("", "portal")).await;
    assert_eq!(status, 303, "{place}");

    let document = "query($id: ID!) { inventoryItem(id: $id) { measures { kind part provenance amount } } }";
    let shown = gql(&open.db, &open.owner.op, document, json!({ "id": one })).await;
    let mut told = shown.ok()["inventoryItem"]["measures"].as_array().unwrap().clone();
    told.retain(|row| row["provenance"] == "STATED");
    let stated = |kind, part, amount| json!({ "kind": kind, "part": part, "provenance": "STATED", "amount": amount });
    let expected = [stated("MET_TARGET", "الرد في يوم", 90), stated("TRANSACTIONS", "portal", 120)];
    assert_eq!(told, expected);
    let html = open.get(&page).await;
    assert!(html.contains("<option value=\"portal\" selected>") && html.contains("value=\"الرد في يوم\""), "{html}");
}

/// The rows of the figures that a page offers, each with how it is called.
fn offered(html: &str) -> Vec<(String, String)> {
    let rows = html.split("name=\"input.items.0.measures.1").skip(1);
    let row = |text: &str| {
        let (row, rest) = text.split_once(".ticked\" value=\"true\"")?;
        let (_, label) = rest.split_once("<label for=")?;
        let words = label.split_once("</label>")?.0.split(['<', '>']).skip(1).step_by(2).collect::<String>();
        Some((format!("input.items.0.measures.1{row}"), words))
    };
    rows.filter_map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_the_cycle_before_and_counted_ones_are_taken_by_a_tick() {
    let open = Open::by(content(None)).await;
    let again = open
        .again_with(json!([{ "kind": "TRANSACTIONS", "state": "KNOWN", "amount": 1200 },
        { "kind": "COMPLAINTS", "state": "NOT_APPLICABLE" }]))
        .await;
    let one = item(&open.db, &open.owner.op, &again, "S-1").await;
    let (page, answer) = (format!("/desk/inventory/items/{one}"), format!("/desk/inventory/items/{one}/answer"));
    let html = open.get(&page).await;
    let rows = offered(&html);
    let words: Vec<&str> = rows.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(
        words,
        [
            "المستفيدون: 0 (محسوب هنا)",
            "الشكاوى: لا ينطبق (من الدورة السابقة)",
            "مرات التواصل: 0 (محسوب هنا)",
            "الطلبات: 1,200 (من الدورة السابقة)",
        ]
    );
    assert!(
        html.contains("name=\"input.items.0.measures.2.kind\"") && !html.contains("measures.3."),
        "others are typed"
    );

    let mut form = vec![
        ("input.items.0.id".to_owned(), one.clone()),
        ("input.items.0.existence".to_owned(), "OURS".to_owned()),
        ("input.items.0.cardRight".to_owned(), "true".to_owned()),
    ];
    for (at, (row, _)) in rows.iter().enumerate() {
        form.extend(["kind", "part", "state", "amount"].map(|field| {
            let name = format!("{row}.{field}");
            let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            (name, rest.split_once('"').unwrap().0.to_owned())
        }));
        form.push((format!("{row}.ticked"), "false".to_owned()));
        if at > 0 {
            form.push((format!("{row}.ticked"), "true".to_owned()));
        }
    }
    let send = async |form: &[(String, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        open.site.send(&open.owner, &answer, &form).await
    };
    let twice = ["kind", "state", "amount"].map(|field| format!("input.items.0.measures.0.{field}"));
    let typed = twice.into_iter().zip(["TRANSACTIONS", "KNOWN", "5"].map(str::to_owned));
    let (status, html) = send(&form.iter().cloned().chain(typed).collect::<Vec<_>>()).await;
    assert_eq!(status, 422, "{html}");
    let (taken, _) = rows.last().unwrap();
    assert!(html.contains(&format!("href=\"#{taken}\">الطلبات (من الدورة السابقة): ")), "one of a kind: {html}");
    assert!(html.contains(&format!("name=\"{taken}.ticked\" value=\"true\" checked")), "{html}");

    let (status, place) = send(&form).await;
    assert_eq!(status, 303, "{place}");
    let document = "query($id: ID!) { inventoryItem(id: $id) { measures { kind provenance state amount } } }";
    let shown = gql(&open.db, &open.owner.op, document, json!({ "id": one })).await;
    let mut told = shown.ok()["inventoryItem"]["measures"].as_array().unwrap().clone();
    told.retain(|row| row["provenance"] == "STATED");
    let stated =
        |kind, state, amount: Value| json!({ "kind": kind, "provenance": "STATED", "state": state, "amount": amount });
    assert_eq!(
        told,
        [
            stated("COMPLAINTS", "NOT_APPLICABLE", Value::Null),
            stated("ENQUIRIES", "KNOWN", json!(0)),
            stated("TRANSACTIONS", "KNOWN", json!(1200)),
        ],
        "what was ticked, and nothing else"
    );
    assert_eq!(offered(&open.get(&page).await).len(), 1, "what was told is not offered again");
}

#[tokio::test(flavor = "multi_thread")]
async fn satisfaction_is_typed_and_read_of_five_on_the_items_page() {
    let open = Open::by(content(None)).await;
    let one = open.item("S-1").await;
    let (page, answer) = (format!("/desk/inventory/items/{one}"), format!("/desk/inventory/items/{one}/answer"));
    let send = async |amount: &str| {
        let fields = [
            ("id", one.as_str()),
            ("existence", "OURS"),
            ("cardRight", "true"),
            ("measures.0.kind", "SATISFACTION"),
            ("measures.0.state", "KNOWN"),
            ("measures.0.amount", amount),
        ];
        let form = fields.map(|(field, text)| (format!("input.items.0.{field}"), text));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        open.site.send(&open.owner, &answer, &form).await
    };
    for more in ["5.01", "450"] {
        let (status, html) = send(more).await;
        assert_eq!(status, 422, "{more} of 5");
        assert!(html.contains(&format!("value=\"{more}\"")) && html.contains("خارج النطاق"), "{html}");
    }
    assert_eq!(send("٤٫٥").await.0, 303);
    let document = "query($id: ID!) { inventoryItem(id: $id) { measures { kind provenance amount } } }";
    let shown = gql(&open.db, &open.owner.op, document, json!({ "id": one })).await;
    let held = json!({ "kind": "SATISFACTION", "provenance": "STATED", "amount": 450 });
    assert!(shown.ok()["inventoryItem"]["measures"].as_array().unwrap().contains(&held), "hundredths for programs");
    let html = open.get(&page).await;
    assert!(html.contains("name=\"input.items.0.measures.0.amount\" value=\"4.50\"") && html.contains(">4.50</td>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_works_at_the_desk_stays_there_when_an_address_is_wrong() {
    let open = Open::by(content(None)).await;
    let html = open.get("/desk/inventory/items?filter.awaits.eq=WHAT").await;
    assert!(html.contains("<li>صيغة القيمة غير صحيحة.</li>"), "there is no field to lead to: {html}");
    assert!(html.contains("خدمة S-1") && !html.contains("WHAT</title>"), "what cannot be read narrows nothing: {html}");
    for nothing in ["cycles/abc", &format!("cycles/{}", open.item("S-1").await), "items/abc"] {
        let (status, html) = open.site.get(Some(&open.owner), &format!("/desk/inventory/{nothing}")).await;
        assert!(status == 404 && html.contains("NO_ROUTE") && html.contains("desk-head"), "{nothing}: {html}");
    }
    let (status, html) = open.site.get(Some(&open.owner), "/desk/nothing").await;
    assert!(status == 404 && html.contains("desk-head") && !html.contains("sign-in"), "{html}");
    let (status, html) = open.site.get(None, "/nothing").await;
    assert!(status == 404 && !html.contains("desk-head") && html.contains("sign-in"), "{html}");
}

/// Whether a service's box is on a page, and ticked.
fn ticked(html: &str, service: &str) -> Option<bool> {
    let (_, rest) = html.split_once(&format!("name=\"input.items.0.successorIds\" value=\"{service}\""))?;
    Some(rest.split_once('>').unwrap().0.contains("checked"))
}

#[tokio::test(flavor = "multi_thread")]
async fn ticks_outlive_the_next_search_for_successors() {
    let open = Open::by(content(None)).await;
    let one = open.item("S-1").await;
    let document = "{ services(first: 10) { nodes { id code } } }";
    let found = gql(&open.db, &open.owner.op, document, json!({})).await;
    let rows = found.ok()["services"]["nodes"].as_array().unwrap().clone();
    let service = |code: &str| rows.iter().find(|row| row["code"] == code).unwrap()["id"].as_str().unwrap().to_owned();
    let (second, third) = (service("S-2"), service("S-3"));
    let name = "input.items.0.successorIds";
    let find = async |form: &[(&str, &str)]| {
        let (status, html) = open.site.send(&open.owner, &format!("/desk/inventory/items/{one}/find"), form).await;
        assert_eq!(status, 200, "{html}");
        html
    };

    let html = find(&[("wanted", "S-2"), (name, "")]).await;
    assert_eq!((ticked(&html, &second), ticked(&html, &third)), (Some(false), None));
    assert!(html.contains(&format!("name=\"shown\" value=\"{second}\"")), "{html}");
    let html = find(&[("wanted", "S-3"), ("shown", &second), (name, ""), (name, &second)]).await;
    assert_eq!((ticked(&html, &second), ticked(&html, &third)), (Some(true), Some(false)));
    let html = find(&[("wanted", "xyzzy"), ("shown", &second), ("shown", &third), (name, ""), (name, &second)]).await;
    assert_eq!((ticked(&html, &second), ticked(&html, &third)), (Some(true), None), "what was not ticked goes");
    let html = find(&[("wanted", "S-3"), ("shown", &second), (name, "")]).await;
    assert_eq!((ticked(&html, &second), ticked(&html, &third)), (None, Some(false)), "a tick taken away stays away");

    let answer = format!("/desk/inventory/items/{one}/answer");
    let form = [
        ("input.items.0.id", one.as_str()),
        ("input.items.0.existence", "OURS"),
        ("input.items.0.cardRight", "true"),
        (name, &second),
        ("shown", &second),
    ];
    let (status, html) = open.site.send(&open.owner, &answer, &form).await;
    assert_eq!(status, 422, "what is still there became nothing else");
    let link = format!("href=\"#{name}\">الخدمات التي صارت إليها: ");
    assert!(html.contains(&link) && html.contains(&format!("id=\"{name}-error\"")), "{html}");
    assert_eq!(ticked(&html, &second), Some(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_delegation_stands_at_its_field() {
    let open = Open::by(content(None)).await;
    let department = gql(&open.db, &open.owner.op, "{ departments(first: 10) { nodes { id code } } }", json!({})).await;
    let rows = department.ok()["departments"]["nodes"].as_array().unwrap().clone();
    let desk = rows.iter().find(|row| row["code"] == "DESK").unwrap()["id"].as_str().unwrap().to_owned();
    let people = People::staff(&open.db, Role::DepartmentHead, None).await;
    let viewer = gql(&open.db, &people.op, "{ viewer { actor { id } } }", json!({})).await;
    let me = viewer.ok()["viewer"]["actor"]["id"].as_str().unwrap().to_owned();
    let form = [
        ("input.departmentId", desk.as_str()),
        ("input.toStaffId", &me),
        ("input.startsOn", "2026-11-01"),
        ("input.endsOn", "2099-01-01"),
        ("input.reason", "إجازة"),
    ];
    let (status, html) = open.site.send(&people, "/desk/inventory/delegations", &form).await;
    assert_eq!(status, 422, "to oneself nothing is delegated");
    assert!(html.contains("href=\"#input.toStaffId\"") && html.contains("id=\"input.toStaffId-error\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_among_many_leads_to_its_service() {
    let question = json!({ "code": "cost", "text": super::words("كم تكلّف؟", "What does it cost?"), "required": true });
    let mut content = content(None);
    content["questions"] = json!([question]);
    let open = Open::by(content).await;
    let (first, second) = (open.item("S-1").await, open.item("S-2").await);
    let html = open.get("/desk/inventory/items?filter.awaits.eq=ANSWER").await;
    let field = |item: &str, name: &str| format!("input.items.{item}.{name}");
    assert!(html.contains(&format!("id=\"input.items.{second}\"")), "rows go by their items: {html}");

    let mut form = vec![("filter.awaits.eq".to_owned(), "ANSWER")];
    for (item, ticks) in [(&first, &["false"][..]), (&second, &["false", "true"][..])] {
        form.extend(ticks.iter().map(|tick| (field(item, "ticked"), *tick)));
        form.extend(
            [("id", item.as_str()), ("existence", "OURS"), ("cardRight", "true")]
                .map(|(name, text)| (field(item, name), text)),
        );
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let (status, html) = open.site.send(&open.owner, "/desk/inventory/answer", &form).await;
    assert_eq!(status, 422, "the plan's question has no answer");
    assert!(html.contains(&format!("href=\"#input.items.{second}\">خدمة S-2: ")), "{html}");
    assert!(!html.contains(&format!("href=\"#input.items.{first}\"")), "{html}");
    assert!(html.contains(&format!("id=\"input.items.{second}-error\"")), "it is told in the row too: {html}");
    let (status, none) = open.site.send(&open.owner, "/desk/inventory/answer", &form[..5]).await;
    assert_eq!(status, 422);
    assert!(
        none.contains("items?format=xlsx\""),
        "links on it lead from the page, not from where its form goes: {none}"
    );
    assert!(none.contains("لم تختر أي خدمة") && none.contains("id=\"input.items\""), "{none}");
    let box_of = |item: &str| {
        let (_, rest) = html.split_once(&format!("id=\"input.items.{item}\"")).unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    };
    assert!(box_of(&second).contains("checked") && !box_of(&first).contains("checked"));
}
