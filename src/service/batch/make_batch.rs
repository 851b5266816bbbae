//! Puts released payments into a batch for the bank. Each is in one live batch only, has an account that a bank can pay, and the one it
//! was approved for; and each is judged again, as at release. What is wrong is said of all payments at once; half a batch is never made.
use super::{
    again::Against,
    creditor::{Creditor, creditor_of},
    view::{BatchView, view_of},
};
use crate::{
    domain::{
        day::Day,
        money::Money,
        payment::PaymentState,
        person::Role,
        purpose::Method,
        reference::{BatchRef, PaymentRef, PersonRef},
        refusal::Refusal,
        spoken,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        duplicate::step::{must_be_compared, write_compared},
        hands::check_hands,
    },
    store::{
        Fault, Snapshot, Tx,
        batch::{BatchPaymentRow, BatchRow},
        decision::HandRow,
        payment::StandingPayment,
    },
    vault::Commitment,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// Most payments of one batch: each is looked at under the writers' lock.
pub const MOST_PAYMENTS: usize = 200;

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeBatch {
    /// The payments, released and to be paid by bank (at most 200).
    pub payments: Vec<PaymentRef>,
    /// The day on which the bank is to pay.
    pub execute_on: Day,
}

/// A payment that fits, with the commitment to its account.
struct Fitting {
    payment: PaymentRef,
    amount: Money,
    commitment: Commitment,
}

/// What was found of all payments.
#[derive(Default)]
struct Sifted {
    fields: Fields,
    against: Against,
    fitting: Vec<Fitting>,
}

/// Makes a batch. Refuses with `invalid` for payments that cannot be in it, with `blocked_by_rule` where an account is another than at
/// approval, with that or `needs_override` where the rules would not let one be released now, and with `same_hands` whoever had another
/// hand on one of them.
pub async fn make_batch(fund: &Fund, who: &Caller, command: MakeBatch) -> Outcome<BatchView> {
    who.must_be(ROLES)?;
    write_compared(fund, who, "batch.made", command, |job, tx| Box::pin(make(job, tx))).await
}

async fn make(job: Job<'_, MakeBatch>, tx: &mut Tx) -> Outcome<BatchView> {
    let MakeBatch { payments, execute_on } = job.command;
    must_be_compared(job.fund, tx).await?;
    let mut sifted = Sifted::default();
    check_shape(job.command, tx, &mut sifted.fields);
    let (fund, person, today) = (job.fund, job.who.person(), tx.today());
    let named: Vec<PaymentRef> = payments.iter().take(MOST_PAYMENTS).copied().collect();
    // What goes wrong with one is told when it is its turn.
    let look = |from, id| async move { Ok::<_, Fault>(look(from, fund, person, (id, today)).await) };
    let seen = tx.together(named.clone(), look).await?.done;
    for (named, seen) in named.into_iter().enumerate().zip(seen) {
        sift(job, tx, named, seen?, &mut sifted)?;
    }
    let Sifted { mut fields, against, mut fitting } = sifted;
    let sum: i128 = fitting.iter().map(|one| i128::from(one.amount.qepik())).sum();
    let control_sum = i64::try_from(sum).ok().and_then(Money::from_qepik);
    if control_sum.is_none() && !fitting.is_empty() {
        fields.add(
            "payments",
            "their sum is larger than one record can hold: make several batches",
            "onların cəmi bir qeydin saxlaya biləcəyindən çoxdur: bir neçə paket düzəldin",
        );
    }
    fields.refuse()?;
    against.refuse()?;
    let Some(control_sum) = control_sum else {
        return Err(Refusal::field("payments", "no payment is named", "ödəniş göstərilməyib").into());
    };

    let (id, at): (BatchRef, _) = (tx.next(), tx.at());
    let (sender, debtor) =
        (job.fund.sender().as_str().to_owned(), job.fund.debtor().map(|account| account.as_str().to_owned()));
    let (execute_on, person) = (*execute_on, job.who.person());
    tx.add(BatchRow { id, execute_on, sender, debtor, control_sum, person, at }).await?;
    fitting.sort_by_key(|one| one.payment);
    for Fitting { payment, commitment, .. } in fitting {
        tx.add(BatchPaymentRow { batch: id, payment, commitment }).await?;
    }
    view_of(tx, id).await
}

fn check_shape(command: &MakeBatch, tx: &Tx, fields: &mut Fields) {
    let count = command.payments.len();
    if count == 0 || count > MOST_PAYMENTS {
        fields.add(
            "payments",
            format!("a batch has 1 to {MOST_PAYMENTS} payments: name as many, or make several batches"),
            format!("paketdə 1-dən {MOST_PAYMENTS}-ə qədər ödəniş olur: o qədər yazın və ya bir neçə paket düzəldin"),
        );
    }
    let named: BTreeSet<_> = command.payments.iter().collect();
    if named.len() != count {
        fields.add(
            "payments",
            "a payment is named twice: name each once",
            "ödəniş iki dəfə göstərilib: hər birini bir dəfə yazın",
        );
    }
    fields.not_before("execute_on", command.execute_on, tx.today(), ("today", "bu gün"));
}

/// A payment that was named, as it was found.
enum Seen {
    /// There is none.
    Unknown,
    /// It cannot go to the bank now, as both languages say.
    Unfit(String, String),
    /// The treasurer had another hand on it: it was not opened.
    OtherHand(Vec<HandRow>),
    /// It could.
    Fit(Box<Fit>),
}

struct Fit {
    stored: StandingPayment,
    creditor: Creditor,
    approved: Option<Commitment>,
    against: Against,
}

/// Looks at one payment: what is read of all of them is read together.
async fn look(
    mut from: Snapshot,
    fund: &Fund,
    person: PersonRef,
    (id, today): (PaymentRef, Day),
) -> Outcome<Seen> {
    let Some(stored) = from.payment(id).await? else { return Ok(Seen::Unknown) };
    if let Some((en, az)) = unfit(&mut from, &stored).await? {
        return Ok(Seen::Unfit(en, az));
    }
    let hands = from.hands(&id.to_string()).await?;
    if hands.iter().any(|hand| hand.person == person && hand.role != Role::Treasurer) {
        return Ok(Seen::OtherHand(hands));
    }
    let creditor = creditor_of(&mut from, fund.keys(), &stored).await?;
    let approved = from.payment_account(id).await?.map(|row| row.commitment);
    let against = Against::released(&mut from, fund, &stored, today).await?;
    Ok(Seen::Fit(Box::new(Fit { stored, creditor, approved, against })))
}

/// Says what is wrong with a payment, or that it fits.
fn sift(
    job: Job<'_, MakeBatch>,
    tx: &mut Tx,
    (place, id): (usize, PaymentRef),
    seen: Seen,
    to: &mut Sifted,
) -> Outcome<()> {
    let field = format!("payments[{place}]");
    let Fit { stored, creditor, approved, against } = match seen {
        Seen::Unknown => {
            to.fields.unknown(field, id);
            return Ok(());
        }
        Seen::Unfit(en, az) => {
            to.fields.add(field, en, az);
            return Ok(());
        }
        Seen::OtherHand(hands) => {
            tx.is_about(&id.to_string());
            return check_hands(job, id.to_string(), hands, Role::Treasurer);
        }
        Seen::Fit(fit) => *fit,
    };
    tx.is_about(&id.to_string());
    let keys = job.fund.keys();
    to.against.add(job.fund.rulebook().judge_account(id, &creditor.agrees(keys, approved.as_ref())));
    to.against.join(against);
    match creditor.commitment(keys) {
        Some(commitment) if !creditor.lacks_name => {
            to.fitting.push(Fitting { payment: id, amount: stored.payment.amount, commitment });
        }
        Some(_) => to.fields.add(
            field,
            format!("{id} names nobody who is paid: draft it anew with the payee's name"),
            format!("{id} üzrə alıcının adı yoxdur: adı ilə yenidən hazırlayın"),
        ),
        None => to.fields.add(
            field,
            format!("{id} has no account that a bank can pay: record an IBAN, or a number of at most 34 characters with BIC and country"),
            format!("{id} üzrə bankın ödəyə biləcəyi hesab yoxdur: IBAN və ya BIC və ölkə ilə ən çoxu 34 simvolluq nömrə qeyd edin"),
        ),
    }
    Ok(())
}

/// Why a payment cannot go to the bank now, in both languages.
async fn unfit(from: &mut Snapshot, stored: &StandingPayment) -> Outcome<Option<(String, String)>> {
    let id = stored.payment.id;
    if stored.payment.method != Method::Bank {
        return Ok(Some((
            format!("{id} is not paid by bank: leave it out"),
            format!("{id} bank vasitəsilə ödənilmir: çıxarın"),
        )));
    }
    if stored.state != PaymentState::Released {
        let (state, state_az) = (stored.state, spoken::state(stored.state.as_str()));
        return Ok(Some((
            format!("{id} is {state}: only released payments go to the bank"),
            format!("{id} vəziyyəti: «{state_az}»; banka yalnız buraxılmış ödənişlər göndərilir"),
        )));
    }
    Ok(from.live_batch(id).await?.map(|batch| {
        (
            format!("{id} stands in {batch} already: a payment is in one batch only"),
            format!("{id} artıq {batch} paketindədir: ödəniş yalnız bir paketdə olur"),
        )
    }))
}
