//! The pages of workbooks, walked without scripts.

use crm_core::ids::DocumentId;
use crm_core::policy::Role;
use crm_graphql::node_id::Id;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::json;
use support::{People, Person, Server, TestDb, config};

use super::super::cycles::{in_force, move_cycle, scheduled, services, worked};
use super::super::plans::content;
use super::{Actors, Book, NOTE, OURS, says};

struct Desk {
    db: TestDb,
    server: Server,
    browser: Client,
    owner: Person,
    cycle: String,
}

impl Desk {
    async fn open() -> Self {
        let db = TestDb::open().await;
        let people = People::settle(&db).await;
        services(&db, &people).await;
        let actors = Actors::settle(&db, people.desk).await;
        let plan = in_force(&db, &actors, "PLAN", content(None)).await;
        let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
        assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");
        let owner = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await;
        let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { server: Server::start_with(&db, &config()), browser, owner, cycle, db }
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let address = format!("http://{}{path}", self.server.address);
        self.browser.request(method.parse().unwrap(), address).bearer_auth(&self.owner.secret)
    }

    async fn get(&self, path: &str) -> String {
        shown(self.request("GET", path)).await
    }

    /// A page as somebody else sees it.
    async fn get_as(&self, person: &Person, path: &str) -> String {
        shown(self.browser.get(format!("http://{}{path}", self.server.address)).bearer_auth(&person.secret)).await
    }

    /// Sends a form and gives where one goes on.
    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> String {
        onward(self.request("POST", path).form(fields).send().await.unwrap()).await
    }

    /// Sends the workbook back.
    async fn upload(&self, path: &str, bytes: &[u8]) -> Response {
        let head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"حصر.xlsx\"\r\n\
            content-type: application/octet-stream\r\n\r\n";
        let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
        let request = self.request("POST", path).header("content-type", "multipart/form-data; boundary=x");
        request.body(body).send().await.unwrap()
    }
}

async fn shown(request: RequestBuilder) -> String {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.url());
    // Slashes are written as entities in addresses; numbers in texts are kept apart by marks.
    answer.text().await.unwrap().replace("&#x2f;", "/").replace(['\u{2068}', '\u{2069}'], "")
}

