//! Who is paid, as a bank must know it, and the keyed commitment by which an account is known again. A beneficiary's account comes
//! from the identity unless the payment has one: the one recorded last counts.
use crate::{
    domain::{
        batch::CreditorAccount,
        country::Country,
        identity::{IdentityAccount, PaperNumber, PersonBic, PersonIban},
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
    /// The name; none for whoever is helped or represents them.
    pub name: Option<String>,
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
    let name = name.map(|name| name.expose().to_owned());
    let key = from.data_key(keys, row.beneficiary).await?;
    Ok(Creditor { account, name, key, payment: row.id })
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
