//! Released payments that must be called back: what was recorded after the release is judged as if it were released now, and what nobody
//! may lift is found on them. Whoever sees the payment then sees that it is to be recalled.
use super::many::judge_many;
use crate::{
    domain::{
        finding::{Finding, Rule, Severity, Stage},
        reference::*,
    },
    service::{Fund, Outcome, duplicate::joined::pseudonyms_of, judge::write_finding},
    store::{Snapshot, Tx, watch::FoundBefore},
};

/// Rules on the person, the payee and the way: what they find after the release makes it wrong to let the money arrive. Those on sums and
/// lots were settled when it was booked.
const STILL_MATTER: &[Rule] = &[
    Rule::ExpulsionFunding,
    Rule::EnforcementPayee,
    Rule::ReturnFileMissing,
    Rule::ReflectionPeriodReturn,
    Rule::GuardianConflict,
    Rule::OffenderLinked,
    Rule::SharedAccount,
    Rule::SanctionsHit,
];

/// Rules on patterns, which other payments and gifts make visible later. They call nothing back, but whoever sees the payment is to know.
const PATTERNS: &[Rule] = &[Rule::SplitPayment, Rule::RoundTrip, Rule::SharedAccount];

fn calls_back(finding: &Finding) -> bool {
    finding.severity == Severity::Block && STILL_MATTER.contains(&finding.rule)
}

/// What a sweep finds on released payments: what nobody may lift, and patterns.
pub(in crate::service) async fn swept_on_released(
    from: &mut Snapshot,
    fund: &Fund,
    some: &[PaymentRef],
) -> Outcome<Vec<(PaymentRef, Vec<Finding>)>> {
    found_on(from, fund, some, |finding| calls_back(finding) || is_pattern(finding.rule)).await
}

/// What a sweep finds on payments that arrived: patterns alone, since nothing can be called back.
pub(in crate::service) async fn swept_on_settled(
    from: &mut Snapshot,
    fund: &Fund,
    some: &[PaymentRef],
) -> Outcome<Vec<(PaymentRef, Vec<Finding>)>> {
    found_on(from, fund, some, |finding| is_pattern(finding.rule)).await
}

/// Is it a rule on patterns? What of these the release told with the same facts, and somebody lifted, is nothing new.
pub(in crate::service) fn is_pattern(rule: Rule) -> bool {
    PATTERNS.contains(&rule)
}

/// What the rules find on released payments now, of what matters.
async fn found_on(
    from: &mut Snapshot,
    fund: &Fund,
    some: &[PaymentRef],
    matters: impl Fn(&Finding) -> bool,
) -> Outcome<Vec<(PaymentRef, Vec<Finding>)>> {
    let judged = judge_many(from, fund, some, fund.today()).await?.done;
    let findings = judged.into_iter().map(|judged| {
        let findings = judged.map_or_else(Vec::new, |judged| judged.judgement.findings);
        findings.into_iter().filter(&matters).collect()
    });
    Ok(some.iter().copied().zip(findings).collect())
}

/// Flags the released payments of a person, under whatever pseudonym, each rule and case once.
pub(in crate::service) async fn flag_released(tx: &mut Tx, fund: &Fund, of: BeneficiaryRef) -> Outcome<()> {
    let mut released = vec![];
    for pseudonym in pseudonyms_of(tx, of).await? {
        released.extend(tx.released_payments_of(pseudonym).await?.into_iter().map(|(id,)| id));
    }
    for (id, findings) in found_on(tx, fund, &released, calls_back).await? {
        let subject = id.to_string();
        let before = match findings.is_empty() {
            true => vec![],
            false => tx.found_before(std::slice::from_ref(&subject)).await?,
        };
        for finding in findings {
            let is_told = |b: &FoundBefore| {
                b.stage != Stage::Release && b.rule == finding.rule && b.rule_case == finding.case
            };
            if !before.iter().any(is_told) {
                let version = fund.rulebook().version().to_owned();
                write_finding(tx, &version, &subject, Stage::Notice, &finding).await?;
            }
        }
    }
    Ok(())
}
