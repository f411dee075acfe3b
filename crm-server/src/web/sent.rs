//! What a form sent: its fields, and the file of one that brings one. Without scripts that arrives as multipart, and is
//! taken by `documents` piece by piece.

use std::io;

use actix_web::http::header;
use actix_web::web::{Bytes, Payload, Query};
use actix_web::{HttpRequest, rt};
use crm_core::documents::{self, CreateUpload, Document, DocumentPurpose};
use crm_core::error::{FieldError, Result as CoreResult};
use crm_core::{Error, OpContext};
use crm_graphql::documents::Fields;
use crm_graphql::node_id::Id;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use multer::{Constraints, Field, Multipart, SizeLimit};
use tokio::sync::mpsc;

use super::Action;
use super::answer::Instead;
use super::form::Mistake;
use crate::auth::session::is_own;
use crate::http::{Code, Problem, State, body};

/// What a form may have beside its file, in bytes.
const BESIDE: usize = 64 << 10;
/// What stands between two fields of a form and within one, in bytes.
const BETWEEN: usize = 2;
/// What the schema calls the content of a file whose columns or rows it finds wrong.
const CONTENT: &str = "input.file";
/// What the schema calls the file itself, which may have been discarded since it was kept.
const DOCUMENT: &str = "input.documentId";

/// The fields of an action's form; a file that it brings is taken in and stands there as the document's id, or comes back
/// as a mistake.
pub(super) async fn received(
    action: &Action,
    state: &State,
    op: &OpContext,
    request: &HttpRequest,
    payload: Payload,
) -> Result<(Fields, Option<Mistake>), Instead> {
    let Some((name, purpose)) = action.file.filter(|_| may_bring(request)) else {
        return Ok((sent(state, request, payload).await?, None));
    };
    if !is_own(request.headers()) {
        return Err(Code::OtherOrigin.into());
    }
    let Brought { fields, file } = read(state, op, (name, purpose), request, payload).await?;
    let brought = match file.transpose() {
        Ok(document) => document.map(|document| (name.to_owned(), Id(document.id).to_string())),
        Err(Error::Invalid { fields: wrong }) => {
            let error = wrong.into_iter().next().map(|error| FieldError::new(name, error.rule));
            return Ok((fields, error.map(|error| Mistake::of(&error, "", &op.language))));
        }
        Err(Error::Forbidden { .. }) => return Err(Code::StaffOnly.into()),
        Err(other) => return Err(other.into()),
    };
    Ok((fields.pairs().iter().cloned().chain(brought).collect(), None))
}

/// The fields of a form that a page of ours sent.
pub(super) async fn sent(state: &State, request: &HttpRequest, payload: Payload) -> Result<Fields, Problem> {
    if !is_own(request.headers()) {
        return Err(Code::OtherOrigin.into());
    }
    let bytes = body::read(request, payload, state.body_limit, state.read_timeout).await?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Code::NotAForm)?;
    let Query(pairs) = Query::<Vec<(String, String)>>::from_query(text).map_err(|_| Code::NotAForm)?;
    // browsers end lines as mail does
    Ok(pairs.into_iter().map(|(name, text)| (name, text.replace("\r\n", "\n"))).collect())
}

/// A mistake in what a form's file holds, or that the file is none, at the field that brought it; with the column that it
/// is about.
pub(super) fn at_the_file(action: &Action, one: Mistake) -> Mistake {
    let Some((field, _)) = action.file else { return one };
    let at = one.field.as_deref();
    let inside = at.and_then(|at| at.strip_prefix(CONTENT)).or_else(|| at.filter(|at| *at == DOCUMENT).map(|_| ""));
    let message = match inside.map(|inside| (inside, inside.strip_prefix('.'))) {
        Some(("", _)) => one.message,
        Some((_, Some(column))) => format!("{column}: {}", one.message),
        _ => return one,
    };
    Mistake { field: Some(field.to_owned()), message, ..one }
}

/// Whether a form came as one that may bring a file.
fn may_bring(request: &HttpRequest) -> bool {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media.is_some_and(|media| multer::parse_boundary(media).is_ok())
}

/// A form with what it brought.
struct Brought {
    fields: Fields,
    /// The file as a document, if one was chosen.
    file: Option<CoreResult<Document>>,
}

/// Reads a form whose field of the given name brings a file.
async fn read(
    state: &State,
    op: &OpContext,
    (name, purpose): (&str, DocumentPurpose),
    request: &HttpRequest,
    body: Payload,
) -> Result<Brought, Code> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = media.and_then(|media| multer::parse_boundary(media).ok()).ok_or(Code::NotAForm)?;
    let most = state.db.settings().documents.max_bytes;
    let limits = SizeLimit::new().whole_stream(most.saturating_add(BESIDE as u64));
    let pieces = pieces(body, state.read_timeout);
    let mut form = Multipart::with_constraints(pieces, boundary, Constraints::new().size_limit(limits));
    let (mut pairs, mut left, mut file) = (Vec::new(), BESIDE, None);
    while let Some(mut field) = form.next_field().await.map_err(|_| Code::NotAForm)? {
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
                left = left.checked_sub(of.len() + BETWEEN).ok_or(Code::NotAForm)?;
                let text = text(&mut field, &mut left).await?;
                pairs.push((of, text.replace("\r\n", "\n")));
            }
        }
    }
    Ok(Brought { fields: pairs.into_iter().collect(), file })
}

/// The text of a field, of which no more is held than is left; that gets less by it.
async fn text(field: &mut Field<'_>, left: &mut usize) -> Result<String, Code> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| Code::NotAForm)? {
        *left = left.checked_sub(piece.len()).ok_or(Code::NotAForm)?;
        text.extend_from_slice(&piece);
    }
    String::from_utf8(text).map_err(|_| Code::NotAForm)
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
