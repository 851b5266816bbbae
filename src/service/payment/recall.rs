//! Released payments that must be called back: what was recorded after the release is judged as if it were released now, and what nobody
//! may lift is found on them. Whoever sees the payment then sees that it is to be recalled.
use super::plan::{Plan, judge_plan};
use crate::{
    domain::{
        finding::{Finding, Rule, Severity, Stage},
        reference::*,
    },
    service::{Fund, Outcome, duplicate::joined::pseudonyms_of, judge::write_finding},
    store::{Snapshot, Tx},
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

/// What a sweep finds on a released payment: what nobody may lift, and patterns.
pub(in crate::service) async fn swept_on_released(
    from: &mut Snapshot,
    fund: &Fund,
    id: PaymentRef,
) -> Outcome<Vec<Finding>> {
    let mut found = judged_now(from, fund, id).await?;
    found.retain(|finding| calls_back(finding) || PATTERNS.contains(&finding.rule));
    Ok(found)
}

/// Everything that the rules find on a released payment now.
async fn judged_now(from: &mut Snapshot, fund: &Fund, id: PaymentRef) -> Outcome<Vec<Finding>> {
    let Some(stored) = from.payment(id).await? else { return Ok(vec![]) };
    let plan = Plan::of_stored(from, fund, &stored).await?;
    let today = fund.today();
    let judged = judge_plan(from, fund, &plan, Stage::Release, today, today).await?;
    Ok(judged.judgement.findings)
}

/// Flags the released payments of a person, under whatever pseudonym, each rule and case once.
pub(in crate::service) async fn flag_released(tx: &mut Tx, fund: &Fund, of: BeneficiaryRef) -> Outcome<()> {
    for pseudonym in pseudonyms_of(tx, of).await? {
        for (id,) in tx.released_payments_of(pseudonym).await? {
            let subject = id.to_string();
            let before = tx.found_before(std::slice::from_ref(&subject)).await?;
            for finding in judged_now(tx, fund, id).await?.into_iter().filter(calls_back) {
                if !before.iter().any(|b| b.rule == finding.rule && b.rule_case == finding.case) {
                    let version = fund.rulebook().version().to_owned();
                    write_finding(tx, &version, &subject, Stage::Notice, &finding).await?;
                }
            }
        }
    }
    Ok(())
}
