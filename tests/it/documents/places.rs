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
use support::{TestDb, op};

use super::{bring, csv, manager};

const BYTES: &[u8] = "رمز الخدمة,اسم الخدمة\n1,رخصة\n".as_bytes();

async fn names(store: &InMemory) -> Vec<String> {
    store.list(None).map_ok(|object| object.location.to_string()).try_collect().await.unwrap()
}

#[tokio::test]
async fn a_store_of_the_hosts_holds_whole_documents_and_nothing_else() {
    let store = Arc::new(InMemory::new());
    let place = Place::Store(store.clone());
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
    assert!(matches!(documents::follow(&db, &op, &secret).await, Err(Error::Corrupt { .. })));
    std::fs::remove_dir_all(&disk).unwrap();
    std::fs::rename(&aside, &disk).unwrap();
    assert_eq!(documents::follow(&db, &op, &secret).await.unwrap().whole().await.unwrap(), BYTES);
    assert!(matches!(documents::follow(&db, &op, &secret).await, Err(Error::NotFound { .. })));

    // The form's row waited in vain; it is cleared like any that nobody attached.
    let later = op::system().at(op.at + TimeDelta::hours(25));
    assert_eq!(documents::discard(&db, &later).await.unwrap(), 2);
    assert!(matches!(documents::get(&db, &op, stored.id).await, Err(Error::NotFound { .. })));
}
