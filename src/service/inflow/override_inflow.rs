//! Lifts a finding on a quarantined inflow, with a reason and a basis. When no finding is left open, the money may be spent.
use super::{
    quarantine::{lift, standing},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        day::Day,
        finding::{Rule, Severity, Verdict},
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        finding_view::lifter,
        hands::{Step, check_hand, decide},
        judge,
        lift::Lifting,
        rulebook::decided,
    },
    store::{Tx, decision::DecisionRow, finding::FindingRow},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Overrider];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideInflow {
    /// The rule whose finding is lifted.
    pub rule: Rule,
    /// Why; sealed.
    pub reason: Prose,
    /// On what basis: an act, a decision, a policy; sealed.
    pub basis: Line,
    /// The day of the decision; today when not said.
    #[serde(default)]
    pub on: Option<Day>,
}

struct Override {
    id: InflowRef,
    command: OverrideInflow,
}

/// Lifts a finding. Refuses with `not_found`, `invalid` (no open finding of this rule, one that nobody can lift, or one that no permit
/// to lift covers), `same_hands` when the person has another hand on the inflow, and `wrong_state` unless it is quarantined.
pub async fn override_inflow(
    fund: &Fund,
    who: &Caller,
    id: InflowRef,
    command: OverrideInflow,
) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    let command = Override { id, command };
    fund.write(who, "inflow.overridden", command, |job, tx| Box::pin(run(job, tx))).await
}

async fn run(job: Job<'_, Override>, tx: &mut Tx) -> Outcome<InflowView> {
    let Override { id, command } = job.command;
    let id = *id;
    let subject = id.to_string();
    let standing = standing(tx, id).await?;
    let mut fields = Fields::default();
    let on = standing.step_day(&mut fields, "on", command.on, tx.today());
    fields.refuse()?;
    check_hand(job, tx, id, Role::Overrider).await?;
    standing.must_be_quarantined(Verb::Override)?;
    let all = tx.findings(&subject).await?;
    let decisions = tx.decisions(&subject).await?;
    let latest = tx.latest_judgement(&subject).await?;
    let standing_findings: Vec<&FindingRow> =
        all.iter().filter(|f| latest.as_ref().is_some_and(|latest| latest.found(f))).collect();
    let lifted = finding_to_lift(job, &standing_findings, &all, &decisions)?;
    let attempt = decisions
        .iter()
        .filter(|d| {
            d.person == job.who.person() && d.verb == Verb::Override && d.rule == command.rule.as_str()
        })
        .count() as i32;

    let step = Step {
        rule: command.rule.as_str(),
        attempt,
        words: Some(json!({"reason": command.reason, "basis": command.basis})),
        finding: Some(lifted),
        ..Step::default()
    };
    decide(job, tx, id, Role::Overrider, Verb::Override, on, step).await?;
    let findings = standing_findings.iter().map(|f| f.finding()).collect::<Result<Vec<_>, _>>()?;
    if judge::verdict_of(tx, &subject, &findings).await? == Verdict::Permitted {
        lift(job, tx, &standing, on).await?;
    }
    decided::lifted(job.fund, tx, job.who.person()).await?;
    view_of(tx, id).await
}

/// The finding of a rule in the latest judgement that the rulebook lets this person lift.
fn finding_to_lift(
    job: Job<'_, Override>,
    latest: &[&FindingRow],
    all: &[FindingRow],
    decisions: &[DecisionRow],
) -> Outcome<FindingRef> {
    let command = &job.command.command;
    let (rule, reason, basis) = (command.rule, command.reason.expose(), command.basis.expose());
    let of_rule = || latest.iter().filter(|f| f.rule == rule);
    for row in of_rule() {
        let is_lifted = lifter(&row.finding()?, all, decisions)?.is_some();
        let lifting = Lifting { rule, severity: row.severity, is_lifted, reason, basis, decisions };
        if lifting.may(job)? {
            return Ok(row.id);
        }
    }
    let (en, az) = if of_rule().any(|f| f.severity == Severity::Block) {
        (
            format!("{rule} blocks, and nobody can lift a block: cure what it names"),
            format!("{rule} qadağandır və onu heç kim götürə bilməz: göstərilən səbəbi aradan qaldırın"),
        )
    } else {
        (
            format!("the latest judgement has no open finding of {rule}: read the findings again"),
            format!("son qiymətləndirmədə {rule} üzrə açıq qeyd yoxdur: qeydlərə yenidən baxın"),
        )
    };
    Err(Refusal::field("rule", en, az).into())
}
