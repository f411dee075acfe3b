//! What templates can call: words, addresses, days, figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use crm_core::OpContext;
use crm_core::calendar::{HijriDate, local_date};
use crm_core::text::LanguageTag;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, HtmlEscape, State, Value};
use qrcodegen::{QrCode, QrCodeEcc};

use super::assets::Assets;
use super::change;
use super::place::Language;
use super::words::Words;

/// Adds them to the templates of a language.
pub(super) fn add(
    environment: &mut Environment<'static>,
    language: Language,
    words: Arc<Words>,
    assets: Assets,
    zone: Tz,
) {
    let said = Arc::clone(&words);
    environment.add_function("t", move |key: &str, given: Kwargs| said.say(key, Some(&given)));
    let said = Arc::clone(&words);
    environment.add_function("term", move |kind: &str, value: Option<Value>, given: Kwargs| {
        match value.unwrap_or_default().as_str() {
            Some(code) => said.say(&format!("{kind}-{code}"), Some(&given)),
            None => String::new(),
        }
    });
    let said = Arc::clone(&words);
    environment.add_function("terms", move |kind: &str, codes: Vec<String>| -> Value {
        codes.into_iter().map(|code| vec![code.clone(), said.say(&format!("{kind}-{code}"), None)]).collect()
    });
    let said = Arc::clone(&words);
    environment.add_function("change_heading", move |path: &str| change::heading(&said, path));
    let said = Arc::clone(&words);
    environment.add_function("change_values", move |path: &str, value: Value| -> Result<Value, Error> {
        let unreadable = |error| Error::new(ErrorKind::BadSerialization, "no JSON").with_source(error);
        let value = serde_json::to_value(&value).map_err(unreadable)?;
        Ok(change::values(&said, path, &value).into_iter().collect())
    });
    environment.add_function("named", |records: Value, key: Option<&str>| named(&records, key));
    environment.add_function("languages", languages);
    let said = Arc::clone(&words);
    environment.add_function("has_words", move |key: &str| said.find(key, None).is_some());
    environment.add_function("href", move |path: &str| format!("{}{path}", language.path()));
    environment.add_function("asset", move |name: &str| {
        let missing = || Error::new(ErrorKind::InvalidOperation, format!("there is no file assets/{name}"));
        assets.address(name).map(str::to_owned).ok_or_else(missing)
    });
    environment.add_function("here", here);
    let days = Days { language: language.tag(), words, zone };
    let shown = days.clone();
    environment.add_function("date", move |value: Option<Value>| shown.day(&value.unwrap_or_default()));
    let shown = days.clone();
    environment.add_function("datetime", move |value: Option<Value>| shown.moment(&value.unwrap_or_default()));
    let today = days.clone();
    environment.add_function("today", move || local_date(OpContext::anonymous().at, today.zone).to_string());
    environment.add_function("local_time", move |value: Option<Value>| days.local(&value.unwrap_or_default()));
    environment.add_function("number", |value: Option<Value>| grouped(&value.unwrap_or_default()));
    environment.add_function("qr", |text: &str| qr(text));
    environment.add_function("money", |minor: i64| format!("{}.{:02}", minor / 100, minor % 100));
    environment.add_filter("json_data", json_data);
}

/// The address of this page with other parameters: `here(after=cursor, before=none)`.
fn here(state: &mut State<'_, '_>, changed: Kwargs) -> Result<Value, Error> {
    let page = state.lookup("page").unwrap_or_default();
    page.call_method(state, "here", &[Value::from(changed)])
}

/// Records as the options of a choice: `named(data.departments.nodes)`, by `id` or another field.
fn named(records: &Value, key: Option<&str>) -> Result<Vec<Vec<Value>>, Error> {
    let option =
        |record: Value| Ok(vec![record.get_attr(key.unwrap_or("id"))?, record.get_attr("name")?.get_attr("text")?]);
    records.try_iter()?.map(option).collect()
}

/// A localized text as texts by language.
fn languages(text: Option<Value>) -> Result<Value, Error> {
    let text = text.unwrap_or_default();
    let Ok(translations) = text.get_attr("translations").and_then(|all| all.try_iter()) else {
        return Ok(Value::from(BTreeMap::<String, String>::new()));
    };
    let pair = |one: Value| Ok((one.get_attr("lang")?, one.get_attr("text")?));
    translations.map(pair).collect::<Result<Vec<_>, Error>>().map(Value::from_pairs)
}

