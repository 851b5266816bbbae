//! Payments for a bank as ISO 20022 pain.001, version .09 or .03: the same words in the same order for the same batch, byte for byte.
//! Only what a bank must know goes in: whoever is helped has an account there and no name. Where the words come from is said in the service.
use crate::domain::{
    batch::{CreditorAccount, DebtorAccount, Pain001},
    day::{Day, Instant},
    money::Money,
    outward::{Narrative, SenderName},
    reference::PaymentRef,
};
use std::fmt::Write;
use zeroize::Zeroizing;

/// What stands where the bank knows better, or must not know (a convention of banks).
const NOT_PROVIDED: &str = "NOTPROVIDED";

/// Most characters of a creditor's name (ISO 20022, Max140Text).
const MOST_NAME: usize = 140;

/// A batch as a file.
pub struct BankFile {
    /// Its name for the bank, at most 35 characters.
    pub message_id: String,
    /// When the batch was made.
    pub made_at: Instant,
    /// The day on which the bank is to pay.
    pub execute_on: Day,
    /// Under which name the payments come.
    pub sender: SenderName,
    /// The Fund's own account; none where the bank knows it.
    pub debtor: Option<DebtorAccount>,
    /// The sum of all.
    pub control_sum: Money,
    /// The payments.
    pub transfers: Vec<Transfer>,
}

/// A payment in the file.
pub struct Transfer {
    /// Its reference.
    pub payment: PaymentRef,
    /// The sum.
    pub amount: Money,
    /// The account that is paid.
    pub account: CreditorAccount,
    /// Who is paid; none for whoever is helped or represents them.
    pub name: Option<String>,
    /// What the bank line says.
    pub narrative: Narrative,
}

