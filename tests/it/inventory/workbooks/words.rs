//! A workbook speaks as the pages do.

use crm_core::text::LanguageTag;
use serde_json::json;
use support::{TestDb, op};

use super::{OURS, answered_by, going, taken, told, uploaded};

/// The words of an enum on the pages, in a language.
fn on_pages(language: &str, kind: &str) -> Vec<String> {
    let path = format!("{}/../crm-server/web/words/{language}/inventory.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let words = text.lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix('-')?.split_once(" = "));
    words.map(|(_, words)| words.trim().to_owned()).collect()
}

#[tokio::test]
async fn figures_and_answers_are_called_as_on_the_pages() {
    let db = TestDb::open().await;
    let (_, cycle) = going(&db).await;
    for (language, code) in [(LanguageTag::arabic(), "ar"), (LanguageTag::english(), "en")] {
        let book = taken(&db, &op::system().in_language(language), &cycle).await;
        let kinds = on_pages(code, "InventoryMeasureKind");
        assert_eq!(kinds.len(), 9);
        for kind in kinds {
            assert!(book.headers.contains(&kind), "{kind} in {:?}", book.headers);
        }
    }
    let system = op::system();
    let book = taken(&db, &system, &cycle).await;
    let words: Vec<String> = ["ar", "en"].into_iter().flat_map(|code| on_pages(code, "InventoryExistence")).collect();
    assert_eq!(words.len(), 10);
    for words in words.chunks(4) {
        let mut book = book.clone();
        for (code, word) in ["S-1", "S-2", "S-3", "P-1"].iter().zip(words) {
            book.set(code, &[(OURS, word)]);
        }
        let document = uploaded(&db, &system, book.bytes()).await;
        let input = json!({ "cycleId": cycle, "documentId": document, "dryRun": true });
        let heard = told(&answered_by(&db, &system, input).await);
        assert!(heard.iter().all(|row| !row.contains("NOT_LISTED")), "{words:?}: {heard:?}");
        assert_eq!(
            heard.iter().filter(|row| row.contains("REFUSED")).count(),
            words.len(),
            "each needs more: {heard:?}"
        );
    }
}
