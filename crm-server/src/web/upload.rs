//! A form that brings a file: without scripts it arrives as multipart, and is taken by `documents` piece by piece.

use std::io;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, HttpResponse, rt};
use crm_core::documents::{self, CreateUpload, Document, DocumentPurpose};
use crm_core::error::Result as CoreResult;
use crm_core::rule::Rule;
use crm_core::{Error, OpContext};
use crm_graphql::documents::Fields;
use crm_graphql::node_id::Id;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use minijinja::Value;
use multer::{Constraints, Multipart, SizeLimit};
use serde_json::Value as Json;
use tokio::sync::mpsc;

use super::act::{self, Outcome, onward};
use super::answer::Instead;
use super::form::{Form, Mistake};
use super::place::Language;
use super::show::{Parts, Shown, admit};
use super::{For, answer, pages};
use crate::auth::session::is_own;
use crate::http::{Code, State};

/// The field of the file.
const FILE: &str = "file";
/// What a form may have beside its file, in bytes.
const BESIDE: u64 = 64 << 10;

/// Where a form with a file goes.
#[derive(Debug)]
pub struct Upload {
    /// Below the language.
    pub path: &'static str,
    /// What the file is for.
    pub purpose: DocumentPurpose,
    /// The page on which the form stands, by its path.
    pub page: &'static str,
    /// Name of the mutation that is run then; its variables are the parts of the address and `document`, the id of the
    /// document. Empty only takes the file.
    pub run: &'static str,
    /// Where to go afterwards, below the language; `{a.b}` is a value of what was answered, or such a variable.
    pub then: &'static str,
}

/// Takes the file; then one goes on, or sees the page with what is to be mended.
pub(super) async fn upload(
    upload: &'static Upload,
    language: Language,
    request: HttpRequest,
    parts: Parts,
    body: Payload,
) -> HttpResponse {
    let state = parts.state.clone();
    let done = carry_out(upload, language, &request, parts, body).await;
    done.unwrap_or_else(|instead| instead.answer(&state, language, &request))
}

async fn carry_out(
    upload: &'static Upload,
    language: Language,
    request: &HttpRequest,
    parts: Parts,
    body: Payload,
) -> Result<HttpResponse, Instead> {
    let Parts { state, caller, place, query } = parts;
    let op = admit(For::Staff, language, request, caller)?;
    if !is_own(request.headers()) {
        return Err(Code::OtherOrigin.into());
    }
    let mistakes = match take(&state, &op, upload.purpose, request, body).await? {
        Ok(document) => {
            let document = ("document".to_owned(), Id(document.id).to_string());
            let fields: Fields = place.iter().cloned().chain([document]).collect();
            match go_on(&state, &op, upload, &fields).await? {
                Outcome::Done(data) => return Ok(answer::go(&onward(upload.then, language, &data, &fields))),
                // whatever is wrong is wrong with the file
                Outcome::Wrong(wrong) => wrong.mistakes,
            }
        }
        Err(Error::Invalid { fields }) => {
            fields.iter().map(|error| Mistake::of(error, "", &op.language)).collect::<Vec<_>>()
        }
        Err(Error::Forbidden { .. }) => return Err(Code::StaffOnly.into()),
        Err(other) => return Err(Instead::from(other)),
    };
    let mistakes = mistakes.into_iter().map(at_the_file).collect();
    let page = pages().find(|page| page.path == upload.page).ok_or(Code::Internal)?;
    let shown = Shown {
        page,
        language,
        fields: query.iter().chain(&place).cloned().collect(),
        query,
        place,
        form: Form { sent: true, mistakes, ..Form::default() },
        answer: Value::UNDEFINED,
        status: StatusCode::UNPROCESSABLE_ENTITY,
    };
    shown.answer(&state, request, op).await
}

