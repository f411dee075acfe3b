//! Taking along what a page shows, as a workbook or CSV: the page's own document, all its rows, as the same caller.

use actix_web::HttpResponse;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use chrono_tz::Tz;
use crm_core::OpContext;
use crm_core::calendar::local_date;
use crm_core::table::{Cell, Table};
use crm_graphql::documents::{Document, Empty, Fields, Reading};
use serde_json::Value as Json;

use super::answer::Instead;
use super::functions::local_day;
use super::place::Language;
use super::show::refused;
use super::words::Words;
use crate::http::{Code, State, engine};

/// Rows asked for at once.
const PAGE: &str = "100";
/// Most rows of a file.
const MOST: usize = 10_000;
/// The variable by which a document leaves out what is not the list, where that costs much.
const LIST_ONLY: &str = "listOnly";

/// What of a page can be taken along.
#[derive(Debug)]
pub struct Export {
    /// The list, a field at the root of the page's document: a connection, or a plain list.
    pub list: &'static str,
    /// The columns, in their order.
    pub columns: &'static [Column],
}

/// A column of a file.
#[derive(Debug)]
pub struct Column {
    /// The words of its heading.
    pub words: &'static str,
    /// Where the value is in a row: `owner.name.text`.
    pub value: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text or a code.
    Text,
    /// A value of an enum, by its words.
    Term(&'static str),
    /// A whole number.
    Whole,
    /// A day, or the day of a moment.
    Day,
    /// What differs between two cards, a line for each field: `path: old → new`.
    Changes,
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
        let title = self.words.say(&format!("export-{}", self.export.list), None);
        let headers = self.export.columns.iter().map(|column| self.words.say(column.words, None));
        let mut table = Table::new(&title, &self.language.tag(), headers);
        let mut after = None;
        loop {
            let data = self.page(state, op.renewed(), fields, after.as_deref()).await?;
            let list = &data[self.export.list];
            let rows = list.get("nodes").unwrap_or(list).as_array().map_or(&[][..], Vec::as_slice);
            for row in rows {
                table.push(self.export.columns.iter().map(|column| self.cell(column, row, zone)));
            }
            let info = &list["pageInfo"];
            after = info["endCursor"].as_str().map(str::to_owned).filter(|_| info["hasNextPage"] == true);
            if after.is_none() || table.rows.len() >= MOST {
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
            parameters: named(&format!("{title} {today}.{ending}"), &format!("{}-{today}.{ending}", self.export.list)),
        };
        Ok(HttpResponse::Ok().content_type(media).insert_header(disposition).body(bytes.map_err(|_| Code::Internal)?))
    }

    async fn page(&self, state: &State, op: OpContext, fields: &Fields, after: Option<&str>) -> Result<Json, Instead> {
        let place = [("first", Some(PAGE)), ("after", after), (LIST_ONLY, Some("true"))];
        let paged = ["first", "after", "last", "before"];
        let kept = fields.pairs().iter().filter(|(name, _)| !paged.contains(&name.as_str())).cloned();
        let place = place.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned())));
        let reading = Reading { empty: Empty::Absent, zone: state.db.settings().zone };
        let query = self.document.request(&kept.chain(place).collect(), reading).map_err(|_| Code::NoRoute)?;
        let response = engine::respond(state, op, query).await?;
        let data = serde_json::to_value(&response.data).map_err(|_| Code::Internal)?;
        if data.is_null() { Err(refused(&response)) } else { Ok(data) }
    }

    fn cell(&self, column: &Column, row: &Json, zone: Tz) -> Cell {
        let value = column.value.split('.').fold(row, |value, part| &value[part]);
        match (column.kind, value) {
            (Kind::Term(kind), Json::String(code)) => Cell::from(self.words.say(&format!("{kind}-{code}"), None)),
            (Kind::Day, Json::String(text)) => {
                local_day(text, zone).map_or_else(|| Cell::from(text.as_str()), Cell::from)
            }
            (Kind::Changes, Json::Array(changes)) => {
                Cell::from(changes.iter().map(difference).collect::<Vec<_>>().join("\n"))
            }
            (Kind::Whole, Json::Number(number)) => Cell::from(number.as_i64()),
            (_, Json::String(text)) => Cell::from(text.as_str()),
            (_, Json::Null) => Cell::Empty,
            (_, other) => Cell::from(other.to_string()),
        }
    }
}

/// One field that differs.
fn difference(change: &Json) -> String {
    let plain = |value: &Json| match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("{}: {} → {}", plain(&change["path"]), plain(&change["old"]), plain(&change["new"]))
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
