//! The cookie that holds a member's session: how it is written and read, and from where it is taken.

use actix_web::http::header::{self, HeaderMap};

use crate::config::Config;

/// What its name is behind TLS: browsers take it from this host only, over HTTPS only, for every path.
const SECURE: &str = "__Host-mustafid";
/// What it is on the machine itself, without TLS.
const PLAIN: &str = "mustafid";

/// How the cookie of a session is written and read.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    secure: bool,
}

impl Cookie {
    /// As the server is reached: over plain HTTP only where it listens to this machine alone and nothing says that a proxy
    /// speaks TLS for it.
    pub fn of(config: &Config) -> Self {
        Self { secure: config.has_tls() || config.http_hsts > 0 || !config.http_bind.ip().is_loopback() }
    }

    fn name(self) -> &'static str {
        if self.secure { SECURE } else { PLAIN }
    }

    /// The session's secret among the cookies of a request.
    pub(crate) fn secret(self, headers: &HeaderMap) -> Option<&str> {
        Self::read(headers, self.name())
    }

    /// What a browser keeps of its attempt to sign in at the provider.
    pub(crate) fn attempt(self, headers: &HeaderMap) -> Option<&str> {
        Self::read(headers, &self.name_of_attempt())
    }

    fn name_of_attempt(self) -> String {
        format!("{}-attempt", self.name())
    }

    fn read<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
        let cookies = headers.get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }

    /// What has a browser keep the session.
    pub(crate) fn keep(self, secret: &str) -> String {
        self.write(self.name(), secret)
    }

    fn write(self, name: &str, value: &str) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}")
    }

    /// What has it keep an attempt to sign in at the provider, for ten minutes.
    pub(crate) fn keep_attempt(self, value: &str) -> String {
        format!("{}; Max-Age=600", self.write(&self.name_of_attempt(), value))
    }

    /// What has it forget the attempt.
    pub(crate) fn forget_attempt(self) -> String {
        format!("{}; Max-Age=0", self.write(&self.name_of_attempt(), ""))
    }

    /// What has it forget the session.
    pub(crate) fn forget(self) -> String {
        format!("{}; Max-Age=0", self.keep(""))
    }
}

/// Whether a request comes from a page of this server. Browsers say from where; who is none has no cookie to misuse.
pub(crate) fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text(header::HOST.as_str()).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, from)| from == host)
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        pairs.collect()
    }

    #[test]
    fn only_pages_of_this_server_are_its_own() {
        let told = |pairs: &[(&'static str, &'static str)]| is_own(&headers(pairs));
        assert!(told(&[]));
        assert!(told(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(told(&[("origin", "http://a:8080"), ("host", "a:8080")]));
        for other in [
            &[("sec-fetch-site", "same-site")][..],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")],
            &[("origin", "null"), ("host", "a")],
            &[("origin", "http://a.b"), ("host", "a")],
        ] {
            assert!(!told(other), "{other:?}");
        }
    }

    #[test]
    fn behind_tls_a_cookie_counts_that_only_this_host_can_set() {
        let both = headers(&[("cookie", "a=b; mustafid=plain; __Host-mustafid=mss_x")]);
        assert_eq!(Cookie { secure: true }.secret(&both), Some("mss_x"));
        assert_eq!(Cookie { secure: false }.secret(&both), Some("plain"));
        assert_eq!(Cookie { secure: true }.secret(&headers(&[("cookie", "mustafid=plain")])), None);
        let kept = Cookie { secure: true }.keep("mss_x");
        assert_eq!(kept, "__Host-mustafid=mss_x; Path=/; HttpOnly; SameSite=Lax; Secure");
        let forgotten = Cookie { secure: false }.forget();
        assert_eq!(forgotten, "mustafid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
