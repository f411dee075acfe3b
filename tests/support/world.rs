//! One record of every kind, and plain values for inputs of every type.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::Days;
use crm_core::ids::{CaseId, CycleId, DepartmentId};
use crm_core::inventory::workbooks;
use crm_core::policy::Role;
use crm_core::{Db, documents, jobs, work};
use crm_graphql::node_id::Id;
use futures_util::stream;
use serde_json::{Value, json};

use crate::{People, gql_on, op};

/// Plain values, and the ids that they may name.
pub struct Samples {
    /// Ids by what they are of: `service`, `tag.theme`.
    pub ids: BTreeMap<&'static str, String>,
    /// Makes codes, keys and numbers new.
    serial: AtomicU32,
}

/// Which id is meant, by a word in a name on the way to it. The first that fits the nearest name is taken.
const MEANT: &[(&str, &str)] = &[
    ("inventoryworkbook", "inventory_workbook"),
    ("mention", "mention"),
    ("planid", "inventory_plan"),
    ("inventoryplan", "inventory_plan"),
    ("cycle", "inventory_cycle"),
    ("inventoryverification", "inventory_cycle"),
    ("inventorydelegation", "inventory_delegation"),
    ("successor", "service"),
    ("inventoryitem", "inventory_item"),
    ("itemid", "inventory_item"),
    ("servicechanges", "revision"),
    ("documentid", "document"),
    ("document", "document"),
    ("job", "job"),
    ("serviceimport", "import"),
    ("assignserviceowner", "service"),
    ("contactpoint", "contact_point"),
    ("contactreason", "reason"),
    ("followup", "follow_up"),
    ("department", "department"),
    ("owner", "department"),
    ("beneficiar", "beneficiary"),
    ("timeline", "beneficiary"),
    ("interaction", "interaction"),
    ("identifier", "identifier"),
    ("staff", "staff"),
    ("assignee", "staff"),
    ("reason", "reason"),
    ("role", "role"),
    ("organization", "organization"),
    ("site", "site"),
    ("categor", "category"),
    ("theme", "tag.theme"),
    ("lifeevent", "tag.life_event"),
    ("segment", "tag.segment"),
    ("keyword", "tag.keyword"),
    ("tag", "tag.keyword"),
    ("case", "case"),
    ("service", "service"),
    ("token", "token"),
    ("audit", "audit"),
    ("record", "service"),
];

/// A mobile number.
const MOBILE: &str = "0501234567";

impl Samples {
    /// Makes one record of every kind, all of one department; `code` stands in their codes.
    pub async fn settle(db: &Db, department: DepartmentId, code: &str) -> Self {
        let mut world = Settling { schema: crm_graphql::schema(db.clone()), code: code.into(), ids: BTreeMap::new() };
        world.ids.insert("department", Id(department).to_string());
        world.ids.insert("case", Id(op::system().new_id::<CaseId>()).to_string());
        world.structure().await;
        world.service().await;
        world.people().await;
        world.contacts().await;
        world.mention().await;
        world.inventory(db).await;
        world.files(db).await;
        Self { ids: world.ids, serial: AtomicU32::new(0) }
    }

    /// The id that the names on the way to it mean.
    pub fn id(&self, above: &[String]) -> &str {
        let meant = |name: &String| {
            let name = name.to_lowercase();
            // `reassignFollowUps` moves work from one member of staff to another
            let moved = matches!(&*name, "fromid" | "toid").then_some("staff");
            moved.or_else(|| MEANT.iter().find(|(word, _)| name.contains(word)).map(|row| row.1))
        };
        let kind = above.iter().rev().find_map(meant).unwrap_or("service");
        &self.ids[kind]
    }

    /// A plain value of a scalar at a place.
    pub fn scalar(&self, ty: &str, above: &[String]) -> Value {
        let name = above.last().map_or("", String::as_str);
        match ty {
            "ID" => json!(self.id(above)),
            "Int" => json!(1),
            "Float" => json!(1.5),
            "Boolean" => json!(true),
            "LanguageTag" => json!("ar"),
            "PhoneNumber" => json!(MOBILE),
            "EmailAddress" => json!("person@example.org"),
            "URL" => json!("https://example.org/"),
            "Duration" => json!("PT5M"),
            "DateTime" => json!("2026-01-01T00:00:00Z"),
            "Date" if matches!(name, "dueOn" | "lastDay" | "opensOn" | "endsOn") => {
                json!((op::system().at + Days::new(9)).date_naive())
            }
            "Date" => json!("1990-01-01"),
            "String" => json!(self.text(name, above)),
            _ => json!({}),
        }
    }