/// The file as text.
pub fn pain001(file: &BankFile, version: Pain001) -> Zeroizing<String> {
    let mut xml = Xml::default();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.raw(&format!("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}\">"));
    xml.within("CstmrCdtTrfInitn", |xml| {
        xml.within("GrpHdr", |xml| {
            xml.text("MsgId", &file.message_id);
            xml.text("CreDtTm", &file.made_at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
            totals(file, xml);
            xml.within("InitgPty", |xml| xml.text("Nm", file.sender.as_str()));
        });
        xml.within("PmtInf", |xml| order(file, version, xml));
    });
    xml.raw("\n</Document>\n");
    xml.0
}

fn totals(file: &BankFile, xml: &mut Xml) {
    xml.text("NbOfTxs", &file.transfers.len().to_string());
    xml.text("CtrlSum", &file.control_sum.to_string());
}

fn order(file: &BankFile, version: Pain001, xml: &mut Xml) {
    xml.text("PmtInfId", &file.message_id);
    xml.text("PmtMtd", "TRF");
    // A line for each payment, so that each is found again in the bank's statement.
    xml.text("BtchBookg", "false");
    totals(file, xml);
    let day = file.execute_on.to_string();
    match version {
        Pain001::V09 => xml.within("ReqdExctnDt", |xml| xml.text("Dt", &day)),
        Pain001::V03 => xml.text("ReqdExctnDt", &day),
    }
    xml.within("Dbtr", |xml| xml.text("Nm", file.sender.as_str()));
    xml.within("DbtrAcct", |xml| {
        xml.within("Id", |xml| match &file.debtor {
            Some(account) => xml.text("IBAN", account.as_str()),
            None => other(xml, NOT_PROVIDED),
        });
        xml.text("Ccy", "AZN");
    });
    xml.within("DbtrAgt", |xml| xml.within("FinInstnId", |xml| other(xml, NOT_PROVIDED)));
    xml.text("ChrgBr", "SHAR");
    for transfer in &file.transfers {
        xml.within("CdtTrfTxInf", |xml| transaction(transfer, version, xml));
    }
}

fn transaction(transfer: &Transfer, version: Pain001, xml: &mut Xml) {
    let reference = transfer.payment.to_string();
    xml.within("PmtId", |xml| {
        xml.text("InstrId", &reference);
        xml.text("EndToEndId", &reference);
    });
    xml.within("Amt", |xml| xml.line(&format!("<InstdAmt Ccy=\"AZN\">{}</InstdAmt>", transfer.amount)));
    if let Some((bic, country)) = bank(&transfer.account) {
        xml.within("CdtrAgt", |xml| {
            xml.within("FinInstnId", |xml| {
                xml.text(if version == Pain001::V09 { "BICFI" } else { "BIC" }, bic);
                if let Some(country) = country {
                    xml.within("PstlAdr", |xml| xml.text("Ctry", country));
                }
            });
        });
    }
    let name = transfer.name.as_deref().unwrap_or(NOT_PROVIDED);
    let name: Zeroizing<String> = Zeroizing::new(name.chars().take(MOST_NAME).collect());
    xml.within("Cdtr", |xml| xml.text("Nm", &name));
    xml.within("CdtrAcct", |xml| {
        xml.within("Id", |xml| match &transfer.account {
            CreditorAccount::Iban { iban, .. } => xml.text("IBAN", iban.expose()),
            CreditorAccount::Abroad { number, .. } => other(xml, number.expose()),
        });
    });
    xml.within("RmtInf", |xml| xml.text("Ustrd", transfer.narrative.as_str()));
}

fn bank(account: &CreditorAccount) -> Option<(&str, Option<&str>)> {
    match account {
        CreditorAccount::Iban { bic, .. } => Some((bic.as_ref()?.expose(), None)),
        CreditorAccount::Abroad { bic, country, .. } => Some((bic.expose(), Some(country.as_str()))),
    }
}

fn other(xml: &mut Xml, id: &str) {
    xml.within("Othr", |xml| xml.text("Id", id));
}

/// A writer of XML as far as a bank file needs one: elements in lines, texts escaped, nothing that XML 1.0 has no character for.
#[derive(Default)]
struct Xml(Zeroizing<String>, usize);

impl Xml {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn line(&mut self, text: &str) {
        // Writing to memory does not fail.
        write!(self.0, "\n{:width$}{text}", "", width = 2 * (self.1 + 1)).expect("a string takes text");
    }

    fn within(&mut self, name: &str, inner: impl FnOnce(&mut Xml)) {
        self.line(&format!("<{name}>"));
        self.1 += 1;
        inner(self);
        self.1 -= 1;
        self.line(&format!("</{name}>"));
    }

    fn text(&mut self, name: &str, text: &str) {
        let escaped = Zeroizing::new(text.chars().fold(String::with_capacity(text.len()), |mut all, c| {
            match c {
                '&' => all.push_str("&amp;"),
                '<' => all.push_str("&lt;"),
                '>' => all.push_str("&gt;"),
                c if c.is_control() || matches!(u32::from(c), 0xfffe | 0xffff) => all.push(' '),
                c => all.push(c),
            }
            all
        }));
        self.line(&Zeroizing::new(format!("<{name}>{}</{name}>", *escaped)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::parse_instant, outward::Forbidden, reference::Reference};
    use serde_json::{Value, json};

    fn transfer(number: i64, account: Value, name: Option<&str>) -> Transfer {
        let payment = PaymentRef::new(2014, number);
        let account = serde_json::from_value(account).expect("a fixed account reads");
        Transfer {
            payment,
            amount: "100.00".parse().expect("a fixed sum reads"),
            account: CreditorAccount::of(&account).expect("it is payable"),
            name: name.map(str::to_owned),
            narrative: Narrative::for_payment(payment, None, &Forbidden::nobody()),
        }
    }

    fn written(version: Pain001, name: &str) -> String {
        let file = BankFile {
            message_id: "T-2014-000001".to_owned(),
            made_at: parse_instant("2014-06-02T06:00:00Z").expect("a fixed instant reads"),
            execute_on: "2014-06-03".parse().expect("a fixed day reads"),
            sender: SenderName::default(),
            debtor: None,
            control_sum: "200.00".parse().expect("a fixed sum reads"),
            transfers: vec![
                transfer(1, json!({"iban": "AZ21NABZ00000000137010001944"}), None),
                transfer(2, json!({"number": "00-1234", "bic": "BOPIPHMM", "country": "PH"}), Some(name)),
            ],
        };
        pain001(&file, version).to_string()
    }

    /// The elements with their texts, when every one that opens closes again in its turn.
    fn elements(xml: &str) -> Vec<(String, String)> {
        let body = xml.split_once("?>").expect("it begins with a declaration").1;
        let (mut open, mut all) = (vec![], vec![]);
        for part in body.split('<').skip(1) {
            let (tag, text) = part.split_once('>').expect("a tag ends");
            assert!(!text.contains(['<', '>']), "a bare bracket in {text:?}");
            let entities = text
                .split('&')
                .skip(1)
                .all(|rest| ["amp;", "lt;", "gt;"].iter().any(|e| rest.starts_with(e)));
            assert!(entities, "a bare ampersand in {text:?}");
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "in {xml}"),
                None => {
                    let name = tag.split(' ').next().unwrap_or_default().to_owned();
                    all.push((name.clone(), text.trim().to_owned()));
                    open.push(name);
                }
            }
        }
        assert!(open.is_empty(), "{open:?} never close");
        all
    }

    #[test]
    fn both_versions_are_well_formed_whatever_a_payee_is_called() {
        for name in [
            "Nümunə MMC",
            "A & B <Ltd> \"x\" 'y' ]]>",
            "line\nbreak\u{0}\u{1b}\u{fffe}",
            "<!-- --><?x?>&amp;",
        ] {
            for version in Pain001::ALL {
                let xml = written(*version, name);
                let all = elements(&xml);
                assert!(xml.contains(&format!("pain.001.001.{version}")));
                assert_eq!(all.iter().filter(|(name, _)| name == "CdtTrfTxInf").count(), 2);
                assert!(xml.chars().all(|c| c == '\n' || (!c.is_control() && c != '\u{fffe}')), "{name:?}");
            }
        }
    }

    #[test]
    fn the_versions_differ_where_the_standard_does() {
        let (nine, three) = (written(Pain001::V09, "x"), written(Pain001::V03, "x"));
        assert!(nine.contains("<BICFI>BOPIPHMM</BICFI>") && three.contains("<BIC>BOPIPHMM</BIC>"));
        assert!(
            nine.contains("<Dt>2014-06-03</Dt>") && three.contains("<ReqdExctnDt>2014-06-03</ReqdExctnDt>")
        );
    }

    #[test]
    fn references_and_narratives_fit_what_banks_take_and_a_long_name_is_cut() {
        let all = elements(&written(Pain001::V09, &"ə".repeat(200)));
        let longest =
            |name: &str| all.iter().filter(|(n, _)| n == name).map(|(_, text)| text.chars().count()).max();
        for name in ["MsgId", "PmtInfId", "InstrId", "EndToEndId"] {
            assert!(longest(name).is_some_and(|length| (1..=35).contains(&length)), "{name}");
        }
        assert!(longest("Ustrd").is_some_and(|length| length <= 140));
        assert_eq!(longest("Nm"), Some(140));
    }
}
