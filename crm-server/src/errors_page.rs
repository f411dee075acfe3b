//! The published table of error codes, written from the tables that the program itself uses.

use std::fmt::Write;

use crm_core::rule::Rule;
use crm_graphql::codes::{self, Entry};
use crm_graphql::gate::{Bound, Mistake};

use crate::http::{self, Code};

/// What stands before the tables.
const HEAD: &str = "\
# Error codes

Written by `crm-server schema errors`; a test holds it to the code. Codes are stable, sentences may be reworded: a
program decides by the code and shows the sentence, which comes in Arabic or English by `Accept-Language`. `{}` stands
for a figure or a name.
";

/// The whole page, in Markdown.
pub fn markdown() -> String {
    let mut page = Page(HEAD.into());
    page.section("userErrors", "In the payload of a mutation: nothing was written, and the person can mend it.");
    page.entries(&codes::user_errors());
    page.section("Rules", "`userErrors { rule }`, or `extensions.rule` of a top-level error with the code `INVALID`.");
    page.table(&["Rule", "العربية", "English"], Rule::TABLE.iter().map(sentences));
    page.section("Top-level errors", "In `errors { extensions { code requestId } }`.");
    page.entries(&codes::request_errors());
    page.section("Limits", "`extensions { bound limit }` of `QUERY_TOO_COMPLEX`.");
    page.table(&["Bound", "العربية", "English"], Bound::TABLE.iter().map(sentences));
    page.section("Mistakes in documents", "`extensions.mistake` of `BAD_DOCUMENT`, where the gate finds them.");
    page.table(&["Mistake", "العربية", "English"], Mistake::TABLE.iter().map(sentences));
    page.section("Requests that never reach GraphQL", "In the same form, with the status given.");
    page.table(
        &["Code", "Status", "العربية", "English"],
        Code::TABLE.iter().map(|(code, status, ar, en)| vec![tick(code), status.as_str().into(), cell(ar), cell(en)]),
    );
    page.section("WebSocket", "The codes with which `/graphql/ws` closes; the words are for developers.");
    let closes = http::close_codes();
    let row =
        |(code, words, remedy): &(u16, String, &str)| vec![tick(&code.to_string()), cell(words), (*remedy).into()];
    page.table(&["Code", "Words", "What to do"], closes.iter().map(row));
    page.0
}

/// A code with its sentences.
fn sentences((code, ar, en): &(&str, &str, &str)) -> Vec<String> {
    vec![tick(code), cell(ar), cell(en)]
}

struct Page(String);

impl Page {
    fn section(&mut self, title: &str, about: &str) {
        self.line(&format!("\n## {title}\n\n{about}\n"));
    }

    fn entries(&mut self, entries: &[Entry]) {
        let row = |Entry { code, when, remedy, arabic, english }: &Entry| {
            vec![tick(code), (*when).into(), (*remedy).into(), cell(arabic), cell(english)]
        };
        self.table(&["Code", "When", "What to do", "العربية", "English"], entries.iter().map(row));
    }

    fn table(&mut self, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.line(&format!("| {} |", head.join(" | ")));
        self.line(&format!("|{}", " --- |".repeat(head.len())));
        for row in rows {
            self.line(&format!("| {} |", row.join(" | ")));
        }
    }

    fn line(&mut self, text: &str) {
        // writing to a String cannot fail
        writeln!(self.0, "{text}").unwrap_or_default();
    }
}

fn tick(code: &str) -> String {
    format!("`{code}`")
}

/// A text in a table's cell.
fn cell(text: &str) -> String {
    if text.is_empty() { "–".into() } else { text.replace('|', "\\|") }
}
