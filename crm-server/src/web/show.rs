//! Showing a page: its document is run as the caller, its template says what came.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use crm_core::calendar::local_date;
use crm_core::policy::Permission;
use crm_core::rule::Rule;
use crm_core::text::LanguageTag;
use crm_core::{Actor, OpContext};
use crm_graphql::documents::{Document, Empty, Fields, Reading};
use crm_graphql::{Request, Response};
use minijinja::Value;
use minijinja::value::Serde;
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;

use super::act::filled;
use super::answer::Instead;
use super::export::{Format, Taking};
use super::form::{Form, Mistake, named};
use super::place::Language;
use super::render::View;
use super::whole::Walk;
use super::{For, Page};
use crate::auth::Caller;
use crate::http::{Code, Problem, State, engine, request_id};

/// Most rows of a list that a page shows whole; the others follow on another.
const MOST: usize = 1_000;

/// What a request says beside its address.
pub(super) struct Parts {
    pub state: Data<State>,
    pub caller: Caller,
    /// The parts of the address that its pattern names.
    pub place: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
}

impl FromRequest for Parts {
    type Error = actix_web::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let state = Data::<State>::extract(request);
        let caller = Caller::from_request(request, payload);
        let place = place(request);
        let query = Query::<Vec<(String, String)>>::from_query(request.query_string());
        Box::pin(async move {
            let Ok(caller) = caller.await;
            // a query string that cannot be read narrows nothing
            let query = query.map(Query::into_inner).unwrap_or_default();
            Ok(Self { state: state.await?, caller, place, query })
        })
    }
}

/// The parts of an address that its pattern names.
pub(super) fn place(request: &HttpRequest) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    request.match_info().iter().map(|(name, text)| (name.to_owned(), decoded(text))).collect()
}

/// A page at its own address.
pub(super) async fn page(page: &'static Page, language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, place, query } = parts;
    let shown = async {
        let op = admit(page.who, language, &request, caller)?;
        let today = local_date(op.at, state.db.settings().zone);
        let missing = page.defaults.iter().filter(|(name, _)| !query.iter().any(|(given, _)| given == name));
        let defaults: Vec<_> = missing.map(|(name, value)| ((*name).to_owned(), value(today))).collect();
        let fields: Fields = query.iter().chain(&defaults).chain(&place).cloned().collect();
        if let Some(format) = Format::wanted(&query) {
            return take(page, language, format, &state, op, &fields).await;
        }
        let form = Form { fields: query.iter().chain(&defaults).cloned().collect(), ..Form::default() };
        let shown =
            Shown { page, language, fields, place, query, form, answer: Value::UNDEFINED, status: StatusCode::OK };
        shown.answer(&state, &request, op).await
    };
    shown.await.unwrap_or_else(|instead| instead.answer(&state, language, &request))
}

/// The rows of a page as a file.
async fn take(
    page: &'static Page,
    language: Language,
    format: Format,
    state: &State,
    op: OpContext,
    fields: &Fields,
) -> Result<HttpResponse, Instead> {
    let loaded = state.site.loaded();
    let wanted = fields.last("table");
    let export = page.exports.iter().find(|export| wanted.is_none_or(|list| list == export.list));
    let export = export.ok_or(Code::NoRoute)?;
    let document = loaded.documents.get(page.show).ok_or(Code::Internal)?;
    let words = loaded.words(language).ok_or(Code::Internal)?;
    let fields = fields.pairs().iter().cloned().chain(permissions(document, &op)).collect();
    Taking { export, document, language, words, format }.answer(state, op, &fields).await
}

/// The caller in the language of the address, if the page is for them.
pub(super) fn admit(who: For, language: Language, request: &HttpRequest, caller: Caller) -> Result<OpContext, Instead> {
    let mut op = match caller.0 {
        // a session that is over is nobody's
        Err(Problem { code: Code::Unauthenticated, .. }) => OpContext::anonymous(),
        caller => caller?,
    };
    op.language = language.tag();
    op.request_id = request_id(request);
    match (who, &op.actor) {
        (For::Everybody, _) | (For::Staff, Actor::Staff(_)) => Ok(op),
        (For::Staff, Actor::Anonymous) => Err(Instead::SignIn),
        (For::Staff, _) => Err(Code::StaffOnly.into()),
    }
}

