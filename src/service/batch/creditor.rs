//! Who is paid, as a bank must know it, and the keyed commitment by which an account is known again. A beneficiary's account comes
//! from the identity unless the payment has one: the one recorded last counts.
use crate::{
    domain::{
        batch::CreditorAccount,
        country::Country,
        identity::{Identity, IdentityAccount, PaperNumber, PersonBic, PersonIban},
        letters::is_unseen,
        outward::{Forbidden, offences},
        purpose::{Method, PayeeKind},
        reference::{PaymentRef, Reference},
    },
    rules::facts::Fact,
    service::{
        Outcome,
        beneficiary::record_identity::identity_of,
        payment::{draft_payment::PayeeAccount, plan::payee_of},
    },
    store::{Snapshot, payment::StandingPayment},
    vault::{Commitment, DataKey, Keys, Words},
};
use uuid::Uuid;

const PLACE: &str = "payment.account";

/// Who is paid. It holds personal words; nothing of it prints.
pub struct Creditor {
    /// The account; none where there is none that a bank can pay.
    pub account: Option<CreditorAccount>,
    /// The name that the bank is told; none for whoever is helped or represents them, and where it would tell of them.
    pub name: Option<String>,
    /// Whether a name must be there and is not.
    pub lacks_name: bool,
    key: Option<DataKey>,
    payment: PaymentRef,
}

/// Are payees of this kind named in a bank file? Of those who are helped the bank knows the account, and need not be told more.
pub fn is_named(kind: PayeeKind) -> bool {
    !matches!(kind, PayeeKind::Beneficiary | PayeeKind::Representative)
}

/// Opens who is paid by a payment.
pub async fn creditor_of(from: &mut Snapshot, keys: &Keys, stored: &StandingPayment) -> Outcome<Creditor> {
    let row = &stored.payment;
    let payee = payee_of(from, keys, stored).await?;
    let in_payment = payee.as_ref().and_then(|payee| payee.account.as_ref()).map(of_payment);
    let account = match (in_payment, row.payee_kind) {
        (Some(account), _) => CreditorAccount::of(&account),
        (None, PayeeKind::Beneficiary) => {
            let identity = identity_of(from, keys, row.beneficiary).await?;
            identity.accounts.last().and_then(CreditorAccount::of)
        }
        (None, _) => None,
    };
    let name = payee.and_then(|payee| payee.name).filter(|_| is_named(row.payee_kind));
    let lacks_name = is_named(row.payee_kind) && name.is_none();
    let name = match name {
        Some(name) => outward_name(name.expose(), &identity_of(from, keys, row.beneficiary).await?),
        None => None,
    };
    let key = from.data_key(keys, row.beneficiary).await?;
    Ok(Creditor { account, name, lacks_name, key, payment: row.id })
}

/// The name as the bank may read it, without what nobody sees; none where it tells the Fund's subject or whoever is helped. That it was
/// left out is not said to anybody: the answer would tell who somebody is.
fn outward_name(name: &str, identity: &Identity) -> Option<String> {
    let mut forbidden = Forbidden::nobody();
    identity.name.iter().for_each(|name| forbidden.name(name.expose()));
    identity.fin.iter().for_each(|fin| forbidden.number(fin.expose()));
    let papers = identity.documents.iter().flat_map(|paper| &paper.number);
    papers.for_each(|number| forbidden.number(number.expose()));
    for account in &identity.accounts {
        account.iban.iter().for_each(|iban| forbidden.number(iban.expose()));
        account.number.iter().for_each(|number| forbidden.number(number.expose()));
    }
    identity.safe_contact.iter().for_each(|way| forbidden.words(way.expose()));
    let seen = name.chars().filter(|c| !is_unseen(*c));
    let plain: String = seen.map(|c| if c.is_control() || is_break(c) { ' ' } else { c }).collect();
    let is_safe = offences(name, &forbidden).is_empty() && offences(&plain, &forbidden).is_empty();
    (is_safe && plain.chars().any(char::is_alphanumeric)).then_some(plain)
}

/// Ends of lines and paragraphs that are no control characters.
fn is_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// An account of a payment in the words of the domain; what a bank cannot read is left out, and the account is then not payable.
fn of_payment(account: &PayeeAccount) -> IdentityAccount {
    IdentityAccount {
        iban: account.iban.as_ref().and_then(|iban| PersonIban::new(iban.expose()).ok()),
        country: account.country.as_ref().and_then(|country| Country::new(country).ok()),
        number: account.number.as_ref().and_then(|number| PaperNumber::new(number.expose()).ok()),
        bic: account.bic.as_ref().and_then(|bic| PersonBic::new(bic.expose()).ok()),
    }
}

impl Creditor {
    /// The commitment to the account, keyed by the person's key (the Fund's where the person has none yet).
    pub fn commitment(&self, keys: &Keys) -> Option<Commitment> {
        let words = Words::of(&self.account.as_ref()?.mark());
        let id = self.place();
        Some(match &self.key {
            Some(key) => key.commit(id, PLACE, &words),
            None => keys.commit(id, PLACE, &words),
        })
    }

    /// Whether the account is the one of a commitment; a person may have been given a key in between.
    pub fn agrees(&self, keys: &Keys, committed: Option<&Commitment>) -> Fact<bool> {
        let Some(committed) = committed else { return Fact::Unknown };
        let Some(account) = &self.account else { return Fact::Known(false) };
        let (words, id) = (Words::of(&account.mark()), self.place());
        let under_key = self.key.as_ref().is_some_and(|key| key.commit(id, PLACE, &words) == *committed);
        Fact::Known(under_key || keys.commit(id, PLACE, &words) == *committed)
    }

    fn place(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.payment.stored().unsigned_abs()))
    }
}

/// The commitment to the account that a payment is approved for; none for cash, and where no account is known yet.
pub async fn approved_account(
    from: &mut Snapshot,
    keys: &Keys,
    stored: &StandingPayment,
) -> Outcome<Option<Commitment>> {
    if stored.payment.method != Method::Bank {
        return Ok(None);
    }
    Ok(creditor_of(from, keys, stored).await?.commitment(keys))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_for_the_bank_tells_of_nobody_who_is_helped_and_hides_nothing_unseen() {
        let identity = json!({"name": "Aysel Məmmədova", "fin": "5XK4T2B", "documents": [{"kind": "passport", "number": "C01234567", "country": "AZ"}]});
        let identity: Identity = serde_json::from_value(identity).expect("a fixed identity reads");
        let told = |name: &str| outward_name(name, &identity);
        for name in [
            "Aysel klinikası",
            "A\u{200b}ysel MMC",
            "MƏMMƏDOVA",
            "Klinika 5xk4t2b",
            "C 01234567",
            "İnsan alveri qurbanlarına yardım",
            "\u{202e}\u{200b}",
        ] {
            assert_eq!(told(name), None, "{name}");
        }
        assert_eq!(told("Nümunə Klinika").as_deref(), Some("Nümunə Klinika"));
        assert_eq!(told("A <b> & Co").as_deref(), Some("A <b> & Co"));
        assert_eq!(told("Bahar\u{202e} Kli\u{200b}nika\u{2028}MMC").as_deref(), Some("Bahar Klinika MMC"));
    }
}
