//! Links.

use std::net::Ipv6Addr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;

/// Longest link, in bytes.
const MAX: usize = 2048;

/// A link that may be shown to anyone: absolute, http or https, scheme and host in small letters, no user name in
/// it. Letters of any script may stand in host and path, as browsers show them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct WebUrl(String);

impl WebUrl {
    /// Reads a link; blanks outside are cut. Broken: [`Rule::Url`].
    pub fn parse(value: &str) -> Result<Self> {
        normal(value.trim()).map(Self).ok_or_else(|| Error::invalid("", Rule::Url))
    }
}

super::open_value!(WebUrl);

fn normal(value: &str) -> Option<String> {
    if value.len() > MAX || value.chars().any(refused) {
        return None;
    }
    let (scheme, rest) = value.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let authority = authority.to_lowercase();
    let (host, port) = split_port(&authority)?;
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let url = format!("{scheme}://{authority}{tail}");
    (port_fits && host_fits(host) && url.len() <= MAX).then_some(url)
}

/// Characters that no link needs and that mislead readers or break out of what surrounds it.
fn refused(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

/// Host and port; nothing if the port is empty.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let after_literal = authority.rfind(']').map_or(0, |at| at + 1);
    match authority[after_literal..].split_once(':') {
        Some((_, port)) if port.is_empty() || !port.bytes().all(|b| b.is_ascii_digit()) => None,
        Some((before, port)) => Some((&authority[..after_literal + before.len()], Some(port))),
        None => Some((authority, None)),
    }
}

fn host_fits(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.strip_suffix(']').is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= 253 && name.split('.').all(label_fits)
}

fn label_fits(label: &str) -> bool {
    let letter =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || matches!(c, '-' | '_');
    (1..=63).contains(&label.chars().count())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn links_are_normalised() -> Result<()> {
        for (text, url) in [
            (" HTTPS://WWW.Example.ORG/Path?q=1#A ", "https://www.example.org/Path?q=1#A"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]:443/"),
            ("https://مثال.السعودية/خدمة", "https://مثال.السعودية/خدمة"),
            ("https://example.org?next=http://x@y", "https://example.org?next=http://x@y"),
        ] {
            assert_eq!(WebUrl::parse(text)?.as_str(), url);
        }
        Ok(())
    }

    #[test]
    fn dangerous_and_broken_links_are_refused() {
        let long = format!("https://example.org/{}", "a".repeat(2048));
        for bad in [
            "",
            "example.org",
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "ftp://example.org",
            "//example.org",
            "https://",
            "https:///path",
            "https://user:secret@example.org",
            "https://example.org:",
            "https://example.org:99999",
            "https://exa mple.org",
            "https://example.org/\"onload=\"",
            "https://example.org/<script>",
            "https://example.org\\@evil.example",
            "https://example.org/\u{202e}gpj",
            "https://-a.org",
            "https://a..b",
            "https://[::1",
            &long,
        ] {
            assert!(WebUrl::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn parse_never_panics_and_is_stable(text in "\\PC{0,40}|https?://[\\[\\]:a-zA-Zإ-ي0-9./?@]{0,30}|https?://\\PC{0,20}") {
            if let Ok(url) = WebUrl::parse(&text) {
                prop_assert_eq!(WebUrl::parse(url.as_str()).ok(), Some(url));
            }
        }
    }
}
