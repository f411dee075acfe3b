//! One text in several languages.

use std::collections::BTreeMap;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::sort_key;
use crate::error::{Check, Error, Result};
use crate::rule::Rule;

/// A BCP 47 language tag in canonical case, such as `ar`, `en` or `fr-CA`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Arabic, the default of an installation.
    pub fn arabic() -> Self {
        Self("ar".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Reads a tag: a language of 2-3 letters, then subtags of 2-8 letters or digits.
    pub fn parse(value: &str) -> Result<Self> {
        let bad = || Error::invalid("", Rule::LanguageTag);
        if value.len() > 35 {
            return Err(bad());
        }
        let mut parts = value.split('-');
        let language = parts.next().unwrap_or_default();
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(bad());
        }
        let mut tag = language.to_ascii_lowercase();
        for part in parts {
            if !(2..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(bad());
            }
            tag.push('-');
            match part.len() {
                2 => tag.push_str(&part.to_ascii_uppercase()),
                4 => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Self(tag))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without region or script: `fr` of `fr-CA`.
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether the base language is Arabic.
    pub fn is_arabic(&self) -> bool {
        self.base() == "ar"
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = Error;

    fn try_from(value: String) -> Result<Self> {
        Self::parse(&value)
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one or more languages, stored as a JSON object from language tag to text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct LocalizedText(BTreeMap<LanguageTag, String>);

impl LocalizedText {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text in Arabic and English.
    pub fn ar_en(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new().with(LanguageTag::arabic(), ar).with(LanguageTag::english(), en)
    }

    /// Adds or replaces one language.
    #[must_use]
    pub fn with(mut self, language: LanguageTag, text: impl Into<String>) -> Self {
        self.0.insert(language, text.into());
        self
    }

    /// The text in the asked language, else its base language, else `fallback`, else any.
    pub fn get(&self, language: &LanguageTag, fallback: &LanguageTag) -> Option<&str> {
        let by_base = |tag: &LanguageTag| self.0.iter().find(|(key, _)| key.base() == tag.base()).map(|(_, text)| text);
        self.0
            .get(language)
            .or_else(|| by_base(language))
            .or_else(|| self.0.get(fallback))
            .or_else(|| self.0.values().next())
            .map(String::as_str)
    }

    /// The text in exactly this language.
    pub fn exact(&self, language: &LanguageTag) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// Every language with its text, by tag.
    pub fn iter(&self) -> impl Iterator<Item = (&LanguageTag, &str)> {
        self.0.iter().map(|(tag, text)| (tag, text.as_str()))
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// [`clean`](super::clean)s each language; empty ones are dropped.
    pub fn cleaned(self, path: &str, max: usize) -> Result<Self> {
        let mut check = Check::default();
        let mut out = BTreeMap::new();
        for (tag, text) in self.0 {
            let at = format!("{path}.{tag}");
            if let Some(text) = check.take("", super::clean(&at, &text, max))?.filter(|text| !text.is_empty()) {
                out.insert(tag, text);
            }
        }
        check.done()?;
        Ok(Self(out))
    }

    /// [`cleaned`](Self::cleaned), and the installation's required language must be there.
    pub fn required(self, path: &str, max: usize, language: &LanguageTag) -> Result<Self> {
        let text = self.cleaned(path, max)?;
        if text.exact(language).is_none() {
            return Err(Error::invalid(path, Rule::MissingLanguage));
        }
        Ok(text)
    }

    /// [`required`](Self::required) for the field `name` of a record, with its sort key.
    pub(crate) fn named(self, check: &mut Check, max: usize, language: &LanguageTag) -> Result<(Self, String)> {
        let name = check.take("", self.required("name", max, language))?.unwrap_or_default();
        let key = name.sort_key(language);
        Ok((name, key))
    }

    /// The sort key in a language, or in the one that stands for it.
    pub(crate) fn sort_key(&self, language: &LanguageTag) -> String {
        sort_key(self.get(language, language).unwrap_or_default())
    }
}

impl FromIterator<(LanguageTag, String)> for LocalizedText {
    fn from_iter<I: IntoIterator<Item = (LanguageTag, String)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_canonical() -> Result<()> {
        assert_eq!(LanguageTag::parse("FR-ca")?.as_str(), "fr-CA");
        assert_eq!(LanguageTag::parse("zh-hant-tw")?.as_str(), "zh-Hant-TW");
        for bad in ["", "a", "english", "en_US", "en-", "../x", "ar\0"] {
            assert!(LanguageTag::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    #[test]
    fn falls_back_from_region_to_base_to_default_to_any() -> Result<()> {
        let text = LocalizedText::new().with(LanguageTag::parse("fr")?, "f").with(LanguageTag::english(), "e");
        let ar = LanguageTag::arabic();
        assert_eq!(text.get(&LanguageTag::parse("fr-CA")?, &ar), Some("f"));
        assert_eq!(text.get(&LanguageTag::parse("de")?, &LanguageTag::english()), Some("e"));
        assert_eq!(text.get(&ar, &ar), Some("e"));
        Ok(())
    }
}
