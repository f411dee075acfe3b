//! A front end's day, over real HTTP and through GraphQL alone: the catalogue is kept, someone calls, the contact is
//! logged, the record tells it.

use crm_core::Db;
use crm_core::ids::DepartmentId;
use crm_core::policy::Role;
use crm_graphql::node_id::Id;
use serde_json::{Value, json};
use support::{Answer, People, Person, Server, TestDb};

/// Someone at a screen.
struct Screen<'a> {
    server: &'a Server,
    person: Person,
}

impl Screen<'_> {
    async fn ask(&self, document: &str, variables: Value) -> Answer {
        Answer(self.server.gql(Some(&self.person.secret), document, variables).await)
    }

    /// Carries a mutation with one input out; answers what it made.
    async fn act(&self, mutation: &str, selection: &str, input: Value) -> Value {
        let kind = format!("{}{}", mutation[..1].to_uppercase(), &mutation[1..]);
        let document = format!(
            "mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message path rule }} }} }}"
        );
        self.ask(&document, json!({ "input": input })).await.done(mutation).clone()
    }
}

/// Who works there on this day.
struct Day<'a> {
    server: &'a Server,
    people: People,
    manager: Screen<'a>,
    head: Screen<'a>,
    agent: Screen<'a>,
    stranger: Screen<'a>,
    auditor: Screen<'a>,
}

impl<'a> Day<'a> {
    async fn begin(db: &Db, server: &'a Server) -> Self {
        let people = People::settle(db).await;
        let screen = async |role: Role, department: Option<DepartmentId>| Screen {
            server,
            person: People::staff(db, role, department).await,
        };
        Self {
            server,
            people,
            manager: screen(Role::CatalogueManager, None).await,
            head: screen(Role::DepartmentHead, Some(people.services)).await,
            agent: screen(Role::Agent, Some(people.desk)).await,
            stranger: screen(Role::Agent, Some(people.permits)).await,
            auditor: screen(Role::Auditor, None).await,
        }
    }

    /// The manager publishes a service of the permits department, with channels and a fee.
    async fn publish_service(&self) -> Value {
        let text = |ar: &str, en: &str| json!([{ "lang": "ar", "text": ar }, { "lang": "en", "text": en }]);
        let card = json!({
            "identity": {
                "name": text("رخصة إقامة فعاليّة أهلية", "Licence for a community event"),
                "summary": text("الترخيص لمن يقيم فعالية عامة.", "Leave to hold a public event."),
                "scope": ["EXTERNAL"],
            },
            "audience": { "clients": ["INDIVIDUALS"] },
            "fees": { "state": "PRICED", "list": [{ "amountMinor": 15_000, "currency": "SAR" }] },
            "promise": { "deliveryTimes": [{ "within": { "amount": 3, "unit": "WORKING_DAYS" } }] },
            "channels": [
                { "kind": "PORTAL", "url": [{ "lang": "ar", "text": "https://example.org/events" }] },
                { "kind": "COUNTER" },
            ],
        });
        let input = json!({ "code": "EV-1", "owner": id(self.people.permits), "card": card });
        let made = self.manager.act("createService", "service { id }", input).await;
        let id = made["service"]["id"].clone();
        for move_on in ["submitService", "publishService"] {
            self.manager.act(move_on, "service { status }", json!({ "id": id })).await;
        }
        id
    }

    /// The head drafts why people call and what they are told, the manager approves it.
    async fn approve_reason(&self) {
        let content = json!({
            "names": [{ "lang": "ar", "text": "رسوم الفعاليات" }],
            "departmentId": id(self.people.services),
            "response": { "amount": 1, "unit": "WORKING_DAYS" },
            "answer": [{ "lang": "ar", "text": "الرسم مئة وخمسون ريالًا، ويُدفع عبر البوابة." }],
        });
        let input = json!({ "code": "EV-FEES", "content": content });
        let drafted = self.head.act("draftContactReason", "contactReason { id status }", input).await;
        assert_eq!(drafted["contactReason"]["status"], "DRAFT");
        let input = json!({ "id": drafted["contactReason"]["id"] });
        let approved = self.manager.act("approveContactReason", "contactReason { status }", input).await;
        assert_eq!(approved["contactReason"]["status"], "APPROVED");
    }

    /// The agent registers a person.
    async fn register(&self) -> Value {
        let input = json!({
            "kind": "INDIVIDUAL",
            "name": [{ "lang": "ar", "text": "سارة القحطاني" }],
            "identifiers": [{ "kind": "NATIONAL_ID", "value": "1012345672" }],
            "contactPoints": [{ "kind": "MOBILE", "value": "0500000001" }],
        });
        self.agent.act("registerBeneficiary", "beneficiary { id }", input).await["beneficiary"]["id"].clone()
    }

