//! The chart of accounts: codes, names in both languages, class and normal side. Balances live in the store.
use super::word::{Unreadable, quoted, words};
use std::{fmt, str::FromStr};

words! {
    /// The class of an account, which decides where plain-text accounting files put it.
    AccountClass {
        /// What the Fund has.
        Asset = "asset",
        /// What it owes or holds for others.
        Liability = "liability",
        /// What was brought forward or moved between lots.
        Equity = "equity",
        /// What came in.
        Income = "income",
        /// What went out.
        Expense = "expense",
        /// Commitments and claims that are not money yet.
        Memorandum = "memorandum",
    }
}

words! {
    /// The side on which an account normally stands.
    Side {
        /// Debit.
        Debit = "debit",
        /// Credit.
        Credit = "credit",
    }
}

/// One account of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Four digits.
    pub code: u16,
    /// Name in English.
    pub name_en: &'static str,
    /// Name in Azerbaijani.
    pub name_az: &'static str,
    /// Class.
    pub class: AccountClass,
    /// Normal side.
    pub side: Side,
}

/// The code of an account that stands in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountCode(u16);

impl AccountCode {
    /// The code as a number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The account of this code.
    pub fn account(self) -> &'static Account {
        CHART.iter().find(|a| a.code == self.0).unwrap_or(&CHART[0])
    }

    /// Memoranda of orders, confiscations and recourse (92xx, 93xx, 94xx) may stand without a lot: no lot's money yet.
    pub fn may_lack_lot(self) -> bool {
        (9200..9500).contains(&self.0)
    }

    /// The code with that number, where the chart has it.
    pub fn from_number(number: u16) -> Option<AccountCode> {
        CHART.iter().any(|a| a.code == number).then_some(AccountCode(number))
    }
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl FromStr for AccountCode {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let number = (text.len() == 4).then(|| text.parse::<u16>().ok()).flatten();
        number.and_then(AccountCode::from_number).ok_or_else(|| {
            Unreadable::new(
                format!("{} is not an account of the chart: four digits, like 1110", quoted(text)),
                format!("{} hesablar planında yoxdur: dörd rəqəm yazın, məsələn 1110", quoted(text)),
            )
        })
    }
}

