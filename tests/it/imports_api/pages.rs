//! The pages of imports, walked without scripts.

use crm_core::catalogue::card::{Fee, Fees, RequiredDocument, Residency};
use crm_core::policy::Role;
use crm_core::text::LocalizedText;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::json;
use support::{People, Person, Server, TestDb, op};

use super::{six_rows, worked};

struct Desk {
    db: TestDb,
    server: Server,
    browser: Client,
    manager: Person,
}

impl Desk {
    async fn open() -> Self {
        let db = TestDb::open().await;
        People::settle(&db).await;
        let manager = People::staff(&db, Role::CatalogueManager, None).await;
        let server = Server::start(&db);
        // Where one is sent is looked at, not gone to.
        let browser = crm_server::client::builder().unwrap().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { db, server, browser, manager }
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.browser.request(method.parse().unwrap(), format!("http://{}{path}", self.server.address))
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.request("GET", path).bearer_auth(&self.manager.secret).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        // Slashes are written as entities in addresses.
        answer.text().await.unwrap().replace("&#x2f;", "/")
    }

    async fn post(&self, path: &str, media: &str, body: Vec<u8>) -> Response {
        let request = self.request("POST", path).bearer_auth(&self.manager.secret);
        request.header("content-type", media).body(body).send().await.unwrap()
    }

