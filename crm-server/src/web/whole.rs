//! A document's list from its first page to its last, as the same caller.

use crm_core::OpContext;
use crm_graphql::documents::{Document, Empty, Fields, Reading};
use serde_json::Value as Json;

use super::answer::Instead;
use super::show::refused;
use crate::http::{Code, State, engine};

/// Rows asked for at once.
const PAGE: &str = "100";
/// The variable by which a document leaves out what stands beside its list, where that costs much.
const LIST_ONLY: &str = "listOnly";

/// A walk along the pages of a list.
pub(super) struct Walk<'a> {
    document: &'a Document,
    list: &'a str,
    /// What the list is narrowed to.
    fields: &'a Fields,
    after: Option<String>,
    /// Whether only the list is wanted: what stands beside it is the same on every page.
    alone: bool,
    over: bool,
}

impl<'a> Walk<'a> {
    /// Along a list of a document, a path from its root, from a cursor on.
    pub fn new(document: &'a Document, list: &'a str, fields: &'a Fields, after: Option<&str>) -> Self {
        Self { document, list, fields, after: after.map(str::to_owned), alone: false, over: false }
    }

    /// The list alone, from the first page on.
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// What the document answers with the next page of the list; nothing after the last.
    pub async fn next(&mut self, state: &State, op: &OpContext) -> Result<Option<Json>, Instead> {
        if self.over {
            return Ok(None);
        }
        let alone = self.alone.then_some("true");
        let place = [("first", Some(PAGE)), ("after", self.after.as_deref()), (LIST_ONLY, alone)];
        let paged = ["first", "after", "last", "before"];
        let kept = self.fields.pairs().iter().filter(|(name, _)| !paged.contains(&name.as_str())).cloned();
        let place = place.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned())));
        let reading = Reading { empty: Empty::Absent, zone: state.db.settings().zone };
        let query = self.document.request(&kept.chain(place).collect(), reading).map_err(|_| Code::NoRoute)?;
        let response = engine::respond(state, op.renewed(), query).await?;
        let data = serde_json::to_value(&response.data).map_err(|_| Code::Internal)?;
        if data.is_null() {
            return Err(refused(&response));
        }
        let info = &at(&data, self.list)["pageInfo"];
        self.after = info["endCursor"].as_str().map(str::to_owned).filter(|_| info["hasNextPage"] == true);
        self.over = self.after.is_none();
        self.alone = true;
        Ok(Some(data))
    }

    /// What the document answers with as many pages of the list as hold so many rows.
    pub async fn gather(mut self, state: &State, op: &OpContext, most: usize) -> Result<Json, Instead> {
        let mut whole = self.next(state, op).await?.ok_or(Code::Internal)?;
        while rows(&whole, self.list).len() < most {
            let Some(mut more) = self.next(state, op).await? else { break };
            let (Some(list), Some(next)) = (at_mut(&mut whole, self.list), at_mut(&mut more, self.list)) else { break };
            let (hidden, next) = (list["pageInfo"]["hasPreviousPage"].take(), next.take());
            let Json::Object(next) = next else { break };
            for (name, value) in next {
                match (&mut list[&name], value) {
                    (Json::Array(rows), Json::Array(more)) => rows.extend(more),
                    (slot, value) => *slot = value,
                }
            }
            list["pageInfo"]["hasPreviousPage"] = hidden;
        }
        Ok(whole)
    }
}

/// The rows of a list: of a connection, or a plain list.
pub(super) fn rows<'a>(data: &'a Json, list: &str) -> &'a [Json] {
    let list = at(data, list);
    list.get("nodes").unwrap_or(list).as_array().map_or(&[], Vec::as_slice)
}

fn at<'a>(data: &'a Json, path: &str) -> &'a Json {
    path.split('.').fold(data, |value, part| &value[part])
}

fn at_mut<'a>(data: &'a mut Json, path: &str) -> Option<&'a mut Json> {
    path.split('.').try_fold(data, |value, part| value.get_mut(part))
}
