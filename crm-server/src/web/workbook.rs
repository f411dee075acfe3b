//! The workbook of a cycle's items, as a file to fill in.

use actix_web::{HttpRequest, HttpResponse};
use crm_core::Error;
use crm_core::ids::{CycleId, DepartmentId};
use crm_core::inventory::workbooks;
use crm_graphql::node_id::Id;

use super::answer::{self, Instead};
use super::place::Language;
use super::show::{Parts, admit};
use super::template::given;
use super::{For, render};
use crate::http::Code;

/// Below the language; `department` narrows it.
pub(super) const PATH: &str = "/desk/inventory/cycles/{id}/workbook.xlsx";

/// Gives the workbook, with what stands now.
pub(super) async fn give(language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let state = parts.state.clone();
    made(language, &request, parts).await.unwrap_or_else(|instead| instead.answer(&state, language, &request))
}

async fn made(language: Language, request: &HttpRequest, parts: Parts) -> Result<HttpResponse, Instead> {
    let Parts { state, caller, place, query } = parts;
    let op = admit(For::Staff, language, request, caller)?;
    let named = |pairs: &[(String, String)], name: &str| {
        pairs.iter().find(|(one, text)| one == name && !text.is_empty()).map(|(_, text)| text.clone())
    };
    let id = named(&place, "id").unwrap_or_default();
    let cycle: Id<CycleId> = id.parse().map_err(|_| Code::NoRoute)?;
    let department = named(&query, "department").map(|text| text.parse::<Id<DepartmentId>>()).transpose();
    let department = department.map_err(|_| Code::NoRoute)?;
    match workbooks::workbook(&state.db, &op, cycle.0, department.map(|id| id.0)).await {
        Ok(book) => Ok(given(&book.name, book.bytes)),
        // nothing to answer there, or too much for one workbook: the page of workbooks says so
        Err(Error::Invalid { fields }) => {
            let many = fields.iter().any(|field| field.path == ["departmentId"]);
            let told = if many { "workbook-too-many" } else { "workbook-nothing" };
            let id = render::part(&id);
            Ok(answer::go(&format!("{}/desk/inventory/cycles/{id}/workbooks?done={told}", language.path())))
        }
        Err(Error::Forbidden { .. }) => Err(Code::StaffOnly.into()),
        Err(other) => Err(other.into()),
    }
}
