//! Single values as people type them: digits of any script, money in riyals, minutes, days in either calendar.

use async_graphql::{Name, Number, Value};
use chrono::{NaiveDateTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use crm_core::calendar::{Calendar, CalendarDate};
use crm_core::rule::Rule;
use crm_core::text::digits;
use crm_core::values::{Currency, Money};

/// The field that holds minor units of a currency and is typed in major ones.
pub(super) const AMOUNT: &str = "amountMinor";
/// Its neighbour that says of which.
pub(super) const CURRENCY: &str = "currency";
/// The currency of an amount that is typed without one.
pub(super) const RIYAL: &str = "SAR";
/// The field of a figure of the inventory.
pub(super) const FIGURE: &str = "amount";
/// Its neighbour that says of what.
pub(super) const FIGURE_KIND: &str = "kind";
/// The kind whose figures are typed of 5, such as 4.5, and held in hundredths.
pub(super) const SATISFACTION: &str = "SATISFACTION";
/// The field of a day that was given in the Hijri calendar.
pub(super) const HIJRI: &str = "hijri";
/// Lists of texts that a form names by their keys, `name.ar`: the type of their entries, and its field for the key.
const KEYED: &[(&str, &str)] = &[("TranslationInput", "lang"), ("InventoryQuestionAnswerInput", "code")];

/// The value of a text that is not blank.
pub(super) fn read(ty: &str, text: &str, zone: Tz) -> Result<Value, Rule> {
    let plain = digits(text);
    match ty {
        "Int" => plain.replace(['٬', ','], "").parse::<i64>().map(Value::from).map_err(|_| Rule::Malformed),
        "Float" => number(&plain).ok_or(Rule::Malformed),
        "Boolean" => Ok(Value::Boolean(matches!(text, "true" | "on" | "1"))),
        "Date" => CalendarDate::parse(&plain)
            .map(|date| Value::String(date.gregorian().format("%Y-%m-%d").to_string()))
            .map_err(|_| Rule::Malformed),
        "DateTime" => moment(&plain, zone).map(Value::String).ok_or(Rule::Malformed),
        "Duration" if plain.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Value::String(format!("PT{plain}M"))),
        _ => Ok(Value::String(text.to_owned())),
    }
}

/// A day in either calendar: the name of the calendar's field, and the day.
pub(super) fn day(text: &str) -> Result<(&'static str, Value), Rule> {
    let date = CalendarDate::parse(&digits(text)).map_err(|_| Rule::Malformed)?;
    Ok(match date.given_in() {
        Calendar::Hijri => (HIJRI, Value::String(date.hijri().to_string())),
        Calendar::Gregorian => ("gregorian", Value::String(date.gregorian().to_string())),
    })
}

/// The field for the key of a text, if entries of the type are such texts.
pub(super) fn keyed(ty: &str) -> Option<&'static str> {
    KEYED.iter().find(|(entry, _)| *entry == ty).map(|(_, field)| *field)
}

/// A text by its key: in a language, on a question.
pub(super) fn text_at(field: &str, key: &str, text: &str) -> Value {
    let members = [(field, key), ("text", text)];
    Value::Object(members.into_iter().map(|(name, value)| (Name::new(name), Value::from(value))).collect())
}

fn number(text: &str) -> Option<Value> {
    text.replace('٫', ".").parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number)
}

/// An amount of money as it is typed, such as 150.50, in minor units.
pub(super) fn amount(text: &str, currency: &str) -> Result<Value, Rule> {
    let money = Currency::parse(currency).and_then(|currency| Money::parse(text, currency));
    money.map(|money| Value::from(money.amount_minor)).map_err(|_| Rule::Malformed)
}

/// A number with at most two places, as the riyal has, in hundredths.
pub(super) fn hundredths(text: &str) -> Result<Value, Rule> {
    amount(text, RIYAL)
}

/// RFC 3339, or the time of day in the zone as a form has it: `2026-11-25T14:30`.
fn moment(text: &str, zone: Tz) -> Option<String> {
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let at = zone.from_local_datetime(&local).earliest()?;
    Some(at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::AutoSi, true))
}
