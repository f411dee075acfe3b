//! What a page and an action are.

use chrono::NaiveDate;
use crm_core::documents::DocumentPurpose;

use super::Export;

/// An address where something is shown.
#[derive(Debug)]
pub struct Page {
    /// Below the language: `/services/{code}`.
    pub path: &'static str,
    /// Name of the document that is run; its variables are the parts and parameters of the address.
    pub show: &'static str,
    /// Its template.
    pub template: &'static str,
    /// Who may ask for it.
    pub who: For,
    /// The field at the document's root without which there is nothing to show.
    pub record: Option<&'static str>,
    /// What of it can be taken along as a file (`?format=xlsx`), the first unless `table` names another.
    pub exports: &'static [Export],
    /// The list that is shown whole, as paper wants it, instead of a page at a time; a field at the document's root.
    pub whole: Option<&'static str>,
    /// Parameters that count as given when they are not, by the day.
    pub defaults: &'static [Default],
}

/// Who may ask for a page. What is in it, the schema decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Everybody.
    Everybody,
    /// Who is signed in; others are sent to sign in first.
    Staff,
}

/// A parameter that counts as given, and its value on a day.
pub type Default = (&'static str, fn(NaiveDate) -> String);

/// Where a form goes.
#[derive(Debug)]
pub struct Action {
    /// Below the language.
    pub path: &'static str,
    /// Name of the document, as a rule a mutation; its variables are the parts of the address and the fields of the form.
    /// Empty only shows the page with what the form says: a search for people, whose phones and names have no place in an
    /// address.
    pub run: &'static str,
    /// The page on which the form stands, by its path.
    pub page: &'static str,
    /// Where to go afterwards, below the language; `{a.b}` is a value of what was answered, or a field of the form. Empty
    /// shows the page with the answer, for what must not stand in an address or a history.
    pub then: &'static str,
    /// Who may do it.
    pub who: For,
    /// The field of the form that brings a file, which becomes the document's id, and what the file is for.
    pub file: Option<(&'static str, DocumentPurpose)>,
}

impl Page {
    /// A page for everybody.
    pub(super) const fn open(path: &'static str, show: &'static str, template: &'static str) -> Self {
        Self { path, show, template, who: For::Everybody, record: None, exports: &[], whole: None, defaults: &[] }
    }

    /// A page for staff.
    pub(super) const fn desk(path: &'static str, show: &'static str, template: &'static str) -> Self {
        Self { who: For::Staff, ..Self::open(path, show, template) }
    }

    /// The page is about one record, a field at the root of its document.
    pub(super) const fn of(self, record: &'static str) -> Self {
        Self { record: Some(record), ..self }
    }

    /// Its lists can be taken along.
    pub(super) const fn taking(self, exports: &'static [Export]) -> Self {
        Self { exports, ..self }
    }

    /// A list of it is shown whole.
    pub(super) const fn whole(self, list: &'static str) -> Self {
        Self { whole: Some(list), ..self }
    }

    /// Parameters that count as given.
    pub(super) const fn with(self, defaults: &'static [Default]) -> Self {
        Self { defaults, ..self }
    }
}

impl Action {
    /// An action for staff.
    pub(super) const fn desk(path: &'static str, run: &'static str, page: &'static str, then: &'static str) -> Self {
        Self { path, run, page, then, who: For::Staff, file: None }
    }

    /// An action for everybody.
    pub(super) const fn open(path: &'static str, run: &'static str, page: &'static str, then: &'static str) -> Self {
        Self { path, run, page, then, who: For::Everybody, file: None }
    }

    /// A search of staff.
    pub(super) const fn find(path: &'static str, page: &'static str) -> Self {
        Self { path, run: "", page, then: "", who: For::Staff, file: None }
    }

    /// Its form brings a file.
    pub(super) const fn bringing(self, field: &'static str, purpose: DocumentPurpose) -> Self {
        Self { file: Some((field, purpose)), ..self }
    }
}
