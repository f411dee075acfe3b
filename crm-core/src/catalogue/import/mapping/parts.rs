//! What the sections of a mapping are made of.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::text::{LanguageTag, fold};

/// The heading of a column, or several alternatives of which the first one found counts. Headings are compared
/// [`fold`]ed: case, diacritics and spelling of alef do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    written: Vec<String>,
    folded: Vec<String>,
}

impl Headers {
    fn new(written: Vec<String>) -> Self {
        Self { folded: written.iter().map(|name| fold(name)).collect(), written }
    }

    /// The first alternative, to name the column to a person.
    pub fn name(&self) -> &str {
        self.written.first().map_or("", String::as_str)
    }

    /// The alternatives, folded.
    pub fn folded(&self) -> &[String] {
        &self.folded
    }
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let OneOrMany(names) = OneOrMany::<String>::deserialize(deserializer)?;
        if names.is_empty() || names.iter().any(|name| name.trim().is_empty()) {
            return Err(de::Error::custom("a column heading is needed"));
        }
        Ok(Self::new(names))
    }
}

/// One value, or a list of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Values<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(OneOrMany(vec![T::deserialize(StrDeserializer::new(text))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany)
            }
        }

        deserializer.deserialize_any(Values(PhantomData))
    }
}

/// The columns of one text: a column per language (`{ en = "name_en", fr = "name_fr" }`), or just a heading for
/// the mapping's required language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// A heading for the required language.
    Required(Headers),
    /// A heading per language.
    PerLanguage(BTreeMap<LanguageTag, Headers>),
}

impl Texts {
    /// The languages with their columns.
    pub fn columns<'a>(&'a self, required: &'a LanguageTag) -> impl Iterator<Item = (&'a LanguageTag, &'a Headers)> {
        let (one, many) = match self {
            Self::Required(headers) => (Some((required, headers)), None),
            Self::PerLanguage(columns) => (None, Some(columns)),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    /// Whether the required language has a column.
    pub fn covers(&self, required: &LanguageTag) -> bool {
        self.columns(required).any(|(language, _)| language == required)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Columns;

        impl<'de> Visitor<'de> for Columns {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column heading, a list of alternatives, or a heading per language")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Texts, E> {
                Headers::deserialize(StrDeserializer::new(text)).map(Texts::Required)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Texts, A::Error> {
                Headers::deserialize(SeqAccessDeserializer::new(seq)).map(Texts::Required)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Texts, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(Texts::PerLanguage)
            }
        }

        deserializer.deserialize_any(Columns)
    }
}

/// A column of codes and what each means here. A code may mean nothing (`[]`): it is then known and dropped,
/// while a code that is not listed is reported.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Deserialize<'de>")]
pub struct Coded<T> {
    /// The column.
    pub column: Headers,
    /// What stands between codes, where it differs from the mapping's `list_separator`.
    pub separator: Option<String>,
    /// Code to meanings; case and spelling do not matter.
    #[serde(deserialize_with = "folded")]
    pub values: BTreeMap<String, OneOrMany<T>>,
}

fn folded<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, OneOrMany<T>>, D::Error> {
    let values = BTreeMap::<String, OneOrMany<T>>::deserialize(deserializer)?;
    Ok(values.into_iter().map(|(code, meanings)| (fold(&code), meanings)).collect())
}
