//! Countries, as issuers of documents and as nationalities.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;

/// ISO 3166-1: alpha-3 and alpha-2 written together, by alpha-3.
const COUNTRIES: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI \
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT \
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU \
    CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET \
    FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR \
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB \
    LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH \
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE \
    NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ \
    SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC \
    TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY \
    USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/// Issuers of travel documents that are no country of ISO 3166-1 (ICAO Doc 9303, part 3, section 5): United Nations
/// and its agencies, Interpol, Order of Malta, European Union, Kosovo, stateless persons, refugees and persons of
/// unspecified nationality.
const OTHER_ISSUERS: &[&str] = &["UNO", "UNA", "UNK", "XPO", "XOM", "EUE", "RKS", "XXA", "XXB", "XXC", "XXX"];

/// A country or another issuer of travel documents, by its three-letter code in capitals: `SAU`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

impl Country {
    /// Reads an ISO 3166-1 code of two or three letters, or an issuer's code of ICAO Doc 9303, in any case.
    /// Broken: [`Rule::NotListed`].
    pub fn parse(value: &str) -> Result<Self> {
        let code = value.trim().to_ascii_uppercase();
        // Machine-readable German passports bear the one letter.
        let found = if code == "D" { Some("DEU") } else { by_code(&code) };
        found.map(|code| Self(code.to_owned())).ok_or_else(|| Error::invalid("", Rule::NotListed))
    }

    /// Saudi Arabia.
    pub fn saudi() -> Self {
        Self("SAU".to_owned())
    }

    /// The two-letter code, for the formats that want it; issuers that are no country have none.
    pub fn alpha2(&self) -> Option<&'static str> {
        pairs().find(|(three, _)| *three == self.0).map(|(_, two)| two)
    }
}

super::open_value!(Country);

fn by_code(code: &str) -> Option<&'static str> {
    let country = pairs().find(|(three, two)| *three == code || *two == code).map(|(three, _)| three);
    country.or_else(|| OTHER_ISSUERS.iter().copied().find(|issuer| *issuer == code))
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTRIES.split_ascii_whitespace().map(|pair| pair.split_at(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_and_three_letters_meet() -> Result<()> {
        assert_eq!(Country::parse("sa")?, Country::saudi());
        assert_eq!(Country::parse("PAK")?, Country::parse("PK")?);
        assert_eq!(Country::parse("IN")?.alpha2(), Some("IN"));
        assert_eq!(Country::parse("xxa")?.alpha2(), None);
        for bad in ["", "ZZ", "SAUD", "السعودية", "S A"] {
            assert!(Country::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(pairs().count(), 249);
        assert!(pairs().all(|(three, two)| three.len() == 3 && two.len() == 2));
    }
}
