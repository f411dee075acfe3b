//! How an S3-like store is reached.

use std::str::FromStr;

use reqwest::Url;

/// Where the store answers; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreAddress(String);

impl StoreAddress {
    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what is sent there can be read on the way.
    pub fn in_clear(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl FromStr for StoreAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let plain = |url: &Url| {
            let bare = url.query().is_none() && url.fragment().is_none();
            let nobody = url.username().is_empty() && url.password().is_none();
            matches!(url.scheme(), "http" | "https") && url.has_host() && bare && nobody
        };
        let url = text.parse().ok().filter(plain);
        let address = url.map(|url| Self(url.as_str().trim_end_matches('/').to_owned()));
        address.ok_or("it must be the address of the store, such as https://s3.example.gov, without the bucket")
    }
}

/// The name of a bucket, as S3 has them; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketName(pub String);

impl FromStr for BucketName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        if text.is_empty() || ((3..=63).contains(&text.len()) && text.bytes().all(known)) {
            Ok(Self(text.to_owned()))
        } else {
            Err("it must have 3 to 63 of the letters a to z, digits, dots and dashes")
        }
    }
}

/// What goes into a header as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderWord(pub String);

impl FromStr for HeaderWord {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("it must have Latin letters, digits and signs only, without spaces")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_store_could_not_be_reached_by_is_refused_at_once() {
        for (text, kept) in [
            ("https://s3.example.gov/", "https://s3.example.gov"),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("HTTP://Store:9000", "http://store:9000"),
            ("https://store.example.gov/s3/a b", "https://store.example.gov/s3/a%20b"),
            ("", ""),
        ] {
            assert_eq!(text.parse::<StoreAddress>().unwrap().as_str(), kept);
        }
        for wrong in [
            "ftp://x",
            "s3.example.gov",
            "https://x?y=1",
            "https://x#y",
            "https://user:word@x",
            "https://:word@x",
            "https:///",
        ] {
            assert!(wrong.parse::<StoreAddress>().is_err(), "{wrong}");
        }
        assert!("documents.of-2026".parse::<BucketName>().is_ok());
        for wrong in ["a", "Documents", "بيان", "a/b", "two words", &"a".repeat(64)] {
            assert!(wrong.parse::<BucketName>().is_err(), "{wrong}");
        }
        assert!("AKIA+/=9".parse::<HeaderWord>().is_ok());
        assert!("two words".parse::<HeaderWord>().is_err());
        assert!("مفتاح".parse::<HeaderWord>().is_err());
    }
}
