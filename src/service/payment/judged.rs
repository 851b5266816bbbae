//! Every verdict on a payment, as it was given: at which step, by which version of the rulebook, under which permits and the texts that
//! they rest on. Old ones stay when policies change.
use super::check_payment::PermitView;
use crate::{
    domain::{
        day::Instant,
        finding::{Stage, Verdict},
    },
    rules::Rulebook,
    service::Outcome,
    store::finding::JudgementRow,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JudgedView {
    /// At which step.
    pub stage: Stage,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// What it came to.
    pub verdict: Verdict,
    /// The version of the rulebook that judged.
    pub version: String,
    /// The permits that covered it, each with the text it rests on in the rulebook that rules now; empty where that knows it no more.
    pub permits: Vec<PermitView>,
}

/// Verdicts as they are shown.
pub(super) fn judged(book: &Rulebook, verdicts: &[JudgementRow]) -> Outcome<Vec<JudgedView>> {
    let mut all = vec![];
    for row in verdicts {
        let permits: Vec<String> = serde_json::from_str(&row.permits)?;
        let with_basis = |id: String| {
            let known = book.permits().iter().find(|permit| permit.id == id);
            let (basis, basis_az) =
                known.map_or(("", None), |permit| (permit.basis.as_str(), permit.basis_az.as_deref()));
            PermitView::of(&id, basis, basis_az)
        };
        let permits = permits.into_iter().map(with_basis).collect();
        let (stage, at, verdict, version) = (row.stage, row.at, row.verdict, row.version.clone());
        all.push(JudgedView { stage, at, verdict, version, permits });
    }
    Ok(all)
}
