//! What the rules see of a restitution order, for one beneficiary of it.
use super::owed::owed_of;
use crate::{
    domain::{
        money::{Qepik, share},
        order::Owed,
        payment::Verb,
        reference::{BeneficiaryRef, OrderRef, PaymentRef, Reference},
        refusal::Refusal,
    },
    rules::facts::{OrderFacts, OrderPart},
    service::Outcome,
    store::{Snapshot, order::CourtOrderRow},
};
use std::collections::BTreeSet;

/// Gathers the facts; `but` is the payment that is judged, so that it does not count against itself. An order that is not
/// there is refused as the field `order`.
pub async fn order_facts(
    from: &mut Snapshot,
    id: OrderRef,
    beneficiary: BeneficiaryRef,
    but: Option<PaymentRef>,
) -> Outcome<OrderFacts> {
    let row = from.order(id).await?.ok_or_else(|| Refusal::unknown("order", id))?;
    let confirmed = from.decisions(&id.to_string()).await?.iter().any(|d| d.verb == Verb::Confirm);
    let owed = owed_of(from, id, but).await?;
    let own = owed.iter().find(|(who, _)| *who == beneficiary).map(|(_, owed)| *owed).unwrap_or_default();
    let latest = from.insufficiencies(id).await?.pop();
    let insufficiency = latest.map(|found| (found.found_on, part_of(&owed, beneficiary, found.realisable)));
    Ok(OrderFacts {
        order: id,
        lacks: lacks(&row, confirmed),
        confirmed,
        in_force_on: row.in_force_on,
        superseded: false,
        ordered: own.ordered,
        received: own.received,
        paid_by_fund: own.paid_by_fund,
        insufficiency,
    })
}

/// What an order lacks before the Fund may pay on it. What the database asks of every order is asked here again: money goes out on it.
fn lacks(row: &CourtOrderRow, confirmed: bool) -> BTreeSet<OrderPart> {
    let all = [
        (OrderPart::Case, !row.case_key.is_empty()),
        (OrderPart::Issuer, !row.issuer.trim().is_empty()),
        (OrderPart::InForceOn, row.in_force_on.is_some()),
        (OrderPart::Copy, row.copy.stored() > 0),
        (OrderPart::Confirmation, confirmed),
    ];
    all.into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect()
}

/// What of the realisable property falls to one beneficiary: in proportion to what offenders still owe each of them.
fn part_of(owed: &[(BeneficiaryRef, Owed)], beneficiary: BeneficiaryRef, realisable: Qepik) -> Qepik {
    let weights: Vec<i64> = owed.iter().map(|(_, owed)| owed.residual().0.max(0)).collect();
    let parts = share(realisable.0, &weights).unwrap_or_default();
    let own = owed.iter().zip(parts).find(|((who, _), _)| *who == beneficiary);
    own.map_or(Qepik::ZERO, |(_, part)| Qepik(part))
}
