//! What a change of the rulebook makes of a payment: the facts of the last verdict under another rulebook, judged by the one that rules
//! now. So what the policies changed is told apart from what happened to the payment meanwhile.
use crate::{
    domain::finding::{Finding, Stage},
    rules::replay::{Again, Mark},
    service::{Fund, Outcome, judge::FACTS, rulebook::replay::named},
    store::{Snapshot, finding::JudgementRow, payment::PaymentRow},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the change of the rulebook alone makes of a payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RulebookChange {
    /// At which step it was judged by the other rulebook last.
    pub stage: Stage,
    /// The version of that one.
    pub judged_by: String,
    /// The version that rules now.
    pub ruled_by: String,
    /// What stands against it now and did not.
    pub appears: Vec<Mark>,
    /// What stood against it and does not now.
    pub vanishes: Vec<Mark>,
}

/// The change since the last verdict of another rulebook; none where there is none, or where its facts cannot be opened any more.
pub async fn rulebook_change(
    from: &mut Snapshot,
    fund: &Fund,
    row: &PaymentRow,
    verdicts: &[JudgementRow],
) -> Outcome<Option<RulebookChange>> {
    let book = fund.rulebook();
    let Some(other) = verdicts.iter().rev().find(|j| j.version != book.version()) else { return Ok(None) };
    let facts = from.words(fund.keys(), other.facts, FACTS, Some(row.beneficiary)).await?;
    let Some(facts) = facts else { return Ok(None) };
    let kept: Result<Vec<Finding>, _> =
        from.findings(&other.subject).await?.iter().filter(|f| other.found(f)).map(|f| f.finding()).collect();
    let (before, now) = (Again::kept(&kept?), book.judge_again(named(&facts)?));
    Ok(Some(RulebookChange {
        stage: other.stage,
        judged_by: other.version.clone(),
        ruled_by: book.version().to_owned(),
        appears: now.marks.difference(&before.marks).cloned().collect(),
        vanishes: before.marks.difference(&now.marks).cloned().collect(),
    }))
}
