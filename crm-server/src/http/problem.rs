//! Requests that never reach GraphQL: a status, a code, a sentence in Arabic or English, in GraphQL's shape.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::text::LanguageTag;
use serde_json::{Value, json};

use super::engine::Answer;
use super::negotiate::{self, Media};
use super::{State, observe};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:ident, $ar:literal, $en:literal;)+) => {
        /// Why a request was not run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// Every code with its status and both sentences, for the published table.
            pub const TABLE: &'static [(&'static str, StatusCode, &'static str, &'static str)] =
                &[$(($code, StatusCode::$status, $ar, $en),)+];

            /// Its name in the published table.
            pub(super) fn name(self) -> &'static str {
                self.row().0
            }

            fn row(self) -> &'static (&'static str, StatusCode, &'static str, &'static str) {
                &Self::TABLE[self as usize]
            }
        }
    };
}

codes! {
    /// The body is not JSON.
    NotJson = "NOT_JSON", BAD_REQUEST, "محتوى الطلب ليس JSON صحيحًا بترميز UTF-8.", "The body is not valid JSON in UTF-8.";
    /// The body is JSON of another shape.
    NotARequest = "NOT_A_REQUEST", BAD_REQUEST, "يجب أن يكون الطلب كائن JSON فيه query (نص) أو documentId، ومعه اختياريًا variables وoperationName وextensions.", "The request must be a JSON object with query (text) or documentId and, if wanted, variables (object), operationName (text) and extensions (object).";
    /// A list of requests.
    Batch = "BATCH", BAD_REQUEST, "لا تُقبل قائمة طلبات: أرسل كل طلب وحده.", "Lists of requests are not taken; send each request by itself.";
    /// A document that is named by an id which nobody registered.
    UnknownDocument = "PERSISTED_QUERY_NOT_FOUND", BAD_REQUEST, "لا يوجد مستند مسجّل بهذا المعرّف: أرسل نص المستند في query، أو سجّله لدى مشغّل النظام.", "No document is registered under this id: send its text in query, or have the operator register it.";
    /// A document and an id that is not its.
    DocumentMismatch = "DOCUMENT_MISMATCH", BAD_REQUEST, "المعرّف المرسل ليس بصمة (SHA-256) نص المستند المرسل معه: أرسل أحدهما فقط.", "The id is not the SHA-256 of the document that came with it: send only one of the two.";
    /// A document that is not registered, from a caller who may run no other.
    Untrusted = "DOCUMENT_NOT_TRUSTED", FORBIDDEN, "لا يشغّل هذا المتصل إلا المستندات المسجّلة (graphql.trusted_only): اطلب من مشغّل النظام تسجيل المستند.", "This caller may run registered documents only (graphql.trusted_only): have the operator register the document.";
    /// The purpose of reading is not on the list.
    Purpose = "PURPOSE", BAD_REQUEST, "غرض الاطلاع في الترويسة X-Purpose غير معروف.", "The purpose in the header X-Purpose is not on the list.";
    /// The token is unknown, expired or revoked, or the header is not a bearer token.
    Unauthenticated = "UNAUTHENTICATED", UNAUTHORIZED, "رمز الدخول غير معروف أو منتهي الصلاحية أو ملغى.", "The token is unknown, expired or revoked; send Authorization: Bearer TOKEN.";
    /// The caller is no integration whose token may act for staff.
    ActForStaff = "FORBIDDEN", FORBIDDEN, "هذا الرمز غير مخوّل بالعمل نيابة عن الموظفين (X-On-Behalf-Of): يلزمه النطاق act_for_staff.", "This token may not act for staff (X-On-Behalf-Of): it needs the scope act_for_staff.";
    /// Nobody for whom an integration could act has that code.
    OnBehalfOf = "ON_BEHALF_OF", BAD_REQUEST, "لا يوجد موظف نشط بالرمز المذكور في الترويسة X-On-Behalf-Of.", "No active member of staff has the code in the header X-On-Behalf-Of.";
    /// The caller asks too often.
    TooOften = "RATE_LIMITED", TOO_MANY_REQUESTS, "طلبات كثيرة في وقت قصير: انتظر المدة المذكورة في الترويسة Retry-After ثم أعد المحاولة.", "Too many requests in a short time; wait as long as the header Retry-After says.";
    /// A form that no page of this server sent.
    OtherOrigin = "OTHER_ORIGIN", FORBIDDEN, "لم يُرسل هذا النموذج من صفحات هذا النظام: افتح الصفحة من جديد ثم أعد المحاولة.", "This form was not sent by a page of this system: open the page again and repeat.";
    /// A page for staff, asked for by a system or a device.
    StaffOnly = "FORBIDDEN", FORBIDDEN, "هذه الصفحة للموظفين فقط.", "This page is for staff only.";
    /// A link that was used, is past its time or never was.
    LinkOver = "LINK_OVER", GONE, "استُخدم هذا الرابط أو انتهت مدته: اطلب رابطًا جديدًا من مدير النظام.", "This link was used or is past its time: ask an administrator for a new one.";
    /// The body is no form.
    NotAForm = "NOT_A_FORM", BAD_REQUEST, "تعذّرت قراءة النموذج المرسل.", "The form that was sent cannot be read.";
    /// No such path.
    NoRoute = "NO_ROUTE", NOT_FOUND, "لا يوجد شيء على هذا العنوان.", "There is nothing at this address.";
    /// Not a method of this path.
    Method = "METHOD", METHOD_NOT_ALLOWED, "لا تُقبل هذه الطريقة هنا: راجع الترويسة Allow.", "This method is not taken here; see the header Allow.";
    /// None of the media types the caller accepts.
    NotAcceptable = "NOT_ACCEPTABLE", NOT_ACCEPTABLE, "الرد متاح بصيغة application/graphql-response+json أو application/json فقط.", "The answer comes as application/graphql-response+json or application/json only.";
    /// The body came too slowly.
    Slow = "REQUEST_TIMEOUT", REQUEST_TIMEOUT, "لم يصل الطلب كاملًا في الوقت المحدد.", "The request did not arrive in time.";
    /// The body is over the limit.
    TooLarge = "BODY_TOO_LARGE", PAYLOAD_TOO_LARGE, "الطلب أكبر من الحد المسموح.", "The body is larger than the limit.";
    /// Not a media type that is read.
    MediaType = "MEDIA_TYPE", UNSUPPORTED_MEDIA_TYPE, "يجب أن يكون نوع المحتوى application/json بترميز UTF-8.", "The content type must be application/json in UTF-8.";
    /// The path is for sockets only.
    Upgrade = "UPGRADE_REQUIRED", UPGRADE_REQUIRED, "هذا العنوان لاتصالات WebSocket فقط.", "This address takes WebSocket connections only.";
    /// More operations at once than one connection may run.
    TooManyOperations = "RATE_LIMITED", TOO_MANY_REQUESTS, "عدد العمليات الجارية على هذا الاتصال بلغ الحد.", "This connection runs as many operations as it may.";
    /// The request ran too long.
    TooLong = "UNAVAILABLE", SERVICE_UNAVAILABLE, "لم يكتمل الطلب في الوقت المحدد: أعد المحاولة لاحقًا.", "The request did not finish in time; try again later.";
    /// The database does not answer.
    Unavailable = "UNAVAILABLE", SERVICE_UNAVAILABLE, "الخدمة غير متاحة مؤقتًا: أعد المحاولة لاحقًا.", "Temporarily unavailable; try again later.";
    /// A defect.
    Internal = "INTERNAL", INTERNAL_SERVER_ERROR, "حدث خطأ داخلي: أبلغ مشغّل النظام برقم الطلب.", "Internal error; give the operator the request id.";
}

