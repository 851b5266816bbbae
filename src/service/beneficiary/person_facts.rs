//! What the rules may see of a person on a day: age, identification, removal decisions, the file of voluntary return.
//! Read from one snapshot, by pseudonym.
use super::{
    care::Care,
    existing,
    file_return::FileReturn,
    profile,
    withdraw_return::{ReturnState, standing_file},
};
use crate::{
    domain::{
        beneficiary::{RemovalForm, RemovalIssuer, earliest_accepted},
        day::Day,
        purpose::Purpose,
        reference::{BeneficiaryRef, PersonRef},
        text::Line,
    },
    rules::facts::{Fact, PersonFacts, Removal, ReturnFile},
    service::{
        Outcome,
        duplicate::{joined::pseudonyms_of, under_review::reviewed},
    },
    store::Snapshot,
    vault::Keys,
};

/// The facts of a person for a payment in an episode, judged on a day. Removal decisions count from the moment they are
/// recorded, whatever day a step is dated: dating a step back must not slip past one. With it goes who opened the file.
pub async fn person_facts(
    from: &mut Snapshot,
    keys: &Keys,
    (id, purpose, episode): (BeneficiaryRef, Purpose, i32),
    on: Day,
) -> Outcome<(PersonFacts, PersonRef)> {
    let row = existing(from, id).await?;
    let (profile, age) = profile::read(from, keys, id).await?;
    let identified = from.identifications(id).await?;
    let care = Care { identifications: identified, periods: vec![] };
    let removals = removals(from, id).await?;
    let return_file = return_file(from, keys, id, &profile.languages).await?;
    let wish = from.wished(id).await?;
    let identified_on = earliest_accepted(&care.reckoned(), episode, on);
    let facts = PersonFacts {
        beneficiary: id,
        citizenship: row.citizenship,
        minor: Fact::from_option(age.minor_on(on)),
        identity_reviewed: reviewed(from, keys, id, purpose, episode).await?,
        identified_on: Fact::from_option(identified_on),
        removals,
        return_file,
        wish: Fact::from_option(wish),
        evidence: Fact::from_option(identified_on.map(|_| care.is_shown(episode, on))),
    };
    Ok((facts, row.person))
}

/// What stands for a removal decision on another pseudonym of the person: which one it is would tell of the pseudonym.
const ELSEWHERE: &str = "another_file";

/// Notices that were not lifted, and orders of courts that remove the person, confirmed or not: on this pseudonym, on the person's
/// others, and on persons named by identity who were found to be this one.
async fn removals(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<Vec<Removal>> {
    let mut all = vec![];
    for pseudonym in pseudonyms_of(from, id).await? {
        let mut found = removals_on(from, pseudonym).await?;
        if pseudonym != id {
            found.iter_mut().for_each(|removal| removal.reference = ELSEWHERE.to_owned());
        }
        all.append(&mut found);
    }
    all.dedup();
    Ok(all)
}

async fn removals_on(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<Vec<Removal>> {
    let named = from.standing_notices_on_subjects(id).await?;
    let named = named.iter().map(|notice| Removal {
        reference: notice.id.to_string(),
        form: notice.form,
        issued_by: notice.issued_by,
        decided_on: notice.decided_on,
    });
    let named: Vec<Removal> = named.collect();
    let notices = from.standing_notices(id).await?;
    let orders = from.removal_orders(id).await?;
    let noticed = notices.iter().map(|notice| Removal {
        reference: notice.id.to_string(),
        form: notice.form,
        issued_by: notice.issued_by,
        decided_on: notice.decided_on,
    });
    let ordered = orders.iter().map(|order| Removal {
        reference: order.id.to_string(),
        form: RemovalForm::Removal,
        issued_by: RemovalIssuer::Court,
        decided_on: order.decided_on,
    });
    Ok(noticed.chain(named).chain(ordered).collect())
}

async fn return_file(
    from: &mut Snapshot,
    keys: &Keys,
    id: BeneficiaryRef,
    languages: &[Line],
) -> Outcome<Fact<ReturnFile>> {
    let Some((row, state)) = standing_file(from, id).await? else { return Ok(Fact::Unknown) };
    if state == ReturnState::Withdrawn {
        return Ok(Fact::Unknown);
    }
    let said = FileReturn::of(from.words(keys, Some(row.words), "return_file.words", Some(id)).await?)?;
    let text = |line: &Line| line.expose().to_owned();
    Ok(Fact::Known(ReturnFile {
        consent: row.consent.is_some(),
        consent_on: said.consent_on,
        consent_language: said.consent_language.as_ref().map(text),
        languages: languages.iter().map(text).collect(),
        interpreter: said.interpreter,
        advice: row.advice.is_some(),
        legal_advice_on: said.legal_advice_on,
        permit_offered_on: said.permit_offered_on,
        risk_assessment: row.risk_assessment.is_some(),
        risk_assessed_on: said.risk_assessed_on,
        risk: said.risk,
        receiving_kind: said.receiving_kind,
        receiving_contact: said.receiving_contact.is_some(),
        in_custody: said.in_custody,
        own_request: said.own_request,
        removal_check: said.removal_check.and_then(|check| check.asked_on.zip(check.answer)),
        confirmed: state == ReturnState::Confirmed,
    }))
}
