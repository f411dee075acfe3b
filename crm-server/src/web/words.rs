//! The words of the pages: Fluent, in Arabic and English.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use minijinja::Value;
use minijinja::value::{Kwargs, ValueKind};
use unic_langid::LanguageIdentifier;

use super::files::Files;
use super::load::LoadError;
use super::place::Language;

/// Marks round a text that someone typed, so that its direction does not spill over.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// The words in one language.
pub(super) struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads `words/LANGUAGE/*.ftl`.
    pub fn read(language: Language, files: &Files) -> Result<Self, LoadError> {
        let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // numbers need no marks, texts get them from us
        bundle.set_use_isolating(false);
        let folder = format!("words/{}/", language.code());
        for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(&folder)) {
            let text = std::str::from_utf8(bytes).map_err(|_| LoadError::new(name, "it is not UTF-8"))?;
            let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
                LoadError::new(name, errors.first().map_or_else(String::new, ToString::to_string))
            })?;
            // words of a body's own file go before those of the same name
            bundle.add_resource_overriding(resource);
        }
        Ok(Self { bundle })
    }

    /// The words of a key, or nothing when there are none.
    pub fn find(&self, key: &str, given: Option<&Kwargs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args = given.map(arguments);
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args.as_ref(), &mut errors);
        if let Some(error) = errors.first() {
            tracing::warn!(key, %error, "words that lack something");
        }
        Some(text.into_owned())
    }

    /// The words of a key; the key itself where there are none, which a test keeps from happening.
    pub fn say(&self, key: &str, given: Option<&Kwargs>) -> String {
        self.find(key, given).unwrap_or_else(|| {
            tracing::warn!(key, "no words");
            key.to_owned()
        })
    }
}

fn arguments(given: &Kwargs) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    for name in given.args() {
        if let Ok(value) = given.peek::<Value>(name) {
            args.set(name.to_owned(), argument(&value));
        }
    }
    args
}

fn argument(value: &Value) -> FluentValue<'static> {
    match (value.kind(), value.as_i64(), f64::try_from(value.clone())) {
        (ValueKind::Number, Some(whole), _) => FluentValue::from(whole),
        (ValueKind::Number, None, Ok(number)) => FluentValue::from(number),
        _ => FluentValue::String(Cow::Owned(format!("{}{value}{}", ISOLATE.0, ISOLATE.1))),
    }
}
