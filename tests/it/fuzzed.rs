//! What takes texts from strangers, over committed texts and what chance makes of them. `tests/fuzz` feeds the same
//! functions by coverage.

use std::path::Path;

use crm_core::Actor;
use crm_graphql::gate::judge;
use crm_graphql::{Limits, Request};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use support::{TestDb, fuzzed};

/// Pieces of documents that mean something to a reader of tokens.
const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "$",
    "!",
    "=",
    "@",
    "...",
    "on",
    " ",
    ",",
    "\n",
    "\r",
    "#",
    "\u{feff}",
    "\"",
    "\\",
    "\"\"",
    "\"x\"",
    "\"\"\"x\"\"\"",
    "\\\"\"\"",
    "\\u0041",
    "\\u",
    "0",
    "-1",
    "00",
    "1.5",
    "1e3",
    ".",
    "-",
    "e",
    "a",
    "_b9",
    "query",
    "fragment",
    "true",
    "null",
    "ن",
    "\0",
    "\u{1}",
    "&",
    "|",
    ";",
];

/// Pieces of tables: what separates, quotes, nests or tells an encoding.
const CELLS: &[&[u8]] = &[
    b",",
    b";",
    b"\t",
    b"\"",
    b"\r\n",
    b"\n",
    b"[",
    b"{",
    b"}",
    b"]",
    b"\"a\":",
    b"1",
    b"a",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "ن".as_bytes(),
    b"\xd4",
    b"PK\x03\x04",
    b"= 1\n",
    b"[name]\n",
];

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gate");
    let read = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path()).unwrap();
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[test]
fn the_committed_documents_pass() {
    let documents = corpus();
    assert!(documents.len() >= 5, "{}", documents.len());
    for text in documents {
        fuzzed::gate(&text);
        let refusal = judge(&mut Request::new(&text), &Limits::default(), &Actor::System("test".into())).refusal;
        assert_eq!(refusal, None, "{text}");
    }
}

/// A committed document with some of its bytes replaced by pieces.
fn damaged() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0..8_usize, select(PIECES));
    (select(corpus()), vec(change, 0..6)).prop_map(|(mut text, changes)| {
        for (place, length, piece) in changes {
            let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let start = boundary(place.index(text.len() + 1));
            let end = boundary((start + length).min(text.len()));
            text.replace_range(start..end, piece);
        }
        text
    })
}

proptest! {
    #[test]
    fn damaged_documents_are_read_as_the_parser_reads_them(text in damaged()) {
        fuzzed::gate(&text);
    }

    #[test]
    fn so_are_pieces_in_any_order(pieces in vec(select(PIECES), 0..40)) {
        fuzzed::gate(&pieces.concat());
    }

    #[test]
    fn so_is_any_text(text in ".{0,60}") {
        fuzzed::gate(&text);
    }

    #[test]
    fn files_of_any_pieces_are_tables_or_refused(pieces in vec(select(CELLS), 0..40), bytes in vec(any::<u8>(), 0..40)) {
        fuzzed::import(&[pieces.concat(), bytes.clone()].concat());
        fuzzed::import(&[bytes, pieces.concat()].concat());
    }
}

/// Cursors of the list and of others, each with one byte that is another.
#[tokio::test]
async fn damaged_cursors_are_refused() {
    let db = TestDb::open().await;
    let good = br#"[1,"staff:name",[{"s":"a"},{"u":"01890000-0000-7000-8000-000000000000"}]]"#;
    fuzzed::cursor(&db, good).await;
    for place in 0..good.len() {
        for byte in *b"\0\"[]{}9a," {
            let mut damaged = good.to_vec();
            damaged[place] = byte;
            fuzzed::cursor(&db, &damaged).await;
        }
        fuzzed::cursor(&db, &good[place..]).await;
    }
}
