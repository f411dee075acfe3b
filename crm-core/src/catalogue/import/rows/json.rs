//! JSON: a list of objects.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{MAX_COLUMNS, MAX_ROWS, Sheet, number, too_many, unreadable};
use crate::error::Result;

/// Reads a list of objects. An object inside an object makes headings such as `name.ar`; a list of plain values
/// becomes one cell with commas.
pub(super) fn read(text: &str) -> Result<Sheet> {
    let list: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|_| unreadable())?;
    if list.len() > MAX_ROWS {
        return Err(too_many());
    }
    let (mut headings, mut places) = (Vec::new(), HashMap::new());
    let mut rows = Vec::with_capacity(list.len());
    for (place, object) in list.into_iter().enumerate() {
        let mut flat = Vec::new();
        flatten("", object, &mut flat);
        let mut cells = vec![String::new(); headings.len()];
        for (name, cell) in flat {
            let at = *places.entry(name.clone()).or_insert_with(|| {
                headings.push(name);
                headings.len() - 1
            });
            if headings.len() > MAX_COLUMNS {
                return Err(unreadable());
            }
            cells.resize(cells.len().max(headings.len()), String::new());
            if let Some(slot) = cells.get_mut(at) {
                *slot = cell;
            }
        }
        rows.push((number(place + 1), cells));
    }
    for (_, cells) in &mut rows {
        cells.resize(headings.len(), String::new());
    }
    Sheet::new(headings, rows)
}

fn flatten(prefix: &str, object: Map<String, Value>, out: &mut Vec<(String, String)>) {
    for (key, value) in object {
        let name = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(inner) => flatten(&name, inner, out),
            other => out.push((name, plain(other))),
        }
    }
}

fn plain(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(list) => list.into_iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