async fn onward(answer: Response) -> String {
    let status = answer.status();
    let place = answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
    assert_eq!(status, 303, "{}", answer.text().await.unwrap());
    place.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_is_taken_sent_back_confirmed_and_undone_by_forms_alone() {
    let desk = Desk::open().await;
    let cycle = format!("/ar/desk/inventory/cycles/{}", desk.cycle);
    let sent = format!("{cycle}/workbooks");
    assert!(desk.get("/ar/desk/inventory").await.contains(&sent), "from what is needed of me");
    assert!(desk.get(&cycle).await.contains(&sent));
    let page = desk.get(&sent).await;
    assert!(page.contains("multipart/form-data") && page.contains("تنتظر إجابتك 3 خدمات"), "{page}");

    let file = desk.request("GET", &format!("{cycle}/workbook.xlsx?department=")).send().await.unwrap();
    assert!(file.headers()["content-disposition"].to_str().unwrap().contains("filename*=UTF-8''"));
    let mut book = Book::read(&file.bytes().await.unwrap());
    book.confirm("S-1");
    book.set("S-2", &[(OURS, "لم تعد تُقدم"), (NOTE, "")]);

    let wrong = desk.upload(&sent, &Book { headers: vec!["أ".into()], rows: vec![vec!["ب".into()]] }.bytes()).await;
    assert_eq!(wrong.status(), 422);
    let page = wrong.text().await.unwrap();
    assert!(
        page.contains("معرّف البند: هذا العمود غير موجود في الملف: استخدم ملف الحصر كما نُزّل")
            && page.contains("id=\"file-error\""),
        "{page}"
    );
    assert!(!page.contains("name=\"file\" value="), "a wrong file is not kept");
    let none = desk.request("POST", &sent).form(&[("note", "")]).send().await.unwrap();
    assert!(none.status() == 422 && none.text().await.unwrap().contains("href=\"#file\""), "it is asked for");
    let document = Id(desk.owner.op.new_id::<DocumentId>()).to_string();
    let gone = desk.request("POST", &sent).form(&[("file", document)]).send().await.unwrap();
    assert_eq!(gone.status(), 422, "the file was kept, and discarded since");
    let page = gone.text().await.unwrap();
    assert!(page.contains("href=\"#file\"") && page.contains("id=\"file-error\""), "{page}");
    assert!(!page.contains("name=\"file\" value="), "it is chosen anew");

    let trial = onward(desk.upload(&sent, &book.bytes()).await).await;
    let waiting = desk.get(&trial).await;
    assert!(waiting.contains("data-progress") && waiting.contains("http-equiv=\"refresh\""));
    worked(&desk.db).await;
    let page = desk.get(&trial).await;
    assert!(page.contains("ستُسجَّل إجابة واحدة") && page.contains("اذكر السبب."), "{page}");
    assert!(page.contains("النتيجة.xlsx") && !page.contains("data-progress"));
    assert!(!desk.get(&format!("{trial}?remarked=true")).await.contains(">S-1<"));
    assert_eq!(says(&desk.db, &desk.owner.op, &desk.cycle, "S-1").await["state"], "PENDING");

    let field = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let names = ["input.cycleId", "input.documentId", "input.idempotencyKey"];
    let values = names.map(field);
    let confirm: Vec<(&str, &str)> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
    let real = desk.send(&trial, &confirm).await;
    assert_eq!(desk.send(&trial, &confirm).await, real, "pressed twice it is one");
    let real = real.split('?').next().unwrap();
    worked(&desk.db).await;
    assert_eq!(says(&desk.db, &desk.owner.op, &desk.cycle, "S-1").await["outcome"], "CONFIRMED");
    assert!(desk.get(real).await.contains("/undo"));
    desk.send(&format!("{real}/undo"), &[]).await;
    worked(&desk.db).await;
    let page = desk.get(real).await;
    assert!(page.contains("تُراجع عن هذا الملف") && !page.contains("/undo"), "{page}");
    assert_eq!(says(&desk.db, &desk.owner.op, &desk.cycle, "S-1").await["outcome"], json!(null));
    assert!(desk.get(&sent).await.contains("متراجع عنه"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_answer_is_given_no_workbook() {
    let desk = Desk::open().await;
    let reader = People::staff(&desk.db, Role::Reader, None).await;
    let path = format!("/ar/desk/inventory/cycles/{}/workbook.xlsx", desk.cycle);
    let address = format!("http://{}{path}", desk.server.address);
    let asked = desk.browser.get(&address).bearer_auth(&reader.secret).send().await.unwrap();
    assert_eq!(asked.status(), 403);
    assert_eq!(desk.browser.get(&address).send().await.unwrap().status(), 303, "one signs in first");
    let strange = desk.request("GET", "/ar/desk/inventory/cycles/x/workbook.xlsx").send().await.unwrap();
    assert_eq!(strange.status(), 404);
    let elsewhere = People::staff(&desk.db, Role::DepartmentHead, None).await;
    let permits = People::staff(&desk.db, Role::DepartmentEditor, Some(empty_department(&desk.db).await)).await;
    assert_eq!(desk.browser.get(&address).bearer_auth(&elsewhere.secret).send().await.unwrap().status(), 200);
    let nothing = onward(desk.browser.get(&address).bearer_auth(&permits.secret).send().await.unwrap()).await;
    assert!(nothing.ends_with("/workbooks?done=workbook-nothing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_runs_the_inventory_makes_each_departments_workbook() {
    let desk = Desk::open().await;
    let development = People::staff(&desk.db, Role::CatalogueManager, None).await;
    let cycle = format!("/ar/desk/inventory/cycles/{}", desk.cycle);
    let progress = desk.get_as(&development, &cycle).await;
    let link = format!("{cycle}/workbook.xlsx?department=");
    assert_eq!(progress.matches(&link).count(), 2, "one for each department that has something to answer");
    assert!(!desk.get(&cycle).await.contains(&link), "others take theirs on the page of workbooks");
    let (_, rest) = progress.split_once(&link).unwrap();
    let address = format!("{link}{}", rest.split_once('"').unwrap().0);
    let asked = desk.browser.get(format!("http://{}{address}", desk.server.address)).bearer_auth(&development.secret);
    let book = Book::read(&asked.send().await.unwrap().bytes().await.unwrap());
    assert_eq!(book.codes(), ["S-1", "S-2", "S-3"]);
    let page = desk.get_as(&development, &format!("{cycle}/workbooks")).await;
    assert!(page.contains("ملف إدارة") && page.contains("workbook.xlsx"), "{page}");
    assert!(!page.contains("multipart/form-data"), "what is filled in is brought back by the department");
}

/// A department without services.
async fn empty_department(db: &TestDb) -> crm_core::ids::DepartmentId {
    support::department(db, "EMPTY", "إدارة بلا خدمات", None).await
}