    fn text(&self, name: &str, above: &[String]) -> String {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        match name {
            "code" | "idempotencyKey" => format!("S-{serial}"),
            "value" if above.iter().any(|name| name.to_lowercase().contains("identifier")) => national_id(serial),
            "value" | "phone" => MOBILE.into(),
            "email" => "person@example.org".into(),
            "website" | "url" => "https://example.org/".into(),
            "currency" => "SAR".into(),
            "nationality" => "SAU".into(),
            "hijri" => "1446-01-01".into(),
            "opens" => "08:00".into(),
            "closes" => "12:00".into(),
            "from" | "to" => "2026-01".into(),
            _ => "نص".into(),
        }
    }
}

/// A national id with its check digit (Luhn's).
fn national_id(serial: u32) -> String {
    let body = format!("19{:07}", serial % 10_000_000);
    let doubled = |(place, digit): (usize, u32)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit };
    let sum: u32 = body.chars().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

struct Settling {
    schema: crm_graphql::Schema,
    code: String,
    ids: BTreeMap<&'static str, String>,
}

impl Settling {
    /// Carries a mutation out and gives its payload.
    async fn make(&self, mutation: &str, input: Value, selection: &str) -> Value {
        let ty = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let document = format!(
            "mutation($input: {ty}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code path rule }} }} }}"
        );
        gql_on(&self.schema, &op::system(), &document, json!({ "input": input })).await.done(mutation).clone()
    }

    async fn keep(&mut self, kind: &'static str, mutation: &str, input: Value, record: &str) {
        let payload = self.make(mutation, input, &format!("{record} {{ id }}")).await;
        self.ids.insert(kind, text(&payload[record]["id"]));
    }

    async fn structure(&mut self) {
        let (code, name) =
            (self.code.clone(), json!([{ "lang": "ar", "text": "اسم" }, { "lang": "en", "text": "Name" }]));
        let input = json!({ "code": code, "name": name, "kind": "MINISTRY" });
        self.keep("organization", "createOrganization", input, "organization").await;
        let input = json!({ "code": code, "name": name });
        self.keep("category", "createCategory", input.clone(), "category").await;
        self.keep("staff", "createStaffMember", input.clone(), "staffMember").await;
        let tags = [
            ("tag.theme", "THEME"),
            ("tag.life_event", "LIFE_EVENT"),
            ("tag.segment", "SEGMENT"),
            ("tag.keyword", "KEYWORD"),
        ];
        for (key, kind) in tags {
            self.keep(key, "createTag", json!({ "code": code, "name": name, "kind": kind }), "tag").await;
        }
        let facts = json!({ "name": name, "kind": "OFFICE", "host": "OWN", "departmentId": self.ids["department"] });
        self.keep("site", "createSite", json!({ "code": code, "facts": facts }), "site").await;
        let input = json!({ "staffId": self.ids["staff"], "role": "AGENT", "departmentId": self.ids["department"] });
        self.keep("role", "grantRole", input, "role").await;
        let input = json!({ "name": code, "integration": { "departmentId": self.ids["department"] } });
        self.keep("token", "createToken", input, "token").await;
    }

    async fn service(&mut self) {
        let input = json!({ "code": self.code, "owner": self.ids["department"], "card": card() });
        self.keep("service", "createService", input, "service").await;
        let id = json!({ "id": self.ids["service"] });
        self.make("submitService", id.clone(), "").await;
        let shown = self.make("publishService", id, "service { shownRevision { id } }").await;
        self.ids.insert("revision", text(&shown["service"]["shownRevision"]["id"]));
    }

