//! Writes the file of a batch for the bank. Accounts are opened here and go into the file and nowhere else; that it left the house is a
//! leaf, with a keyed hash of the file. It is not written where a payment is not released any more, would not be released now, or its
//! account is another by now.
use super::{again::Against, creditor::creditor_of, view::existing};
use crate::{
    domain::{
        batch::Pain001,
        day::Day,
        outward::{FileName, Forbidden, Narrative},
        payment::{PaymentState, Verb},
        person::Role,
        reference::*,
        refusal::Refusal,
        word::Unreadable,
    },
    formats::pain001::{BankFile, Transfer, pain001},
    rules::facts::Fact,
    service::{
        Caller, Fund, Job, Outcome,
        duplicate::step::{must_be_compared, write_compared},
    },
    store::{
        Fault, Snapshot, Tx,
        batch::{BatchFileRow, BatchPaymentRow, BatchRow},
        finding::ExportRow,
    },
};
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// A file for the bank.
pub struct WrittenFile {
    /// Its name.
    pub name: FileName,
    /// The XML.
    pub text: Zeroizing<String>,
}

#[derive(Clone)]
struct Writing {
    id: BatchRef,
    version: Pain001,
    /// What the last run wrote: it goes past everything that is kept.
    text: Arc<Mutex<Option<Zeroizing<String>>>>,
}

/// Writes the file of a batch. Refuses with `wrong_state` a batch that was withdrawn or has a payment that is not released any more,
/// and with `blocked_by_rule` or `needs_override` where an account is another than it was in the batch, or the rules would not let a
/// payment be released now.
pub async fn write_bank_file(
    fund: &Fund,
    who: &Caller,
    id: BatchRef,
    version: Pain001,
) -> Outcome<WrittenFile> {
    who.must_be(ROLES)?;
    let text = Arc::new(Mutex::default());
    let writing = Writing { id, version, text: text.clone() };
    write_compared(fund, who, "batch.taken", writing, |job, tx| Box::pin(write(job, tx))).await?;
    let text = text.lock().unwrap_or_else(PoisonError::into_inner).take();
    let text = text.ok_or_else(|| Fault::broken("batch_file", "a file was kept and not written"))?;
    Ok(WrittenFile { name: FileName::referred("batch", id, "xml"), text })
}

async fn write(job: Job<'_, Writing>, tx: &mut Tx) -> Outcome<()> {
    let Writing { id, version, text } = job.command;
    must_be_compared(job.fund, tx).await?;
    let batch = existing(tx, *id).await?;
    if tx.batch_end(*id).await?.is_some() {
        let (subject, state) = (id.to_string(), "withdrawn".to_owned());
        return Err(Refusal::WrongState { subject, state, step: Verb::Batch }.into());
    }
    let (fund, today, rows) = (job.fund, tx.today(), tx.batch_payments(*id).await?);
    let (mut transfers, mut against) = (vec![], Against::default());
    for (one, found) in tx.together(rows, |from, row| transfer(from, fund, row, today)).await?.done {
        transfers.extend(one);
        against.join(found);
    }
    against.refuse()?;
    let written = pain001(&file_of(&batch, transfers)?, *version);

    let digest = job.fund.keys().index("batch.file", &written);
    let (person, at) = (job.who.person(), tx.at());
    let position = tx.batch_files(*id).await?.len() as i32 + 1;
    tx.add(BatchFileRow { batch: *id, position, version: *version, digest, person, at }).await?;
    let export: ExportRef = tx.next();
    tx.add(ExportRow {
        id: export,
        person: Some(person),
        what: "batch".into(),
        format: format!("pain.001.001.{version}"),
        from_day: Some(batch.execute_on),
        to_day: Some(batch.execute_on),
        known_at: at,
        narrowed: Some(id.to_string()),
        at,
    })
    .await?;
    *text.lock().unwrap_or_else(PoisonError::into_inner) = Some(written);
    Ok(())
}

/// A payment for the file (none where its account cannot be paid), and what stands against it.
async fn transfer(
    mut from: Snapshot,
    fund: &Fund,
    row: BatchPaymentRow,
    today: Day,
) -> Outcome<(Option<Transfer>, Against)> {
    let id = row.payment;
    let stored = from.payment(id).await?;
    let stored = stored.ok_or_else(|| Fault::broken("batch_payment", "a payment of a batch is gone"))?;
    if stored.state != PaymentState::Released {
        let (subject, state) = (id.to_string(), stored.state.to_string());
        return Err(Refusal::WrongState { subject, state, step: Verb::Batch }.into());
    }
    let creditor = creditor_of(&mut from, fund.keys(), &stored).await?;
    let mut against = Against::released(&mut from, fund, &stored, today).await?;
    let agrees = match creditor.account {
        Some(_) => creditor.agrees(fund.keys(), Some(&row.commitment)),
        None => Fact::Known(false),
    };
    against.add(fund.rulebook().judge_account(id, &agrees));
    let transfer = creditor.account.map(|account| Transfer {
        payment: id,
        amount: stored.payment.amount,
        account,
        name: creditor.name,
        narrative: Narrative::for_payment(id, None, &Forbidden::nobody()),
    });
    Ok((transfer, against))
}

/// The file as it was when the batch was made: neither a new sender nor a new account of the Fund changes it.
fn file_of(batch: &BatchRow, transfers: Vec<Transfer>) -> Outcome<BankFile> {
    let broken = |why: Unreadable| Fault::broken("batch", why.en);
    Ok(BankFile {
        message_id: batch.id.to_string(),
        made_at: batch.at,
        execute_on: batch.execute_on,
        sender: batch.sender.parse().map_err(broken)?,
        debtor: batch.debtor.as_deref().map(str::parse).transpose().map_err(broken)?,
        control_sum: batch.control_sum,
        transfers,
    })
}
