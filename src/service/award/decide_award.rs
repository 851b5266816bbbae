//! An approver grants or refuses a proposed award, or one whose refusal was appealed against. A grant takes the one slot
//! of person, episode and purpose.
use super::{
    propose_award::check_slot,
    view::{AwardState, AwardView, award_of, state_of, view_of},
};
use crate::{
    domain::{
        day::Day, payment::Verb, person::Role, reference::AwardRef, refusal::Refusal, text::Prose,
        word::words,
    },
    rules::facts::ReasonAbout,
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        hands::{Step, check_hand, decide},
        reason::{check_reason, keep_reason},
        rulebook::decided::{self, Waited},
    },
    store::{
        Tx,
        award::{AwardRow, AwardSlotRow},
        decision::DecisionRow,
    },
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may: an approver who had no hand on the award before.
pub const ROLES: &[Role] = &[Role::Approver];

words! {
    /// What was decided.
    AwardDecision {
        /// The person has the sum coming.
        Granted = "granted",
        /// The person has not.
        Refused = "refused",
    }
}

impl AwardDecision {
    fn verb(self) -> Verb {
        match self {
            AwardDecision::Granted => Verb::Grant,
            AwardDecision::Refused => Verb::Refuse,
        }
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideAward {
    /// What was decided.
    pub decision: AwardDecision,
    /// Why; needed to refuse; sealed.
    #[serde(default)]
    pub reason: Option<Prose>,
    /// The day; today when not said.
    #[serde(default)]
    pub decided_on: Option<Day>,
}

struct OnAward {
    award: AwardRef,
    body: DecideAward,
}

/// Decides an award. Refuses with `invalid` for a refusal without a reason and when the slot was taken meanwhile,
/// `same_hands` for who proposed or refused it before, and `wrong_state` when there is nothing to decide.
pub async fn decide_award(
    fund: &Fund,
    who: &Caller,
    award: AwardRef,
    body: DecideAward,
) -> Outcome<AwardView> {
    who.must_be(ROLES)?;
    let command = OnAward { award, body };
    fund.write(who, "award.decided", command, |job, tx| Box::pin(run(job, tx))).await
}

async fn run(job: Job<'_, OnAward>, tx: &mut Tx) -> Outcome<AwardView> {
    let OnAward { award: id, body } = job.command;
    let row = award_of(tx, *id).await?;
    tx.is_about(&id.to_string());
    let verb = body.decision.verb();
    let before = tx.decisions(&id.to_string()).await?;
    let on = check(body, tx.today(), &before)?;
    let reason = body.reason.as_ref().map_or("", |reason| reason.expose());
    let said = check_reason(job.fund, ReasonAbout::Award, reason)?;
    check_hands(job, tx, &row, &before).await?;
    let state = state_of(tx, &row).await?;
    if !matches!(state, AwardState::Proposed | AwardState::Appealed) {
        let (subject, state) = (id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: verb }.into());
    }
    if body.decision == AwardDecision::Granted {
        check_slot(tx, "decision", row.beneficiary, row.purpose, row.episode).await?;
        let (person_key, episode, purpose) = (row.person_key.clone(), row.episode, row.purpose);
        tx.add(AwardSlotRow { person_key, episode, purpose, award: *id }).await?;
    }
    let words = body.reason.as_ref().map(|reason| json!({ "reason": reason }));
    let step = Step { words, ..Step::default() };
    decide(job, tx, id, Role::Approver, verb, on, step).await?;
    keep_reason(tx, job.fund, &id.to_string(), &said).await?;
    decided::award_decided(
        job.fund,
        tx,
        &row,
        Waited { since: before.last().map(|last| last.on_day), until: on },
    )
    .await?;
    if body.decision == AwardDecision::Granted {
        decided::award_made(job.fund, tx, &row).await?;
    }
    view_of(tx, *id).await
}

fn check(body: &DecideAward, today: Day, before: &[DecisionRow]) -> Outcome<Day> {
    let on = body.decided_on.unwrap_or(today);
    let mut fields = Fields::default();
    if body.decision == AwardDecision::Refused && body.reason.is_none() {
        fields.add(
            "reason",
            "a refusal needs a reason: write why",
            "imtina əsaslandırılmalıdır: səbəbini yazın",
        );
    }
    fields.not_after("decided_on", on, today);
    if let Some(last) = before.last() {
        fields.not_before(
            "decided_on",
            on,
            last.on_day,
            ("the day of the step before", "əvvəlki addımın günü"),
        );
    }
    fields.refuse()?;
    Ok(on)
}

/// Who refused an award does not decide on the appeal against that.
async fn check_hands(
    job: Job<'_, OnAward>,
    tx: &mut Tx,
    row: &AwardRow,
    before: &[DecisionRow],
) -> Outcome<()> {
    check_hand(job, tx, row.id, Role::Approver).await?;
    let person = job.who.person();
    let appealed = before.last().is_some_and(|last| last.verb == Verb::Appeal);
    match before.iter().find(|d| d.person == person && d.verb == Verb::Refuse) {
        Some(refused) if appealed => {
            let before = refused.role.to_string();
            Err(Refusal::SameHands { subject: row.id.to_string(), person, before }.into())
        }
        _ => Ok(()),
    }
}
