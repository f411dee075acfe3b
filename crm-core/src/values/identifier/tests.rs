use proptest::prelude::*;

use super::*;

use IdentifierKind as Kind;

/// A synthetic number with a right check digit.
fn numbered(first: u8, serial: u32) -> String {
    let start = format!("{first}{serial:08}");
    (0..10).map(|check| format!("{start}{check}")).find(|value| luhn(value)).unwrap_or_default()
}

fn rule(kind: Kind, issuer: Option<&str>, raw: &str) -> Option<(String, Rule)> {
    match Identifier::parse(kind, issuer, raw).and_then(Parsed::strict) {
        Err(Error::Invalid { mut fields }) => fields.pop().map(|field| (field.path.join("."), field.rule)),
        _ => None,
    }
}

#[test]
fn names_are_stable_and_read_back() -> Result<()> {
    use sea_orm::ActiveEnum;
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.name())?, kind);
        assert_eq!(kind.to_value(), kind.name());
        assert_eq!(serde_json::to_value(kind).ok(), Some(kind.name().into()));
    }
    Ok(())
}

#[test]
fn one_national_id_however_written() -> Result<()> {
    let plain = numbered(1, 1_234_567);
    let arabic: String = plain.chars().map(|c| char::from_u32(0x660 + c as u32 - 48).unwrap_or(c)).collect();
    let spaced = format!(" {}-{} {}\u{200f}", &plain[..1], &plain[1..5], &plain[5..]);
    for text in [plain.clone(), arabic, spaced] {
        let id = Identifier::parse(Kind::NationalId, None, &text)?.strict()?;
        assert_eq!(id.as_str(), plain);
        assert_eq!(id.lookup_key(), format!("national_id::{plain}"));
    }
    Ok(())
}

#[test]
fn shape_check_digit_and_issuer_are_told_apart() -> Result<()> {
    let right = numbered(1, 42);
    let wrong = format!("{}{}", &right[..9], (right.as_bytes()[9] - b'0' + 1) % 10);
    let value = |rule| Some(("value".to_owned(), rule));
    let issuer = |rule| Some(("issuer".to_owned(), rule));
    assert_eq!(rule(Kind::NationalId, None, &wrong), value(Rule::CheckDigit));
    assert_eq!(Identifier::parse(Kind::NationalId, None, &wrong)?.check, CheckDigit::Wrong);
    assert_eq!(rule(Kind::ResidentId, None, &right), value(Rule::IdentifierShape));
    assert_eq!(rule(Kind::NationalId, None, "12345"), value(Rule::IdentifierShape));
    assert_eq!(rule(Kind::Passport, None, "AB123456"), issuer(Rule::Required));
    assert_eq!(rule(Kind::Passport, Some("ZZ"), "AB123456"), issuer(Rule::NotListed));
    assert_eq!(rule(Kind::GccId, Some("FR"), "123456789"), issuer(Rule::NotListed));
    assert_eq!(rule(Kind::Vat, Some("EG"), "300000000000003"), issuer(Rule::NotListed));
    Ok(())
}

#[test]
fn kinds_have_their_shapes() {
    for (kind, issuer, good, bad) in [
        (Kind::BorderNumber, None, "3012345678", "5012345678"),
        (Kind::CommercialRegister, None, "1010123456", "101012345"),
        (Kind::UnifiedNumber, Some("SA"), "7001234567", "8001234567"),
        (Kind::Vat, None, "300000000000003", "300000000000004"),
        (Kind::GccId, Some("KW"), "280010112345", "28A"),
        (Kind::Passport, Some("PK"), "ab-123 4567", "AB#1234"),
        (Kind::Passport, Some("PAK"), "A1234", "ABCDEFG"),
    ] {
        assert_eq!(rule(kind, issuer, good), None, "{good}");
        assert_eq!(rule(kind, issuer, bad), Some(("value".to_owned(), Rule::IdentifierShape)), "{bad}");
    }
}

#[test]
fn one_passport_whichever_code_names_its_issuer() -> Result<()> {
    let two = Identifier::parse(Kind::Passport, Some("pk"), "ab1234567")?.identifier;
    let three = Identifier::parse(Kind::Passport, Some("PAK"), "AB 1234567")?.identifier;
    assert_eq!(two, three);
    assert_eq!(two.lookup_key(), "passport:PAK:AB1234567");
    Ok(())
}

proptest! {
    #[test]
    fn luhn_sees_any_single_wrong_digit(serial in 0..100_000_000_u32, place in 0..10_usize, by in 1..10_u8) {
        let mut bytes = numbered(1, serial).into_bytes();
        bytes[place] = (bytes[place] - b'0' + by) % 10 + b'0';
        prop_assert!(!luhn(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn luhn_sees_neighbours_swapped_but_09_and_90(serial in 0..100_000_000_u32, place in 0..9_usize) {
        let mut bytes = numbered(2, serial).into_bytes();
        let pair = (bytes[place], bytes[place + 1]);
        prop_assume!(pair.0 != pair.1 && pair != (b'0', b'9') && pair != (b'9', b'0'));
        bytes.swap(place, place + 1);
        prop_assert!(!luhn(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn parse_never_panics_and_masks(kind in prop::sample::select(&Kind::ALL[..]), issuer in "\\PC{0,3}|KW|PK", raw in "\\PC{0,40}|[1-7][0-9]{9}|[A-Z0-9]{5,15}") {
        if let Ok(parsed) = Identifier::parse(kind, Some(&issuer), &raw) {
            let id = parsed.identifier;
            let visible: String = id.masked().chars().filter(char::is_ascii_alphanumeric).collect();
            prop_assert!(visible.len() <= 4 && id.as_str().ends_with(&visible));
            let shown = format!("{id:?}");
            prop_assert!(!shown.contains(id.as_str()));
        }
    }
}
