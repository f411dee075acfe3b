//! The values of a row as the cells of a file.

use chrono_tz::Tz;
use crm_core::table::Cell;
use minijinja::Value;
use serde_json::Value as Json;

use super::change;
use super::functions::local_day;
use super::words::Words;
use super::{Column, Kind};

/// The mark of a list that gives a row for each of its entries.
const EACH: &str = "[]";

/// How values become cells.
pub(super) struct Cells<'a> {
    pub words: &'a Words,
    pub zone: Tz,
}

impl Cells<'_> {
    /// The rows that one row of a list makes: one, or one for each entry of the list that the columns mark.
    pub fn rows(&self, columns: &[Column], row: &Json) -> Vec<Vec<Cell>> {
        let cells = |row: &Json| columns.iter().map(|column| self.cell(column, row)).collect();
        let each = columns.iter().find_map(|column| column.value.split_once(EACH)).map(|(list, _)| list);
        let Some(list) = each else { return vec![cells(row)] };
        let entries = row[list].as_array().cloned().unwrap_or_default();
        let one = |entry: Json| {
            let mut row = row.clone();
            row[list] = entry;
            cells(&row)
        };
        entries.into_iter().map(one).collect()
    }

    /// All values of a column in one cell.
    fn cell(&self, column: &Column, row: &Json) -> Cell {
        let path = column.value.replace(EACH, "");
        let found = path
            .split('.')
            .fold(vec![row], |values, part| values.into_iter().flat_map(|value| entries(&value[part])).collect());
        let mut cells: Vec<Cell> = found.into_iter().map(|value| self.value(column.kind, value)).collect();
        if cells.len() < 2 {
            return cells.pop().unwrap_or_default();
        }
        let texts: Vec<String> = cells.into_iter().map(text).collect();
        if column.kind == Kind::Changes {
            return Cell::from(texts.join("\n"));
        }
        Cell::from(texts.join(&self.words.say("public-and", None)))
    }

    fn value(&self, kind: Kind, value: &Json) -> Cell {
        let say = |kind: &str, code: &str| Cell::from(self.words.say(&format!("{kind}-{code}"), None));
        match (kind, value) {
            (Kind::Term(kind), Json::String(code)) => say(kind, code),
            (Kind::Day, Json::String(text)) => {
                local_day(text, self.zone).map_or_else(|| Cell::from(text.as_str()), Cell::from)
            }
            (Kind::Changes, Json::Object(_)) => Cell::from(change::line(self.words, value)),
            (Kind::Whole, Json::Number(number)) => Cell::from(number.as_i64()),
            (Kind::Figure, Json::Object(figure)) => match figure.get("amount").and_then(Json::as_i64) {
                Some(hundredths) if figure.get("kind").and_then(Json::as_str) == Some("SATISFACTION") => {
                    i32::try_from(hundredths).map_or(Cell::Empty, |of| Cell::Number(f64::from(of) / 100.0))
                }
                Some(amount) => Cell::from(amount),
                None => say("InventoryMeasureState", figure.get("state").and_then(Json::as_str).unwrap_or_default()),
            },
            (Kind::Money, Json::Object(_)) => {
                let minor = value["amountMinor"].as_i64().unwrap_or_default();
                let currency = value["currency"].as_str().unwrap_or_default();
                Cell::from(format!("{}.{:02} {currency}", minor / 100, minor % 100))
            }
            (Kind::Span, Json::Object(_)) => {
                let count = [("count", Value::from(value["amount"].as_i64().unwrap_or_default()))];
                let key = format!("span-{}", value["unit"].as_str().unwrap_or_default());
                Cell::from(self.words.say(&key, Some(&count.into_iter().collect())))
            }
            (_, Json::String(text)) => Cell::from(text.as_str()),
            (_, Json::Null) => Cell::Empty,
            (_, other) => Cell::from(other.to_string()),
        }
    }
}

/// The entries of a list, or the one value.
fn entries(value: &Json) -> Vec<&Json> {
    match value {
        Json::Array(list) => list.iter().collect(),
        Json::Null => Vec::new(),
        value => vec![value],
    }
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::web::files;
    use crate::web::place::LANGUAGES;

    fn rows(columns: &[Column], row: &Json) -> Vec<Vec<Cell>> {
        let arabic = LANGUAGES.into_iter().find(|language| language.code() == "ar").unwrap();
        let words = Words::read(arabic, &files::read(None).unwrap()).unwrap();
        Cells { words: &words, zone: chrono_tz::Asia::Riyadh }.rows(columns, row)
    }

    const fn column(value: &'static str, kind: Kind) -> Column {
        Column { words: "department", value, kind }
    }

    #[test]
    fn figures_are_numbers_or_what_is_said_instead() {
        let columns = ["a", "b", "c", "d", "of5"].map(|value| column(value, Kind::Figure));
        let row = json!({
            "a": { "state": "KNOWN", "amount": 0 }, "b": { "state": "NOT_KNOWN", "amount": null },
            "c": { "state": "NOT_APPLICABLE", "amount": null }, "d": null,
            "of5": { "kind": "SATISFACTION", "state": "KNOWN", "amount": 450 },
        });
        assert_eq!(
            rows(&columns, &row),
            [[Cell::Whole(0), "غير معروف".into(), "لا ينطبق".into(), Cell::Empty, Cell::Number(4.5)]]
        );
    }

    #[test]
    fn lists_on_the_way_give_all_their_values() {
        let columns = [
            column("fees.amount", Kind::Money),
            column("times.within", Kind::Span),
            column("kinds", Kind::Term("ChannelKind")),
            column("none.text", Kind::Text),
        ];
        let row = json!({
            "fees": [{ "amount": { "amountMinor": 5_050, "currency": "SAR" } }],
            "times": [{ "within": { "amount": 2, "unit": "WORKING_DAYS" } }],
            "kinds": ["PHONE", "FAX"], "none": [],
        });
        let cells = ["50.50 SAR".into(), "يوما عمل".into(), "الهاتف، الفاكس".into(), Cell::Empty];
        assert_eq!(rows(&columns, &row), [cells]);
    }

    #[test]
    fn a_marked_list_gives_a_row_for_each_of_its_entries() {
        let columns = [column("code", Kind::Text), column("of[].code", Kind::Text)];
        let row = json!({ "code": "S", "of": [{ "code": "1" }, { "code": "2" }] });
        assert_eq!(rows(&columns, &row), [["S".into(), "1".into()], ["S".into(), Cell::from("2")]]);
        assert!(rows(&columns, &json!({ "code": "S", "of": [] })).is_empty());
    }
}
