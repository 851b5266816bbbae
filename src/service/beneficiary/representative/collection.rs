//! Who collects cash at the desk: the payee, somebody who represents the person, or somebody whom nobody recorded. What the
//! treasurer wrote is held against names under seal; what a rule makes of it is said in the rules.
use super::{
    represented::{One, Paid, Represented},
    subject,
};
use crate::{
    domain::{
        day::Day,
        finding::Finding,
        purpose::PayeeKind,
        reference::BeneficiaryRef,
        representative::{RepresentativeKind, RepresentativeState},
        text::fold,
    },
    rules::{
        Rulebook,
        facts::{Fact, Proof, Receiver},
        representative::Receiving,
    },
    service::{Outcome, beneficiary::profile, check::Fields},
    store::Snapshot,
    vault::Keys,
};

/// Words for the payee in person.
const IN_PERSON: &[&str] =
    &["payee", "beneficiary", "self", "herself", "himself", "themself", "özü", "ödəniş alan", "сама", "сам"];

/// Cash that is handed over.
#[derive(Debug, Clone, Copy)]
pub struct Handed<'c> {
    /// For whom it is.
    pub beneficiary: BeneficiaryRef,
    /// What the payment says of who is paid.
    pub paid: Paid,
    /// The payee's name and number, where the payment has them under seal.
    pub payee: [Option<&'c str>; 2],
    /// The representative who collects, by number.
    pub collector: Option<i32>,
    /// Who collects, as the treasurer wrote it.
    pub collected_by: Option<&'c str>,
    /// A receipt is there.
    pub has_receipt: bool,
    /// How it is proved who has the cash.
    pub proof: Proof,
    /// The day.
    pub on: Day,
}

impl Handed<'_> {
    /// Was somebody written by name, and not by number or as the payee in person?
    pub fn is_by_name(&self) -> bool {
        let named = self.collected_by.filter(|text| !IN_PERSON.contains(&fold(text).as_str()));
        self.collector.is_none() && named.is_some()
    }
}

/// Judges who collects. Refuses with `invalid` a number under which nobody represents the person.
pub async fn collection_findings(
    from: &mut Snapshot,
    keys: &Keys,
    book: &Rulebook,
    handed: Handed<'_>,
) -> Outcome<Vec<Finding>> {
    let (_, age) = profile::read(from, keys, handed.beneficiary).await?;
    let minor = Fact::from_option(age.minor_on(handed.on));
    let represented = Represented::read(from, keys, handed.beneficiary).await?;
    let came = who_came(&represented, &handed, minor.known().copied())?;
    Ok(judged(book, &represented, &handed, &minor, came))
}

/// The same for somebody whom nobody recorded. Where a name was written that may not collect, this is the answer, whoever it is: else it
/// would tell that the name stands under seal, and of whom.
pub async fn stranger_findings(
    from: &mut Snapshot,
    keys: &Keys,
    book: &Rulebook,
    handed: Handed<'_>,
) -> Outcome<Vec<Finding>> {
    let (_, age) = profile::read(from, keys, handed.beneficiary).await?;
    let minor = Fact::from_option(age.minor_on(handed.on));
    let represented = Represented::read(from, keys, handed.beneficiary).await?;
    Ok(judged(book, &represented, &handed, &minor, Came::Stranger))
}

fn judged(
    book: &Rulebook,
    represented: &Represented,
    handed: &Handed<'_>,
    minor: &Fact<bool>,
    came: Came<'_>,
) -> Vec<Finding> {
    let mut paid = handed.paid;
    if let (Came::One(one), PayeeKind::Representative, None) = (came, paid.payee_kind, paid.number) {
        // The payment did not say which representative is paid: it is the one who came.
        paid.number = Some(one.row.position);
    }
    let (mut representatives, _) = represented.facts(paid, minor, handed.on);
    let is_paid =
        |one: &One| paid.payee_kind == PayeeKind::Representative && paid.number == Some(one.row.position);
    representatives.collected = Fact::Known(match came {
        Came::Stranger => Receiver::Stranger,
        Came::One(one) if !is_paid(one) => {
            Receiver::Representative(one.facts(handed.on, minor.known().copied()))
        }
        Came::One(_) | Came::Payee => Receiver::Payee,
    });
    representatives.has_receipt = handed.has_receipt;
    representatives.proof = handed.proof;
    book.judge_collection(&Receiving {
        beneficiary: handed.beneficiary,
        minor,
        payee_kind: paid.payee_kind,
        method: paid.method,
        representatives: &representatives,
    })
}

/// Who came to the desk.
#[derive(Clone, Copy)]
enum Came<'r> {
    Payee,
    One(&'r One),
    Stranger,
}

fn who_came<'r>(represented: &'r Represented, handed: &Handed<'_>, minor: Option<bool>) -> Outcome<Came<'r>> {
    if let Some(number) = handed.collector {
        let mut fields = Fields::default();
        let one = represented.one(number);
        if one.is_none() {
            fields.unknown("collector", subject(handed.beneficiary, number));
        }
        fields.refuse()?;
        return Ok(one.map_or(Came::Stranger, Came::One));
    }
    let Some(text) = handed.collected_by else { return Ok(Came::Payee) };
    let folded = fold(text);
    let is_payee = handed.payee.iter().flatten().any(|known| fold(known) == folded);
    if is_payee || IN_PERSON.contains(&folded.as_str()) {
        return Ok(Came::Payee);
    }
    // Where a name was recorded twice, the record that stands best counts.
    let named = represented.ones.iter().filter(|one| one.said.are(text));
    let best = named.min_by_key(|one| {
        let is_in_force = one.term().state_on(handed.on, minor) == RepresentativeState::InForce;
        let is_paid = handed.paid.number == Some(one.row.position);
        (!is_paid, !is_in_force, one.row.kind == RepresentativeKind::Heir)
    });
    Ok(best.map_or(Came::Stranger, Came::One))
}
