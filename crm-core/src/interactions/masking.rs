//! Identifiers that people type into free text: found by shape and check digit, and masked before the text is kept.

use crate::text::digits;
use crate::values::{CheckDigit, Identifier, IdentifierKind};

/// Digits of a national or a resident id.
const LENGTH: usize = 10;
/// Digits left to recognise it by.
const VISIBLE: usize = 4;

/// The text with every national id (first digit 1) and resident id (first digit 2) whose check digit matches
/// masked but for its last four digits. Digits may be of any script and parted by single blanks or dashes; a
/// longer run of digits, such as a reference or an account number, is no identifier.
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<(char, Option<u8>)> = Vec::new();
    for c in text.chars() {
        match value(c) {
            Some(digit) => run.push((c, Some(digit))),
            None if separates(c) && run.last().is_some_and(|(_, digit)| digit.is_some()) => run.push((c, None)),
            None => {
                flush(&mut run, &mut out);
                out.push(c);
            }
        }
    }
    flush(&mut run, &mut out);
    out
}

/// Writes a run of digits and separators, masked if it holds an identifier. Parts between separators are tried
/// from each part on, so that `2 1012345672` is found too.
fn flush(run: &mut Vec<(char, Option<u8>)>, out: &mut String) {
    let mut start = 0;
    while start < run.len() {
        let begins = run[start].1.is_some() && (start == 0 || run[start - 1].1.is_none());
        if let Some(length) = begins.then(|| identifier(&run[start..])).flatten() {
            let total = run[start..start + length].iter().filter(|(_, digit)| digit.is_some()).count();
            let mut seen = 0;
            for (c, digit) in &run[start..start + length] {
                seen += usize::from(digit.is_some());
                let hidden = digit.is_some() && seen <= total - VISIBLE;
                out.push(if hidden { '•' } else { *c });
            }
            start += length;
        } else {
            out.push(run[start].0);
            start += 1;
        }
    }
    run.clear();
}

/// How many places from the start the identifier takes, if one stands there.
fn identifier(run: &[(char, Option<u8>)]) -> Option<usize> {
    let mut found = String::with_capacity(LENGTH);
    for (place, (_, digit)) in run.iter().enumerate() {
        if let Some(digit) = digit {
            found.push(char::from(b'0' + digit));
        }
        if found.len() == LENGTH {
            let ends = run.get(place + 1).is_none_or(|(_, next)| next.is_none());
            return (ends && is_identifier(&found)).then_some(place + 1);
        }
    }
    None
}

fn is_identifier(number: &str) -> bool {
    [IdentifierKind::NationalId, IdentifierKind::ResidentId]
        .into_iter()
        .any(|kind| Identifier::parse(kind, None, number).is_ok_and(|parsed| parsed.check == CheckDigit::Ok))
}

fn value(c: char) -> Option<u8> {
    let ascii = if c.is_ascii() { c } else { digits(c.encode_utf8(&mut [0; 4])).chars().next()? };
    ascii.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

fn separates(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn identifiers_are_masked_however_typed() {
        for (text, masked) in [
            ("هويته 1012345672 وجواله 0501234567", "هويته ••••••5672 وجواله 0501234567"),
            ("رقم ١٠١٢٣٤٥٦٧٢.", "رقم ••••••٥٦٧٢."),
            ("101-234-5672", "•••-•••-5672"),
            ("2 1012345672", "2 ••••••5672"),
            ("2012345670x", "••••••5670x"),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in ["1012345673", "10123456720", "0101234567", "SA0380000000608010167519", "معاملة 144700012345", ""]
        {
            assert_eq!(mask(text), text);
        }
    }

    proptest! {
        #[test]
        fn masking_keeps_every_other_character(text in "[12 ٠-٩0-9a-]{0,40}") {
            let masked = mask(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            prop_assert!(masked.chars().zip(text.chars()).all(|(new, old)| new == old || new == '•'));
        }
    }
}
