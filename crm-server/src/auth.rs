//! From a request to who asks, why and in which language.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest, web};
use crm_core::op::Purpose;
use crm_core::{OpContext, staff};

use crate::http::{Code, Problem, State, language, request_id};

/// The context of a request, as an extractor: the actor behind the bearer token or the public, the purpose of
/// `X-Purpose`, the language of `Accept-Language`, the request's id.
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
    of_headers(state, request.headers(), request_id(request)).await
}

/// The context that headers ask for. A WebSocket puts what its first message says in the place of headers, and asks
/// again while it is open: what no longer holds is then refused here.
pub(crate) async fn of_headers(state: &State, headers: &HeaderMap, request_id: Arc<str>) -> Result<OpContext, Problem> {
    let mut op = match bearer(headers)? {
        Some(secret) => staff::authenticate(&state.db, secret).await?.context(),
        None => OpContext::anonymous(),
    };
    op.request_id = request_id;
    op.language = language(headers).unwrap_or_else(|| state.db.settings().language.clone());
    match purpose(headers)? {
        Some(purpose) => Ok(op.for_purpose(purpose)),
        None => Ok(op),
    }
}

/// The secret of `Authorization: Bearer …`; any other form of the header is refused rather than taken for nobody.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Code> {
    let mut given = headers.get_all(header::AUTHORIZATION);
    let Some(value) = given.next() else { return Ok(None) };
    let text = value.to_str().ok().filter(|_| given.next().is_none()).ok_or(Code::Unauthenticated)?;
    let (scheme, secret) = text.trim().split_once(' ').ok_or(Code::Unauthenticated)?;
    let secret = secret.trim();
    if scheme.eq_ignore_ascii_case("bearer") && !secret.is_empty() {
        Ok(Some(secret))
    } else {
        Err(Code::Unauthenticated)
    }
}

fn purpose(headers: &HeaderMap) -> Result<Option<Purpose>, Code> {
    let Some(value) = headers.get("x-purpose") else { return Ok(None) };
    let code = value.to_str().map_err(|_| Code::Purpose)?;
    Purpose::parse(code).map(Some).map_err(|_| Code::Purpose)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn authorization(value: &'static str) -> HeaderMap {
        [(header::AUTHORIZATION, HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn only_a_bearer_token_is_taken() {
        assert_eq!(bearer(&HeaderMap::new()), Ok(None));
        assert_eq!(bearer(&authorization("bearer  mst_x")), Ok(Some("mst_x")));
        for wrong in ["Basic dTpw", "Bearer", "Bearer ", "mst_x", ""] {
            assert_eq!(bearer(&authorization(wrong)), Err(Code::Unauthenticated), "{wrong}");
        }
    }
}