    async fn people(&mut self) {
        let serial = self.code.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let input = json!({
            "kind": "INDIVIDUAL",
            "name": [{ "lang": "ar", "text": "سارة" }],
            "departmentId": self.ids["department"],
            "identifiers": [{ "kind": "NATIONAL_ID", "value": national_id(serial.wrapping_add(1_000_000)) }],
            "contactPoints": [{ "kind": "MOBILE", "value": "0559876543" }],
        });
        let selection = "beneficiary { id identifiers { id } contactPoints { id } }";
        let made = self.make("registerBeneficiary", input, selection).await;
        let person = &made["beneficiary"];
        self.ids.insert("beneficiary", text(&person["id"]));
        self.ids.insert("identifier", text(&person["identifiers"][0]["id"]));
        self.ids.insert("contact_point", text(&person["contactPoints"][0]["id"]));
    }

    async fn contacts(&mut self) {
        let content = json!({ "names": [{ "lang": "ar", "text": "سبب" }], "departmentId": self.ids["department"] });
        let input = json!({ "code": self.code, "content": content });
        self.keep("reason", "draftContactReason", input, "contactReason").await;
        self.make("approveContactReason", json!({ "id": self.ids["reason"] }), "").await;
        let by_id = |kind: &str| json!({ "id": self.ids[kind] });
        let input = json!({
            "channel": "PHONE",
            "department": by_id("department"),
            "site": by_id("site"),
            "beneficiary": by_id("beneficiary"),
            "service": by_id("service"),
            "reason": by_id("reason"),
            "subject": "سؤال",
            "followUp": { "dueOn": (op::system().at + Days::new(5)).date_naive() },
        });
        let made = self.make("logInteraction", input, "interaction { id followUps { id } }").await;
        self.ids.insert("interaction", text(&made["interaction"]["id"]));
        self.ids.insert("follow_up", text(&made["interaction"]["followUps"][0]["id"]));
        let entries =
            gql_on(&self.schema, &op::system(), "{ auditEntries(first: 1) { nodes { id } } }", json!({})).await;
        self.ids.insert("audit", text(&entries.ok()["auditEntries"]["nodes"][0]["id"]));
    }
}

impl Settling {
    /// A service that the catalogue does not have, named by a contact.
    async fn mention(&mut self) {
        let unlisted = format!("خدمة {}", self.code);
        let department = json!({ "id": self.ids["department"] });
        let input = json!({ "channel": "PHONE", "department": department, "unlistedService": unlisted });
        self.make("logInteraction", input, "").await;
        let document = "query($text: String) { unlistedMentions(search: $text, first: 1) { nodes { id } } }";
        let found = gql_on(&self.schema, &op::system(), document, json!({ "text": unlisted })).await;
        self.ids.insert("mention", text(&found.ok()["unlistedMentions"]["nodes"][0]["id"]));
    }
}

impl Settling {
    /// An import that waits, of a file that was uploaded.
    async fn files(&mut self, db: &Db) {
        let name = "sheet.csv".to_owned();
        let purpose = documents::DocumentPurpose::ServiceImport;
        let command = documents::CreateUpload { name, media_type: String::new(), size: None, purpose };
        let row = "رمز الخدمة,اسم الخدمة,رمز الإدارة المالكة\n1,خدمة,X\n";
        let document = documents::upload(db, &op::system(), command, stream::iter([Ok(row)])).await.unwrap();
        let document = Id(document.id).to_string();
        let input = json!({ "documentId": document, "dryRun": true });
        let made = self.make("startServiceImport", input, "serviceImport { id job { id } }").await;
        self.ids.insert("document", document);
        self.ids.insert("import", text(&made["serviceImport"]["id"]));
        self.ids.insert("job", text(&made["serviceImport"]["job"]["id"]));
    }
}