impl Code {
    /// The list of errors that tells a caller.
    pub(super) fn errors(self, language: &LanguageTag, request_id: &str) -> Value {
        Problem::from(self).errors(language, request_id)
    }

    /// The same as the answer to a request that was not run.
    pub(super) fn answer(self, language: &LanguageTag, request_id: &str) -> Answer {
        Answer::Refused { errors: self.errors(language, request_id), status: self.row().1 }
    }
}

/// A refusal on its way to the caller.
#[derive(Clone, Copy, Debug)]
pub struct Problem {
    /// Why.
    pub code: Code,
    /// The methods that the path takes, for 405.
    pub allow: Option<&'static str>,
    /// Seconds after which to repeat, where that helps.
    pub retry_after: Option<u64>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        let passing = code.row().1 == StatusCode::SERVICE_UNAVAILABLE;
        Self { code, allow: None, retry_after: passing.then_some(1) }
    }
}

impl From<crm_core::Error> for Problem {
    fn from(error: crm_core::Error) -> Self {
        Self::from(match error {
            crm_core::Error::Unauthenticated => Code::Unauthenticated,
            // Before GraphQL there is one thing to be permitted and one record to be named: the member to act for.
            crm_core::Error::Forbidden { .. } => Code::ActForStaff,
            crm_core::Error::NotFound { .. } => Code::OnBehalfOf,
            crm_core::Error::Unavailable(cause) => {
                tracing::warn!(cause, "the database, or where documents lie, does not answer");
                Code::Unavailable
            }
            other => {
                // what a database adds in detail may hold values, so no Debug
                let cause = std::error::Error::source(&other).map(ToString::to_string);
                tracing::error!(error = %other, cause, "internal error");
                Code::Internal
            }
        })
    }
}