/// A page about to be shown.
pub(super) struct Shown {
    pub page: &'static Page,
    pub language: Language,
    /// What the document's variables are taken from.
    pub fields: Fields,
    pub place: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub form: Form,
    pub answer: Value,
    pub status: StatusCode,
}

impl Shown {
    /// Runs the document and renders what came.
    pub async fn answer(
        mut self,
        state: &State,
        request: &HttpRequest,
        op: OpContext,
    ) -> Result<HttpResponse, Instead> {
        let loaded = state.site.loaded();
        let document = loaded.documents.get(self.page.show).ok_or(Code::Internal)?;
        let permitted = permissions(document, &op);
        self.fields = self.fields.pairs().iter().cloned().chain(permitted).collect();
        let data = self.data(document, state, op).await?;
        let missing = |name| data.get_attr(name).is_ok_and(|record| record.is_none());
        if self.page.record.is_some_and(missing) {
            return Err(Code::NoRoute.into());
        }
        let place: Fields = self.place.iter().cloned().collect();
        let view = View {
            language: self.language,
            path: filled(self.page.path, &Json::Null, &place),
            place: self.place,
            query: self.query,
            form: self.form,
            data,
            answer: self.answer,
        };
        Ok(view.into_answer(state, request, self.status, self.page.template))
    }

    /// What the document answers, with its list whole where the page wants it so.
    async fn data(&mut self, document: &Document, state: &State, op: OpContext) -> Result<Value, Instead> {
        if let Some(list) = self.page.whole {
            let walk = Walk::new(document, list, &self.fields, self.fields.last("after"));
            return Ok(Value::from(Serde(&walk.gather(state, &op, MOST).await?)));
        }
        let query = self.asked(document, state, &op.language)?;
        let response = engine::respond(state, op, query).await?;
        let data = Value::from(Serde(&response.data));
        if data.is_none() { Err(refused(&response)) } else { Ok(data) }
    }

    /// The document's request. A parameter that cannot be read narrows nothing, and is told.
    fn asked(&mut self, document: &Document, state: &State, language: &LanguageTag) -> Result<Request, Instead> {
        let reading = Reading { empty: Empty::Absent, zone: state.db.settings().zone };
        let mistakes = match document.request(&self.fields, reading) {
            Ok(query) => return Ok(query),
            Err(mistakes) => mistakes,
        };
        let unread: Vec<String> = mistakes.iter().map(|mistake| named("", &mistake.path)).collect();
        self.form.mistakes.extend(mistakes.iter().map(|one| Mistake::of(one, "", language)));
        let rest: Fields = self.fields.pairs().iter().filter(|(name, _)| !unread.contains(name)).cloned().collect();
        document.request(&rest, reading).map_err(|_| Code::NoRoute.into())
    }
}

/// Variables such as `$mayInteractionRead`: whether the caller may, so that a page asks for what it can show.
fn permissions(document: &Document, op: &OpContext) -> Vec<(String, String)> {
    let variable = |permission: &Permission| {
        let parts = permission.name().split(['.', '_']).map(|part| {
            let (first, rest) = part.split_at(1);
            format!("{}{rest}", first.to_ascii_uppercase())
        });
        format!("may{}", parts.collect::<String>())
    };
    let all = Permission::ALL.iter().map(|permission| (variable(permission), op.may(*permission).to_string()));
    all.filter(|(name, _)| document.takes(name)).collect()
}

/// Why a document answered nothing but errors.
pub(super) fn refused(response: &Response) -> Instead {
    let code = crm_graphql::errors::codes(response).next().unwrap_or("INTERNAL");
    match code {
        "UNAUTHENTICATED" => Instead::SignIn,
        "NOT_FOUND" => Code::NoRoute.into(),
        // what is no id of such a record names none
        _ if crm_graphql::errors::rules(response).any(|rule| rule == Rule::Id.code()) => Code::NoRoute.into(),
        _ => Instead::Refused {
            code: code.to_owned(),
            message: response.errors.first().map(|error| error.message.clone()).unwrap_or_default(),
        },
    }
}
