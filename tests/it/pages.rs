//! The pages over HTTP, as a browser without JavaScript asks for them.

use std::collections::BTreeMap;

use crm_core::Db;
use crm_core::policy::Role;
use crm_graphql::node_id::Id;
use crm_server::web::{self, For};
use reqwest::Response;
use reqwest::redirect::Policy;
use serde_json::json;
use support::{People, Person, Samples, Server, TestDb, config, op};

/// A body with one record of every kind, and its pages.
struct Site {
    server: Server,
    browser: reqwest::Client,
    people: People,
    samples: Samples,
    code: String,
    db: TestDb,
}

impl Site {
    async fn open() -> Self {
        let db = TestDb::open().await;
        let people = People::settle(&db).await;
        let samples = Samples::settle(&db, people.desk, "S").await;
        let schema = crm_graphql::schema((*db).clone());
        let service = json!({ "id": samples.ids["service"] });
        let found =
            support::gql_on(&schema, &op::system(), "query($id: ID!) { service(id: $id) { code } }", service).await;
        let code = found.ok()["service"]["code"].as_str().unwrap().to_owned();
        let server = Server::start_with(&db, &config());
        let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { server, browser, people, samples, code, db }
    }

    fn db(&self) -> &Db {
        &self.db
    }

    /// An address of a page with the records that its pattern names.
    fn address(&self, language: &str, path: &str) -> String {
        let id = match path {
            _ if path.contains("inventory/plans") => &self.samples.ids["inventory_plan"],
            _ if path.contains("inventory/items") => &self.samples.ids["inventory_item"],
            _ if path.contains("inventory/workbooks") => &self.samples.ids["inventory_workbook"],
            _ if path.contains("inventory/mentions") => &self.samples.ids["mention"],
            _ if path.contains("inventory") => &self.samples.ids["inventory_cycle"],
            _ if path.contains("imports") => &self.samples.ids["import"],
            _ if path.contains("contacts") => &self.samples.ids["interaction"],
            _ if path.contains("beneficiaries") => &self.samples.ids["beneficiary"],
            _ if path.contains("departments") => &self.samples.ids["department"],
            _ if path.contains("sites") => &self.samples.ids["site"],
            _ if path.contains("reasons") => &self.samples.ids["reason"],
            _ if path.contains("staff") => &self.samples.ids["staff"],
            _ if path.contains("life-events") => &self.samples.ids["tag.life_event"],
            _ => &self.samples.ids["category"],
        };
        let place = path.replace("{code}", &self.code).replace("{id}", id).replace("{section}", "fees");
        let place = place.replace("{documentId}", &self.samples.ids["document"]);
        let place = place.replace("{from}", &self.samples.ids["inventory_cycle"]);
        let revision = &self.samples.ids["revision"];
        let query = if path.ends_with("/changes") { format!("?from={revision}&to={revision}") } else { String::new() };
        format!("http://{}/{language}{place}{query}", self.server.address)
    }

    async fn get(&self, person: Option<&Person>, address: &str) -> Response {
        let request = self.browser.get(address);
        let request = match person {
            Some(person) => request.bearer_auth(&person.secret),
            None => request,
        };
        request.send().await.unwrap()
    }

