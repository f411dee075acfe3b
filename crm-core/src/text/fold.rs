//! Folding: one spelling for the many ways in which people write the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The zero of every decimal digit block of Unicode 16 (general category Nd), ascending. Each block runs 0-9.
const ZEROS: [u32; 75] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0,
    0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
    0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Turns digits of any script into ASCII digits; other characters pass.
pub fn digits(text: &str) -> String {
    text.chars().map(digit).collect()
}

fn digit(c: char) -> char {
    if c < '\u{660}' {
        return c;
    }
    let code = u32::from(c);
    let block = ZEROS.partition_point(|zero| *zero <= code);
    let offset = block.checked_sub(1).map(|at| code - ZEROS[at]);
    offset.filter(|value| *value < 10).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Folds a text for comparison; what is equal to a hurried reader becomes equal to a program.
///
/// Compatibility forms and ligatures are opened (NFKC), letters lowered, harakat, Quranic marks, tatweel,
/// zero-width and bidi marks and Latin accents dropped; alef, hamza seats, ta marbuta, alef maqsura and the
/// Persian yeh and kaf take one form; digits become ASCII; runs of white space become one blank, none outside.
/// Folding twice is folding once.
pub fn fold(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        if !dropped(c) {
            one_form(digit(c), &mut letters);
        }
    }
    // What was taken apart and kept, such as Hangul and the vowel signs of India, is put together again.
    let mut out = String::with_capacity(letters.len());
    for word in letters.nfc().collect::<String>().split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The longest sort key, in characters: a cursor carries it.
const MAX_SORT_KEY: usize = 200;

/// A key that sorts bytewise as a reader of the language expects: the folded text, article kept,
/// numbers compared digit by digit, cut so that a cursor stays short.
pub fn sort_key(text: &str) -> String {
    let mut key = fold(text);
    if let Some((end, _)) = key.char_indices().nth(MAX_SORT_KEY) {
        key.truncate(end);
    }
    key
}

/// Marks that do not tell words apart. The vowel signs of Indic and other scripts do, so not every mark goes.
fn dropped(c: char) -> bool {
    let mark = matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{591}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}'
        | '\u{897}'..='\u{89F}' | '\u{8CA}'..='\u{8FF}')
        && is_combining_mark(c);
    mark || matches!(c,
        '\u{640}' | '\u{61C}' | '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{6DD}'..='\u{6DE}' | '\u{6E5}'..='\u{6E6}' | '\u{6E9}')
}

/// Appends the one form under which a letter is compared.
fn one_form(c: char, out: &mut String) {
    let one = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ئ' | 'ے' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ؤ' => 'و',
        'ک' | 'ڪ' => 'ك',
        'ς' => 'σ',
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'œ' => return out.push_str("oe"),
        'æ' => return out.push_str("ae"),
        'ß' => return out.push_str("ss"),
        other => other,
    };
    out.push(one);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_digit_table_is_sorted_and_complete_for_common_scripts() {
        assert!(ZEROS.is_sorted());
        assert_eq!(digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０９ ०९ 𝟘𝟡"), "0123456789 0123456789 09 09 09");
        assert_eq!(digits("رقم 5، ½ و²"), "رقم 5، ½ و²");
    }

    #[test]
    fn arabic_spellings_meet() {
        for (one, other) in [
            ("إلكترونية", "الكترونيه"),
            ("الخِدْمَةُ", "الخدمة"),
            ("مستشفى", "مستشفي"),
            ("رُخصه", "رخصة"),
            ("مسؤول", "مسوول"),
            ("شئون", "شيون"),
            ("خـــدمة", "خدمة"),
            ("ﻻ", "لا"),
            ("کتابی", "كتابي"),
            ("\u{200f}الدمام\u{200e}", "الدمام"),
            ("قرآن", "قران"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(fold("  غرفة\u{a0}\n١٢٣ "), "غرفه 123");
    }

    #[test]
    fn latin_accents_and_case_meet() {
        assert_eq!(fold("Délivrance d'ŒUVRE"), "delivrance d'oeuvre");
        assert_eq!(fold("İSTANBUL"), "istanbul");
        assert_eq!(fold("ﬁle ＡＢＣ"), "file abc");
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
    }

    #[test]
    fn marks_that_carry_meaning_stay() {
        assert_ne!(fold("कि"), fold("के"));
        assert_eq!(fold("한국"), "한국");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_arabic_twice_is_folding_once(text in "[\u{600}-\u{6ff}\u{8a0}-\u{8ff}\u{fb50}-\u{fdff}\u{fe70}-\u{feff} ]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