impl serde::Serialize for AccountCode {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for AccountCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! chart {
    ($($constant:ident = $code:literal $class:ident $side:ident $en:literal $az:literal;)+) => {
        /// Every account, in the order of its code.
        pub const CHART: &[Account] = &[$(Account { code: $code, name_en: $en, name_az: $az, class: AccountClass::$class, side: Side::$side }),+];
        $(#[doc = $en] pub const $constant: AccountCode = AccountCode($code);)+
    };
}

chart! {
    BANK = 1110 Asset Debit "Bank" "Bank hesabı";
    CASH_DESK = 1120 Asset Debit "Cash desk" "Kassa";
    DUTY_FLOATS = 1130 Asset Debit "Duty floats" "Növbətçi avansları";
    BANK_IN_TRANSIT = 1191 Asset Debit "Bank payments in transit" "Yolda olan bank ödənişləri";
    CASH_IN_TRANSIT = 1192 Asset Debit "Cash payments in transit" "Yolda olan nağd ödənişlər";
    PROPERTY_HELD = 1210 Asset Debit "Property held" "Saxlanılan əmlak";
    GOODS_HELD = 1220 Asset Debit "Goods held" "Saxlanılan mallar";
    BANK_UNMATCHED = 1390 Asset Debit "Bank items unmatched" "Uyğunlaşdırılmamış bank əməliyyatları";
    DUE_FROM_LOTS = 1410 Asset Debit "Due from other lots" "Digər lotlardan alınacaq";
    QUARANTINED = 2110 Liability Credit "Quarantined inflows" "Karantində olan daxilolmalar";
    RETURNED = 2120 Liability Credit "Returned or uncollected payments" "Qaytarılmış və ya götürülməmiş ödənişlər";
    HELD_FOR_BENEFICIARIES = 2130 Liability Credit "Held for beneficiaries" "Benefisiarlar üçün saxlanılan";
    SEIZED_PROPERTY = 2140 Liability Credit "Seized property held for others" "Başqaları üçün saxlanılan həbs edilmiş əmlak";
    HELD_FOR_OTHERS = 2150 Liability Credit "Money held for others" "Başqaları üçün saxlanılan pul";
    DUE_TO_LOTS = 2410 Liability Credit "Due to other lots" "Digər lotlara ödəniləcək";
    BROUGHT_FORWARD = 3100 Equity Credit "Balance brought forward" "Əvvəlki dövrdən qalıq";
    MOVED_BETWEEN_LOTS = 3210 Equity Debit "Released or moved between lots" "Lotlar arasında köçürülən";
    CONFISCATED_ASSETS = 4110 Income Credit "Confiscated assets" "Müsadirə edilmiş əmlak";
    DISSOLVED_ENTITIES = 4120 Income Credit "Assets of dissolved entities" "Ləğv edilmiş qurumların əmlakı";
    DONATIONS = 4210 Income Credit "Donations" "İanələr";
    GRANTS = 4220 Income Credit "Grants" "Qrantlar";
    CHARITY_EVENTS = 4230 Income Credit "Charity events, gross" "Xeyriyyə tədbirləri, ümumi";
    IN_KIND = 4240 Income Credit "Contributions in kind" "Natura şəklində töhfələr";
    STATE_BUDGET = 4310 Income Credit "State-budget appropriations" "Dövlət büdcəsindən ayırmalar";
    RECOVERIES = 4410 Income Credit "Recoveries from offenders" "Təqsirkarlardan geri alınan";
    INTEREST = 4510 Income Credit "Interest" "Faiz gəliri";
    EXCHANGE_GAINS = 4610 Income Credit "Exchange gains" "Məzənnə gəlirləri";
    LUMP_SUMS = 5110 Expense Debit "Lump sums" "Birdəfəlik ödənişlər";
    ALLOWANCES = 5120 Expense Debit "Reintegration allowances" "Reinteqrasiya müavinətləri";
    RESTITUTION = 5210 Expense Debit "Restitution" "Zərərin ödənilməsi";
    LEGAL_AID = 5310 Expense Debit "Legal aid" "Hüquqi yardım";
    REPATRIATION = 5410 Expense Debit "Repatriation" "Repatriasiya";
    MEDICAL = 5510 Expense Debit "Medical" "Tibbi yardım";
    SOCIAL_REHABILITATION = 5520 Expense Debit "Social rehabilitation" "Sosial reabilitasiya";
    OTHER_NECESSARY = 5530 Expense Debit "Other necessary" "Digər zəruri xərclər";
    EMERGENCY_HELP = 5540 Expense Debit "Emergency help" "Təcili yardım";
    EVENT_COSTS = 5610 Expense Debit "Event costs" "Tədbir xərcləri";
    COSTS_OF_SALE = 5620 Expense Debit "Costs of sale" "Satış xərcləri";
    COUNT_DIFFERENCES = 5640 Expense Debit "Count differences" "Sayım fərqləri";
    BANK_CHARGES = 5710 Expense Debit "Bank charges" "Bank haqları";
    EXCHANGE_LOSSES = 5720 Expense Debit "Exchange losses" "Məzənnə itkiləri";
    COMMITTED = 9110 Memorandum Debit "Commitments" "Öhdəliklər";
    COMMITTED_CONTRA = 9119 Memorandum Credit "Commitments, contra" "Öhdəliklər, qarşı hesab";
    RESERVED = 9120 Memorandum Debit "Goods and held money reserved" "Ayrılmış mallar və saxlanılan pul";
    RESERVED_CONTRA = 9129 Memorandum Credit "Goods and held money reserved, contra" "Ayrılmış mallar və pul, qarşı hesab";
    RESTITUTION_ORDERED = 9210 Memorandum Debit "Restitution ordered and outstanding" "Təyin edilmiş, ödənilməmiş kompensasiya";
    RESTITUTION_CONTRA = 9219 Memorandum Credit "Restitution ordered and outstanding, contra" "Təyin edilmiş kompensasiya, qarşı hesab";
    CONFISCATION_ORDERED = 9310 Memorandum Debit "Confiscations ordered, not received" "Təyin edilmiş, alınmamış müsadirələr";
    CONFISCATION_CONTRA = 9319 Memorandum Credit "Confiscations ordered, not received, contra" "Alınmamış müsadirələr, qarşı hesab";
    RECOURSE = 9410 Memorandum Debit "Recourse outstanding" "Ödənilməmiş reqres tələbləri";
    RECOURSE_CONTRA = 9419 Memorandum Credit "Recourse outstanding, contra" "Reqres tələbləri, qarşı hesab";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_in_order_and_every_class_begins_with_its_digit() {
        assert!(CHART.windows(2).all(|w| w[0].code < w[1].code));
        for a in CHART {
            let class = match a.code / 1000 {
                1 => AccountClass::Asset,
                2 => AccountClass::Liability,
                3 => AccountClass::Equity,
                4 => AccountClass::Income,
                5 => AccountClass::Expense,
                _ => AccountClass::Memorandum,
            };
            assert_eq!(a.class, class, "{}", a.code);
            assert!(!a.name_en.is_empty() && !a.name_az.is_empty());
        }
    }
}
