//! Judges the body of a payment without writing anything: all findings at once, the permits that cover it, and the lots
//! it would draw from.
use super::{
    ahead::told_by,
    draft_payment::DraftPayment,
    fields::check_fields,
    plan::{Plan, judge_plan},
    texts::Heard,
};
use crate::{
    domain::{
        finding::{Stage, Verdict, verdict},
        lot::Draw,
        person::Role,
    },
    rules::text::basis::in_azerbaijani,
    service::{
        Caller, Fund, Outcome, check::currency, duplicate::work::compared_before, finding_view::FindingView,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker, Role::Approver];

/// A permit that covers the payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermitView {
    /// Its name.
    pub id: String,
    /// The text it rests on.
    pub basis: String,
    /// The same in Azerbaijani; empty in an answer that was kept before it was told.
    #[serde(default)]
    #[schema(required = true)]
    pub basis_az: String,
}

impl PermitView {
    /// A permit and the text it rests on, with the words that its owner gave for that in Azerbaijani.
    pub(super) fn of(id: &str, basis: &str, basis_az: Option<&str>) -> PermitView {
        let basis_az = basis_az.map_or_else(|| in_azerbaijani(basis), str::to_owned);
        PermitView { id: id.to_owned(), basis: basis.to_owned(), basis_az }
    }
}

/// What the rules say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckView {
    /// What it comes to.
    pub verdict: Verdict,
    /// Permits that cover it.
    pub permits: Vec<PermitView>,
    /// All findings.
    pub findings: Vec<FindingView>,
    /// The lots it would draw from.
    pub sources: Vec<Draw>,
}

/// Judges a payment that was not written.
pub async fn check_payment(fund: &Fund, who: &Caller, command: DraftPayment) -> Outcome<CheckView> {
    who.must_be(ROLES)?;
    currency(command.currency.as_deref())?;
    // What a step would find must be found here too.
    let asked = compared_before(fund, command.beneficiary, told_by(fund, &command));
    // While the database looks, its texts are heard.
    let (from, heard) = tokio::join!(asked, async { Heard::of_command(&fund.rulebook(), &command) });
    let mut from = from?;
    let fund = &fund.as_seen(&mut from).await?;
    check_fields(&mut from, who, &command).await?;
    let today = fund.today();
    let plan = Plan::of_heard(&mut from, fund, &command, heard).await?;
    let judged = judge_plan(&mut from, fund, &plan, Stage::Check, today, today).await?;
    drop(from);
    let findings = &judged.judgement.findings;
    Ok(CheckView {
        verdict: verdict(findings.iter().map(|f| (f, false))),
        permits: judged
            .judgement
            .permits
            .iter()
            .map(|permit| PermitView::of(&permit.id, &permit.basis, permit.basis_az.as_deref()))
            .collect(),
        findings: findings.iter().map(FindingView::of).collect(),
        sources: judged.draws,
    })
}
