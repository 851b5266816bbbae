//! What happened to a payment after its last verdict: what was found since, and the code with which its cash is collected.
use super::settle_payment::collection_code;
use crate::{
    domain::{
        finding::Stage,
        payment::{PaymentState, Verb},
        person::{Officer, Role},
        purpose::{Method, PayeeKind},
    },
    service::{Outcome, finding_view::FindingView},
    store::{Snapshot, decision::DecisionRow, payment::StandingPayment},
    vault::Keys,
};

/// What was found after the last verdict, oldest first.
pub(super) async fn found_since(from: &mut Snapshot, subject: &str) -> Outcome<Vec<FindingView>> {
    let stages = [Stage::Notice, Stage::Settle, Stage::Sweep];
    let all = from.findings(subject).await?;
    all.iter().filter(|f| stages.contains(&f.stage)).map(|f| FindingView::of_row(f, &all, &[])).collect()
}

/// Cash for a person waits, and the reader is the case officer.
pub(super) fn code_for(
    keys: &Keys,
    reader: &Officer,
    stored: &StandingPayment,
    decisions: &[DecisionRow],
) -> Option<String> {
    let row = &stored.payment;
    let for_a_person = matches!(row.payee_kind, PayeeKind::Beneficiary | PayeeKind::Representative);
    let waits = stored.state == PaymentState::Released && row.method == Method::Cash && for_a_person;
    let attempt = decisions.iter().filter(|d| d.verb == Verb::Unsettle).count() as i32;
    (waits && reader.has(&[Role::Maker])).then(|| collection_code(keys, row.id, attempt))
}
