//! Phone numbers.

use phonenumber::metadata::{DATABASE, Descriptor};
use phonenumber::{Mode, Type, country};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::digits;

/// Longest input, in bytes; room for other scripts, blanks and brackets.
const MAX_INPUT: usize = 128;
/// Longest number handed on: `00`, the country and 15 digits.
const MAX_DIGITS: usize = 20;

/// A phone number that exists by the numbering plan of its country, in E.164: `+966501234567`. Personal data.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// What kind of line a number is, by its country's numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PhoneKind {
    /// Takes text messages; where a plan does not tell mobile from fixed (+1), a number counts as mobile.
    Mobile,
    /// A fixed line.
    Fixed,
    /// Free for the caller, such as 800 numbers.
    TollFree,
    /// Any other: unified (9200), shared cost, pager…
    Other,
}

impl PhoneNumber {
    /// Reads a number as people write it; one without country is Saudi. Digits of any script, blanks, dashes,
    /// dots, slashes, brackets and bidi marks are taken: `050 123 4567`, `00966…`, `+966…`, `٠٥٠…`.
    /// Broken: [`Rule::PhoneNumber`].
    pub fn parse(value: &str) -> Result<Self> {
        let bad = || Error::invalid("", Rule::PhoneNumber);
        // The crate sees nothing but a plus and digits: extensions, letters and long inputs never reach it.
        let dialled = dialled(value).ok_or_else(bad)?;
        // Told a country beside an international number, the crate strips that country's trunk zero from it.
        let home = (!dialled.starts_with('+')).then_some(country::SA);
        let number = phonenumber::parse(home, &dialled).map_err(|_| bad())?;
        line(&number).ok_or_else(bad)?;
        Ok(Self(number.format().mode(Mode::E164).to_string()))
    }

    /// The kind of line.
    pub fn kind(&self) -> PhoneKind {
        phonenumber::parse(None, &self.0).ok().and_then(|number| line(&number)).unwrap_or(PhoneKind::Other)
    }

    /// The number if it is a mobile. Broken: [`Rule::MobileNumber`].
    pub fn mobile(self) -> Result<Self> {
        if self.kind() == PhoneKind::Mobile { Ok(self) } else { Err(Error::invalid("", Rule::MobileNumber)) }
    }

    /// The last four digits, to recognise a number by: `•••••4567`.
    pub fn masked(&self) -> String {
        super::mask::last_four(&self.0)
    }
}

super::personal_value!(PhoneNumber);

/// The kinds of lines that a numbering plan tells apart, the surest first.
const LINES: [(Type, PhoneKind); 10] = [
    (Type::TollFree, PhoneKind::TollFree),
    (Type::Mobile, PhoneKind::Mobile),
    (Type::FixedLine, PhoneKind::Fixed),
    (Type::SharedCost, PhoneKind::Other),
    (Type::Uan, PhoneKind::Other),
    (Type::Voip, PhoneKind::Other),
    (Type::PersonalNumber, PhoneKind::Other),
    (Type::Pager, PhoneKind::Other),
    (Type::PremiumRate, PhoneKind::Other),
    (Type::Voicemail, PhoneKind::Other),
];

/// The kind of line, if the numbering plan of the number's country has such a number. The crate's own check loses
/// leading zeros, which belong to the number in Italy and several African states, and so refuses theirs.
fn line(number: &phonenumber::PhoneNumber) -> Option<PhoneKind> {
    let national = number.national().to_string();
    let plans = DATABASE.by_code(&number.country().code())?;
    plans.into_iter().find_map(|plan| {
        let is = |kind: Type| plan.descriptors().get(kind).is_some_and(|numbers| whole_match(numbers, &national));
        LINES.iter().find(|(kind, _)| is(*kind)).map(|(_, line)| *line)
    })
}

/// Patterns are tied to the start of a number only; its end is checked by the list of lengths, where there is one.
fn whole_match(numbers: &Descriptor, national: &str) -> bool {
    let to_the_end = || numbers.national_number().find(national).is_some_and(|found| found.end() == national.len());
    numbers.is_match(national) && (!numbers.possible_length().is_empty() || to_the_end())
}

/// A plus, if the number is international, and digits; nothing if anything else was written.
fn dialled(value: &str) -> Option<String> {
    if value.len() > MAX_INPUT {
        return None;
    }
    let mut out = String::new();
    for c in digits(value).chars() {
        match c {
            '0'..='9' => out.push(c),
            '+' | '＋' if out.is_empty() => out.push('+'),
            c if separator(c) => {}
            _ => return None,
        }
    }
    if out.len() > MAX_DIGITS {
        return None;
    }
    // Saudi and most of the world dial 00 before a country.
    Some(out.strip_prefix("00").map(|rest| format!("+{rest}")).unwrap_or(out))
}

/// What people, and programs that show a number inside Arabic text, write between digits.
fn separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_number_however_written() -> Result<()> {
        for text in [
            "0501234567",
            "050 123 4567",
            "501234567",
            "00966501234567",
            "00966 0501234567",
            "+966 (50) 123-4567",
            "٠٥٠١٢٣٤٥٦٧",
            "\u{200e}+٩٦٦٥٠١٢٣٤٥٦٧",
            "966501234567",
        ] {
            assert_eq!(PhoneNumber::parse(text)?.as_str(), "+966501234567", "{text}");
        }
        Ok(())
    }

    #[test]
    fn kinds_of_lines() -> Result<()> {
        for (text, e164, kind) in [
            ("0501234567", "+966501234567", PhoneKind::Mobile),
            ("0138001234", "+966138001234", PhoneKind::Fixed),
            ("8001234567", "+9668001234567", PhoneKind::TollFree),
            ("920012345", "+966920012345", PhoneKind::Other),
            ("+14165550123", "+14165550123", PhoneKind::Mobile),
            ("+97433123456", "+97433123456", PhoneKind::Mobile),
            ("+44 20 7946 0958", "+442079460958", PhoneKind::Fixed),
            ("+39 06 6982 1234", "+390669821234", PhoneKind::Fixed),
            ("+225 07 01 23 45 67", "+2250701234567", PhoneKind::Mobile),
        ] {
            let number = PhoneNumber::parse(text)?;
            assert_eq!((number.as_str(), number.kind()), (e164, kind), "{text}");
        }
        assert!(PhoneNumber::parse("0138001234")?.mobile().is_err());
        Ok(())
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [
            "",
            "+",
            "00",
            "0",
            "050",
            "05012345678",
            "050123456a",
            "+966",
            "tel:0501234567",
            "05+01234567",
            "+999123456789",
            "+9665012345678",
            "0501234567 ext 5",
        ] {
            assert!(PhoneNumber::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_are_masked() -> Result<()> {
        let number = PhoneNumber::parse("0501234567")?;
        assert_eq!(number.masked(), "\u{200e}•••••4567");
        assert!(!format!("{number:?}").contains("123"));
        Ok(())
    }

    proptest! {
        #[test]
        fn parse_never_panics_and_is_stable(text in "\\PC{0,40}|[+0-9 ]{0,24}|\\+966[0-9]{8,11}|\\+[0-9]{6,16}") {
            if let Ok(number) = PhoneNumber::parse(&text) {
                prop_assert_eq!(PhoneNumber::parse(number.as_str()).ok(), Some(number.clone()));
                prop_assert!(number.masked().chars().filter(char::is_ascii_digit).count() <= 4);
            }
        }
    }
}
