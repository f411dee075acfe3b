//! From a request to who asks, why and in which language.

mod bearer;
mod fetch;
mod jwks;
mod jwt;
pub(crate) mod oidc;
pub(crate) mod session;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest, web};
use crm_core::op::Purpose;
use crm_core::staff::Signed;
use crm_core::{OpContext, staff};

use crate::http::{Code, Problem, State, language, request_id};

pub use jwt::Issuer;
pub use oidc::Provider;
pub use session::Cookie;

/// The context of a request, as an extractor: the actor behind the bearer token or the
/// session, or the public, or the member of staff for
/// whom an integration acts by `X-On-Behalf-Of`; the purpose of `X-Purpose`, the language of `Accept-Language`, the
/// request's id. Refused also when the caller asks too often.
pub struct Caller(pub Result<OpContext, Problem>);

impl FromRequest for Caller {
    type Error = std::convert::Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(Self(context(&request).await)) })
    }
}

async fn context(request: &HttpRequest) -> Result<OpContext, Problem> {
    let state = request.app_data::<web::Data<State>>().ok_or(Code::Internal)?;
    let address = state.proxies.caller(request);
    state.rates.ask(address)?;
    let headers = request.headers();
    let with_token = headers.contains_key(header::AUTHORIZATION);
    // A browser sends the cookie whoever has it ask; what a page shows, other sites cannot read.
    if !with_token && is_api(request) && state.cookie.secret(headers).is_some() && !session::is_own(headers) {
        return Err(Code::OtherOrigin.into());
    }
    let op = of_headers(state, headers, request_id(request)).await;
    // A session that is over was a good one: it does not count as a wrong try.
    if with_token && matches!(op, Err(Problem { code: Code::Unauthenticated, .. })) {
        state.rates.fail(address)?;
    }
    let op = op?;
    state.rates.act(&op)?;
    Ok(op)
}

fn is_api(request: &HttpRequest) -> bool {
    request.path().starts_with("/graphql")
}

/// The context that headers ask for. A WebSocket puts what its first message says in the place of headers, and asks
/// again while it is open: what no longer holds is then refused here.
pub(crate) async fn of_headers(state: &State, headers: &HeaderMap, request_id: Arc<str>) -> Result<OpContext, Problem> {
    let mut op = match signed(state, headers).await? {
        Some(signed) => signed.context(),
        None => OpContext::anonymous(),
    };
    op.request_id = request_id;
    op.language = language(headers).unwrap_or_else(|| state.db.settings().language.clone());
    match purpose(state, headers)? {
        Some(purpose) => Ok(op.for_purpose(purpose)),
        None => Ok(op),
    }
}

async fn signed(state: &State, headers: &HeaderMap) -> Result<Option<Signed>, Problem> {
    let member = text(headers, "x-on-behalf-of").map_err(|()| Code::OnBehalfOf)?;
    let signed = match (bearer::secret(headers)?, &state.issuer) {
        (Some(token), Some(issuer)) if bearer::is_jwt(token) => {
            let subject = issuer.verify(token).await?;
            staff::by_subject(&state.db, &subject.name, subject.only.as_deref()).await?
        }
        (Some(secret), _) => staff::authenticate(&state.db, secret).await?,
        (None, _) if member.is_some() => return Err(Code::Unauthenticated.into()),
        (None, _) => match state.cookie.secret(headers) {
            Some(secret) => staff::sessions::authenticate(&state.db, secret).await?,
            None => return Ok(None),
        },
    };
    Ok(Some(match member {
        Some(code) => staff::act_for(&state.db, signed, code).await?,
        None => signed,
    }))
}

fn purpose(state: &State, headers: &HeaderMap) -> Result<Option<Purpose>, Code> {
    let Some(code) = text(headers, "x-purpose").map_err(|()| Code::Purpose)? else { return Ok(None) };
    state.db.settings().purposes.find(code).map(Some).map_err(|_| Code::Purpose)
}

/// A header that may be given once, in ASCII.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, ()> {
    let mut given = headers.get_all(name);
    let Some(value) = given.next() else { return Ok(None) };
    value.to_str().ok().filter(|_| given.next().is_none()).map(|text| Some(text.trim())).ok_or(())
}
