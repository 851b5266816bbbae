//! Pseudonyms that are one person: who they are, and joining two groups of them, each with each, for good.
use crate::{
    domain::{
        finding::{Rule, Severity, Stage},
        purpose::Purpose,
        reference::*,
    },
    proof::canonical::canonical,
    service::Outcome,
    store::{Fault, Snapshot, Tx, award::PaidOnce, duplicate::JoinedRow, finding::FindingRow},
};
use serde_json::json;

/// The pseudonyms of a person: the one asked for first, then the others in order.
pub async fn pseudonyms_of(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<Vec<BeneficiaryRef>> {
    let mut all = vec![id];
    for (other,) in from.joined_keys(&id.to_string()).await? {
        all.push(other.parse().map_err(|_| Fault::broken("joined", "a key is no pseudonym"))?);
    }
    Ok(all)
}

/// Joins the persons of two pseudonyms. What both had of one fixed sum in one episode becomes a finding on the later payment, which
/// names its own pseudonym alone.
pub async fn join(
    tx: &mut Tx,
    version: &str,
    (one, other): (BeneficiaryRef, BeneficiaryRef),
    duplicate: DuplicateRef,
) -> Outcome<()> {
    let (ones, others) = (pseudonyms_of(tx, one).await?, pseudonyms_of(tx, other).await?);
    if ones.contains(&other) {
        return Ok(());
    }
    let mut twice = vec![];
    for purpose in [Purpose::LumpSum, Purpose::ReintegrationAllowance] {
        let (here, there) = (paid(tx, &ones, purpose).await?, paid(tx, &others, purpose).await?);
        let collisions = here.iter().flat_map(|a| {
            there
                .iter()
                .filter(|b| a.1.episode == b.1.episode)
                .map(move |b| if a.1.id > b.1.id { a } else { b })
        });
        twice.extend(collisions.map(|(of, payment)| (purpose, *of, payment.clone())));
    }
    for (a, b) in ones.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
        for (person_key, other_key) in [(a, b), (b, a)] {
            let (person_key, other_key) = (person_key.to_string(), other_key.to_string());
            tx.add_joined(JoinedRow { person_key, other_key, duplicate });
        }
    }
    for (purpose, of, payment) in twice {
        write_finding(tx, version, purpose, of, &payment).await?;
    }
    Ok(())
}

async fn paid(
    from: &mut Snapshot,
    persons: &[BeneficiaryRef],
    purpose: Purpose,
) -> Outcome<Vec<(BeneficiaryRef, PaidOnce)>> {
    let mut all = vec![];
    for person in persons {
        let payments = from.unreversed_payments(*person, purpose, None).await?;
        all.extend(payments.into_iter().map(|payment| (*person, payment)));
    }
    Ok(all)
}

async fn write_finding(
    tx: &mut Tx,
    version: &str,
    purpose: Purpose,
    of: BeneficiaryRef,
    payment: &PaidOnce,
) -> Outcome<()> {
    let rule = if purpose == Purpose::LumpSum { Rule::LumpSumTwice } else { Rule::AllowanceTwice };
    let facts = json!({ "beneficiary": of, "episode": payment.episode });
    let (id, at): (FindingRef, _) = (tx.next(), tx.at());
    tx.add(FindingRow {
        id,
        subject: payment.id.to_string(),
        stage: Stage::Join,
        rule,
        rule_case: "joined".to_owned(),
        severity: Severity::Block,
        facts: canonical(&facts)?,
        missing: "[]".to_owned(),
        version: version.to_owned(),
        at,
    })
    .await?;
    Ok(())
}
