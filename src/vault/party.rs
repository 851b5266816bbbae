//! The blind terms of those whom money comes from and goes to: account, number, name, and the case of an order, folded and hidden, so
//! that one is known again under another payment, gift, register or order. An account has the term that the index of identities
//! keeps it under ([`blind_account`]), so that one account is one term everywhere. Pure: where terms are kept is said in the store.
use super::{keys::Keys, matching::blind_account, names::fold_number};
use crate::domain::{fold::tokens, party::PartyTermKind, text::fold};
use std::collections::BTreeSet;

/// Most terms of one party: an order names up to 500 offenders, each by number and by name.
pub const MOST_TERMS: usize = 1_001;

/// Terms of one party, each once.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PartyTerms(BTreeSet<(PartyTermKind, Vec<u8>)>);

impl std::fmt::Debug for PartyTerms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} terms]", self.0.len())
    }
}

impl PartyTerms {
    /// An account: an IBAN, or a number abroad.
    pub fn account(&mut self, keys: &Keys, account: &str) {
        self.add(PartyTermKind::Account, blind_account(keys, account));
    }

    /// A number, of whatever kind.
    pub fn number(&mut self, keys: &Keys, number: &str) {
        self.hide(keys, PartyTermKind::Number, &fold_number(number));
    }

    /// A name of a person or a firm.
    pub fn name(&mut self, keys: &Keys, name: &str) {
        self.hide(keys, PartyTermKind::Name, &folded_name(name));
    }

    /// The case of an order.
    pub fn case(&mut self, keys: &Keys, issuer: &str, case_number: &str) {
        self.hide(keys, PartyTermKind::Case, &format!("{}|{}", fold(issuer), fold(case_number)));
    }

    /// The terms with their kinds, in order.
    pub fn iter(&self) -> impl Iterator<Item = (PartyTermKind, &[u8])> {
        self.0.iter().map(|(kind, term)| (*kind, term.as_slice()))
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is there one of a kind?
    pub fn has(&self, kind: PartyTermKind) -> bool {
        self.0.iter().any(|(of, _)| *of == kind)
    }

    /// The first of a kind.
    pub fn first(&self, kind: PartyTermKind) -> Option<&[u8]> {
        self.iter().find(|(of, _)| *of == kind).map(|(_, term)| term)
    }

    fn hide(&mut self, keys: &Keys, kind: PartyTermKind, folded: &str) {
        let place = match kind {
            PartyTermKind::Number => "party.number",
            PartyTermKind::Name => "party.name",
            PartyTermKind::Case => "party.case",
            PartyTermKind::Account => return,
        };
        let blind = (!folded.is_empty()).then(|| keys.blind(place, folded));
        self.add(kind, blind);
    }

    fn add(&mut self, kind: PartyTermKind, term: Option<Vec<u8>>) {
        self.0.extend(term.map(|term| (kind, term)).filter(|_| self.0.len() < MOST_TERMS));
    }
}

/// A name as its words in no order, whatever their case, marks and look-alikes.
fn folded_name(name: &str) -> String {
    let parts = |c: char| c.is_ascii_punctuation() || "‐‑‒–—«»„“”‘’№".contains(c);
    let plain: String = name.chars().map(|c| if parts(c) { ' ' } else { c }).collect();
    let words: BTreeSet<String> = tokens(&plain).into_iter().map(|token| token.latin).collect();
    words.into_iter().collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::identity::Identity,
        vault::{
            Secret,
            matching::{TermKind, terms},
        },
    };
    use serde_json::json;

    const HEX: &str = "4f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a6051";

    fn keys() -> Keys {
        Keys::derive(&Secret::from_hex(HEX).expect("a fixed key"))
    }

    fn made(fill: impl Fn(&mut PartyTerms, &Keys)) -> PartyTerms {
        let mut terms = PartyTerms::default();
        fill(&mut terms, &keys());
        terms
    }

    #[test]
    fn one_account_number_or_name_is_one_term_however_it_is_written() {
        for (one, other) in [
            ("AZ21NABZ00000000137010001944", "az21 nabz 0000 0000 1370 1000 1944"),
            ("137010001944", "1370-1000-1944"),
        ] {
            assert_eq!(made(|t, k| t.account(k, one)), made(|t, k| t.account(k, other)), "{one}");
        }
        assert_eq!(made(|t, k| t.number(k, "AZE 123")), made(|t, k| t.number(k, "аzе-123")));
        for (one, other) in [
            ("Nümunə Klinika MMC", "NÜMUNƏ KLİNİKA, MMC"),
            ("Rəhimov Elçin Tofiq", "Elçin Tofiq Rəhimov"),
            ("Həsənova-Əliyeva Günel", "Günel Həsənova Əliyeva"),
            ("Bahar", "Ваhаr"),
        ] {
            assert_eq!(made(|t, k| t.name(k, one)), made(|t, k| t.name(k, other)), "{one}");
        }
        for (one, other) in [("Bahar 1", "Bahar 2"), ("Elçin Rəhimov", "Elçin Rəhimova")] {
            assert_ne!(made(|t, k| t.name(k, one)), made(|t, k| t.name(k, other)), "{one}");
        }
        assert!(made(|t, k| t.name(k, "—")).is_empty() && made(|t, k| t.number(k, "№ -")).is_empty());
    }

    #[test]
    fn what_is_a_number_here_is_no_account_there_and_no_key_is_another() {
        let all = made(|t, k| {
            t.account(k, "123");
            t.number(k, "123");
            t.name(k, "123");
        });
        let distinct: BTreeSet<&[u8]> = all.iter().map(|(_, term)| term).collect();
        assert_eq!(distinct.len(), 3);
        assert!(all.iter().all(|(_, term)| term.len() == 16));
        assert!(all.has(PartyTermKind::Name) && !all.has(PartyTermKind::Case));
    }

    #[test]
    fn an_account_has_the_term_under_which_identities_keep_it() {
        let identity = json!({"accounts": [{"iban": "AZ21NABZ00000000137010001944"}]});
        let identity: Identity = serde_json::from_value(identity).expect("a fixed identity reads");
        let kept = terms(&identity, None).kept;
        let kept = kept.iter().find(|term| term.kind == TermKind::Account).expect("an account is kept");
        let party = made(|t, k| t.account(k, "az21nabz00000000137010001944"));
        assert_eq!(party.iter().next(), Some((PartyTermKind::Account, kept.blind(&keys()).as_slice())));
    }
}