/// A text as a picture that a phone reads. Dark on light whatever the page is: scanners want it so.
fn qr(text: &str) -> Result<Value, Error> {
    const MARGIN: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, "too long for a picture").with_source(error))?;
    let size = code.size();
    let cells = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|&(x, y)| code.get_module(x, y));
    let squares: Vec<String> = cells.map(|(x, y)| format!("M{},{}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
    let (path, whole) = (squares.concat(), size + 2 * MARGIN);
    Ok(Value::from_safe_string(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {whole} {whole}\" aria-hidden=\"true\"><rect width=\"{whole}\" height=\"{whole}\" \
         fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    )))
}

/// JSON for a block of data in a page: it cannot end the block.
fn json_data(value: &Value) -> Result<Value, Error> {
    let text = serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::BadSerialization, "no JSON").with_source(error))?;
    Ok(Value::from_safe_string(text.replace('<', "\\u003c").replace('&', "\\u0026")))
}

/// Days as people read them, in both calendars.
#[derive(Clone)]
struct Days {
    language: LanguageTag,
    words: Arc<Words>,
    zone: Tz,
}

impl Days {
    fn day(&self, value: &Value) -> Value {
        let Some(text) = value.as_str() else { return Value::from("") };
        local_day(text, self.zone).map_or_else(|| value.clone(), |day| timed(&day.to_string(), &self.both(day)))
    }

    fn moment(&self, value: &Value) -> Value {
        let Some(at) = value.as_str().and_then(moment) else { return Value::from("") };
        let local = at.with_timezone(&self.zone);
        let clock = format!("{:02}:{:02}", local.hour(), local.minute());
        timed(&at.to_rfc3339(), &format!("{} {clock}", self.both(local.date_naive())))
    }

    /// The value of a field for a time of day: `2026-11-25T14:30`.
    fn local(&self, value: &Value) -> Value {
        let at = value.as_str().and_then(moment);
        at.map_or_else(
            || Value::from(""),
            |at| Value::from(at.with_timezone(&self.zone).format("%Y-%m-%dT%H:%M").to_string()),
        )
    }

    fn both(&self, day: NaiveDate) -> String {
        let month = self.words.say(&format!("month-{}", day.month()), None);
        let given =
            [("day", Value::from(day.day())), ("month", Value::from(month)), ("year", Value::from(year(day.year())))];
        let gregorian = self.words.say("date-gregorian", Some(&given.into_iter().collect()));
        let Ok(hijri) = HijriDate::from_gregorian(day) else { return gregorian };
        let given = [
            ("day", Value::from(hijri.day())),
            ("month", Value::from(hijri.month_name(&self.language))),
            ("year", Value::from(year(hijri.year()))),
        ];
        format!("{gregorian} ({})", self.words.say("date-hijri", Some(&given.into_iter().collect())))
    }
}

/// A year as a text: as a number it would be grouped.
fn year(year: i32) -> String {
    year.to_string()
}

/// A day as it stands, or the day of a moment in a zone.
pub(super) fn local_day(text: &str, zone: Tz) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day.or_else(|| moment(text).map(|at| local_date(at, zone)))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

fn timed(machine: &str, people: &str) -> Value {
    Value::from_safe_string(format!("<time datetime=\"{}\">{}</time>", HtmlEscape(machine), HtmlEscape(people)))
}

/// A whole number with its thousands apart.
fn grouped(value: &Value) -> String {
    let Some(number) = value.as_i64() else { return value.to_string() };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    if number < 0 {
        text.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_belongs_to_the_day_of_its_zone() {
        let riyadh = |text| local_day(text, chrono_tz::Asia::Riyadh).map(|day| day.to_string());
        assert_eq!(riyadh("2026-11-25T22:00:00Z").as_deref(), Some("2026-11-26"));
        assert_eq!(riyadh("2026-11-25").as_deref(), Some("2026-11-25"));
        assert_eq!(riyadh("soon"), None);
    }
}
