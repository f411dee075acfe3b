//! The types of settings about who may call, how often and from where.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use crm_core::purpose::Purposes;
use governor::Quota;
use ipnet::IpNet;
use reqwest::Url;

use super::values::words;

words! {
    /// The header in which proxies say who called them.
    ProxyHeader {
        /// What most write.
        XForwardedFor = "x-forwarded-for",
        /// The standard one (RFC 7239).
        Forwarded = "forwarded",
    }
}

/// Addresses and networks, separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(pub Vec<IpNet>);

impl FromStr for Networks {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let network = |text: &str| text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
        let all: Option<_> = listed(text).map(network).collect();
        all.map(Self).ok_or("each must be an address such as 10.0.0.7 or a network such as 10.0.0.0/28")
    }
}

/// Purposes beside the known ones, separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PurposeList(pub Purposes);

impl FromStr for PurposeList {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let why = "each must be a code of small Latin letters, digits and underscores such as seasonal_camps";
        Purposes::with(listed(text)).map(Self).map_err(|_| why)
    }
}

/// Kinds of callers, separated by commas, by the names of [`Actor::kind`](crm_core::Actor::kind).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallerKinds(Vec<String>);

impl CallerKinds {
    /// Whether a kind is among them.
    pub fn contains(&self, kind: &str) -> bool {
        self.0.iter().any(|one| one == kind)
    }
}

impl FromStr for CallerKinds {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ["anonymous", "kiosk", "integration", "staff"];
        let kinds: Vec<String> = listed(text).map(str::to_owned).collect();
        let all = kinds.iter().all(|kind| known.contains(&kind.as_str()));
        if all { Ok(Self(kinds)) } else { Err("each must be one of anonymous, kiosk, integration, staff") }
    }
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// Where keys are fetched, or nowhere. Only over TLS, but for addresses of this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyAddress(pub Option<Url>);

impl FromStr for KeyAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self(None));
        }
        let here = |url: &Url| matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let safe = |url: &Url| url.scheme() == "https" || (url.scheme() == "http" && here(url));
        let url = text.parse().ok().filter(safe);
        url.map(|url| Self(Some(url))).ok_or("it must start with https:// (http:// only for this machine itself)")
    }
}

/// Under which address people reach the server, if that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicUrl(Option<Url>);

impl PublicUrl {
    /// The address, if there is one.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_ref().map(Url::as_str)
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let KeyAddress(url) = text.parse()?;
        let bare = |url: &Url| url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if url.as_ref().is_none_or(bare) {
            Ok(Self(url))
        } else {
            Err("it must be a scheme and a host, without a path")
        }
    }
}

/// How much may come: so many in a time, and so many at once. None is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(Option<(Duration, NonZeroU32)>);

impl Rate {
    /// As a token bucket.
    pub(crate) fn quota(self) -> Option<Quota> {
        self.0.and_then(|(every, burst)| Some(Quota::with_period(every)?.allow_burst(burst)))
    }
}

impl FromStr for Rate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "0" {
            return Ok(Self(None));
        }
        read(text)
            .map(|rate| Self(Some(rate)))
            .ok_or("it must be like 100/s, 30/min or 100/s burst 400; 0 means no limit")
    }
}

fn read(text: &str) -> Option<(Duration, NonZeroU32)> {
    let mut words = text.split_whitespace();
    let (number, unit) = words.next()?.split_once('/')?;
    let number: NonZeroU32 = number.parse().ok()?;
    let time = match unit {
        "s" => Duration::from_secs(1),
        "min" => Duration::from_mins(1),
        "h" => Duration::from_hours(1),
        _ => return None,
    };
    let burst = match (words.next(), words.next(), words.next()) {
        (None, ..) => number,
        (Some("burst"), Some(burst), None) => burst.parse().ok()?,
        _ => return None,
    };
    Some((time / number.get(), burst)).filter(|(every, _)| !every.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_as_people_say_them() {
        let rate = |text: &str| text.parse::<Rate>().map(|rate| rate.0.map(|(every, burst)| (every, burst.get())));
        assert_eq!(rate("100/s burst 400"), Ok(Some((Duration::from_millis(10), 400))));
        assert_eq!(rate("30/min"), Ok(Some((Duration::from_secs(2), 30))));
        assert_eq!(rate("1/h"), Ok(Some((Duration::from_hours(1), 1))));
        assert_eq!(rate("0"), Ok(None));
        for wrong in ["", "5", "0/s", "-1/s", "5/day", "5/s burst", "5/s burst 0", "5/s bursts 7", "5/s burst 7 8"] {
            assert!(rate(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn keys_come_over_tls_but_from_this_machine() {
        for right in ["", "https://sso.example/keys", "http://localhost:1/keys", "http://127.0.0.1/x", "http://[::1]/"]
        {
            assert!(right.parse::<KeyAddress>().is_ok(), "{right}");
        }
        for wrong in ["http://sso.example/keys", "ftp://localhost/", "sso.example", "http://127.0.0.1.example/"] {
            assert!(wrong.parse::<KeyAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn lists_name_what_they_take() {
        let networks: Networks = "10.0.0.0/8, 2001:db8::1".parse().unwrap();
        assert_eq!(networks.0.len(), 2);
        assert!("10.0.0.0/40".parse::<Networks>().is_err() && "proxy".parse::<Networks>().is_err());
        assert!("seasonal_camps, follow_up".parse::<PurposeList>().is_ok() && "Camps".parse::<PurposeList>().is_err());
    }
}
