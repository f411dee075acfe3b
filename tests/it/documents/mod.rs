//! Files in and out, by GraphQL and HTTP.

mod places;

use chrono::TimeDelta;
use crm_core::documents::{self, CreateUpload, DocumentPurpose, DocumentState, Place};
use crm_core::ids::DocumentId;
use crm_core::policy::Role;
use crm_core::rule::Rule;
use crm_core::{Error, OpContext};
use futures_util::stream;
use serde_json::{Value, json};
use support::{People, Person, Server, TestDb, answer, gql, op};

const CREATE: &str = "mutation($input: CreateUploadInput!) { createUpload(input: $input) { \
    document { id state sha256 path } path userErrors { code path rule } } }";
const DOWNLOAD: &str = "mutation($id: ID!) { createDownload(input: { documentId: $id }) { path userErrors { code } } }";

async fn manager(db: &TestDb) -> Person {
    People::staff(db, Role::CatalogueManager, None).await
}

fn csv(size: Option<u64>) -> CreateUpload {
    let purpose = DocumentPurpose::ServiceImport;
    CreateUpload { name: "كشف.csv".into(), media_type: "text/csv".into(), size, purpose }
}

/// Announces a file and brings these bytes for it.
async fn bring(db: &TestDb, op: &OpContext, command: CreateUpload, bytes: &[u8]) -> crm_core::Result<DocumentId> {
    let upload = documents::create_upload(db, op, command).await?;
    let body = stream::iter(bytes.chunks(7).map(Ok));
    Ok(documents::receive(db, &op::anonymous(), &upload.secret, body).await?.id)
}

#[track_caller]
fn rule<T: std::fmt::Debug>(result: crm_core::Result<T>) -> Rule {
    match result {
        Err(Error::Invalid { fields }) => fields[0].rule.clone(),
        other => panic!("{other:?}"),
    }
}

/// Files in the folder of documents, however deep.
fn files(db: &TestDb) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    let Some(Place::Folder(folder)) = &db.settings().documents.place else { panic!("no folder") };
    count(folder)
}

