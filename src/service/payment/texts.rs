//! The texts of a payment, screened: what its memo must not tell, and what memo, payee's name and titles of documents speak of.
use super::draft_payment::{DraftPayment, Payee};
use crate::{
    domain::{
        outward::{Forbidden, Offence, offences},
        purpose::PayeeKind,
        reference::DocumentRef,
    },
    rules::{
        Rulebook,
        facts::{Spoken, TextPlace},
    },
    service::{Fund, Outcome},
    store::Snapshot,
};
use std::collections::BTreeSet;

/// What a memo must not tell, as far as the payment itself says it: what is under seal elsewhere is not asked, since the answer would tell
/// who somebody is.
fn told(memo: Option<&str>, payee: Option<&Payee>) -> BTreeSet<Offence> {
    let Some(memo) = memo else { return BTreeSet::new() };
    let mut forbidden = Forbidden::nobody();
    let of_a_person =
        |payee: &&Payee| matches!(payee.kind, PayeeKind::Beneficiary | PayeeKind::Representative);
    if let Some(payee) = payee.filter(of_a_person) {
        payee.name.iter().for_each(|name| forbidden.name(name.expose()));
        payee.number.iter().for_each(|number| forbidden.number(number.expose()));
        let account = payee.account.iter().flat_map(|account| [&account.iban, &account.number]);
        account.flatten().for_each(|number| forbidden.number(number.expose()));
    }
    offences(memo, &forbidden)
}

/// What memo and payee's name say, under one rulebook.
#[derive(Debug, Clone)]
pub struct Heard {
    version: String,
    /// What the memo must not tell.
    pub(super) told: BTreeSet<Offence>,
    /// What they speak of.
    pub(super) spoken: Spoken,
}

impl Heard {
    /// Hears a memo and a payee.
    pub(super) fn of(book: &Rulebook, memo: Option<&str>, payee: Option<&Payee>) -> Heard {
        let version = book.version().to_owned();
        Heard { version, told: told(memo, payee), spoken: heard(book, memo, payee) }
    }

    /// The same of a command: nothing is read for it.
    pub fn of_command(book: &Rulebook, command: &DraftPayment) -> Heard {
        Heard::of(book, command.memo.as_ref().map(|memo| memo.expose()), Some(&command.payee))
    }

    /// Was it heard under this rulebook?
    pub(super) fn is_under(&self, book: &Rulebook) -> bool {
        self.version == book.version()
    }

    /// The same with the titles of documents and receipts.
    pub(super) async fn with_titles(
        mut self,
        from: &mut Snapshot,
        fund: &Fund,
        papers: &BTreeSet<DocumentRef>,
    ) -> Outcome<Heard> {
        let (book, spoken) = (fund.rulebook(), &mut self.spoken);
        for paper in papers {
            let title = from.document(*paper).await?.and_then(|row| row.title);
            let Some(seal) = title else { continue };
            let of = from.seal(seal).await?.and_then(|row| row.owner);
            let title = from.words(fund.keys(), Some(seal), "document.title", of).await?;
            if let Some(title) = title {
                let title = String::from_utf8_lossy(title.expose());
                spoken.hear(book.dictionary(), TextPlace::Title, &title);
                spoken.terms.extend(book.terms().speaks_of(&title));
            }
        }
        Ok(self)
    }
}

/// What memo and payee's name have that speaks of an expulsion. A person's own name is no text.
fn heard(book: &Rulebook, memo: Option<&str>, payee: Option<&Payee>) -> Spoken {
    let (dictionary, mut spoken) = (book.dictionary(), Spoken::default());
    memo.iter().for_each(|memo| {
        spoken.hear(dictionary, TextPlace::Memo, memo);
        spoken.terms.extend(book.terms().speaks_of(memo));
    });
    let of_a_person =
        |payee: &&Payee| matches!(payee.kind, PayeeKind::Beneficiary | PayeeKind::Representative);
    if let Some(name) = payee.filter(|payee| !of_a_person(payee)).and_then(|payee| payee.name.as_ref()) {
        spoken.hear(dictionary, TextPlace::Payee, name.expose());
    }
    spoken
}
