//! Money.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::digits;

/// The currencies of ISO 4217 in which a fee can be paid; funds, metals and test codes left out.
const CURRENCIES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD \
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD \
    LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK \
    PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB \
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW \
    ZWG";

/// A currency of ISO 4217 in capitals: `SAR`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Reads a code of three letters, in any case. Broken: [`Rule::Currency`].
    pub fn parse(value: &str) -> Result<Self> {
        let code = value.trim().to_ascii_uppercase();
        if CURRENCIES.split_ascii_whitespace().any(|known| known == code) {
            Ok(Self(code))
        } else {
            Err(Error::invalid("", Rule::Currency))
        }
    }

    /// The riyal.
    pub fn riyal() -> Self {
        Self("SAR".to_owned())
    }

    /// How many decimal places its minor unit takes: 2 for the riyal (halala), 3 for the Kuwaiti dinar, 0 for the yen.
    pub fn minor_digits(&self) -> u32 {
        match self.0.as_str() {
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
            | "XAF" | "XOF" | "XPF" => 0,
            _ => 2,
        }
    }
}

super::open_value!(Currency);

/// An amount of money, exact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// The amount in the currency's minor unit: 15050 is 150.50 riyals.
    pub amount_minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Reads a plain decimal number such as `150.50`, digits of any script, point or Arabic decimal separator,
    /// without grouping and with no more places than the currency has. Broken: [`Rule::Malformed`];
    /// too great: [`Rule::OutOfRange`].
    pub fn parse(amount: &str, currency: Currency) -> Result<Self> {
        let bad = || Error::invalid("", Rule::Malformed);
        let amount = amount.trim();
        if amount.len() > 128 {
            return Err(bad());
        }
        let text = digits(amount).replace('٫', ".");
        let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let places = currency.minor_digits() as usize;
        let ascii = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !ascii(whole) || !ascii(part) || part.len() > places || text.ends_with('.') {
            return Err(bad());
        }
        let minor: i64 =
            format!("{whole}{part:0<places$}").parse().map_err(|_| Error::invalid("", Rule::OutOfRange))?;
        Ok(Self { amount_minor: if negative { -minor } else { minor }, currency })
    }

    /// The amount in the currency's main unit with all its places: `150.50`.
    pub fn amount(&self) -> String {
        let places = self.currency.minor_digits();
        let (sign, value) = (if self.amount_minor < 0 { "-" } else { "" }, self.amount_minor.unsigned_abs());
        if places == 0 {
            return format!("{sign}{value}");
        }
        let unit = 10_u64.pow(places);
        format!("{sign}{}.{:0width$}", value / unit, value % unit, width = places as usize)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_exact() -> Result<()> {
        for (text, code, minor, written) in [
            ("150.5", "SAR", 15_050, "150.50"),
            ("١٥٠٫٥", "sar", 15_050, "150.50"),
            ("0.125", "KWD", 125, "0.125"),
            ("700", "JPY", 700, "700"),
            ("-0.05", "SAR", -5, "-0.05"),
        ] {
            let money = Money::parse(text, Currency::parse(code)?)?;
            assert_eq!((money.amount_minor, money.amount().as_str()), (minor, written));
        }
        for bad in ["", ".", "1.", ".5", "1,000", "1.005", "1e3", "+1", "--1", "99999999999999999999"] {
            assert!(Money::parse(bad, Currency::riyal()).is_err(), "{bad}");
        }
        for bad in ["", "SA", "XXX", "ريال", "SARS"] {
            assert!(Currency::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_amount_reads_back(minor in -i64::MAX..=i64::MAX, code in prop::sample::select(&["SAR", "KWD", "JPY"][..])) {
            let money = Money { amount_minor: minor, currency: Currency(code.to_owned()) };
            prop_assert_eq!(Money::parse(&money.amount(), money.currency.clone()).ok(), Some(money));
        }

        #[test]
        fn parse_never_panics(text in "\\PC{0,40}|[-0-9.]{0,24}") {
            if let Ok(money) = Money::parse(&text, Currency::riyal()) {
                prop_assert_eq!(Money::parse(&money.amount(), Currency::riyal()).ok(), Some(money));
            }
        }
    }
}
