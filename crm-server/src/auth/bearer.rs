//! What the header `Authorization` holds.

use actix_web::http::header::{self, HeaderMap};

use crate::http::Code;

/// The secret of `Authorization: Bearer …`; any other form of the header is refused rather than taken for nobody.
pub(super) fn secret(headers: &HeaderMap) -> Result<Option<&str>, Code> {
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

/// Whether a secret has the three parts of a JWT; our own tokens have no dots.
pub(super) fn is_jwt(secret: &str) -> bool {
    secret.split('.').count() == 3
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
        assert_eq!(secret(&HeaderMap::new()), Ok(None));
        assert_eq!(secret(&authorization("bearer  mst_x")), Ok(Some("mst_x")));
        for wrong in ["Basic dTpw", "Bearer", "Bearer ", "mst_x", ""] {
            assert_eq!(secret(&authorization(wrong)), Err(Code::Unauthenticated), "{wrong}");
        }
    }
}
