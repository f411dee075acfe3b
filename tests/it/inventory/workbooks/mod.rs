//! Workbooks: taken, filled in, sent back, undone.

mod jobs;
mod pages;
mod rows;
mod undo;
mod words;

use crm_core::catalogue::import::Sheet;
use crm_core::documents::{self, CreateUpload, DocumentPurpose};
use crm_core::table::{Cell, Table};
use crm_core::text::LanguageTag;
use crm_core::{Db, OpContext};
use crm_graphql::node_id::Id;
use futures_util::stream;
use serde_json::{Value, json};
use support::{TestDb, gql};

use super::cycles::{opened, worked};
use super::plans::content;
use super::{Actors, act, ended, words};

pub const OURS: &str = "هل الخدمة قائمة وتابعة لنا؟";
pub const RIGHT: &str = "هل بطاقتها صحيحة؟";
pub const NOTE: &str = "ملاحظة الإدارة";
pub const SUCCESSORS: &str = "رموز الخدمات التي صارت إليها";
pub const COST: &str = "كم تكلّف؟ [cost]";

const SHOW: &str = "query($id: ID!) { inventoryWorkbook(id: $id) { \
    fileName dryRun finishedAt undoneAt cycle { code } document { name } markedDocument { name path } \
    job { state failure { code } } undoJob { state } counts { rows answered unchanged refused } \
    undoCounts { restored kept } \
    rows(first: 100) { nodes { number code outcome undone remarks { column code message } item { id } } } } }";

/// A sheet as a person sees it.
#[derive(Clone)]
pub struct Book {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Book {
    pub fn read(bytes: &[u8]) -> Self {
        let sheet = Sheet::read(bytes).unwrap();
        let rows = sheet.rows().iter().map(|row| row.cells.clone()).collect();
        Self { headers: sheet.headers().to_vec(), rows }
    }

    pub fn place(&self, heading: &str) -> usize {
        self.headers.iter().position(|header| header == heading).unwrap_or_else(|| panic!("no column {heading}"))
    }

    fn row(&mut self, code: &str) -> &mut Vec<String> {
        let at = self.place("رمز الخدمة");
        self.rows.iter_mut().find(|row| row[at] == code).unwrap_or_else(|| panic!("no row {code}"))
    }

    pub fn cell(&self, code: &str, heading: &str) -> String {
        let at = self.place(heading);
        self.clone().row(code)[at].clone()
    }

    pub fn set(&mut self, code: &str, cells: &[(&str, &str)]) {
        for (heading, text) in cells {
            let at = self.place(heading);
            (*text).clone_into(&mut self.row(code)[at]);
        }
    }

    /// Confirms a service.
    pub fn confirm(&mut self, code: &str) {
        self.set(code, &[(OURS, "قائمة وتابعة لنا"), (RIGHT, "نعم")]);
    }

    pub fn codes(&self) -> Vec<&str> {
        let at = self.place("رمز الخدمة");
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut table = Table::new("x", &LanguageTag::arabic(), self.headers.iter().map(String::as_str));
        for row in &self.rows {
            table.push(row.iter().map(|cell| Cell::from(cell.as_str())));
        }
        table.to_xlsx().unwrap()
    }
}

/// A cycle of the desk's S-1 to S-3 and of P-1, with a question; gives its people and its id.
pub async fn going(db: &TestDb) -> (Actors, String) {
    let mut plan = content(None);
    plan["questions"] = json!([{ "code": "cost", "text": words("كم تكلّف؟", "What does it cost?") }]);
    let (_, actors, cycle) = opened(db, plan).await;
    (actors, cycle)
}

/// Takes a workbook of all that the actor may have.
pub async fn taken(db: &TestDb, op: &OpContext, cycle: &str) -> Book {
    taken_of(db, op, json!({ "cycleId": cycle })).await
}

/// Takes a workbook.
pub async fn taken_of(db: &TestDb, op: &OpContext, input: Value) -> Book {
    let made =
        act(db, op, "downloadInventoryWorkbook", "DownloadInventoryWorkbookInput", input, "path document { name }")
            .await;
    let path = made.done("downloadInventoryWorkbook")["path"].as_str().unwrap().to_owned();
    let secret = path.strip_prefix("/downloads/").unwrap();
    let bytes = documents::follow(db, op, secret).await.unwrap().whole().await.unwrap();
    Book::read(&bytes)
}

/// Uploads a file; gives its id.
pub async fn uploaded(db: &Db, op: &OpContext, bytes: Vec<u8>) -> String {
    let purpose = DocumentPurpose::InventoryWorkbook;
    let command = CreateUpload { name: "حصر.xlsx".into(), media_type: String::new(), size: None, purpose };
    Id(documents::upload(db, op, command, stream::iter([Ok(bytes)])).await.unwrap().id).to_string()
}

/// Sends a file back and works it off; gives what came of it.
pub async fn sent(db: &TestDb, op: &OpContext, cycle: &str, book: &Book) -> Value {
    let document = uploaded(db, op, book.bytes()).await;
    answered_by(db, op, json!({ "cycleId": cycle, "documentId": document })).await
}

pub async fn answered_by(db: &TestDb, op: &OpContext, input: Value) -> Value {
    let id = started(db, op, input).await;
    worked(db).await;
    shown(db, op, &id).await
}

pub async fn started(db: &TestDb, op: &OpContext, input: Value) -> String {
    let mutation = "startInventoryWorkbook";
    let made = act(db, op, mutation, "StartInventoryWorkbookInput", input, "workbook { id }").await;
    made.done(mutation)["workbook"]["id"].as_str().unwrap().into()
}

pub async fn shown(db: &TestDb, op: &OpContext, id: &str) -> Value {
    let mut shown = gql(db, op, SHOW, json!({ "id": id })).await.ok()["inventoryWorkbook"].clone();
    shown["id"] = json!(id);
    shown
}

/// `code: outcome rule*` of each row.
pub fn told(book: &Value) -> Vec<String> {
    let line = |row: &Value| {
        let codes = row["remarks"].as_array().unwrap().iter().map(|remark| remark["code"].as_str().unwrap().to_owned());
        let code = row["code"].as_str().unwrap_or("-");
        let words = [format!("{code}: {}", row["outcome"].as_str().unwrap())].into_iter().chain(codes);
        words.collect::<Vec<_>>().join(" ")
    };
    book["rows"]["nodes"].as_array().unwrap().iter().map(line).collect()
}

/// The person's own file as it was given back.
pub async fn marked(db: &TestDb, op: &OpContext, book: &Value) -> Vec<u8> {
    let path = book["markedDocument"]["path"].as_str().unwrap();
    let id: Id<_> = path.strip_prefix("/documents/").unwrap().parse().unwrap();
    documents::open(db, op, id.0).await.unwrap().whole().await.unwrap()
}

/// What an item says: state, outcome, note, answers and told figures.
pub async fn says(db: &TestDb, op: &OpContext, cycle: &str, code: &str) -> Value {
    let id = super::cycles::item(db, op, cycle, code).await;
    let document = "query($id: ID!) { inventoryItem(id: $id) { state outcome note version answers { code text } \
        successors { code } measures { kind part provenance state amount } } }";
    gql(db, op, document, json!({ "id": id })).await.ok()["inventoryItem"].clone()
}

/// How taking a workbook ends.
pub async fn taking(db: &TestDb, op: &OpContext, input: Value) -> String {
    let mutation = "downloadInventoryWorkbook";
    ended(&act(db, op, mutation, "DownloadInventoryWorkbookInput", input, "__typename").await, mutation)
}
