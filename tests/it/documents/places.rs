//! Where documents lie: a store that the host built, and a folder that fails.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::TimeDelta;
use crm_core::Error;
use crm_core::documents::{self, DocumentState, Place};
use futures_util::{TryStreamExt, stream};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use support::{Cancelled, Drop, TestDb, cancel_after, op};

use super::{bring, csv, files, manager};

const BYTES: &[u8] = "رمز الخدمة,اسم الخدمة\n1,رخصة\n".as_bytes();

async fn names(store: &InMemory) -> Vec<String> {
    store.list(None).map_ok(|object| object.location.to_string()).try_collect().await.unwrap()
}

#[tokio::test]
async fn a_store_of_the_hosts_holds_whole_documents_and_nothing_else() {
    let store = Arc::new(InMemory::new());
    let scratch = tempfile::tempdir().unwrap();
    let place = Place::Store { store: store.clone(), scratch: scratch.path().to_owned() };
    let db = TestDb::open_with(move |options| options.settings.documents.place = Some(place)).await;
    let op = manager(&db).await.op;
    assert!(bring(&db, &op, csv(None), b"%PDF-1.7\n").await.is_err());
    assert_eq!(names(&store).await, [""; 0], "what was refused never came there");

    let id = bring(&db, &op, csv(None), BYTES).await.unwrap();
    let document = documents::get(&db, &op, id).await.unwrap();
    let folder = id.0.simple().to_string();
    let folder = format!("{}/{folder}", &folder[folder.len() - 2..]);
    assert_eq!(names(&store).await, [format!("{folder}/{}", document.digest_text().unwrap())]);
    assert_eq!(documents::open(&db, &op, id).await.unwrap().whole().await.unwrap(), BYTES);

    // Someone else brought other bytes for it, and their process ended before the row could say so.
    store.put(&Path::from(format!("{folder}/other")), "other".into()).await.unwrap();
    assert_eq!(documents::open(&db, &op, id).await.unwrap().whole().await.unwrap(), BYTES);
    let later = op::system().at(op.at + TimeDelta::hours(25));
    assert_eq!(documents::discard(&db, &later).await.unwrap(), 2, "the refused one was announced as well");
    assert_eq!(names(&store).await, [""; 0]);
    assert_eq!(documents::discard(&db, &later).await.unwrap(), 0);
}

/// A folder of documents below what is a file until it is mended.
fn blocked() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("disk");
    std::fs::write(&file, "in the way").unwrap();
    (place, file)
}

#[tokio::test]
async fn what_a_place_did_not_take_may_come_again() {
    let (_held, disk) = blocked();
    let place = Place::Folder(disk.join("documents"));
    let db = TestDb::open_with(move |options| options.settings.documents.place = Some(place)).await;
    let op = manager(&db).await.op;
    let announced = documents::create_upload(&db, &op, csv(None)).await.unwrap();
    let send = async || documents::receive(&db, &op, &announced.secret, stream::iter([Ok(BYTES)])).await;
    assert!(matches!(send().await, Err(Error::Unavailable(Some(_)))));
    let form = documents::upload(&db, &op, csv(None), stream::iter([Ok(BYTES)])).await;
    assert!(matches!(form, Err(Error::Unavailable(Some(_)))));

    std::fs::remove_file(&disk).unwrap();
    let stored = send().await.unwrap();
    assert_eq!(stored.state, DocumentState::Stored);

    // One whose bytes cannot be read just now keeps its secret.
    let secret = documents::link(&db, &op, stored.id).await.unwrap();
    let aside = disk.with_extension("aside");
    std::fs::rename(&disk, &aside).unwrap();
    assert!(matches!(documents::follow(&db, &op, &secret).await, Err(Error::Unavailable(Some(_)))));
    std::fs::rename(&aside, &disk).unwrap();
    assert_eq!(documents::follow(&db, &op, &secret).await.unwrap().whole().await.unwrap(), BYTES);
    assert!(matches!(documents::follow(&db, &op, &secret).await, Err(Error::NotFound { .. })));

    let later = op::system().at(op.at + TimeDelta::hours(25));
    assert_eq!(documents::discard(&db, &later).await.unwrap(), 1, "nothing was noted of what the form brought in vain");
    assert!(matches!(documents::get(&db, &op, stored.id).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn who_comes_second_with_other_bytes_leaves_none_of_them() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let announced = documents::create_upload(&db, &op, csv(None)).await.unwrap();
    let bring =
        async |bytes: &'static [u8]| documents::receive(&db, &op, &announced.secret, stream::iter([Ok(bytes)])).await;
    // Both are there before either is taken.
    let (one, other) = tokio::join!(bring(BYTES), bring(b"a,b\n1,2\n"));
    let stored = match (one, other) {
        (Ok(stored), Err(Error::NotFound { .. })) | (Err(Error::NotFound { .. }), Ok(stored)) => stored,
        both => panic!("{both:?}"),
    };
    assert_eq!(files(&db), 1);
    let bytes = documents::open(&db, &op, stored.id).await.unwrap().whole().await.unwrap();
    assert_eq!(i64::try_from(bytes.len()).ok(), stored.size);
}

#[tokio::test]
async fn a_file_of_several_parts_lies_there_as_one() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let large = "رقم,نص\n".repeat(900_000);
    let body = stream::iter(large.as_bytes().chunks(1 << 20).map(Ok));
    let stored = documents::upload(&db, &op, csv(None), body).await.unwrap();
    assert_eq!(files(&db), 1);
    assert!(documents::open(&db, &op, stored.id).await.unwrap().whole().await.unwrap() == large.as_bytes());
}

#[tokio::test]
async fn wherever_it_is_cut_off_nothing_stays_that_no_row_tells_of() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let announced = documents::create_upload(&db, &op, csv(None)).await.unwrap();
    for polls in 1.. {
        let body = stream::iter([Ok(BYTES)]);
        let brought = documents::receive(&db, &op, &announced.secret, body);
        if let Cancelled::No(stored) = cancel_after(polls, Drop::OnWake, brought).await {
            // The one before may have been cut off between its commit and its answer.
            assert!(matches!(stored, Ok(_) | Err(Error::NotFound { .. })), "{stored:?}");
            break;
        }
    }
    let stored = documents::get(&db, &op, announced.document.id).await.unwrap();
    assert_eq!(stored.state, DocumentState::Stored);
    assert_eq!(documents::open(&db, &op, stored.id).await.unwrap().whole().await.unwrap(), BYTES);
    for polls in 1.. {
        let body = stream::iter([Ok(BYTES)]);
        if let Cancelled::No(stored) =
            cancel_after(polls, Drop::OnWake, documents::upload(&db, &op, csv(None), body)).await
        {
            stored.unwrap();
            break;
        }
    }
    let later = op::system().at(op.at + TimeDelta::hours(25));
    for polls in 1.. {
        if let Cancelled::No(done) = cancel_after(polls, Drop::OnWake, documents::discard(&db, &later)).await {
            done.unwrap();
            break;
        }
    }
    // What a round that was cut off still holds is left to a later one.
    for _ in 0..50 {
        documents::discard(&db, &later).await.unwrap();
        if files(&db) == 0 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("{} files are left", files(&db));
}

#[tokio::test]
async fn a_transaction_never_waits_for_a_place() {
    let db = TestDb::open().await;
    let op = manager(&db).await.op;
    let tx = db.begin().await.unwrap();
    let refused = documents::upload(&tx, &op, csv(None), stream::iter([Ok(BYTES)])).await;
    assert!(matches!(refused, Err(Error::Setup(_))));
}
