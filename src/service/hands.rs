//! One hand per person: taking a part in a payment, an inflow, an order, and writing down the step.
use super::{Job, envelope::seal_for, halt::Outcome};
use crate::{
    domain::{day::Day, payment::Verb, person::Role, reference::*, refusal::Refusal},
    store::{
        Tx,
        decision::{DecisionRow, HandRow},
    },
    vault::Words,
};
use std::fmt::Display;

/// A step to be written down.
#[derive(Debug, Clone, Default)]
pub struct Step<'a> {
    /// The rule an override lifts; else empty.
    pub rule: &'a str,
    /// How many settlements were taken back before.
    pub attempt: i32,
    /// Reason, basis, proof, as JSON to be sealed.
    pub words: Option<serde_json::Value>,
    /// The document it rests on.
    pub document: Option<DocumentRef>,
    /// Whom the words name beside the officer; their key seals them. Reasons and bases name nobody, and stay the Fund's.
    pub about: Option<BeneficiaryRef>,
    /// The finding an override lifts.
    pub finding: Option<FindingRef>,
}

/// Refuses when the person already has a hand on the subject in another role: `same_hands`. What is refused later is kept with the
/// subject.
pub async fn check_hand<C>(job: Job<'_, C>, tx: &mut Tx, subject: impl Display, role: Role) -> Outcome<()> {
    let subject = subject.to_string();
    tx.is_about(&subject);
    let hands = tx.hands(&subject).await?;
    check_hands(job, subject, hands, role)
}

/// The same where the hands on the subject were read.
pub fn check_hands<C>(job: Job<'_, C>, subject: String, hands: Vec<HandRow>, role: Role) -> Outcome<()> {
    let person = job.who.person();
    match hands.into_iter().find(|h| h.person == person) {
        Some(hand) if hand.role != role => {
            Err(Refusal::SameHands { subject, person, before: hand.role.to_string() }.into())
        }
        _ => Ok(()),
    }
}

/// Writes the person's hand (once) and the decision. Call [`check_hand`] before the first write.
pub async fn decide<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    subject: impl Display,
    role: Role,
    verb: Verb,
    on: Day,
    step: Step<'_>,
) -> Outcome<()> {
    let subject = subject.to_string();
    let person = job.who.person();
    if !tx.hands(&subject).await?.iter().any(|h| h.person == person) {
        tx.add(HandRow { subject: subject.clone(), person, role }).await?;
    }
    let words = match step.words {
        Some(words) => {
            let words = Words::of(&words.to_string());
            Some(seal_for(job, tx, step.about, "decision.words", &words).await?)
        }
        None => None,
    };
    let at = tx.at();
    tx.add(DecisionRow {
        subject,
        person,
        verb,
        rule: step.rule.to_owned(),
        attempt: step.attempt,
        role,
        on_day: on,
        words,
        document: step.document,
        finding: step.finding,
        at,
    })
    .await?;
    Ok(())
}
