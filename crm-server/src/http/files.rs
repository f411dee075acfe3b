//! Files in and out: `PUT /uploads/{secret}`, `GET /downloads/{secret}`, and `GET /documents/{id}` for who is signed in.

use std::io;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Bytes, Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, web};
use crm_core::documents::{self, Opened};
use crm_core::ids::DocumentId;
use crm_core::{Error, OpContext};
use crm_graphql::node_id::Id;
use futures_util::{Stream, StreamExt, stream};
use serde_json::json;

use super::{Code, Problem, State, readable, reading};
use crate::auth::Caller;

pub(super) fn routes(app: &mut web::ServiceConfig) {
    let uploads = web::resource("/uploads/{secret}").route(web::put().to(receive));
    app.service(uploads.default_service(web::to(only_putting)));
    app.service(readable("/downloads/{secret}").route(web::route().guard(reading()).to(follow)));
    app.service(readable("/documents/{id}").route(web::route().guard(reading()).to(open)));
}

async fn only_putting(request: HttpRequest) -> HttpResponse {
    Problem::method("PUT").answer(&request)
}

/// Takes the bytes of an announced file.
async fn receive(
    request: HttpRequest,
    state: Data<State>,
    caller: Caller,
    secret: Path<String>,
    body: Payload,
) -> HttpResponse {
    let op = match caller.0 {
        Ok(op) => op,
        Err(problem) => return problem.answer(&request),
    };
    match documents::receive(&state.db, &op, &secret, pieces(body, state.read_timeout)).await {
        Ok(document) => HttpResponse::Created().json(json!({
            "id": Id(document.id).to_string(),
            "name": document.name,
            "mediaType": document.kind.media_type(),
            "size": document.size,
            "sha256": document.digest_text(),
        })),
        Err(error) => refused(&request, &op, error),
    }
}

/// Gives a document out to whoever has the secret, once.
async fn follow(request: HttpRequest, state: Data<State>, caller: Caller, secret: Path<String>) -> HttpResponse {
    let op = match caller.0 {
        Ok(op) => op,
        Err(problem) => return problem.answer(&request),
    };
    // Asking what is there does not use the secret up.
    if request.method() == actix_web::http::Method::HEAD {
        return Problem::method("GET").answer(&request);
    }
    match documents::follow(&state.db, &op, &secret).await {
        Ok(opened) => give(opened),
        Err(error) => refused(&request, &op, error),
    }
}

/// Gives a document out to who may see it.
async fn open(request: HttpRequest, state: Data<State>, caller: Caller, id: Path<String>) -> HttpResponse {
    let op = match caller.0 {
        Ok(op) => op,
        Err(problem) => return problem.answer(&request),
    };
    let id = id.parse::<Id<DocumentId>>().map_err(|_| Error::not_found::<DocumentId>());
    let opened = match id {
        Ok(id) => documents::open(&state.db, &op, id.0).await,
        Err(missing) => Err(missing),
    };
    match opened {
        Ok(opened) => give(opened),
        Err(error) => refused(&request, &op, error),
    }
}

/// A body piece by piece; one that pauses too long breaks off.
fn pieces(body: Payload, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> {
    stream::unfold(body, move |mut body| async move {
        let next = tokio::time::timeout(pause, body.next()).await;
        let piece = match next {
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
            Ok(None) => return None,
            Ok(Some(piece)) => piece.map_err(io::Error::other),
        };
        Some((piece, body))
    })
}

/// A document as a file to be saved; never as a page that a browser shows.
fn give(opened: Opened) -> HttpResponse {
    let Opened { document, bytes } = opened;
    let mut answer = HttpResponse::Ok();
    answer.content_type(document.kind.media_type());
    answer.insert_header((header::CONTENT_DISPOSITION, attachment(&document.name)));
    if let Some(size) = document.size.and_then(|size| u64::try_from(size).ok()) {
        answer.no_chunking(size);
    }
    answer.streaming(bytes)
}

/// The file's name for whoever saves it: in ASCII for old programs, and as it is (RFC 6266, RFC 5987).
pub(crate) fn attachment(name: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) { c } else { '_' }).collect();
    let exact: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// Why a file is not taken or given: what a person can mend as GraphQL's user errors tell it, the rest as elsewhere.
fn refused(request: &HttpRequest, op: &OpContext, error: Error) -> HttpResponse {
    match error {
        Error::Invalid { fields } => {
            let errors: Vec<_> =
                fields.iter().map(|field| told(field.rule.code(), &field.rule.message(&op.language))).collect();
            let mut answer = HttpResponse::build(StatusCode::UNPROCESSABLE_ENTITY);
            // The rest of the body is not read.
            answer.force_close().json(json!({ "errors": errors }))
        }
        Error::NotFound { .. } => Problem::from(Code::NoRoute).answer(request),
        Error::Forbidden { .. } => Problem::from(Code::Unauthenticated).answer(request),
        other => Problem::from(other).answer(request),
    }
}

fn told(rule: &str, message: &str) -> serde_json::Value {
    json!({ "message": message, "extensions": { "code": "INVALID", "rule": rule } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_survive_the_header() {
        let value = attachment("كشف \"1\".csv");
        let text = value.to_str().unwrap();
        assert!(text.starts_with("attachment; filename=\"_____1_.csv\"; "), "{text}");
        assert!(text.ends_with("filename*=UTF-8''%D9%83%D8%B4%D9%81%20%221%22.csv"), "{text}");
        assert!(attachment("a\r\nb").to_str().unwrap().contains("%0D%0A"));
    }
}
