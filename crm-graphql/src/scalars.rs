//! Scalars and the small value types of every area.
//!
//! Scalars of personal values and links carry the text as it came: core parses it, so that a wrong one is a user error
//! at its field rather than a refused document.

use async_graphql::{
    InputObject, InputValueError, InputValueResult, MaybeUndefined, Object, Scalar, ScalarType, SimpleObject, Value,
};
use chrono::{Datelike, NaiveDate, SecondsFormat, TimeDelta, Utc};
use crm_core::error::Check;
use crm_core::patch::Patch;
use crm_core::rule::Rule;
use crm_core::text;

use crate::context::Call;

/// Declares a scalar over an inner type: its name, its specification, how it is read and written.
macro_rules! scalar {
    ($(#[$doc:meta])* $name:ident($inner:ty) = $graphql:literal, $url:literal, $rule:expr, $read:expr, $write:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub $inner);

        $(#[$doc])*
        #[Scalar(name = $graphql, specified_by_url = $url)]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                let read: fn(&str) -> Option<$inner> = $read;
                match &value {
                    Value::String(text) => read(text).map(Self).ok_or_else(|| refused(&$rule)),
                    _ => Err(refused(&Rule::Malformed)),
                }
            }

            fn is_valid(value: &Value) -> bool {
                matches!(value, Value::String(_))
            }

            fn to_value(&self) -> Value {
                let write: fn(&$inner) -> String = $write;
                Value::String(write(&self.0))
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

fn refused<T: async_graphql::InputType>(rule: &Rule) -> InputValueError<T> {
    InputValueError::custom("").with_extension("rule", rule.code())
}

scalar! {
    /// A moment in RFC 3339, answered in UTC, such as `2025-03-01T09:30:00Z`. Years 1 to 9999, microseconds at most.
    DateTime(chrono::DateTime<Utc>) = "DateTime", "https://www.rfc-editor.org/rfc/rfc3339", Rule::Malformed,
    read_moment, |at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

scalar! {
    /// A day of the Gregorian calendar, such as `2025-03-01`.
    Date(NaiveDate) = "Date", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6", Rule::Malformed,
    |text| (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten(),
    |date| date.format("%Y-%m-%d").to_string()
}

scalar! {
    /// A length of time in ISO 8601: weeks, days, hours, minutes, seconds, such as `P3D` or `PT1H30M`.
    Duration(TimeDelta) = "Duration", "https://www.iso.org/iso-8601-date-and-time-format.html", Rule::Malformed,
    read_duration, write_duration
}

scalar! {
    /// An e-mail address.
    EmailAddress(String) = "EmailAddress", "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1", Rule::EmailAddress,
    bounded, Clone::clone
}

scalar! {
    /// A phone number, answered in E.164 such as `+966501234567`, or masked. Inputs may be written as in the country.
    PhoneNumber(String) = "PhoneNumber", "https://www.itu.int/rec/T-REC-E.164", Rule::PhoneNumber,
    bounded, Clone::clone
}

scalar! {
    /// A link that starts with http or https.
    Url(String) = "URL", "https://url.spec.whatwg.org/", Rule::Url, bounded, Clone::clone
}

scalar! {
    /// A language, such as `ar`, `en` or `fr-CA`.
    LanguageTag(text::LanguageTag) = "LanguageTag", "https://www.rfc-editor.org/rfc/bcp/bcp47.txt", Rule::LanguageTag,
    |text| text::LanguageTag::parse(text).ok(), ToString::to_string
}

/// Any JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub serde_json::Value);

/// Any JSON value.
#[Scalar(name = "JSON", specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259")]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        value.into_json().map(Self).map_err(|_| refused(&Rule::Malformed))
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or_default()
    }
}

/// No value of these scalars is longer; core sets the exact bound.
fn bounded(text: &str) -> Option<String> {
    (text.len() <= 4096).then(|| text.to_owned())
}

fn read_moment(text: &str) -> Option<chrono::DateTime<Utc>> {
    let at = chrono::DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    let at = chrono::DurationRound::duration_trunc(at, TimeDelta::microseconds(1)).unwrap_or(at);
    (1..=9999).contains(&at.year()).then_some(at)
}

/// `P[nW][nD][T[nH][nM][nS]]`: whole numbers, at least one, units in this order.
fn read_duration(text: &str) -> Option<TimeDelta> {
    let (days, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (text.strip_prefix('P')?, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let seconds =
        sum(days, &[('W', 604_800), ('D', 86_400)])?.checked_add(sum(time, &[('H', 3600), ('M', 60), ('S', 1)])?)?;
    TimeDelta::try_seconds(seconds)
}

fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut total = 0_i64;
    for (unit, seconds) in units {
        let Some((number, rest)) = text.split_once(*unit) else { continue };
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(*seconds)?)?;
        text = rest;
    }
    text.is_empty().then_some(total)
}

fn write_duration(length: &TimeDelta) -> String {
    let seconds = length.num_seconds();
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let part = |value: u64, unit: char| if value == 0 { String::new() } else { format!("{value}{unit}") };
    let days = part(seconds / 86_400, 'D');
    let time = part(seconds / 3600 % 24, 'H') + &part(seconds / 60 % 60, 'M') + &part(seconds % 60, 'S');
    match (days.is_empty(), time.is_empty()) {
        (true, true) => "PT0S".into(),
        (_, true) => format!("{sign}P{days}"),
        _ => format!("{sign}P{days}T{time}"),
    }
}

/// An exact amount of money.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct Money {
    /// The amount in the currency's minor unit: 15050 is 150.50 riyals.
    pub amount_minor: i64,
    /// The currency's ISO 4217 code, such as `SAR`.
    pub currency: String,
}

impl From<crm_core::values::Money> for Money {
    fn from(money: crm_core::values::Money) -> Self {
        Self { amount_minor: money.amount_minor, currency: money.currency.as_str().into() }
    }
}

/// A day in both calendars.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct CalendarDate {
    /// The Gregorian day.
    pub gregorian: Date,
    /// The Hijri day (Umm al-Qura), such as `1446-09-01`.
    pub hijri: String,
}

impl From<crm_core::calendar::CalendarDate> for CalendarDate {
    fn from(date: crm_core::calendar::CalendarDate) -> Self {
        Self { gregorian: Date(date.gregorian()), hijri: date.hijri().to_string() }
    }
}

/// A text in one or more languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText(pub text::LocalizedText);

impl From<text::LocalizedText> for LocalizedText {
    fn from(text: text::LocalizedText) -> Self {
        Self(text)
    }
}

/// A text in one or more languages.
#[Object]
impl LocalizedText {
    /// The text in a language, else in the installation's language, else in any.
    async fn text(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The language wanted; by default that of the request.")] lang: Option<LanguageTag>,
    ) -> String {
        let wanted = lang.as_ref().map_or(ctx.language(), |tag| &tag.0);
        self.0.get(wanted, &ctx.db().settings().language).unwrap_or_default().to_owned()
    }

    /// The text in just this language; null when there is none.
    async fn exact(&self, #[graphql(desc = "The language.")] lang: LanguageTag) -> Option<String> {
        self.0.exact(&lang.0).map(str::to_owned)
    }

    /// Every language with its text.
    async fn translations(&self) -> Vec<Translation> {
        self.0.iter().map(|(lang, text)| Translation { lang: LanguageTag(lang.clone()), text: text.into() }).collect()
    }
}

/// A text in one language.
#[derive(SimpleObject)]
pub struct Translation {
    /// The language.
    lang: LanguageTag,
    /// The text.
    text: String,
}

/// A text in one language.
#[derive(Clone, Debug, InputObject)]
pub struct TranslationInput {
    /// The language.
    pub lang: LanguageTag,
    /// The text.
    pub text: String,
}

/// A field of an update: absent keeps it, null clears it.
pub fn patch<T, U>(input: MaybeUndefined<T>, f: impl FnOnce(T) -> U) -> Patch<U> {
    match input {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(f(value)),
    }
}

/// A localized text as an input: each language once.
pub type LocalizedTextInput = Vec<TranslationInput>;

/// The localized text of an input. A language given twice is refused at `path`.
pub fn localized(path: &str, input: LocalizedTextInput) -> crm_core::Result<text::LocalizedText> {
    let given = input.len();
    let text: text::LocalizedText = input.into_iter().map(|part| (part.lang.0, part.text)).collect();
    let mut check = Check::default();
    check.that(text.iter().count() == given, path, Rule::Exclusive);
    check.done().map(|()| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_go_out_and_come_back() {
        for text in ["PT0S", "P3D", "PT1H30M", "P2DT5S"] {
            assert_eq!(read_duration(text).map(|length| write_duration(&length)).as_deref(), Some(text));
        }
        assert_eq!(read_duration("P1W"), TimeDelta::try_days(7));
        for bad in ["", "P", "PT", "3D", "P3", "P-3D", "P3DT", "PT1M1H", "P99999999999999999999D", "P3Y", "P١D"] {
            assert_eq!(read_duration(bad), None, "{bad}");
        }
    }

    #[test]
    fn moments_are_utc_and_bounded() {
        let at = read_moment("2025-03-01T12:30:00.1234567+03:00").expect("a moment");
        assert_eq!(DateTime(at).to_value(), Value::from("2025-03-01T09:30:00.123456Z"));
        for bad in ["2025-03-01", "0000-01-01T00:00:00Z", "+262142-01-01T00:00:00Z", "now"] {
            assert_eq!(read_moment(bad), None, "{bad}");
        }
    }
}