impl Problem {
    /// A method that the path does not take.
    pub(super) fn method(allow: &'static str) -> Self {
        Self { allow: Some(allow), ..Code::Method.into() }
    }

    /// More than the limit; the caller may repeat after a time.
    pub(super) fn too_often(wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self { retry_after: Some(seconds.max(1)), ..Code::TooOften.into() }
    }

    /// Its code, its status and its sentence.
    pub(crate) fn said(self, language: &LanguageTag) -> (&'static str, StatusCode, &'static str) {
        let (code, status, ar, en) = *self.code.row();
        (code, status, if language.is_arabic() { ar } else { en })
    }

    /// The list of errors that tells a caller.
    pub(super) fn errors(self, language: &LanguageTag, request_id: &str) -> Value {
        let (code, _, message) = self.said(language);
        let mut extensions = json!({ "code": code, "requestId": request_id });
        if let Some(seconds) = self.retry_after {
            extensions["retryAfter"] = seconds.into();
        }
        json!([{ "message": message, "extensions": extensions }])
    }

    /// The answer, in the language and, where it is one we have, the media type of the caller.
    pub(crate) fn answer(self, request: &HttpRequest) -> HttpResponse {
        let (code, status, ..) = *self.code.row();
        if let Some(state) = request.app_data::<Data<State>>() {
            state.metrics.error(code);
        }
        let language = negotiate::language(request.headers()).unwrap_or_else(LanguageTag::english);
        // What is not run has no stream of answers either.
        let media = negotiate::answer(request.headers()).filter(|media| *media != Media::Events).unwrap_or(Media::Json);
        let body = json!({ "errors": self.errors(&language, &observe::request_id(request)) });
        let mut answer = HttpResponse::build(status);
        answer.content_type(media.header());
        if let Some(methods) = self.allow {
            answer.insert_header((header::ALLOW, HeaderValue::from_static(methods)));
        }
        if status == StatusCode::UNAUTHORIZED {
            answer.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        if let Some(seconds) = self.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        if matches!(self.code, Code::Slow | Code::TooLarge) {
            // The rest of the body is not read.
            answer.force_close();
        }
        answer.body(body.to_string())
    }
}

/// Any path that no route has.
pub(super) async fn no_route(request: HttpRequest) -> HttpResponse {
    Problem::from(Code::NoRoute).answer(&request)
}

/// Any method but GET and HEAD, where only those are taken.
pub(crate) async fn only_reading(request: HttpRequest) -> HttpResponse {
    Problem::method("GET, HEAD").answer(&request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        assert_eq!(Code::NotJson.row().0, "NOT_JSON");
        assert_eq!(Code::Internal.row().0, "INTERNAL");
    }
}