    async fn send(&self, person: &Person, path: &str, form: &[(&str, &str)]) -> Response {
        let address = self.address("ar", path);
        self.browser.post(address).bearer_auth(&person.secret).form(form).send().await.unwrap()
    }
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_shows_something_to_every_role_and_to_nobody() {
    let site = Site::open().await;
    let mut callers = vec![("nobody", None)];
    for role in Role::ALL {
        callers.push((role.name(), Some(People::staff(site.db(), *role, Some(site.people.desk)).await)));
    }
    let mut statuses: BTreeMap<&str, BTreeMap<u16, Vec<&str>>> = BTreeMap::new();
    for page in web::pages() {
        for (name, caller) in &callers {
            for language in ["ar", "en"] {
                let answer = site.get(caller.as_ref(), &site.address(language, page.path)).await;
                let status = answer.status().as_u16();
                if page.who == For::Staff && caller.is_none() {
                    assert_eq!(status, 303, "{} {name}", page.path);
                    assert!(header(&answer, "location").starts_with(&format!("/{language}/sign-in?next=")));
                    continue;
                }
                // cycles are compared and summed up once they are closed, and the samples' goes on
                let early = status == 400 && ["/since/", "/summary"].iter().any(|part| page.path.contains(part));
                assert!(early || matches!(status, 200 | 403 | 404), "{} for {name}: {status}", page.path);
                assert!(header(&answer, "content-security-policy").contains("script-src 'self'"));
                let html = answer.text().await.unwrap();
                assert!(html.contains(&format!("<html lang=\"{language}\"")), "{} for {name}", page.path);
                for outside in ["src=\"http", "<script>", " style=\"", "onclick="] {
                    assert!(!html.contains(outside), "{} for {name}: {outside}", page.path);
                }
                if language == "ar" {
                    statuses.entry(page.path).or_default().entry(status).or_default().push(name);
                }
            }
        }
    }
    insta::assert_json_snapshot!(statuses);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_logged_by_a_form_alone() {
    let site = Site::open().await;
    let agent = site.people.agent(site.db()).await;
    let found = site.send(&agent, "/desk/log/find", &[("caller", "0559876543"), ("input.subject", "سؤال")]).await;
    assert_eq!(found.status(), 200);
    let html = found.text().await.unwrap();
    assert!(html.contains("name=\"input.beneficiary.id\""), "one person has that number");
    assert!(html.contains("value=\"سؤال\""), "what was typed stays");

    let beneficiary = site.samples.ids["beneficiary"].as_str();
    let wrong =
        [("input.beneficiary.id", beneficiary), ("input.occurredAt", "2999-01-01T10:00"), ("input.body", "نص طويل")];
    let refused = site.send(&agent, "/desk/log", &wrong).await;
    assert_eq!(refused.status(), 422);
    let html = refused.text().await.unwrap();
    assert!(html.contains("href=\"#input.channel\">القناة: "), "what is missing is told by the name of its field");
    assert!(html.contains("نص طويل"), "nothing typed is lost");

    let right = [("input.beneficiary.id", beneficiary), ("input.channel", "PHONE"), ("input.duration", "٥")];
    let done = site.send(&agent, "/desk/log", &right).await;
    assert_eq!(done.status(), 303);
    let place = header(&done, "location");
    assert!(place.starts_with("/ar/desk/contacts/interaction_") && place.ends_with("?done=logged"), "{place}");
    let shown = site.get(Some(&agent), &format!("http://{}{place}", site.server.address)).await;
    assert_eq!(shown.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_list_shows_is_taken_along_whole() {
    let site = Site::open().await;
    let manager = People::staff(site.db(), Role::CatalogueManager, None).await;
    for serial in 0..120 {
        let code = format!("LONG-{serial:03}");
        let name = if serial == 7 { "=HYPERLINK(1)" } else { "خدمة" };
        let fields = [
            ("input.code", code.as_str()),
            ("input.owner", &Id(site.people.desk).to_string()),
            ("input.card.identity.name.ar", name),
        ];
        assert_eq!(site.send(&manager, "/desk/services/new", &fields).await.status(), 303);
    }
    let address = |format: &str| {
        site.address("ar", "/desk/services") + &format!("?search=&filter.status.eq=DRAFT&format={format}")
    };
    let csv = site.get(Some(&manager), &address("csv")).await;
    assert!(header(&csv, "content-disposition").starts_with("attachment; filename=\"services-"));
    let text = csv.text().await.unwrap();
    let rows = text.lines().filter(|line| line.starts_with("LONG-")).count();
    assert_eq!(rows, 120, "more than a page of the list");
    assert!(text.contains("'=HYPERLINK(1)"), "nothing in it runs");
    assert!(text.starts_with("\u{feff}الرمز,اسم الخدمة"));
    let xlsx = site.get(Some(&manager), &address("xlsx")).await;
    assert!(xlsx.bytes().await.unwrap().starts_with(b"PK"));
    let reader = People::staff(site.db(), Role::Reader, None).await;
    let contacts = site.get(Some(&reader), &(site.address("ar", "/desk/contacts") + "?format=csv")).await;
    assert_eq!(contacts.status(), 403, "a file shows no more than its page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_does_nothing() {
    let site = Site::open().await;
    let agent = site.people.agent(site.db()).await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://elsewhere.example")]
    {
        let request = self::form(&site, &agent, "/desk/log").header(name, value);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 403, "{name}: {value}");
    }
    let own = format!("http://{}", site.server.address);
    let answer = self::form(&site, &agent, "/desk/log").header("origin", own).send().await.unwrap();
    assert_eq!(answer.status(), 303);
}

fn form(site: &Site, person: &Person, path: &str) -> reqwest::RequestBuilder {
    let address = site.address("ar", path);
    site.browser.post(address).bearer_auth(&person.secret).form(&[("input.channel", "PHONE")])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_card_is_a_conflict_and_nobodys_text_is_lost() {
    let site = Site::open().await;
    let manager = People::staff(site.db(), Role::CatalogueManager, None).await;
    let id = site.samples.ids["service"].as_str();
    let fields = [
        ("input.id", id),
        ("input.expectedVersion", "0"),
        ("input.card.fees.state", "FREE"),
        ("input.reason", "مجانية الآن"),
    ];
    let refused = site.send(&manager, "/desk/services/{code}/edit/{section}", &fields).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.unwrap().contains("مجانية الآن"));
}

#[tokio::test(flavor = "multi_thread")]
async fn unmasking_shows_once_and_stands_in_no_address() {
    let site = Site::open().await;
    let agent = site.people.agent(site.db()).await;
    let id = site.samples.ids["beneficiary"].as_str();
    let path = "/desk/beneficiaries/{id}/unmask";
    let without = [("input.id", id), ("input.reason", "مطابقة")];
    let refused = site.send(&agent, path, &without).await;
    assert_eq!(refused.status(), 422, "a purpose is needed");
    let with = [("input.id", id), ("input.reason", "مطابقة"), ("purpose", "service_delivery")];
    let shown = site.send(&agent, path, &with).await;
    assert_eq!(shown.status(), 200);
    assert!(shown.text().await.unwrap().contains("+966559876543"));
    let again = site.get(Some(&agent), &site.address("ar", path)).await;
    assert_eq!((again.status().as_u16(), header(&again, "location")), (303, format!("/ar/desk/beneficiaries/{id}")));
}

#[tokio::test]
async fn the_front_page_is_in_the_language_that_is_asked_for() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
    for (wish, place) in [("en-GB,en;q=0.9", "/en/"), ("ar-SA", "/ar/"), ("fr", "/ar/"), ("", "/ar/")] {
        let answer =
            browser.get(format!("http://{}/", server.address)).header("accept-language", wish).send().await.unwrap();
        assert_eq!(header(&answer, "location"), place, "{wish}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn feedback_on_a_page_becomes_a_contact_of_its_department() {
    let site = Site::open().await;
    let manager = People::staff(site.db(), Role::CatalogueManager, None).await;
    let public = publish(&site, &manager).await;
    let owner = Id(site.people.desk).to_string();
    let hidden = [("input.code", "HID-1"), ("input.owner", &owner), ("input.card.identity.name.ar", "مسودة")];
    assert_eq!(site.send(&manager, "/desk/services/new", &hidden).await.status(), 303);
    let post = |fields: &'static [(&'static str, &'static str)]| {
        let address = format!("http://{}/ar/services/{public}/feedback", site.server.address);
        site.browser.post(address).form(fields).send()
    };
    let unsaid = post(&[("input.service.code", "PUB-1"), ("input.comment", "نص")]).await.unwrap();
    assert_eq!(unsaid.status(), 422, "useful or not is what is asked");
    let sent =
        post(&[("input.service.code", "PUB-1"), ("input.useful", "false"), ("input.comment", "رقمي 1000000016")]);
    let sent = sent.await.unwrap();
    assert_eq!(header(&sent, "location"), "/ar/services/PUB-1?done=feedback#feedback");
    let agent = People::staff(site.db(), Role::Agent, Some(site.people.desk)).await;
    let query = "{ interactions(first: 1) { nodes { id channel useful body service { code } department { code } } } }";
    let answer = site.server.gql(Some(&agent.secret), query, json!({})).await;
    let contact = &answer["data"]["interactions"]["nodes"][0];
    let told = [&contact["channel"], &contact["useful"], &contact["service"]["code"], &contact["department"]["code"]];
    assert_eq!(told, [&json!("PORTAL"), &json!(false), &json!("PUB-1"), &json!("DESK")]);
    assert!(!contact["body"].as_str().unwrap().contains("1000000016"), "identifiers are masked");
    let sitemap = site.get(None, &format!("http://{}/sitemap.xml", site.server.address)).await.text().await.unwrap();
    assert!(sitemap.contains("/en/services/PUB-1</loc>") && !sitemap.contains("HID-1"), "{sitemap}");
}

/// Publishes a service by the forms of its pages alone, and gives its code.
async fn publish(site: &Site, manager: &Person) -> &'static str {
    let owner = Id(site.people.desk).to_string();
    let name = [("input.code", "PUB-1"), ("input.owner", &owner), ("input.card.identity.name.ar", "خدمة عامة")];
    assert_eq!(site.send(manager, "/desk/services/new", &name).await.status(), 303);
    let id = support::gql(site.db(), &op::system(), "{ service(code: \"PUB-1\") { id } }", json!({})).await;
    let id = id.ok()["service"]["id"].as_str().unwrap().to_owned();
    for (section, fields) in [
        (
            "identity",
            &[("identity.name.ar", "خدمة عامة"), ("identity.summary.ar", "وصف"), ("identity.scope", "EXTERNAL")][..],
        ),
        ("audience", &[("audience.clients", "INDIVIDUALS")]),
        ("channels", &[("channels.0.kind", "PORTAL")]),
        ("fees", &[("fees.state", "FREE")]),
        (
            "promise",
            &[("promise.deliveryTimes.0.within.amount", "٣"), ("promise.deliveryTimes.0.within.unit", "WORKING_DAYS")],
        ),
    ] {
        let named: Vec<_> = fields.iter().map(|(name, text)| (format!("input.card.{name}"), *text)).collect();
        let mut form: Vec<_> = named.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        form.push(("input.id", &id));
        let saved = site.send(manager, &format!("/desk/services/PUB-1/edit/{section}"), &form).await;
        assert_eq!(saved.status(), 303, "{section}: {}", saved.text().await.unwrap());
    }
    for step in ["submit", "publish"] {
        let moved = site.send(manager, &format!("/desk/services/PUB-1/{step}"), &[("input.id", &id)]).await;
        assert_eq!(moved.status(), 303, "{step}");
    }
    "PUB-1"
}
