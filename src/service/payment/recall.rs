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

/// What stands against a released payment now, and nobody may lift.
pub(in crate::service) async fn against_released(
    from: &mut Snapshot,
    fund: &Fund,
    id: PaymentRef,
) -> Outcome<Vec<Finding>> {
    let Some(stored) = from.payment(id).await? else { return Ok(vec![]) };
    let plan = Plan::of_stored(from, fund, &stored).await?;
    let today = fund.today();
    let judged = judge_plan(from, fund, &plan, Stage::Release, today, today).await?;
    let matters = |f: &Finding| f.severity == Severity::Block && STILL_MATTER.contains(&f.rule);
    Ok(judged.judgement.findings.into_iter().filter(matters).collect())
}

/// Flags the released payments of a person, under whatever pseudonym, each rule and case once.
pub(in crate::service) async fn flag_released(tx: &mut Tx, fund: &Fund, of: BeneficiaryRef) -> Outcome<()> {
    for pseudonym in pseudonyms_of(tx, of).await? {
        for (id,) in tx.released_payments_of(pseudonym).await? {
            let subject = id.to_string();
            let before = tx.found_before(std::slice::from_ref(&subject)).await?;
            for finding in against_released(tx, fund, id).await? {
                if !before.iter().any(|b| b.rule == finding.rule && b.rule_case == finding.case) {
                    let version = fund.rulebook().version().to_owned();
                    write_finding(tx, &version, &subject, Stage::Notice, &finding).await?;
                }
            }
        }
    }
    Ok(())
}
