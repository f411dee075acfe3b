//! The one place where errors get the form in which callers see them.
//!
//! A resolver passes a core error on with `?`; async-graphql keeps it as the error's source, and `finish` gives it
//! its code, its message in the caller's language and the request id. What lies behind it goes to the log only.
//! In a mutation, [`payload`](crate::payload) first takes out what the person can mend.

use std::error::Error as _;
use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, PathSegment, Response, ServerError, SimpleObject, Value};
use crm_core::error::FieldError;
use crm_core::rule::Rule;
use crm_core::states::not_allowed;
use crm_core::text::LanguageTag;
use crm_core::{Error, OpContext};

/// How many errors one answer may carry.
const MAX_ERRORS: usize = 10;
/// Seconds after which to repeat what failed for a passing reason.
const RETRY_AFTER: u32 = 1;
/// How many characters of an engine's message are kept: it repeats names that callers made up.
const MAX_MESSAGE: usize = 300;

/// What the person can mend.
#[derive(Copy, Clone, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum UserErrorCode {
    /// A field of the input breaks a rule.
    #[graphql(name = "INVALID")]
    Invalid,
    /// The record was changed by someone else; read it again.
    #[graphql(name = "CONFLICT")]
    Conflict,
    /// The record's present state does not allow this.
    #[graphql(name = "NOT_ALLOWED")]
    NotAllowed,
    /// Several people match; name one of the candidates.
    #[graphql(name = "AMBIGUOUS")]
    Ambiguous,
    /// The record that the input names does not exist.
    #[graphql(name = "NOT_FOUND")]
    NotFound,
}

/// Why a mutation did nothing, in words for the person who can mend it.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct UserError {
    /// The kind of error.
    pub code: UserErrorCode,
    /// What is wrong and how to mend it, in the language of the request.
    pub message: String,
    /// The field it is about, from the root of `input`; empty when it is about the whole.
    pub path: Vec<String>,
    /// The broken rule, a stable code of the published table, when it is one.
    pub rule: Option<String>,
}

/// Splits an error into what the person can mend, and what stays an error.
pub(crate) fn user_errors(error: Error, language: &LanguageTag) -> Result<Vec<UserError>, Error> {
    let code = match &error {
        Error::Invalid { fields } => return Ok(fields.iter().map(|field| invalid(field, language)).collect()),
        Error::Conflict { .. } => UserErrorCode::Conflict,
        Error::NotAllowed { .. } => UserErrorCode::NotAllowed,
        Error::Ambiguous { .. } => UserErrorCode::Ambiguous,
        Error::NotFound { .. } => UserErrorCode::NotFound,
        _ => return Err(error),
    };
    Ok(vec![UserError { code, message: message(&error, language), path: Vec::new(), rule: None }])
}

fn invalid(field: &FieldError, language: &LanguageTag) -> UserError {
    UserError {
        code: UserErrorCode::Invalid,
        message: field.rule.message(language),
        path: field.path.clone(),
        rule: Some(field.rule.code().into()),
    }
}

/// The sentence for an error in Arabic or English; it names no value and no internals.
pub(crate) fn message(error: &Error, language: &LanguageTag) -> String {
    let (ar, en) = match error {
        Error::Invalid { fields } => {
            return fields.first().map_or_else(String::new, |field| field.rule.message(language));
        }
        Error::NotAllowed { from, to, .. } => return not_allowed(from, to, language),
        Error::NotFound { .. } => ("لا يوجد سجل بهذه القيمة.", "There is no such record."),
        Error::Conflict { .. } => (
            "غيّر شخص آخر هذا السجل بعد أن فتحته: راجع النسخة الحالية ثم أعد المحاولة.",
            "Someone else changed this record after you opened it: check the current one, then try again.",
        ),
        Error::Ambiguous { .. } => (
            "هناك أكثر من مستفيد مطابق: اختر أحد المرشحين.",
            "Several beneficiaries match: choose one of the candidates.",
        ),
        Error::Forbidden { .. } => ("ليس لديك صلاحية لهذا الإجراء.", "You are not permitted to do this."),
        Error::Unauthenticated => ("يلزم تسجيل الدخول.", "Sign-in is required."),
        Error::Unavailable(_) => {
            ("الخدمة غير متاحة مؤقتًا: أعد المحاولة بعد قليل.", "Temporarily unavailable: try again shortly.")
        }
        _ => ("حدث خطأ داخلي: أبلغ الدعم برقم الطلب.", "An internal error happened: tell support the request id."),
    };
    if language.is_arabic() { ar.into() } else { en.into() }
}

