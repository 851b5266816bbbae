//! How a restitution order stands for each beneficiary: ordered, received, paid by the Fund. Three statements an order,
//! however many persons it names.
use crate::{
    domain::{
        money::Qepik,
        order::Owed,
        reference::{BeneficiaryRef, OrderRef, PaymentRef},
    },
    service::Outcome,
    store::Snapshot,
};

/// How it stands for each beneficiary, in the order in which the court named them; one payment of the Fund left out.
pub async fn owed_of(
    from: &mut Snapshot,
    id: OrderRef,
    but: Option<PaymentRef>,
) -> Outcome<Vec<(BeneficiaryRef, Owed)>> {
    let named = from.order_beneficiaries(id).await?;
    let received = from.received_on_order(id).await?;
    let paid = from.paid_by_beneficiary(id, but).await?;
    let owed = named.into_iter().map(|row| {
        let owed = Owed {
            ordered: row.amount.map_or(Qepik::ZERO, Qepik::from),
            received: of(&received, row.beneficiary),
            paid_by_fund: of(&paid, row.beneficiary),
        };
        (row.beneficiary, owed)
    });
    Ok(owed.collect())
}

/// The sum of one beneficiary in a list; nothing where the list does not have the person.
pub(super) fn of(sums: &[(BeneficiaryRef, Qepik)], beneficiary: BeneficiaryRef) -> Qepik {
    sums.iter().find(|(who, _)| *who == beneficiary).map_or(Qepik::ZERO, |(_, sum)| *sum)
}
