//! The issuer whose JWTs sign staff in, and the provider at which they do so themselves.

use super::say::{Finding, Part, both};
use crate::auth::{Issuer, Provider};
use crate::config::Config;

/// Whether it publishes keys that verify; nothing where none is configured.
pub(super) async fn keys(config: &Config) -> Option<Finding> {
    let published = Issuer::of(config)?.published_keys().await;
    let why = match published {
        Ok(0) => both(
            "لا ينشر المُصدِر مفتاحًا يمكن استعماله (RSA بطول 2048 فأكثر، أو P-256، أو P-384، أو Ed25519).",
            "The issuer publishes no key that can be used (RSA of 2048 bits or more, P-256, P-384, Ed25519).",
        ),
        Ok(number) => {
            return Some(Part::Issuer.green(both(
                format!("ينشر المُصدِر مفاتيح صالحة، عددها {number}."),
                format!("The issuer publishes usable keys: {number}."),
            )));
        }
        Err(why) => {
            both(format!("تعذّر جلب مفاتيح المُصدِر: {why}."), format!("The issuer's keys cannot be fetched: {why}."))
        }
    };
    let remedy = both(
        "راجع auth.jwt_issuer وauth.jwks_url، وأن هذا الجهاز يصل إلى المُصدِر ويثق بشهادته.",
        "Check auth.jwt_issuer and auth.jwks_url, and that this machine reaches the issuer and trusts its certificate.",
    );
    Some(Part::Issuer.red(why, remedy))
}

/// Whether the sign-in provider answers; nothing where none is configured.
pub(super) async fn provider(config: &Config) -> Option<Finding> {
    Some(match Provider::of(config)?.answers().await {
        Ok(()) => Part::Provider.green(both("مزوّد الدخول يجيب.", "The sign-in provider answers.")),
        Err(why) => Part::Provider.red(
            both(format!("مزوّد الدخول لا يجيب كما ينبغي: {why}."), format!("The sign-in provider does not answer as it should: {why}.")),
            both(
                "راجع oidc.issuer، وأن هذا الجهاز يصل إلى المزوّد ويثق بشهادته؛ وعنوان العودة المسجّل عنده هو http.public_url متبوعًا بـ ‎/sign-in/oidc.",
                "Check oidc.issuer, and that this machine reaches the provider and trusts its certificate; the redirect address registered there is http.public_url with /sign-in/oidc.",
            ),
        ),
    })
}