/// What is done with the file that came.
async fn go_on(state: &State, op: &OpContext, upload: &Upload, fields: &Fields) -> Result<Outcome, Instead> {
    if upload.run.is_empty() {
        return Ok(Outcome::Done(Json::Null));
    }
    act::run(state, op.renewed(), upload.run, fields).await
}

/// A mistake in the file, with the column that it is about.
fn at_the_file(one: Mistake) -> Mistake {
    let column = one.field.as_deref().and_then(|field| field.split_once(".file.")).map(|(_, column)| column);
    let message = column.map_or_else(|| one.message.clone(), |column| format!("{column}: {}", one.message));
    Mistake { field: Some(FILE.to_owned()), message, ..one }
}

/// The form's file as a document.
async fn take(
    state: &State,
    op: &OpContext,
    purpose: DocumentPurpose,
    request: &HttpRequest,
    body: Payload,
) -> Result<CoreResult<Document>, Code> {
    let Brought { file, .. } = read(state, op, (FILE, purpose), request, body).await?;
    Ok(file.unwrap_or_else(|| Err(Error::invalid(FILE, Rule::Required))))
}

/// Whether a form came as one that may bring a file.
pub(super) fn may_bring(request: &HttpRequest) -> bool {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media.is_some_and(|media| multer::parse_boundary(media).is_ok())
}

/// A form with what it brought.
pub(super) struct Brought {
    pub fields: Fields,
    /// The file as a document, if one was chosen.
    pub file: Option<CoreResult<Document>>,
}

/// Reads a form whose field of the given name brings a file.
pub(super) async fn read(
    state: &State,
    op: &OpContext,
    (name, purpose): (&str, DocumentPurpose),
    request: &HttpRequest,
    body: Payload,
) -> Result<Brought, Code> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = media.and_then(|media| multer::parse_boundary(media).ok()).ok_or(Code::NotAForm)?;
    let most = state.db.settings().documents.max_bytes;
    let limits = SizeLimit::new().whole_stream(most.saturating_add(BESIDE));
    let pieces = pieces(body, state.read_timeout);
    let mut form = Multipart::with_constraints(pieces, boundary, Constraints::new().size_limit(limits));
    let (mut pairs, mut beside, mut file) = (Vec::new(), 0, None);
    while let Some(field) = form.next_field().await.map_err(|_| Code::NotAForm)? {
        let of = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(chosen) if of == name && !chosen.is_empty() && file.is_none() => {
                let media_type = field.content_type().map(ToString::to_string).unwrap_or_default();
                let command = CreateUpload { name: chosen, media_type, size: None, purpose };
                file = Some(documents::upload(&state.db, op, command, field.map_err(io::Error::other)).await);
                // Of a file that is not taken the rest is not read.
                if matches!(file, Some(Err(_))) {
                    break;
                }
            }
            Some(_) => {}
            None => {
                let text = field.text().await.map_err(|_| Code::NotAForm)?;
                beside += text.len() as u64;
                if beside > BESIDE {
                    return Err(Code::NotAForm);
                }
                pairs.push((of, text.replace("\r\n", "\n")));
            }
        }
    }
    Ok(Brought { fields: pairs.into_iter().collect(), file })
}

/// The body piece by piece, from another task of this thread: a body cannot leave it, and the reader of forms wants one
/// that could. One that pauses too long breaks off; one that nobody reads any more is dropped.
fn pieces(mut body: Payload, pause: std::time::Duration) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let (send, mut receive) = mpsc::channel(2);
    rt::spawn(async move {
        loop {
            let piece = match tokio::time::timeout(pause, body.next()).await {
                Err(_) => Err(io::ErrorKind::TimedOut.into()),
                Ok(None) => return,
                Ok(Some(piece)) => piece.map_err(io::Error::other),
            };
            let broken = piece.is_err();
            if send.send(piece).await.is_err() || broken {
                return;
            }
        }
    });
    stream::poll_fn(move |context| receive.poll_recv(context))
}
