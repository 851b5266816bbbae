//! A return is voluntary only with its file (Decision 252; Palermo Protocol, art. 8): informed consent given
//! freely, legal advice, a residence permit offered, an assessment of risk, somebody who receives the person,
//! and a fresh answer that no removal decision exists. Here is which parts a file has; what follows from it is in the rulebook.
use super::facts::{PaymentFacts, ReturnFile};
use crate::domain::{beneficiary::RemovalAnswer, day::Day, finding::Stage};

/// Every part of a file, as findings name it.
const PARTS: &[&str] = &[
    "consent",
    "consent_on",
    "consent_language",
    "in_custody",
    "advice",
    "legal_advice_on",
    "permit_offered_on",
    "risk_assessment",
    "risk_assessed_on",
    "risk",
    "receiving_kind",
    "receiving_contact",
    "removal_check",
    "confirmed",
];

/// What a file lacks, as findings name it: of none, everything.
pub(super) fn lacking(file: Option<&ReturnFile>, facts: &PaymentFacts, check_days: u16) -> Vec<&'static str> {
    let Some(file) = file else { return PARTS.to_vec() };
    let (future, parts) = (future_days(file, facts.on), incomplete_parts(file));
    let is_stale = |asked_on: Day| facts.on.days_since(asked_on) > i64::from(check_days);
    let stale =
        facts.stage == Stage::Release && file.removal_check.is_some_and(|(asked_on, _)| is_stale(asked_on));
    let exists = matches!(file.removal_check, Some((_, RemovalAnswer::Exists)));
    let lacks = |part: &&str| match *part {
        "in_custody" => file.in_custody != Some(false),
        "removal_check" => file.removal_check.is_none() || exists || stale || future.contains(part),
        "confirmed" => !file.confirmed,
        _ => parts.contains(part) || future.contains(part),
    };
    PARTS.iter().copied().filter(lacks).collect()
}

/// The parts that are not there, but for the confirmation.
pub(super) fn incomplete_parts(file: &ReturnFile) -> Vec<&'static str> {
    let there = [
        ("consent", file.consent),
        ("consent_on", file.consent_on.is_some()),
        ("consent_language", is_understood(file)),
        ("in_custody", file.in_custody.is_some()),
        ("advice", file.advice),
        ("legal_advice_on", file.legal_advice_on.is_some()),
        ("permit_offered_on", file.permit_offered_on.is_some()),
        ("risk_assessment", file.risk_assessment),
        ("risk_assessed_on", file.risk_assessed_on.is_some()),
        ("risk", file.risk.is_some()),
        ("receiving_kind", file.receiving_kind.is_some()),
        ("receiving_contact", file.receiving_contact),
        ("removal_check", file.removal_check.is_some()),
    ];
    there.into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect()
}

/// Consent counts in a language that the person is recorded to understand, or through an interpreter.
fn is_understood(file: &ReturnFile) -> bool {
    let Some(language) = file.consent_language.as_deref().map(str::trim).filter(|l| !l.is_empty()) else {
        return false;
    };
    file.interpreter == Some(true)
        || file.languages.iter().any(|known| known.trim().eq_ignore_ascii_case(language))
}

/// Days that lie after the day of judgement.
pub(super) fn future_days(file: &ReturnFile, on: Day) -> Vec<&'static str> {
    let days = [
        ("consent_on", file.consent_on),
        ("legal_advice_on", file.legal_advice_on),
        ("permit_offered_on", file.permit_offered_on),
        ("risk_assessed_on", file.risk_assessed_on),
        ("removal_check", file.removal_check.map(|(asked_on, _)| asked_on)),
    ];
    days.into_iter().filter(|(_, day)| day.is_some_and(|d| d > on)).map(|(part, _)| part).collect()
}
