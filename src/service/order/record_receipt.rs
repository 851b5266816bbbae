//! Records that an offender paid on a confirmed restitution order. What happened is recorded even when it is more than was
//! owed; the memorandum of what is outstanding falls by no more than it holds.
use super::{
    owed::{of, owed_of},
    view::{OrderState, OrderView, bound_issuer, order_for, state_of, view_for},
};
use crate::{
    domain::{
        account::*,
        day::Day,
        journal::{Balanced, EntryKind, memorandum},
        money::{Money, Qepik, share},
        order::*,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        word::Unreadable,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Fields, currency},
    },
    store::{
        Tx,
        journal::About,
        order::{CourtOrderRow, OrderReceiptRow},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may: a registrar of the issuer what the beneficiary received, a maker what the Fund received.
pub const ROLES: &[Role] = &[Role::Registrar, Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReceipt {
    /// The sum.
    pub amount: Money,
    /// ISO 4217; AZN when not said.
    #[serde(default)]
    pub currency: Option<String>,
    /// The day it was received.
    pub received_on: Day,
    /// What it came from.
    pub from: ReceiptSource,
    /// Who received it. Only `beneficiary` is taken now.
    pub to: ReceiptTo,
    /// Which beneficiary; else it is shared in proportion to what each is still owed.
    #[serde(default)]
    pub beneficiary: Option<BeneficiaryRef>,
    /// Which offender paid, by position in the order, from 1.
    #[serde(default)]
    pub offender: Option<i32>,
}

/// What was recorded for one beneficiary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptView {
    /// Its reference.
    pub id: ReceiptRef,
    /// Who received.
    pub beneficiary: BeneficiaryRef,
    /// The sum.
    pub amount: Money,
    /// The entry that lowers what is outstanding; null when nothing was, and for registrars.
    pub entry: Option<EntryRef>,
}

/// The receipts, and the order as they leave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReceivedView {
    /// One for each beneficiary.
    pub receipts: Vec<ReceiptView>,
    /// The order.
    #[serde(flatten)]
    pub order: OrderView,
}

struct OnOrder {
    order: OrderRef,
    body: RecordReceipt,
}

/// Records a receipt. Refuses with `invalid` for fields that do not fit the order, and with `wrong_state` before the order
/// is confirmed; never because it is too much.
pub async fn record_receipt(
    fund: &Fund,
    who: &Caller,
    order: OrderRef,
    body: RecordReceipt,
) -> Outcome<ReceivedView> {
    who.must_be(ROLES)?;
    if body.to == ReceiptTo::Beneficiary {
        who.must_be(&[Role::Registrar])?;
    }
    currency(body.currency.as_deref())?;
    let command = OnOrder { order, body };
    fund.write(who, "order.receipt_recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, OnOrder>, tx: &mut Tx) -> Outcome<ReceivedView> {
    let id = job.command.order;
    let row = order_for(tx, job.who, id).await?;
    let owed = owed_of(tx, id, None).await?;
    check(job, tx, &row, &owed).await?;
    let state = state_of(tx, id).await?;
    if state != OrderState::Confirmed {
        let (subject, state) = (id.to_string(), state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Settle }.into());
    }
    let outstanding = tx.balances_on_order(id, RESTITUTION_ORDERED).await?;
    // Before the order was in force nothing was owed in the books, so the memorandum falls on that day at the earliest.
    let on =
        row.in_force_on.map_or(job.command.body.received_on, |day| day.max(job.command.body.received_on));
    let mut receipts = vec![];
    for (beneficiary, amount) in parts(&job.command.body, &owed) {
        let falls = of(&outstanding, beneficiary).min(amount.into());
        receipts.push(write(job, tx, beneficiary, amount, falls, on).await?);
    }
    if bound_issuer(job.who).is_some() {
        receipts.iter_mut().for_each(|receipt: &mut ReceiptView| receipt.entry = None);
    }
    Ok(ReceivedView { receipts, order: view_for(tx, job.who, row).await? })
}

