//! Lifts an override finding of a payment, with a written reason and a cited basis, where the rulebook lets this person. A block is
//! lifted by nobody; a lift is void when the facts change afterwards.
use super::{
    step::{Of, Standing, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        day::Day,
        finding::{Finding, Rule, Severity, Stage},
        payment::{PaymentState, Verb},
        person::Role,
        reference::*,
        refusal::Refusal,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome, finding_view::lifter, hands::Step, lift::Lifting, rulebook::decided,
    },
    store::{Tx, decision::DecisionRow},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Overrider];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverridePayment {
    /// The rule whose finding is lifted.
    pub rule: Rule,
    /// Why; sealed.
    pub reason: Prose,
    /// The text it rests on; sealed.
    pub basis: Line,
    /// The day of the step that waits for it, where that step is to be dated back; today when not said.
    #[serde(default)]
    pub step_on: Option<Day>,
}

/// Lifts a finding. Refuses with `same_hands`, with `blocked_by_rule` where the rule blocks, and with `invalid` where there is nothing to
/// lift or no permit to lift covers it.
pub async fn override_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: OverridePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.overridden", Of { id, body }, |job, tx| Box::pin(lift(job, tx))).await
}

async fn lift(job: Job<'_, Of<OverridePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let body = &job.command.body;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Overrider).await?;
    let state = payment.after(Verb::Override)?;
    let (rule, on, person) = (body.rule.as_str(), tx.today(), job.who.person());
    // What is found of a step that is dated back is found on its day alone.
    let step_on = payment.day(tx, "step_on", body.step_on, &[Verb::Submit, Verb::Approve])?;
    let judged = payment.judge_now(job, tx, stage_of(payment.stored.state), step_on).await?;
    let finding = liftable(job, tx, &payment, &judged.0.judgement.findings).await?;
    let mine = |d: &&DecisionRow| d.verb == Verb::Override && d.rule == rule && d.person == person;
    let attempt = payment.decisions.iter().filter(mine).count() as i32;

    payment.keep(job, tx, stage_of(payment.stored.state), &judged).await?;
    let at = tx.at();
    let kept = tx.findings(&payment.id().to_string()).await?;
    let mut finding_id = None;
    for row in kept.iter().filter(|f| f.at == at) {
        if row.finding()? == finding {
            finding_id = Some(row.id);
        }
    }
    let words = Some(json!({"reason": body.reason, "basis": body.basis}));
    let step = Step { rule, words, finding: finding_id, attempt, ..Step::default() };
    payment.step(job, tx, Taken { role: Role::Overrider, verb: Verb::Override, on, state }, step).await?;
    decided::lifted(job.fund, tx, person).await?;
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}

/// A lift is given for what the next step would find: a submitted payment is judged as for approval, an approved one as for
/// release.
fn stage_of(state: PaymentState) -> Stage {
    match state {
        PaymentState::Approved => Stage::Release,
        PaymentState::Submitted => Stage::Approve,
        _ => Stage::Submit,
    }
}

/// The first finding of a rule, as the payment stands now, that the rulebook lets this person lift.
async fn liftable(
    job: Job<'_, Of<OverridePayment>>,
    tx: &mut Tx,
    payment: &Standing,
    findings: &[Finding],
) -> Outcome<Finding> {
    let (body, subject) = (&job.command.body, payment.id().to_string());
    let (rule, decisions) = (body.rule, &payment.decisions);
    let stored = tx.findings(&subject).await?;
    for finding in findings.iter().filter(|f| f.rule == rule) {
        let is_lifted = lifter(finding, &stored, decisions)?.is_some();
        let (reason, basis) = (body.reason.expose(), body.basis.expose());
        let lifting = Lifting { rule, severity: finding.severity, is_lifted, reason, basis, decisions };
        if lifting.may(job)? {
            return Ok(finding.clone());
        }
        if finding.severity == Severity::Block {
            return Err(Refusal::BlockedByRule { findings: vec![finding.clone()] }.into());
        }
    }
    Err(Refusal::field(
        "rule",
        format!("{subject} has no finding of {rule} that waits to be lifted: look at its findings"),
        format!("{subject} üzrə götürülməsi gözlənilən {rule} qeydi yoxdur: qeydlərə baxın"),
    )
    .into())
}
