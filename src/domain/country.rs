//! Countries by their codes (ISO 3166-1). Which country an item or a person belongs to is said by who holds it; nothing but the
//! codes lives here.
use super::word::Unreadable;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Each country's alpha-2 code with its alpha-3 code behind it (ISO 3166-1 as Debian's iso-codes have it). The last line is what
/// papers hold besides (ICAO Doc 9303-3, section 5): the European Union, the United Nations, Kosovo, stateless persons and
/// refugees as `XX`, and two states that are no more (ISO 3166-3) but whose papers are still shown.
const CODES: &str = "\
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH \
    BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT \
    BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB \
    CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP \
    ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB \
    GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL \
    ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM \
    KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY \
    MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT \
    MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU \
    NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT \
    REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR \
    SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS \
    TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN \
    VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE \
    EUEUE SUSUN UNUNA UNUNK UNUNO XKRKS XKXKX XXXXA XXXXB XXXXC XXXXX YUYUG";

/// A country or what issues papers like one, kept as its alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads an alpha-2 or alpha-3 code in any case. The error does not repeat it: it may stand in an identity.
    pub fn new(text: &str) -> Result<Country, Unreadable> {
        let code = text.trim().to_ascii_uppercase();
        let known = CODES.split_whitespace().find(|pair| match code.len() {
            2 => pair.starts_with(&code),
            3 => pair.ends_with(&code),
            _ => false,
        });
        match known.map(str::as_bytes) {
            Some([first, second, ..]) => Ok(Country([*first, *second])),
            _ => Err(Unreadable::new(
                "this is no country code: two or three letters, like AZ or AZE (ISO 3166-1)",
                "bu, ölkə kodu deyil: iki və ya üç hərf yazın, məsələn AZ və ya AZE (ISO 3166-1)",
            )),
        }
    }

    /// The alpha-2 code.
    pub fn as_str(&self) -> &str {
        // Only codes of the list come in, and they are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[country]")
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Country::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_and_three_letters_name_the_same_country() {
        for (short, long) in [("AZ", "AZE"), ("ph", "phl"), ("UA", " UKR "), ("XX", "XXA"), ("XX", "XXB")] {
            assert_eq!(Country::new(short), Country::new(long), "{short}");
            assert!(Country::new(short).is_ok(), "{short}");
        }
        assert_ne!(Country::new("AZ"), Country::new("AM"));
    }

    #[test]
    fn what_is_no_country_is_refused_without_being_repeated() {
        for wrong in ["", "A", "QQ", "QQQ", "AZER", "ZAZ", "EU1", "А\u{417}", "AZ\u{200b}"] {
            let why = Country::new(wrong).expect_err("this is no country");
            assert!(wrong.len() < 2 || !why.to_string().contains(wrong), "{wrong}");
        }
    }

    #[test]
    fn every_code_is_listed_once() {
        let all: Vec<&str> = CODES.split_whitespace().collect();
        let long: std::collections::BTreeSet<&str> = all.iter().map(|pair| &pair[2..]).collect();
        assert_eq!((all.len(), long.len()), (261, 261));
        assert!(all.iter().all(|pair| pair.len() == 5 && pair.bytes().all(|b| b.is_ascii_uppercase())));
    }
}
