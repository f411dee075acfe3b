//! The types of settings that the standard library does not have.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use crm_core::text::LanguageTag;
use secrecy::{ExposeSecret, SecretString};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("it must be one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

pub(super) use words;

words! {
    /// How open the server is.
    Profile {
        /// POST only, introspection for signed-in actors, no suggestions.
        Production = "production",
        /// Also GET queries; introspection and suggestions for everyone.
        Development = "development",
    }
}

words! {
    /// How log lines are written.
    LogFormat {
        /// Text when standard error is a terminal, JSON otherwise.
        Auto = "auto",
        /// For people.
        Text = "text",
        /// One JSON object per line.
        Json = "json",
    }
}

/// A text that is never shown.
#[derive(Clone, Debug, Default)]
pub struct Secret(pub SecretString);

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.into()))
    }
}

/// A language tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(pub LanguageTag);

impl FromStr for Language {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        LanguageTag::parse(text).map(Self).map_err(|_| "it must be a language tag such as ar or en")
    }
}

/// Which log lines are written, in tracing's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter(pub String);

impl FromStr for LogFilter {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match tracing_subscriber::EnvFilter::try_new(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(_) => Err("it must be a level such as info, or levels by part such as info,crm_core::sql=trace"),
        }
    }
}

/// Origins of web pages, separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

impl Origins {
    /// Whether an `Origin` header names one of them.
    pub fn contains(&self, origin: &str) -> bool {
        self.0.iter().any(|one| one.eq_ignore_ascii_case(origin))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Origins {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let origins: Vec<String> = names.map(str::to_owned).collect();
        // What a browser sends: a scheme and a host, perhaps a port, nothing after it. "*" would let in every page.
        let whole = |origin: &String| {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*', '?', '#', '@', ' ']))
        };
        if origins.iter().all(whole) {
            Ok(Self(origins))
        } else {
            Err("each must be an exact origin such as https://forms.example.gov, without a path")
        }
    }
}

/// An address and port, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalAddress(pub Option<SocketAddr>);

impl FromStr for OptionalAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = Some(text).filter(|text| !text.is_empty()).map(str::parse).transpose();
        address.map(Self).map_err(|_| "it must be an address and port such as 127.0.0.1:9090, or empty")
    }
}

/// A database address, which may hold a password: never shown in clear.
#[derive(Clone)]
pub struct DatabaseUrl(SecretString);

impl DatabaseUrl {
    /// The address in clear, for the driver.
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// The file behind an SQLite address.
    pub fn sqlite_file(&self) -> Option<&str> {
        let rest = self.reveal().strip_prefix("sqlite:")?;
        let path = rest.strip_prefix("//").unwrap_or(rest);
        Some(path.split_once('?').map_or(path, |(path, _)| path))
    }

    /// The address for people: password and parameters are left out.
    pub fn masked(&self) -> String {
        mask(self.reveal())
    }
}

impl FromStr for DatabaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if known.iter().any(|scheme| text.starts_with(scheme)) {
            Ok(Self(text.into()))
        } else {
            Err("it must start with sqlite:// or postgres://")
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// An address without the password; parameters may hold one too.
pub(super) fn mask(url: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, ""), |(address, _)| (address, "?***"));
    let Some((scheme, rest)) = address.split_once("://") else { return "***".into() };
    let shown = match rest.rsplit_once('@') {
        Some((login, host)) => match login.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    format!("{scheme}://{shown}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_masked_wherever_it_stands() {
        assert_eq!(mask("postgres://crm:p@ss:w@db:5432/crm"), "postgres://crm:***@db:5432/crm");
        assert_eq!(mask("postgres://db/crm?password=x"), "postgres://db/crm?***");
        assert_eq!(mask("sqlite://crm-data/mustafid.db"), "sqlite://crm-data/mustafid.db");
        assert!(!format!("{:?}", "postgres://u:secret@h/d".parse::<DatabaseUrl>().unwrap()).contains("secret"));
    }

    #[test]
    fn origins_are_exact() {
        let two: Origins = " https://a.example,http://b.example:8000 ,".parse().unwrap();
        assert!(two.contains("https://a.example") && two.contains("HTTP://B.example:8000") && !two.is_empty());
        assert!(!two.contains("http://a.example") && !two.contains("https://a.example.org") && !two.contains("null"));
        assert!("".parse::<Origins>().unwrap().is_empty());
        for wrong in ["*", "a.example", "https://a.example/", "https://*.example", "https://"] {
            assert!(wrong.parse::<Origins>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn words_name_what_they_take() {
        assert_eq!("json".parse(), Ok(LogFormat::Json));
        assert_eq!("prod".parse::<Profile>(), Err("it must be one of production, development".into()));
    }
}