impl Settling {
    /// A plan of the inventory in force, an open cycle of it with its items, and a delegation.
    async fn inventory(&mut self, db: &Db) {
        let words = json!([{ "lang": "ar", "text": "خطة" }]);
        let content = json!({
            "title": words, "definition": words, "period": { "from": "2026-01-01" },
            "answerDays": 14, "verifyDays": 7, "decision": "MINUTES",
            "scope": { "departments": [self.ids["department"]] },
        });
        let made =
            self.make("draftInventoryPlan", json!({ "code": self.code, "content": content }), "plan { id }").await;
        let plan = text(&made["plan"]["id"]);
        let change = json!({ "id": plan });
        let minutes = json!({ "number": "1", "on": { "gregorian": "2026-01-05" }, "present": ["أ"] });
        let decision = json!({ "planId": plan, "outcome": "APPROVED", "minutes": minutes });
        self.change("submitInventoryPlan", "ChangeInventoryPlanInput", change.clone()).await;
        self.change("recordInventoryDecision", "RecordInventoryDecisionInput", decision).await;
        self.change("enforceInventoryPlan", "ChangeInventoryPlanInput", change).await;
        let today = (op::system().at + Days::new(1)).date_naive();
        let (from, to) = (today - Days::new(300), today - Days::new(3));
        let input = json!({ "planId": plan, "code": self.code, "opensOn": today, "windowFrom": from, "windowTo": to });
        let made = self.make("scheduleInventoryCycle", input, "cycle { id }").await;
        let cycle = text(&made["cycle"]["id"]);
        self.change("openInventoryCycle", "ChangeInventoryCycleInput", json!({ "id": cycle })).await;
        while jobs::run_one(db, &op::system(), work::KINDS).await.unwrap() {}
        let items = "query($cycle: ID!, $service: ID!) { inventoryItems(filter: { cycle: { eq: $cycle }, \
            service: { eq: $service } }, first: 1) { nodes { id } } }";
        let given = json!({ "cycle": cycle, "service": self.ids["service"] });
        let items = gql_on(&self.schema, &op::system(), items, given).await;
        let delegate = People::staff(db, Role::DepartmentEditor, None).await.op.staff().map(Id);
        let input = json!({
            "departmentId": self.ids["department"], "toStaffId": delegate.map(|id| id.to_string()), "startsOn": today,
            "endsOn": today, "reason": "سبب",
        });
        let document = "mutation($input: DelegateInventoryAnswersInput!) { delegateInventoryAnswers(input: $input) { \
            delegation { id } userErrors { code path rule } } }";
        let made = gql_on(&self.schema, &op::system(), document, json!({ "input": input })).await;
        let delegation = &made.done("delegateInventoryAnswers")["delegation"]["id"];
        self.ids.insert("inventory_plan", plan);
        self.ids.insert("inventory_cycle", cycle);
        self.ids.insert("inventory_item", text(&items.ok()["inventoryItems"]["nodes"][0]["id"]));
        self.ids.insert("inventory_delegation", text(delegation));
        self.workbook(db).await;
    }

    /// A workbook of the cycle that came back as it was and waits.
    async fn workbook(&mut self, db: &Db) {
        let (op, cycle) = (op::system(), self.ids["inventory_cycle"].clone());
        let given = workbooks::workbook(db, &op, cycle.parse::<Id<CycleId>>().unwrap().0, None).await.unwrap();
        let document = Id(given.keep(db, &op).await.unwrap().id).to_string();
        let input = json!({ "cycleId": cycle, "documentId": document, "dryRun": true });
        self.keep("inventory_workbook", "startInventoryWorkbook", input, "workbook").await;
    }

    /// Carries out a mutation whose input is named otherwise.
    async fn change(&self, mutation: &str, ty: &str, input: Value) {
        let document =
            format!("mutation($input: {ty}!) {{ {mutation}(input: $input) {{ userErrors {{ code path rule }} }} }}");
        gql_on(&self.schema, &op::system(), &document, json!({ "input": input })).await.done(mutation);
    }
}

/// As little as may be published, and one thing that the inventory finds in it.
fn card() -> Value {
    json!({
        "identity": {
            "name": [{ "lang": "ar", "text": "خدمة" }, { "lang": "en", "text": "Service" }],
            "summary": [{ "lang": "ar", "text": "وصف" }, { "lang": "en", "text": "Account" }],
            "scope": ["EXTERNAL"],
        },
        "audience": { "clients": ["INDIVIDUALS"] },
        "fees": { "state": "FREE" },
        "promise": { "deliveryTimes": [{ "within": { "amount": 1, "unit": "WORKING_DAYS" } }] },
        "channels": [{ "kind": "COUNTER" }],
        "governance": { "nextReviewDue": { "gregorian": "2020-01-01" } },
    })
}

fn text(value: &Value) -> String {
    value.as_str().expect("an id").into()
}
