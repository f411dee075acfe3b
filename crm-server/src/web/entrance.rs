//! Coming in and going out: sign-in, sign-out, the first administrator, a first password.
//!
//! These pages stand beside those of the tables, because what they send is no GraphQL: what comes back is a session, which
//! a browser keeps in a cookie and no document ever sees.

mod links;
mod provider;

use actix_web::http::StatusCode;
use actix_web::http::header::{LOCATION, SET_COOKIE};
use actix_web::web::{self, Payload};
use actix_web::{HttpRequest, HttpResponse, Resource};
use crm_core::op::{Actor, OpContext};
use crm_core::staff::accounts::{self, SignIn};
use crm_core::staff::sessions::{self, NewSession};
use crm_core::{Db, Error};
use crm_graphql::documents::Fields;
use minijinja::{Value, context};

use super::For;
use super::answer::{self, Instead};
use super::form::{Form, Mistake};
use super::place::Language;
use super::render::View;
use super::sent::sent;
use super::show::{Parts, admit};
use crate::http::{Code, State, problem, reading};

use links::Door;
pub(super) use provider::come_back;

/// Where staff begin.
const DESK: &str = "/desk";

/// The routes, in one language.
pub(super) fn resources(language: Language) -> [Resource; 5] {
    let page = |path: &'static str| web::resource(path).default_service(web::to(problem::only_reading));
    let read = || web::route().guard(reading());
    [
        page("/sign-in")
            .route(read().to(move |request, parts| ask(language, request, parts)))
            .route(web::post().to(move |request, parts, body| sign_in(language, request, parts, body))),
        page("/sign-in/oidc").route(read().to(move |request, parts| provider::leave(language, request, parts))),
        web::resource("/sign-out")
            .route(web::post().to(move |request, parts, body| sign_out(language, request, parts, body))),
        page("/setup/{secret}")
            .route(read().to(move |request, parts| links::show(Door::Setup, language, request, parts)))
            .route(
                web::post().to(move |request, parts, body| links::send(Door::Setup, language, request, parts, body)),
            ),
        page("/welcome/{secret}")
            .route(read().to(move |request, parts| links::show(Door::Welcome, language, request, parts)))
            .route(
                web::post().to(move |request, parts, body| links::send(Door::Welcome, language, request, parts, body)),
            ),
    ]
}

/// `GET /sign-in`.
async fn ask(language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, query, .. } = parts;
    let shown = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        let form = Form { fields: query.iter().cloned().collect(), ..Form::default() };
        if matches!(op.actor, Actor::Staff(_)) {
            return Ok(answer::go(&onward(language, &form.fields)));
        }
        Ok(Entrance { language, query, form, ..Entrance::sign_in(&state) }.answer(&state, &request))
    };
    shown.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// `POST /sign-in`.
async fn sign_in(language: Language, request: HttpRequest, parts: Parts, body: Payload) -> HttpResponse {
    let Parts { state, caller, query, .. } = parts;
    let done = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        let form = sent(&state, &request, body).await?;
        // Each try counts, before it is judged: passwords can be guessed, tokens cannot.
        state.rates.fail(state.proxies.caller(&request))?;
        match try_in(&state.db, &op, &form).await {
            Ok(new) => Ok(enter(&state, &new, &onward(language, &form))),
            Err(error) => {
                let page = Entrance { language, query, ..Entrance::sign_in(&state) };
                Ok(page.again(form, error)?.answer(&state, &request))
            }
        }
    };
    done.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// A new session; one that the browser had before ends with it.
async fn try_in(db: &Db, op: &OpContext, form: &Fields) -> crm_core::Result<NewSession> {
    let command = SignIn {
        username: typed(form, "username"),
        password: typed(form, "password").into(),
        code: typed(form, "code"),
    };
    let new = accounts::sign_in(db, op, command).await?;
    sessions::end(db, op).await?;
    Ok(new)
}

fn typed(form: &Fields, name: &str) -> String {
    form.last(name).unwrap_or_default().to_owned()
}

/// `POST /sign-out`.
async fn sign_out(language: Language, request: HttpRequest, parts: Parts, body: Payload) -> HttpResponse {
    let Parts { state, caller, .. } = parts;
    let done = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        sent(&state, &request, body).await?;
        sessions::end(&state.db, &op).await?;
        let place = format!("{}/sign-in?done=signed-out", language.path());
        Ok(with_cookie(&place, &state.cookie.forget()))
    };
    done.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// Gives a browser its session and sends it on.
fn enter(state: &State, new: &NewSession, place: &str) -> HttpResponse {
    with_cookie(place, &state.cookie.keep(&new.secret))
}

fn with_cookie(place: &str, cookie: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, place)).insert_header((SET_COOKIE, cookie)).finish()
}

/// Where one was going before signing in.
fn onward(language: Language, form: &Fields) -> String {
    let wanted = form.last("next").filter(|place| is_local(place));
    wanted.map_or_else(|| format!("{}{DESK}", language.path()), str::to_owned)
}

/// Whether an address is one of this server, for every browser: some read `\` as `/` and leave blanks out.
fn is_local(place: &str) -> bool {
    let plain = place.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    plain && place.starts_with('/') && !place.starts_with("//")
}

/// A page of the entrance.
struct Entrance {
    template: &'static str,
    language: Language,
    query: Vec<(String, String)>,
    form: Form,
    data: Value,
    status: StatusCode,
}

impl Entrance {
    fn of(template: &'static str) -> Self {
        Self {
            template,
            language: Language::Arabic,
            query: Vec::new(),
            form: Form::default(),
            data: context! {},
            status: StatusCode::OK,
        }
    }

    /// The page to sign in on, with the provider's button where there is one.
    fn sign_in(state: &State) -> Self {
        Self { data: context! { provider => provider::label(state) }, ..Self::of("sign_in.html") }
    }

    /// The page once more, with what is to be mended; passwords are not repeated.
    fn again(self, fields: Fields, error: Error) -> Result<Self, Instead> {
        let Error::Invalid { fields: broken } = error else { return Err(refused(error)) };
        let mistakes = broken.iter().map(|one| Mistake::of(one, "", &self.language.tag())).collect();
        let form = Form { fields, sent: true, mistakes, ..Form::default() };
        Ok(Self { form, status: StatusCode::UNPROCESSABLE_ENTITY, ..self })
    }

    fn answer(self, state: &State, request: &HttpRequest) -> HttpResponse {
        let view = View {
            language: self.language,
            path: self.language.below(request),
            place: Vec::new(),
            query: self.query,
            form: self.form,
            data: self.data,
            answer: Value::UNDEFINED,
        };
        view.into_answer(state, request, self.status, self.template)
    }
}

/// An operation of the entrance that was refused as a whole: here the only record is the link.
fn refused(error: Error) -> Instead {
    match error {
        Error::NotFound { .. } => Code::LinkOver.into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn one_is_only_sent_on_within_this_server() {
        for local in ["/", "/ar/desk", "/en/desk/contacts/abc?done=logged"] {
            assert!(is_local(local), "{local}");
        }
        for other in
            ["", "desk", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/ a"]
        {
            assert!(!is_local(other), "{other}");
        }
    }
}
