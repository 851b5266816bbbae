//! A person named by identity is found to be a person helped: from then on the removal decision counts for that person, and what a
//! court ordered for the named one can be paid. Which registrar named whom is hidden from registrars (`order::view`). That they are
//! one stands in the seal of the comparison or of the review, in no leaf.
use crate::{
    domain::{
        account::{RESTITUTION_CONTRA, RESTITUTION_ORDERED},
        journal::{Balanced, EntryKind, memorandum},
        order::OrderKind,
        payment::Verb,
        reference::*,
    },
    service::Outcome,
    store::{
        Fault, Tx,
        journal::About,
        order::OrderBeneficiaryRow,
        subject::{SubjectBoundRow, SubjectRow},
    },
};

/// Binds a subject to a person. The first person bound to a place of an order of restitution has the sum coming; another pseudonym
/// with the same paper is a match for the guardian, and the sum stays one.
pub async fn bind(
    tx: &mut Tx,
    subject: &SubjectRow,
    beneficiary: BeneficiaryRef,
    duplicate: Option<DuplicateRef>,
) -> Outcome<()> {
    if tx.bound_to(subject.id).await?.iter().any(|bound| bound.beneficiary == beneficiary) {
        return Ok(());
    }
    let owed = match subject.court_order.zip(subject.position) {
        Some((order, position)) => owed_by(tx, subject, order, position, beneficiary).await?,
        None => None,
    };
    let at = tx.at();
    tx.add_subject_bound(SubjectBoundRow { subject: subject.id, beneficiary, duplicate, at });
    let Some(Owed { row, confirmed, by }) = owed else { return Ok(()) };
    let about = About { order: Some(row.court_order), beneficiary: Some(beneficiary), ..About::of(by) };
    let sum = row.amount.filter(|_| confirmed);
    tx.add(row).await?;
    if let Some(sum) = sum {
        let (today, lines) = (tx.today(), memorandum(RESTITUTION_ORDERED, RESTITUTION_CONTRA, sum).to_vec());
        tx.post(&Balanced::new(EntryKind::RestitutionOrdered, today, lines)?, about).await?;
    }
    Ok(())
}

/// What an order of restitution comes to for a person who was found in it.
struct Owed {
    row: OrderBeneficiaryRow,
    /// Do the memoranda of the order stand already?
    confirmed: bool,
    /// Who recorded the order: the memorandum is booked in that name.
    by: PersonRef,
}

async fn owed_by(
    tx: &mut Tx,
    subject: &SubjectRow,
    court_order: OrderRef,
    position: i32,
    beneficiary: BeneficiaryRef,
) -> Outcome<Option<Owed>> {
    let order = tx.order(court_order).await?;
    let order = order.ok_or_else(|| Fault::broken("subject", "its order is not there"))?;
    if order.kind != OrderKind::Restitution {
        return Ok(None);
    }
    let named = tx.order_beneficiaries(court_order).await?;
    if named.iter().any(|row| row.position == position || row.beneficiary == beneficiary) {
        return Ok(None);
    }
    let confirmed =
        tx.decisions(&court_order.to_string()).await?.iter().any(|decision| decision.verb == Verb::Confirm);
    let row = OrderBeneficiaryRow { court_order, position, beneficiary, amount: subject.amount };
    Ok(Some(Owed { row, confirmed, by: order.person }))
}