#[tokio::test]
async fn a_file_comes_in_once_and_goes_out_once() {
    let db = TestDb::open().await;
    let manager = manager(&db).await;
    let server = Server::start(&db);
    let bytes = "رمز الخدمة,اسم الخدمة\n1,رخصة\n".as_bytes().to_vec();
    let input = json!({ "name": "كشف.csv", "mediaType": "text/csv", "size": bytes.len(), "purpose": "SERVICE_IMPORT" });
    let made = gql(&db, &manager.op, CREATE, json!({ "input": input })).await;
    let upload = made.done("createUpload");
    assert_eq!((&upload["document"]["state"], &upload["document"]["path"]), (&json!("AWAITED"), &Value::Null));

    let put = || server.request("PUT", upload["path"].as_str().unwrap()).body(bytes.clone());
    let (status, stored) = answer(put().send().await.unwrap()).await;
    assert_eq!((status, &stored["size"]), (201, &json!(bytes.len())), "{stored}");
    assert_eq!(put().send().await.unwrap().status(), 404, "the address is used up");
    let id = upload["document"]["id"].as_str().unwrap();
    assert_eq!(stored["id"], id);

    let own = server.get(&format!("/documents/{id}")).bearer_auth(&manager.secret).send().await.unwrap();
    assert_eq!(own.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(own.headers()["x-content-type-options"], "nosniff");
    let disposition = own.headers()["content-disposition"].to_str().unwrap();
    assert_eq!(disposition, "attachment; filename=\"___.csv\"; filename*=UTF-8''%D9%83%D8%B4%D9%81.csv");
    assert_eq!(own.bytes().await.unwrap(), bytes);
    assert_eq!(server.get(&format!("/documents/{id}")).send().await.unwrap().status(), 404, "a stranger sees nothing");

    let link = gql(&db, &manager.op, DOWNLOAD, json!({ "id": id })).await;
    let path = link.done("createDownload")["path"].as_str().unwrap();
    assert_eq!(server.request("HEAD", path).send().await.unwrap().status(), 405, "looking does not use it up");
    assert_eq!(server.get(path).send().await.unwrap().bytes().await.unwrap(), bytes);
    assert_eq!(server.get(path).send().await.unwrap().status(), 404);
    assert_eq!(server.get("/uploads/x").send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn lies_are_refused_and_the_truth_is_still_welcome() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let named = |name: &str, media: &str| CreateUpload { name: name.into(), media_type: media.into(), ..csv(None) };
    assert_eq!(rule(bring(&db, &op, named("a.png", "image/png"), b"x").await), Rule::FileKind);
    assert_eq!(rule(bring(&db, &op, named("a.xlsx", "text/csv"), b"x").await), Rule::FileType);
    assert_eq!(rule(bring(&db, &op, named("a.xlsx", ""), b"a,b\n1,2\n").await), Rule::FileType);
    assert_eq!(rule(bring(&db, &op, named("a.csv", ""), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await), Rule::FileType);
    assert_eq!(rule(bring(&db, &op, named("a.csv", ""), b"PK\x03\x04no workbook").await), Rule::FileType);
    assert_eq!(rule(bring(&db, &op, named("a.csv", ""), b"").await), Rule::FileEmpty);
    assert_eq!(rule(bring(&db, &op, csv(Some(0)), b"").await), Rule::FileEmpty);

    let upload = documents::create_upload(&db, &op, csv(Some(4))).await.unwrap();
    let send =
        async |bytes: &'static [u8]| documents::receive(&db, &op, &upload.secret, stream::iter([Ok(bytes)])).await;
    assert_eq!(rule(send(b"a,b\n1").await), Rule::FileTooLarge(1));
    assert_eq!(rule(send(b"a,b").await), Rule::FileSize);
    let broken = stream::iter([Ok(&b"a,"[..]), Err(std::io::ErrorKind::BrokenPipe.into())]);
    assert_eq!(rule(documents::receive(&db, &op, &upload.secret, broken).await), Rule::FileSize);
    assert_eq!(files(&db), 0, "nothing is left of what was refused");
    assert_eq!(send(b"a,b\n").await.unwrap().state, DocumentState::Stored);
    assert!(matches!(send(b"a,b\n").await, Err(Error::NotFound { .. })));
    assert_eq!(files(&db), 1);
}

#[tokio::test]
async fn limits_hold() {
    let db = TestDb::open_with(|options| options.settings.documents.max_bytes = 10).await;
    let op = manager(&db).await.op;
    assert_eq!(rule(bring(&db, &op, csv(Some(11)), b"").await), Rule::FileTooLarge(1));
    assert_eq!(rule(bring(&db, &op, csv(None), b"a,b\n1,2\n3,4\n").await), Rule::FileTooLarge(1));
    for _ in 0..98 {
        documents::create_upload(&db, &op, csv(None)).await.unwrap();
    }
    // One was announced above and never came.
    documents::create_upload(&db, &op, csv(None)).await.unwrap();
    assert_eq!(rule(documents::create_upload(&db, &op, csv(None)).await.map(|_| ())), Rule::TooMany(100));
}

#[tokio::test]
async fn what_nobody_attached_is_gone_after_a_day() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let id = bring(&db, &op, csv(None), b"a,b\n").await.unwrap();
    let secret = documents::link(&db, &op, id).await.unwrap();
    let later = |hours| op::system().at(op.at + TimeDelta::hours(hours));
    assert_eq!(documents::discard(&db, &later(23)).await.unwrap(), 0);
    assert!(matches!(documents::follow(&db, &later(2), &secret).await, Err(Error::NotFound { .. })), "an hour is over");
    assert_eq!(documents::discard(&db, &later(25)).await.unwrap(), 1);
    assert_eq!(documents::discard(&db, &later(25)).await.unwrap(), 0);
    assert!(matches!(documents::get(&db, &op, id).await, Err(Error::NotFound { .. })));
    assert_eq!(files(&db), 0);
    assert!(matches!(documents::discard(&db, &op).await, Err(Error::Forbidden { .. })));
}

#[tokio::test]
async fn a_document_is_its_owners() {
    let db = TestDb::open().await;
    let (own, other) = (manager(&db).await.op, manager(&db).await.op);
    let reader = People::staff(&db, Role::Reader, None).await.op;
    let id = bring(&db, &own, csv(None), b"a,b\n").await.unwrap();
    assert_eq!(documents::get(&db, &own, id).await.unwrap().id, id);
    for stranger in [&other, &reader, &op::anonymous()] {
        assert!(matches!(documents::get(&db, stranger, id).await, Err(Error::NotFound { .. })));
        assert!(matches!(documents::link(&db, stranger, id).await, Err(Error::NotFound { .. })));
    }
    let refused = documents::create_upload(&db, &reader, csv(None)).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
}
