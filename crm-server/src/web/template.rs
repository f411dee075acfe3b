//! The sheet that officers fill in, as a file.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::catalogue::import::batches;
use crm_core::documents::FileType;
use crm_core::{Error, OpContext};

use super::For;
use super::answer::Instead;
use super::place::Language;
use super::show::{Parts, admit};
use crate::http::{Code, State, attachment};

/// Below the language.
pub(super) const PATH: &str = "/desk/imports/template.xlsx";

/// Gives the sheet, with what is in the catalogue now.
pub(super) async fn give(language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, .. } = parts;
    let given = async {
        let op = admit(For::Staff, language, &request, caller)?;
        made(&state, &op).await
    };
    given.await.unwrap_or_else(|instead| instead.answer(&state, language, &request))
}

async fn made(state: &State, op: &OpContext) -> Result<HttpResponse, Instead> {
    let book = match batches::template(&state.db, op).await {
        Err(Error::Forbidden { .. }) => return Err(Code::StaffOnly.into()),
        book => book?,
    };
    let name = if op.language.is_arabic() { "قالب الخدمات.xlsx" } else { "services template.xlsx" };
    Ok(given(name, book))
}

/// A workbook as an answer.
pub(super) fn given(name: &str, book: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(FileType::Xlsx.media_type())
        .insert_header((CONTENT_DISPOSITION, attachment(name)))
        .body(book)
}
