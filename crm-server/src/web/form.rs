//! What a template knows of the form on its page: what was typed, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crm_core::error::FieldError;
use crm_core::text::LanguageTag;
use crm_graphql::documents::Fields;
use minijinja::value::{Enumerator, Object, Serde, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use serde::Serialize;

/// Fields and mistakes of the form on a page.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// As typed, or as the address has them.
    pub fields: Fields,
    /// Whether it was sent: then what is missing was left empty.
    pub sent: bool,
    /// What is wrong.
    pub mistakes: Vec<Mistake>,
    /// What the page calls its fields and groups of them, by name, as far as it is written.
    pub called: Mutex<BTreeMap<String, String>>,
}

/// What the person can mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Mistake {
    /// Name of the field; none when it is about the whole.
    pub field: Option<String>,
    /// What is wrong and how to mend it.
    pub message: String,
    /// Code of the rule or of the error.
    pub code: String,
}

/// A mistake as a list of all mistakes tells it.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    mistake: Mistake,
    /// What its field is called, after the groups in which it stands.
    names: Vec<String>,
    /// The id of its field; none when the page has nothing of that name.
    place: Option<String>,
}

impl Mistake {
    /// One that was found before anything was run. `root` is what paths are counted from.
    pub fn of(error: &FieldError, root: &str, language: &LanguageTag) -> Self {
        Self {
            field: Some(named(root, &error.path)).filter(|field| !field.is_empty()),
            message: error.rule.message(language),
            code: error.rule.code().to_owned(),
        }
    }
}

/// The name of the field at a path.
pub(super) fn named(root: &str, path: &[String]) -> String {
    let parts = (!root.is_empty()).then_some(root).into_iter().chain(path.iter().map(String::as_str));
    parts.collect::<Vec<_>>().join(".")
}

impl Form {
    fn value(&self, name: &str, otherwise: Value) -> Value {
        match self.fields.last(name) {
            Some(text) => Value::from(text),
            None if self.sent => Value::from(""),
            None => otherwise,
        }
    }

    fn has(&self, name: &str, text: &str, otherwise: &Value) -> bool {
        let mut given = self.fields.all(name).peekable();
        if given.peek().is_some() || self.sent {
            return given.any(|one| one == text);
        }
        match otherwise.try_iter() {
            Ok(mut values) if otherwise.as_str().is_none() => values.any(|value| value.as_str() == Some(text)),
            _ => otherwise.to_string() == text,
        }
    }

    /// The mistakes at a field, or in what is below it.
    fn error(&self, name: &str) -> Value {
        let at = |field: &str| field == name || field.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        let found = self.mistakes.iter().find(|mistake| mistake.field.as_deref().is_some_and(at));
        found.map_or(Value::UNDEFINED, |mistake| Value::from(mistake.message.as_str()))
    }

    /// All mistakes, each with what its field is called: the field itself, or what on the page it lies in.
    fn told(&self) -> Vec<Told> {
        let called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        let tell = |mistake: &Mistake| {
            let field = mistake.field.as_deref().unwrap_or_default();
            let ends = field.match_indices('.').map(|(end, _)| end).chain([field.len()]);
            let known: Vec<_> = ends.filter_map(|end| called.get_key_value(&field[..end])).collect();
            let place = known.last().map(|(place, _)| (*place).clone());
            Told { mistake: mistake.clone(), names: known.into_iter().map(|(_, name)| name.clone()).collect(), place }
        };
        self.mistakes.iter().map(tell).collect()
    }

    /// The numbers of the rows of a list: those that were sent, or as many as there are and some empty ones.
    fn rows(&self, name: &str, present: usize, empty: usize) -> Value {
        let below = format!("{name}.");
        let numbers = self
            .fields
            .pairs()
            .iter()
            .filter_map(|(field, _)| field.strip_prefix(&below)?.split('.').next()?.parse::<usize>().ok());
        let sent: BTreeSet<usize> = numbers.collect();
        if sent.is_empty() { (0..present + empty).collect() } else { sent.into_iter().collect() }
    }
}

impl Object for Form {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "errors" => Some(Value::from(Serde(&self.told()))),
            "sent" => Some(Value::from(self.sent)),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["errors", "sent"])
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        match method {
            "value" => {
                let (name, otherwise): (&str, Option<Value>) = from_args(args)?;
                Ok(self.value(name, otherwise.unwrap_or_else(|| Value::from(""))))
            }
            "has" => {
                let (name, text, otherwise): (&str, &str, Option<Value>) = from_args(args)?;
                Ok(Value::from(self.has(name, text, &otherwise.unwrap_or_default())))
            }
            "all" => {
                let (name,): (&str,) = from_args(args)?;
                Ok(self.fields.all(name).map(str::to_owned).collect())
            }
            "error" => {
                let (name,): (&str,) = from_args(args)?;
                Ok(self.error(name))
            }
            "called" => {
                let (name, text): (&str, String) = from_args(args)?;
                self.called.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), text);
                Ok(Value::UNDEFINED)
            }
            "rows" => {
                let (name, present, empty): (&str, Option<usize>, Option<usize>) = from_args(args)?;
                Ok(self.rows(name, present.unwrap_or_default(), empty.unwrap_or(1)))
            }
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_called_by_the_fields_around_it() {
        let mistake = |field: Option<&str>| Mistake {
            field: field.map(str::to_owned),
            message: "empty".into(),
            code: "REQUIRED".into(),
        };
        let fields = [Some("input.title.ar"), Some("input.titles"), Some("input.days.0"), None];
        let form = Form { mistakes: fields.map(mistake).to_vec(), ..Form::default() };
        let called = [("input.title", "Title"), ("input.title.ar", "In Arabic"), ("input.days", "Days")];
        *form.called.lock().unwrap() = called.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let told: Vec<_> = form.told().into_iter().map(|told| (told.names.join(", "), told.place)).collect();
        let told: Vec<_> = told.iter().map(|(names, place)| (names.as_str(), place.as_deref())).collect();
        let inside = ("Title, In Arabic", Some("input.title.ar"));
        assert_eq!(told, [inside, ("", None), ("Days", Some("input.days")), ("", None)]);
    }
}
