//! A template with what it shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use minijinja::value::{Enumerator, Kwargs, Object, from_args};
use minijinja::{Error, ErrorKind, Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::answer;
use super::form::Form;
use super::load::Loaded;
use super::place::Language;
use crate::http::{State, request_id};

/// Characters that stay as they are in a part of an address.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a template gets.
pub(super) struct View {
    pub language: Language,
    /// The page's own path below the language, wherever a form of it was sent.
    pub path: String,
    /// The parts of the address that its pattern names.
    pub place: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub form: Form,
    /// What the document answered.
    pub data: Value,
    /// What a mutation that was refused answered.
    pub answer: Value,
}

impl View {
    /// The page as an answer.
    pub fn into_answer(self, state: &State, request: &HttpRequest, status: StatusCode, template: &str) -> HttpResponse {
        let id = request_id(request);
        match self.render(&state.site.loaded(), template, state.demo, &id) {
            Ok(html) => answer::page(status, html),
            Err(error) => answer::broken(&error, &id),
        }
    }

    /// The page's text. The id names this showing of it: a form that is sent twice is told by it. A page on which something
    /// is to be mended is written twice, since what its fields are called stands below the list of mistakes. An error is one
    /// of the template's.
    fn render(self, loaded: &Loaded, template: &str, demo: bool, id: &str) -> Result<String, Error> {
        let missing = || Error::new(ErrorKind::TemplateNotFound, "no such language");
        let template = loaded.templates(self.language).ok_or_else(missing)?.get_template(template)?;
        let done = self.query.iter().find(|(name, _)| name == DONE).map(|(_, text)| text.clone());
        let place: BTreeMap<String, String> = self.place.into_iter().collect();
        let here = Here { language: self.language, path: self.path, query: self.query };
        let mistaken = !self.form.mistakes.is_empty();
        let page = context! {
            lang => self.language.code(),
            dir => self.language.direction(),
            page => Value::from_object(here),
            place => Value::from(place),
            form => Value::from_object(self.form),
            data => self.data,
            answer => self.answer,
            demo,
            done,
            once => id,
        };
        let html = template.render(&page)?;
        if mistaken { template.render(&page) } else { Ok(html) }
    }
}

/// The parameter that says what was just done.
const DONE: &str = "done";

/// This page's address.
#[derive(Debug)]
struct Here {
    language: Language,
    path: String,
    query: Vec<(String, String)>,
}

impl Here {
    /// The address with parameters changed; one that is none is left out.
    fn here(&self, changed: &Kwargs) -> Result<String, Error> {
        let mut query: Vec<(String, String)> =
            self.query.iter().filter(|(name, _)| name != DONE && !changed.has(name)).cloned().collect();
        for name in changed.args() {
            let value: Value = changed.get(name)?;
            if !value.is_none() && !value.is_undefined() {
                query.push((name.to_owned(), value.to_string()));
            }
        }
        Ok(format!("{}{}{}", self.language.path(), self.path, query_of(&query)))
    }

    fn other(&self) -> Language {
        if self.language == Language::Arabic { Language::English } else { Language::Arabic }
    }
}

/// Parameters as the end of an address.
fn query_of(query: &[(String, String)]) -> String {
    let pairs = query.iter().map(|(name, text)| format!("{}={}", part(name), part(text)));
    let text = pairs.collect::<Vec<_>>().join("&");
    if text.is_empty() { text } else { format!("?{text}") }
}

/// A text as a part of an address.
pub(super) fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

impl Object for Here {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "path" => Some(Value::from(self.path.as_str())),
            "lang" => Some(Value::from(self.language.code())),
            "dir" => Some(Value::from(self.language.direction())),
            "query" => Some(self.query.iter().map(|(name, text)| vec![name.clone(), text.clone()]).collect()),
            "address" => Some(Value::from(format!("{}{}{}", self.language.path(), self.path, query_of(&self.query)))),
            "other_language" => {
                Some(Value::from(format!("{}{}{}", self.other().path(), self.path, query_of(&self.query))))
            }
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["path", "lang", "dir", "query", "address", "other_language"])
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut minijinja::State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        match method {
            "here" => {
                let (changed,): (Kwargs,) = from_args(args)?;
                self.here(&changed).map(Value::from)
            }
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}
