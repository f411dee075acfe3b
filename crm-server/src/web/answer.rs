//! Pages as HTTP answers.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY};
use actix_web::{HttpRequest, HttpResponse};
use minijinja::{Value, context};

use super::form::Form;
use super::place::Language;
use super::render::{View, part};
use crate::http::{Problem, State, engine, request_id};

/// Only files of this server, and no script or style made of text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page.
pub(super) fn page(status: StatusCode, html: String) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((REFERRER_POLICY, "same-origin"))
        .insert_header((header::VARY, "cookie"))
        .body(html)
}

/// To another address of this server.
pub(super) fn go(place: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, place)).finish()
}

/// To sign in, and back to where one was going.
fn sign_in(language: Language, request: &HttpRequest) -> HttpResponse {
    let wanted = request.uri().path_and_query().map_or("", |wanted| wanted.as_str());
    // what a form had sent is gone: after signing in one is on its page again
    let next = if request.method() == "GET" { format!("?next={}", part(wanted)) } else { String::new() };
    go(&format!("{}/sign-in{next}", language.path()))
}

/// What is answered when there is nothing to show.
#[derive(Debug)]
pub(super) enum Instead {
    /// The caller has to sign in first.
    SignIn,
    /// Something is not as it should be.
    Problem(Problem),
    /// The schema refused.
    Refused { code: String, message: String },
}

impl<P: Into<Problem>> From<P> for Instead {
    fn from(problem: P) -> Self {
        Self::Problem(problem.into())
    }
}

impl Instead {
    /// As an answer.
    pub fn answer(self, state: &State, language: Language, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::SignIn => sign_in(language, request),
            Self::Problem(problem) => {
                let (code, status, message) = problem.said(&language.tag());
                failure(state, language, request, status, code, message)
            }
            Self::Refused { code, message } => {
                failure(state, language, request, engine::status_of(&code), &code, &message)
            }
        }
    }
}

/// A page that tells what went wrong.
fn failure(
    state: &State,
    language: Language,
    request: &HttpRequest,
    status: StatusCode,
    code: &str,
    message: &str,
) -> HttpResponse {
    let path = language.below(request);
    // others than staff are sent to sign in before anything can go wrong there
    let desk = path.starts_with("/desk");
    let view = View {
        language,
        path,
        place: Vec::new(),
        query: Vec::new(),
        form: Form::default(),
        data: context! { code, message, desk, request_id => &*request_id(request) },
        answer: Value::UNDEFINED,
    };
    view.into_answer(state, request, status, "problem.html")
}

/// A template that fails is a defect of it.
pub(super) fn broken(error: &minijinja::Error, id: &str) -> HttpResponse {
    let inner = std::iter::successors(std::error::Error::source(error), |cause| cause.source()).last();
    let cause = inner.map(ToString::to_string);
    tracing::error!(%error, cause, template = error.name(), line = error.line(), "a template failed");
    HttpResponse::InternalServerError().content_type("text/plain; charset=utf-8").body(format!(
        "حدث خطأ داخلي: أبلغ مشغّل النظام برقم الطلب.\nInternal error; give the operator the request id.\n{id}\n"
    ))
}
