//! The mapping: which column of a person's sheet holds what, and what its codes mean.

mod card;
mod parts;
mod template;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

pub use card::{
    Amounts, Bodies, Categories, Charge, Counted, DeliveryDays, Departments, Flag, Listed, Measures, OnlineColumns,
    ServiceColumns, Standards,
};
pub use parts::{Coded, Headers, OneOrMany, Texts};
pub use template::Template;

use crate::error::{Error, Result};
use crate::text::LanguageTag;

/// The mappings that ship with the software, by name.
pub const SHIPPED: &[(&str, &str)] = &[
    ("services", include_str!("../mappings/services.toml")),
    ("gc-inventory", include_str!("../mappings/gc-inventory.toml")),
];

/// How an officer's sheet becomes services. Written in TOML; an unknown key is refused, so that a slip of the pen
/// does not drop a column unseen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The register whose numbers the sheet's ids are: services are known again by scheme and id.
    pub scheme: Code,
    /// Whether the sheet's ids are our own codes: services are then known by code rather than by scheme and id, and what a
    /// row leaves open stays on the card as it is. For sheets that officers of the house keep.
    #[serde(default)]
    pub by_code: bool,
    /// The service's code here, from `{id}`, such as `GC-{id}`.
    pub code: Template,
    /// The languages of the sheet.
    pub languages: Vec<LanguageTag>,
    /// The language in which every service must have a name.
    pub required_language: Spanned<LanguageTag>,
    /// Whether the public sees imported services whose card lies below the floor.
    #[serde(default)]
    pub public: bool,
    /// Cells that say "not applicable".
    #[serde(default)]
    pub not_applicable: OneOrMany<String>,
    /// Cells that say "no data".
    #[serde(default)]
    pub not_known: OneOrMany<String>,
    /// What stands between the values of a list in one cell.
    #[serde(default = "comma")]
    pub list_separator: String,
    /// The period of which the sheet tells.
    pub period: Option<Period>,
    /// The columns of the services file.
    pub service: ServiceColumns,
    /// Who owns the services.
    pub department: Departments,
    /// The body in whose name the service is given.
    pub authority: Option<Bodies>,
    /// The body that carries it out.
    pub producer: Option<Bodies>,
    /// Categories, made on the way.
    pub categories: Option<Categories>,
    /// The columns of the standards file.
    pub standards: Option<Standards>,
    /// The columns of figures.
    #[serde(default)]
    pub measures: Measures,
    /// Files that hold the names behind keys.
    #[serde(default)]
    pub lookup: BTreeMap<String, Lookup>,
}

/// The period of which a sheet tells, and from when its cards hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The column.
    pub column: Headers,
    /// The first day of the year, as `MM-DD`: `04-01` makes 2017-2018 begin on 1 April 2017. Without it the column
    /// holds the date itself, in either calendar.
    pub year_begins: Option<MonthDay>,
}

/// A file that holds the names behind keys, such as departments by number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The file, relative to the services file.
    pub file: String,
    /// The column of the key.
    pub key: Headers,
    /// The columns of the name.
    pub name: Texts,
}

/// A code in the mapping, as [`values::Code`](crate::values::Code) has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Code(String);

impl Code {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let code = crate::values::Code::parse(&text);
        code.map(|code| Self(code.as_str().to_owned()))
            .map_err(|_| "a code has 1-64 Latin letters, digits, dots, dashes")
    }
}

/// A day of every year.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl TryFrom<String> for MonthDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        // A year without 29 February: a year must begin in every year.
        let date = NaiveDate::parse_from_str(&format!("2023-{text}"), "%Y-%m-%d");
        let date = date.map_err(|_| "a day of the year is written MM-DD, such as 04-01")?;
        Ok(Self { month: chrono::Datelike::month(&date), day: chrono::Datelike::day(&date) })
    }
}

impl MonthDay {
    /// The day in a year; none when the calendar ends before.
    pub fn of(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

impl Mapping {
    /// Reads a mapping. An error is [`Error::Setup`] with the line, the key and what is expected there.
    pub fn parse(text: &str) -> Result<Self> {
        let mapping: Self = toml::from_str(text).map_err(|error| Error::Setup(format!("mapping: {error}")))?;
        mapping.check(text)?;
        Ok(mapping)
    }

    /// A mapping that ships with the software, such as `gc-inventory`.
    pub fn shipped(name: &str) -> Option<Result<Self>> {
        SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| Self::parse(text))
    }

    /// The language in which every service must have a name.
    pub fn language(&self) -> &LanguageTag {
        self.required_language.get_ref()
    }

    /// What no single key can tell.
    fn check(&self, text: &str) -> Result<()> {
        let language = self.language();
        if !self.languages.contains(language) {
            return Err(at(text, &self.required_language, "required_language", "is not among `languages`"));
        }
        let department = self.department.lookup.as_ref().map(|lookup| ("department.lookup", lookup));
        let bodies = [("authority.lookup", &self.authority), ("producer.lookup", &self.producer)];
        let bodies = bodies.into_iter().filter_map(|(key, body)| Some((key, body.as_ref()?.lookup.as_ref()?)));
        for (key, lookup) in department.into_iter().chain(bodies) {
            if !self.lookup.contains_key(lookup.get_ref()) {
                return Err(at(text, lookup, key, "names no [lookup.…] section of this mapping"));
            }
        }
        if !self.service.name.covers(language) {
            return Err(Error::Setup(format!("mapping: `service.name` has no column for `{language}`")));
        }
        if !self.department.is_told() {
            let remedy = "`department` needs `name`, `column` with `lookup`, or `default`";
            return Err(Error::Setup(format!("mapping: {remedy}")));
        }
        Ok(())
    }
}

fn comma() -> String {
    ",".into()
}

/// An error at the line of a value.
fn at<T>(text: &str, value: &Spanned<T>, key: &str, what: &str) -> Error {
    let before = text.get(..value.span().start).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    Error::Setup(format!("mapping, line {line}: `{key}` {what}"))
}

#[cfg(test)]
mod tests;