    /// The agent looks everything up that a call is about.
    async fn look_up(&self, service: &Value, person: &Value) {
        let find = "query($words: String!) { services(search: $words, first: 5) { nodes { id } } }";
        let hits = self.agent.ask(find, json!({ "words": "رخصه اقامه فعاليه اهليه" })).await;
        assert_eq!(hits.ok()["services"]["nodes"], json!([{ "id": service }]));

        let open = "query($id: ID!) { service(id: $id) {
            code name { text(lang: \"en\") } owner { code name { text(lang: \"ar\") } }
            card { fees { state list { amount { amountMinor currency } } } channels { kind url { text(lang: \"ar\") } } } } }";
        let opened = self.agent.ask(open, json!({ "id": service })).await;
        assert_eq!(
            opened.ok()["service"],
            json!({
                "code": "EV-1",
                "name": { "text": "Licence for a community event" },
                "owner": { "code": "PERMITS", "name": { "text": "إدارة التراخيص" } },
                "card": {
                    "fees": { "state": "PRICED", "list": [{ "amount": { "amountMinor": 15_000, "currency": "SAR" } }] },
                    "channels": [
                        { "kind": "PORTAL", "url": { "text": "https://example.org/events" } },
                        { "kind": "COUNTER", "url": { "text": "" } },
                    ],
                },
            })
        );

        let key = json!({ "kind": "NATIONAL_ID", "value": "١٠١٢٣٤٥٦٧٢" });
        let found = self.agent.ask(BY_IDENTIFIER, json!({ "key": key })).await;
        let found = &found.ok()["beneficiary"];
        assert_eq!((&found["id"], &found["name"]["text"]), (person, &json!("سارة القحطاني")));
        let masked = found["identifiers"][0]["masked"].as_str().unwrap();
        assert!(masked.contains("5672") && !masked.contains("1012"), "{masked}");

        let why = "{ contactReason(code: \"EV-FEES\") { current { name { text } answer { text(lang: \"ar\") } } } }";
        let told = self.agent.ask(why, json!({})).await;
        let answer = "الرسم مئة وخمسون ريالًا، ويُدفع عبر البوابة.";
        assert_eq!(told.ok()["contactReason"]["current"]["answer"]["text"], answer);
    }

    /// The agent's front end sends the contact, and sends it again before the first answer is there.
    async fn log_twice(&self) -> Value {
        let tomorrow = self.agent.person.op.at.date_naive() + chrono::Days::new(1);
        let input = json!({
            "channel": "PHONE",
            "beneficiary": { "identifier": { "kind": "NATIONAL_ID", "value": "١٠١٢٣٤٥٦٧٢" } },
            "service": { "code": "EV-1" },
            "reason": { "code": "EV-FEES" },
            "subject": "رسم فعالية الحي",
            "body": "تسأل عن طريقة الدفع",
            "outcome": "ANSWERED",
            "followUp": { "dueOn": tomorrow, "note": "إرسال الرابط" },
            "idempotencyKey": "call-7781",
        });
        let send = || self.agent.act("logInteraction", LOGGED, input.clone());
        let (first, again) = futures_util::join!(send(), send());
        assert_eq!(first, again);
        let contact = first["interaction"].clone();
        assert_eq!(contact["service"], json!({ "code": "EV-1", "owner": { "code": "PERMITS" } }));
        assert_eq!((&contact["department"]["code"], &contact["reason"]["code"]), (&json!("DESK"), &json!("EV-FEES")));
        contact
    }

    /// Once on the timeline, once in the record of who did what, once in the figures.
    async fn read_back(&self, person: &Value, contact: &Value) {
        let timeline = "query($id: ID!) { beneficiary(id: $id) { timeline(first: 10) { nodes { kind recordId
            record { ... on Interaction { subject redacted service { code } } } } } } }";
        let entries = self.agent.ask(timeline, json!({ "id": person })).await;
        let entries = entries.ok()["beneficiary"]["timeline"]["nodes"].as_array().unwrap();
        let contacts: Vec<_> = entries.iter().filter(|entry| entry["kind"] == "interaction").collect();
        let record = json!({ "subject": "رسم فعالية الحي", "redacted": false, "service": { "code": "EV-1" } });
        assert_eq!(contacts, [&json!({ "kind": "interaction", "recordId": contact["id"], "record": record })]);

        let audit = "query($id: ID!) { auditEntries(filter: { record: { eq: $id } }) {
            nodes { operation actorKind staffId departmentId recordId purpose } } }";
        let rows = self.auditor.ask(audit, json!({ "id": contact["id"] })).await;
        let me = self.agent.ask("{ viewer { actor { id } } }", json!({})).await.ok()["viewer"]["actor"]["id"].clone();
        let row = json!({
            "operation": "interaction.log", "actorKind": "staff", "staffId": me, "purpose": "service_delivery",
            "departmentId": id(self.people.desk), "recordId": contact["id"],
        });
        assert_eq!(rows.ok()["auditEntries"]["nodes"], json!([row]));
        assert_eq!(self.agent.ask(audit, json!({ "id": contact["id"] })).await.codes(), ["FORBIDDEN"]);

        let figures = "query($input: InteractionFiguresInput!) { interactionFigures(input: $input) {
            department { code } service { code } reason { code } contacts } }";
        let input = json!({ "from": "2020-01", "to": "2029-12", "by": ["DEPARTMENT", "SERVICE", "REASON"] });
        let counted = self.agent.ask(figures, json!({ "input": input })).await;
        let one = json!({ "department": { "code": "DESK" }, "service": { "code": "EV-1" },
            "reason": { "code": "EV-FEES" }, "contacts": 1 });
        assert_eq!(counted.ok()["interactionFigures"], json!([one]));
    }

    /// An agent of another department learns that there was a contact, not what was said, and of a restricted person
    /// nothing; the public learns neither.
    async fn keep_from_others(&self, person: &Value, contact: &Value) {
        let read = "query($id: ID!) { interaction(id: $id) { redacted subject body staff { id } service { code } followUps { id } } }";
        let seen = self.stranger.ask(read, json!({ "id": contact["id"] })).await;
        let little = json!({ "redacted": true, "subject": null, "body": null, "staff": null,
            "service": { "code": "EV-1" }, "followUps": [] });
        assert_eq!(seen.ok()["interaction"], little);
        let queue = "{ followUps(filter: { state: { eq: OPEN } }) { totalCount } }";
        assert_eq!(self.stranger.ask(queue, json!({})).await.ok()["followUps"]["totalCount"], 0);
        assert_eq!(self.agent.ask(queue, json!({})).await.ok()["followUps"]["totalCount"], 1);
        let correct = "mutation($id: ID!) { correctInteraction(input: { id: $id, note: \"خطأ\", subject: \"غيره\" }) {
            interaction { id } userErrors { code } } }";
        assert_eq!(self.stranger.ask(correct, json!({ "id": contact["id"] })).await.codes(), ["FORBIDDEN"]);

        let input =
            json!({ "id": person, "status": "RESTRICTED", "departmentId": id(self.people.desk), "reason": "حماية" });
        self.head.act("setBeneficiaryStatus", "beneficiary { status }", input).await;
        let key = json!({ "key": { "kind": "NATIONAL_ID", "value": "1012345672" } });
        assert_eq!(self.agent.ask(BY_IDENTIFIER, key.clone()).await.ok()["beneficiary"]["id"], *person);
        assert_eq!(self.stranger.ask(BY_IDENTIFIER, key.clone()).await.ok()["beneficiary"], Value::Null);
        assert_eq!(self.stranger.ask(read, json!({ "id": contact["id"] })).await.ok()["interaction"], Value::Null);
        let list = "{ interactions { totalCount } }";
        assert_eq!(self.stranger.ask(list, json!({})).await.ok()["interactions"]["totalCount"], 0);
        assert_eq!(self.agent.ask(list, json!({})).await.ok()["interactions"]["totalCount"], 1);

        let public = Answer(self.server.gql(None, BY_IDENTIFIER, key).await);
        assert_eq!(public.codes(), ["UNAUTHENTICATED"]);
    }
}

fn id(department: DepartmentId) -> String {
    Id(department).to_string()
}

const BY_IDENTIFIER: &str = "query($key: IdentifierKeyInput!) { beneficiary(identifier: $key) {
    id name { text } identifiers { masked } } }";
const LOGGED: &str = "interaction { id occurredAt department { code } service { code owner { code } } reason { code } followUps { id } }";

#[tokio::test]
async fn a_front_ends_day() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let day = Day::begin(&db, &server).await;
    let service = day.publish_service().await;
    day.approve_reason().await;
    let person = day.register().await;
    day.look_up(&service, &person).await;
    let contact = day.log_twice().await;
    day.read_back(&person, &contact).await;
    day.keep_from_others(&person, &contact).await;
}