/// The answer when all of it had to be held back.
pub(crate) fn instead(error: Error, op: &OpContext) -> Response {
    let error = async_graphql::Error::new_with_source(error).into_server_error(async_graphql::Pos::default());
    finish(Response::from_errors(vec![error]), op)
}

/// Gives every error of a response its final form: code, message, request id.
pub(crate) fn finish(mut response: Response, op: &OpContext) -> Response {
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        finish_one(error, op);
    }
    response
}

fn finish_one(error: &mut ServerError, op: &OpContext) {
    let mut extensions = error.extensions.take().unwrap_or_default();
    if let Some(cause) = core_error(error) {
        log(cause, op);
        describe(cause, &mut extensions);
        error.message = message(cause, &op.language);
    } else if extensions.get("code").is_none() {
        let code = if let Some(rule) = broken_rule(error, &extensions) {
            extensions.set("rule", rule.0);
            error.message = if op.language.is_arabic() { rule.1.into() } else { rule.2.into() };
            "INVALID"
        } else {
            plain(&mut error.message);
            "BAD_DOCUMENT"
        };
        extensions.set("code", code);
    }
    extensions.set("requestId", op.request_id.as_ref());
    error.source = None;
    error.extensions = Some(extensions);
}

/// Cuts from an engine's message what does not belong into an answer: refused values, which may be personal, names
/// that were not meant, and great length.
fn plain(message: &mut String) {
    let unwanted = [", found ", " Did you mean"].iter().filter_map(|words| message.find(words));
    let long = message.char_indices().nth(MAX_MESSAGE).map(|(end, _)| end);
    if let Some(end) = unwanted.chain(long).min() {
        message.truncate(end);
    }
}

/// The core error that a resolver or a loader passed on.
fn core_error(error: &ServerError) -> Option<&Error> {
    error.source::<Error>().or_else(|| error.source::<Arc<Error>>().map(AsRef::as_ref))
}

fn describe(cause: &Error, extensions: &mut ErrorExtensionValues) {
    extensions.set("code", cause.code());
    match cause {
        Error::Invalid { fields } => {
            if let Some(FieldError { path, rule }) = fields.first() {
                extensions.set("rule", rule.code());
                extensions.set("argument", path.join("."));
            }
        }
        Error::Unavailable(_) => extensions.set("retryAfter", RETRY_AFTER),
        _ => {}
    }
}

/// The rule behind an input value that a scalar of ours refused, as code, Arabic and English: the one that the scalar
/// named, else, for any value refused while a field was carried out, that it is malformed.
fn broken_rule(
    error: &ServerError,
    extensions: &ErrorExtensionValues,
) -> Option<(&'static str, &'static str, &'static str)> {
    let named = match extensions.get("rule") {
        Some(Value::String(code)) => Some(code.as_str()),
        _ => None,
    };
    let in_field = error.path.iter().any(|segment| matches!(segment, PathSegment::Field(_)));
    let code = named.or_else(|| in_field.then(|| Rule::Malformed.code()))?;
    Rule::TABLE.iter().copied().find(|row| row.0 == code)
}

/// The published codes of a response's errors.
pub fn codes(response: &Response) -> impl Iterator<Item = &str> {
    extension(response, "code")
}

/// The published rules that a response's errors name as broken.
pub fn rules(response: &Response) -> impl Iterator<Item = &str> {
    extension(response, "rule")
}

/// A text beside the errors that have it.
fn extension<'a>(response: &'a Response, name: &'a str) -> impl Iterator<Item = &'a str> {
    response.errors.iter().filter_map(move |error| match error.extensions.as_ref()?.get(name)? {
        Value::String(text) => Some(text.as_str()),
        _ => None,
    })
}

/// What lies behind an error, for those who run the installation.
fn log(error: &Error, op: &OpContext) {
    let request_id = op.request_id.as_ref();
    let cause = error.source().map(ToString::to_string);
    match error.code() {
        "INTERNAL" => tracing::error!(request_id, error = %error, cause, "a request failed"),
        "UNAVAILABLE" => tracing::warn!(request_id, error = %error, cause, "a request failed"),
        code => tracing::debug!(request_id, code, "a request was refused"),
    }
}

/// A lookup that answers null when the record is missing or hidden.
pub(crate) fn found<T>(result: crm_core::Result<T>) -> crm_core::Result<Option<T>> {
    match result {
        Ok(record) => Ok(Some(record)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}
