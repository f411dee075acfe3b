//! Signing in at the provider: the way there, and the way back.

use actix_web::http::header::{LOCATION, SET_COOKIE};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crm_core::Error;
use crm_core::staff::sessions::{self, NewSession};
use crm_graphql::documents::Fields;

use super::{DESK, is_local};
use crate::auth::oidc::{Attempt, Failed, Provider};
use crate::http::State;
use crate::web::For;
use crate::web::answer::Instead;
use crate::web::place::{self, Language};
use crate::web::show::{Parts, admit};

/// Most bytes of the address to go on to: browsers keep cookies of 4 kB.
const MOST: usize = 2_000;

/// `GET /sign-in/oidc` in a language: to the provider.
pub(super) async fn leave(language: Language, request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, query, .. } = parts;
    let Some(provider) = &state.provider else { return place::nothing(language, &request, &state) };
    let gone = async {
        admit(For::Everybody, language, &request, caller)?;
        let form: Fields = query.into_iter().collect();
        let secret = Attempt::secret()?;
        Ok(match provider.entrance(&Attempt(&secret)).await {
            Ok(entrance) => {
                let next = form.last("next").filter(|next| is_local(next) && next.len() <= MOST).unwrap_or_default();
                let kept = format!("{secret}.{}.{}", language.code(), URL_SAFE_NO_PAD.encode(next));
                HttpResponse::SeeOther()
                    .insert_header((LOCATION, entrance))
                    .insert_header((SET_COOKIE, state.cookie.keep_attempt(&kept)))
                    .finish()
            }
            Err(failed) => back(&state, language, failed),
        })
    };
    gone.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// `GET /sign-in/oidc` without a language: back from the provider.
pub(crate) async fn come_back(request: HttpRequest, parts: Parts) -> HttpResponse {
    let Parts { state, caller, query, .. } = parts;
    let kept = state.cookie.attempt(request.headers()).and_then(Kept::read);
    let language = kept.as_ref().map_or_else(|| Language::wanted(&request), |kept| kept.language);
    let Some(provider) = &state.provider else { return place::nothing(language, &request, &state) };
    let done = async {
        let op = admit(For::Everybody, language, &request, caller)?;
        state.rates.fail(state.proxies.caller(&request))?;
        let Some(kept) = kept else { return Ok(back(&state, language, Failed::Expired)) };
        let new = match begin(&state, &op, provider, (&kept, &query)).await? {
            Ok(new) => new,
            Err(failed) => return Ok(back(&state, language, failed)),
        };
        sessions::end(&state.db, &op).await?;
        let next = Some(kept.next.as_str()).filter(|next| is_local(next)).map(str::to_owned);
        let next = next.unwrap_or_else(|| format!("{}{DESK}", language.path()));
        Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, next))
            .append_header((SET_COOKIE, state.cookie.forget_attempt()))
            .append_header((SET_COOKIE, state.cookie.keep(&new.secret)))
            .finish())
    };
    done.await.unwrap_or_else(|instead: Instead| instead.answer(&state, language, &request))
}

/// A session for whom the provider names.
async fn begin(
    state: &State,
    op: &crm_core::OpContext,
    provider: &Provider,
    (kept, answer): (&Kept, &[(String, String)]),
) -> Result<Result<NewSession, Failed>, Instead> {
    let subject = match provider.named(&Attempt(&kept.secret), answer).await {
        Ok(subject) => subject,
        Err(failed) => return Ok(Err(failed)),
    };
    match sessions::begin_by_subject(&state.db, op, &subject.name, subject.only).await {
        Ok(new) => Ok(Ok(new)),
        Err(Error::Unauthenticated) => Ok(Err(Failed::Unknown)),
        Err(error) => Err(error.into()),
    }
}

/// To the sign-in page, which says what went wrong; the attempt is over.
fn back(state: &State, language: Language, failed: Failed) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, format!("{}/sign-in?failed={}", language.path(), failed.name())))
        .insert_header((SET_COOKIE, state.cookie.forget_attempt()))
        .finish()
}

/// What a browser keeps of its attempt.
struct Kept {
    secret: String,
    language: Language,
    next: String,
}

impl Kept {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (secret, code, next) = (parts.next()?, parts.next()?, parts.next()?);
        let language = *place::LANGUAGES.iter().find(|language| language.code() == code)?;
        let next = String::from_utf8(URL_SAFE_NO_PAD.decode(next).ok()?).ok()?;
        Some(Self { secret: secret.to_owned(), language, next })
    }
}

/// The name of the provider's button, if there is one.
pub(super) fn label(state: &State) -> Option<&str> {
    state.provider.as_ref().map(|provider| provider.label.as_str())
}
