//! From which address a caller comes, also through proxies of ours.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;
use ipnet::IpNet;

use crate::config::{Config, Networks, ProxyHeader};

/// The proxies whose word is taken for who called them.
pub struct Proxies {
    trusted: Networks,
    header: ProxyHeader,
}

impl Proxies {
    /// The configured ones.
    pub fn of(config: &Config) -> Self {
        Self { trusted: config.http_trusted_proxies.clone(), header: config.http_proxy_header }
    }

    /// The caller's address: the peer's, or what the last untrusted hop's is by the word of trusted ones. A header counts
    /// from its end, where our own proxies wrote; what stands before may be anybody's invention.
    pub(crate) fn caller(&self, request: &HttpRequest) -> Option<IpAddr> {
        Some(self.before(request.peer_addr()?.ip().to_canonical(), request.headers()))
    }

    fn before(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.trusts(peer) {
            return peer;
        }
        let name = match self.header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        };
        let values: Vec<&str> = headers.get_all(name).filter_map(|value| value.to_str().ok()).collect();
        let mut known = peer;
        for hop in values.iter().rev().flat_map(|value| value.rsplit(',')) {
            let hop = match self.header {
                ProxyHeader::XForwardedFor => address(hop),
                ProxyHeader::Forwarded => element(hop).and_then(address),
            };
            let Some(hop) = hop else { break };
            known = hop;
            if !self.trusts(known) {
                break;
            }
        }
        known
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.0.iter().any(|network: &IpNet| network.contains(&address))
    }
}

/// The node of `for=` in an element of `Forwarded` (RFC 7239).
fn element(element: &str) -> Option<&str> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    named.next().map(|(_, node)| node.trim().trim_matches('"'))
}

/// An address as it stands in these headers: alone, with a port, in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|both| both.ip());
    bare.parse().ok().or_else(with_port).map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn caller(header: ProxyHeader, peer: &str, values: &[&'static str]) -> String {
        let proxies = Proxies { trusted: "10.0.0.0/8, 2001:db8::1".parse().unwrap(), header };
        let name = match header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        };
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        proxies.before(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_only_what_they_wrote() {
        let by = |peer, values| caller(ProxyHeader::XForwardedFor, peer, values);
        assert_eq!(by("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(by("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(by("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(by("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.2.0.1"]), "198.51.100.7");
        assert_eq!(by("10.0.0.1", &["203.0.113.9", "198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(by("2001:db8::1", &["[2001:db8::7]:80"]), "2001:db8::7");
        assert_eq!(by("10.0.0.1", &["203.0.113.9, unknown, 10.2.0.1"]), "10.2.0.1");
        assert_eq!(by("10.0.0.1", &["::ffff:198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn the_standard_header_is_read_where_the_proxy_writes_that() {
        let by = |values| caller(ProxyHeader::Forwarded, "10.0.0.1", values);
        assert_eq!(by(&["for=203.0.113.9, for=\"[2001:db8::7]:4711\";proto=https"]), "2001:db8::7");
        assert_eq!(by(&["proto=https;For=198.51.100.7"]), "198.51.100.7");
        assert_eq!(by(&["for=_hidden"]), "10.0.0.1");
        assert_eq!(by(&["nonsense"]), "10.0.0.1");
    }
}
