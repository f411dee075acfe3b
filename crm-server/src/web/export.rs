//! Taking along what a page shows, as a workbook or CSV: the page's own document, all its rows, as the same caller.

use actix_web::HttpResponse;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use crm_core::OpContext;
use crm_core::calendar::local_date;
use crm_core::table::Table;
use crm_graphql::documents::{Document, Fields};

use super::answer::Instead;
use super::cells::Cells;
use super::place::Language;
use super::whole::{Walk, rows};
use super::words::Words;
use crate::http::{Code, State};

/// Most rows of a file.
const MOST: usize = 10_000;

/// What of a page can be taken along.
#[derive(Debug)]
pub struct Export {
    /// The list, a path from the root of the page's document: a connection, or a plain list. Its last part has the words
    /// of the file's title.
    pub list: &'static str,
    /// The columns, in their order.
    pub columns: &'static [Column],
}

/// A column of a file.
#[derive(Debug)]
pub struct Column {
    /// The words of its heading.
    pub words: &'static str,
    /// Where the value is in a row: `owner.name.text`. Lists on the way give all their values; a list that is marked as in
    /// `processes[].code` gives a row for each of its entries.
    pub value: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text or a code.
    Text,
    /// A value of an enum, by its words.
    Term(&'static str),
    /// A whole number.
    Whole,
    /// A day, or the day of a moment.
    Day,
    /// What differs between two cards, a line for each field: `heading (path): old → new`.
    Changes,
    /// A figure of the inventory: its number, or what is said instead.
    Figure,
    /// An amount of money with its currency.
    Money,
    /// A length of time as promised.
    Span,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// The form that an address asks for.
    pub fn wanted(query: &[(String, String)]) -> Option<Self> {
        match query.iter().find(|(name, _)| name == "format")?.1.as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    fn of(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8"),
            Self::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        }
    }
}

/// A file about to be made.
pub(super) struct Taking<'a> {
    pub export: &'static Export,
    pub document: &'a Document,
    pub language: Language,
    pub words: &'a Words,
    pub format: Format,
}

impl Taking<'_> {
    /// All rows that the fields narrow the page's list to, at most [`MOST`].
    pub async fn answer(self, state: &State, op: OpContext, fields: &Fields) -> Result<HttpResponse, Instead> {
        let zone = state.db.settings().zone;
        let today = local_date(op.at, zone);
        let (_, name) = self.export.list.rsplit_once('.').unwrap_or(("", self.export.list));
        let title = self.words.say(&format!("export-{name}"), None);
        let headers = self.export.columns.iter().map(|column| self.words.say(column.words, None));
        let mut table = Table::new(&title, &self.language.tag(), headers);
        let cells = Cells { words: self.words, zone };
        let mut walk = Walk::new(self.document, self.export.list, fields, None).alone();
        while let Some(data) = walk.next(state, &op).await? {
            for row in rows(&data, self.export.list) {
                cells.rows(self.export.columns, row).into_iter().for_each(|row| table.push(row));
            }
            if table.rows.len() >= MOST {
                break;
            }
        }
        let (ending, media) = self.format.of();
        let bytes = match self.format {
            Format::Csv => table.to_csv(),
            Format::Xlsx => table.to_xlsx(),
        };
        let disposition = ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: named(&format!("{title} {today}.{ending}"), &format!("{name}-{today}.{ending}")),
        };
        Ok(HttpResponse::Ok().content_type(media).insert_header(disposition).body(bytes.map_err(|_| Code::Internal)?))
    }
}

/// The name of a file in any script, and one for programs that know ASCII alone.
fn named(name: &str, plain: &str) -> Vec<DispositionParam> {
    let extended = ExtendedValue {
        charset: actix_web::http::header::Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    vec![DispositionParam::Filename(plain.to_owned()), DispositionParam::FilenameExt(extended)]
}