async fn check(
    job: Job<'_, OnOrder>,
    tx: &mut Tx,
    row: &CourtOrderRow,
    owed: &[(BeneficiaryRef, Owed)],
) -> Outcome<()> {
    let body = &job.command.body;
    let mut fields = Fields::default();
    if body.to != ReceiptTo::Beneficiary {
        fields.add(
            "to",
            format!(
                "a receipt of the kind {} cannot be recorded yet: record what went to the beneficiary",
                body.to
            ),
            format!("`{}` növlü daxilolma hələ qeyd edilmir: benefisiara ödəniləni qeyd edin", body.to),
        );
    }
    if row.kind != OrderKind::Restitution {
        fields.add(
            "order",
            format!(
                "{} is of the kind {}: offenders pay beneficiaries on restitution only",
                row.id, row.kind
            ),
            format!(
                "{} qərarının növü {}: benefisiara yalnız zərərin ödənilməsi üzrə ödənilir",
                row.id, row.kind
            ),
        );
    }
    fields.not_after("received_on", body.received_on, tx.today());
    let decision = ("the day of the decision", "qərarın günü");
    fields.not_before("received_on", body.received_on, row.decided_on, decision);
    check_receiver(tx, row.id, body.beneficiary, owed, &mut fields).await?;
    if let Some(position) = body.offender
        && !tx.order_offenders(row.id).await?.iter().any(|o| o.position == position)
    {
        let what = Unreadable::new(
            format!("offender {position} in {}", row.id),
            format!("{} qərarında {position} nömrəli təqsirkar", row.id),
        );
        fields.unknown("offender", what);
    }
    fields.refuse()
}

/// Who received must be in the order. Where it names a person by identity, it must be one of those whom it names by pseudonym: what
/// somebody received who may not be known has nobody to be booked to, and any other answer would tell who is known.
async fn check_receiver(
    tx: &mut Tx,
    order: OrderRef,
    receiver: Option<BeneficiaryRef>,
    owed: &[(BeneficiaryRef, Owed)],
    fields: &mut Fields,
) -> Outcome<()> {
    let subjects = tx.subjects_of_order(order).await?;
    if subjects.is_empty() {
        if let Some(receiver) = receiver.filter(|receiver| !owed.iter().any(|(who, _)| who == receiver)) {
            let what =
                Unreadable::new(format!("{receiver} in {order}"), format!("{order} qərarında {receiver}"));
            fields.unknown("beneficiary", what);
        }
        return Ok(());
    }
    let brought = tx.order_beneficiaries(order).await?;
    let mut brought = brought.iter().filter(|row| !subjects.iter().any(|s| s.position == Some(row.position)));
    if !brought.any(|row| Some(row.beneficiary) == receiver) {
        fields.add(
            "beneficiary",
            format!("{order} names a person by identity: say which of those named by pseudonym received; more cannot be recorded yet"),
            format!("{order} şəxsi şəxsiyyət məlumatı ilə göstərir: psevdonimlə göstərilənlərdən kimin aldığını yazın; qalanı hələ qeyd edilmir"),
        );
    }
    Ok(())
}

/// Who received how much: the one named, or each in proportion to what is still owed; when nothing is owed to anybody any
/// more, to what was ordered.
fn parts(body: &RecordReceipt, owed: &[(BeneficiaryRef, Owed)]) -> Vec<(BeneficiaryRef, Money)> {
    if let Some(beneficiary) = body.beneficiary {
        return vec![(beneficiary, body.amount)];
    }
    let weights = |weigh: fn(&Owed) -> Qepik| -> Vec<i64> {
        owed.iter().map(|(_, owed)| weigh(owed).0.max(0)).collect()
    };
    let shared = share(body.amount.qepik(), &weights(|owed| owed.outstanding()))
        .or_else(|| share(body.amount.qepik(), &weights(|owed| owed.ordered)))
        .unwrap_or_default();
    let parts = owed.iter().zip(shared).filter_map(|((who, _), part)| Some((*who, Money::from_qepik(part)?)));
    parts.collect()
}

async fn write(
    job: Job<'_, OnOrder>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    amount: Money,
    falls: Qepik,
    on: Day,
) -> Outcome<ReceiptView> {
    let OnOrder { order, body } = job.command;
    let id: ReceiptRef = tx.next();
    let at = tx.at();
    tx.add(OrderReceiptRow {
        id,
        court_order: *order,
        beneficiary,
        amount,
        received_on: body.received_on,
        source: body.from,
        paid_to: body.to,
        offender: body.offender,
        person: job.who.person(),
        at,
    })
    .await?;
    let entry = match Money::from_qepik(falls.0) {
        Some(sum) => {
            let lines = memorandum(RESTITUTION_CONTRA, RESTITUTION_ORDERED, sum).to_vec();
            let about =
                About { order: Some(*order), beneficiary: Some(beneficiary), ..About::of(job.who.person()) };
            let entry = Balanced::new(EntryKind::RestitutionReceived, on, lines)?;
            Some(tx.post(&entry, about).await?)
        }
        None => None,
    };
    Ok(ReceiptView { id, beneficiary, amount, entry })
}