    /// Sends a form and gives where one goes on.
    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let answer = self.post(path, "application/x-www-form-urlencoded", body.join("&").into()).await;
        onward(answer, path).await
    }

    /// Sends a form with a file.
    async fn upload(&self, name: &str, bytes: &[u8]) -> Response {
        let head = format!(
            "--x\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
        self.post("/ar/desk/imports/new", "multipart/form-data; boundary=x", body).await
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

async fn onward(answer: Response, path: &str) -> String {
    let status = answer.status();
    let place = answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
    assert_eq!(status, 303, "{path}: {}", answer.text().await.unwrap());
    place.unwrap()
}

#[tokio::test]
async fn a_sheet_goes_from_the_form_to_the_catalogue_and_back() {
    let desk = Desk::open().await;
    assert!(desk.get("/ar/desk/imports").await.contains("/ar/desk/imports/new"));
    assert!(desk.get("/en/desk/imports/new").await.contains("multipart/form-data"));

    let refused = desk.upload("كشف.xlsx", b"a,b\n1,2\n").await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("محتوى الملف ليس من النوع"));
    assert_eq!(desk.upload("", b"").await.status(), 422, "no file was chosen");

    let columns = onward(desk.upload("كشف.xlsx", &six_rows()).await, "upload").await;
    let page = desk.get(&columns).await;
    assert!(page.contains("<option value=\"رمز الخدمة\" selected>"), "{page}");
    let document = columns.rsplit('/').next().unwrap();
    let trial = desk
        .send(
            &columns,
            &[
                ("input.documentId", document),
                ("input.dryRun", "true"),
                ("input.columns.0.field", "CODE"),
                ("input.columns.0.header", "رمز الخدمة"),
                ("input.columns.1.field", "NAME_AR"),
                ("input.columns.1.header", "اسم الخدمة"),
                ("input.columns.2.field", "OWNER"),
                ("input.columns.2.header", "رمز الإدارة المالكة"),
                ("input.columns.3.field", "FEE"),
                ("input.columns.3.header", ""),
            ],
        )
        .await;
    let waiting = desk.get(&trial).await;
    assert!(waiting.contains("data-progress") && waiting.contains("http-equiv=\"refresh\""));
    worked(&desk.db).await;
    let page = desk.get(&trial).await;
    assert!(!page.contains("data-progress"));
    for part in ["النص مطلوب بلغة النظام الأساسية.", "لا يوجد سجل بهذه القيمة.", "النتيجة.xlsx", "/documents/document_"]
    {
        assert!(page.contains(part), "{part}");
    }
    let id = trial.rsplit('/').next().unwrap();
    let confirm = [("input.documentId", document), ("input.like", id), ("input.draft", "false")];
    let import = desk.send(&trial, &confirm).await;
    let import = import.split('?').next().unwrap();
    worked(&desk.db).await;
    let page = desk.get(&format!("{import}?remarked=true")).await;
    assert!(page.contains("مرفوض") && !page.contains(">S-1<"));
    assert!(desk.get(import).await.contains(">S-1<"));
    desk.send(&format!("{import}/undo"), &[]).await;
    worked(&desk.db).await;
    assert!(desk.get(import).await.contains("سُحبت"));
    assert!(desk.get("/en/desk/imports").await.contains("Undone"));
}

#[tokio::test]
async fn beside_its_file_a_form_has_room_for_little() {
    let desk = Desk::open().await;
    let field =
        |name: &str, text: &str| format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let send = async |fields: String| {
        let body = format!("{fields}--x--\r\n").into_bytes();
        desk.post("/ar/desk/imports/new", "multipart/form-data; boundary=x", body).await.status().as_u16()
    };
    assert_eq!(send(field("note", &"a".repeat(60_000))).await, 422, "it fits; the file is missing");
    assert_eq!(send(field("note", &"a".repeat(66_000))).await, 400);
    assert_eq!(send(field("file", &"a".repeat(66_000))).await, 400, "a text where the file should be");
    assert_eq!(send((0..70).map(|_| field(&"n".repeat(1_000), "")).collect()).await, 400, "names count");
    assert_eq!(send(field("", "").repeat(33_000)).await, 400, "and so does every field");
}

#[tokio::test]
async fn who_may_not_import_has_no_way_in() {
    let desk = Desk::open().await;
    let reader = People::staff(&desk.db, Role::Reader, None).await;
    for path in ["/ar/desk/imports", "/ar/desk/imports/template.xlsx"] {
        let answer = desk.request("GET", path).bearer_auth(&reader.secret).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{path}");
        let stranger = desk.request("GET", path).send().await.unwrap();
        assert_eq!(stranger.status(), 303, "{path}");
    }
    let foreign = desk.request("POST", "/ar/desk/imports/new").bearer_auth(&desk.manager.secret);
    let foreign =
        foreign.header("origin", "http://elsewhere").header("content-type", "multipart/form-data; boundary=x");
    assert_eq!(foreign.body("").send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn the_template_says_what_is_there_and_changes_nothing() {
    let desk = Desk::open().await;
    let op = &desk.manager.op;
    let owner = crate::catalogue::department(&desk.db, "LICENCES").await;
    let plain = crate::catalogue::card("رخصة", "Licence");
    let mut rich = crate::catalogue::card("تصريح", "Permit");
    rich.fees = Fees::Priced(vec![Fee { amount_minor: 5_050, currency: "SAR".into(), ..Fee::default() }]);
    rich.audience.residency = [Residency::Citizen, Residency::Visitor].into();
    rich.procedure.documents = ["صورة الهوية", "خطة"]
        .map(|name| RequiredDocument { name: LocalizedText::ar_en(name, "Paper"), ..RequiredDocument::default() })
        .into();
    rich.channels[0].url = LocalizedText::ar_en("https://example.org/ar", "https://example.org/en");
    for (code, card) in [("T-1", plain), ("T-2", rich)] {
        let command = crate::catalogue::new_service(code, owner, card);
        crate::catalogue::published(&desk.db, &op::system(), command).await;
    }
    let book =
        desk.request("GET", "/ar/desk/imports/template.xlsx").bearer_auth(&desk.manager.secret).send().await.unwrap();
    assert!(book.headers()["content-disposition"].to_str().unwrap().contains("filename*=UTF-8''"));
    let bytes = book.bytes().await.unwrap().to_vec();
    let sheet = crm_core::catalogue::import::Sheet::read(&bytes).unwrap();
    assert_eq!((sheet.headers()[0].as_str(), sheet.rows().len()), ("رمز الخدمة", 2));
    let cell = |row: usize, heading: &str| {
        sheet.rows()[row].cells[sheet.headers().iter().position(|header| header == heading).unwrap()].clone()
    };
    assert_eq!([cell(0, "الرسوم"), cell(1, "الرسوم"), cell(1, "المستفيدون")], ["مجانية", "50.50", "مواطن، زائر"]);
    assert_eq!(cell(1, "المستندات المطلوبة"), "", "names in English would be lost");

    let document = super::upload(&desk.db, op, "template.xlsx", bytes).await;
    let tomorrow = crm_core::calendar::local_date(op.at + chrono::TimeDelta::days(1), desk.db.settings().zone);
    let input = json!({ "documentId": document, "effectiveDate": tomorrow.to_string() });
    let import = super::start(&desk.db, op, input).await;
    worked(&desk.db).await;
    let shown = super::show(&desk.db, op, &import).await;
    assert_eq!(super::told(&shown), ["2 UNCHANGED", "3 UNCHANGED"], "{shown:#}");
}
