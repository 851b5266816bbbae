//! A manual reversal: one person proposes it, another makes it. Only entries that no verb of their own takes back, which are
//! transfers between bank and desk; a payment, an inflow or an order has its own verbs.
use super::get_entry::{EntryView, view_of};
use crate::{
    domain::{
        account::{BANK, CASH_DESK},
        finding::{Finding, Rule, Severity},
        journal::{Balanced, EntryKind, Posting},
        money::Qepik,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        text::Prose,
    },
    service::{
        Caller, Fund, Job, Outcome,
        hands::{Step, check_hand, decide},
        lot::candidates::least_from,
    },
    store::{
        Tx,
        journal::{About, EntryRow, entry_ref},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer, Role::Approver, Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseEntry {
    /// Why; sealed.
    pub reason: Prose,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReversedEntry {
    /// `proposed` after the first person, `reversed` after the second.
    pub state: String,
    /// The entry that is to be, or was, reversed.
    pub entry: EntryView,
}

/// The reference and the command.
struct Of {
    id: EntryRef,
    body: ReverseEntry,
}

/// Proposes or makes a reversal. Refuses with `wrong_state` what has its own verbs or is reversed already.
pub async fn reverse_entry(
    fund: &Fund,
    who: &Caller,
    id: EntryRef,
    body: ReverseEntry,
) -> Outcome<ReversedEntry> {
    who.must_be(ROLES)?;
    fund.write(who, "entry.reversed", Of { id, body }, |job, tx| Box::pin(reverse(job, tx))).await
}

async fn reverse(job: Job<'_, Of>, tx: &mut Tx) -> Outcome<ReversedEntry> {
    let id = job.command.id;
    let view = view_of(tx, id).await?;
    let (entry, _) =
        tx.entry(id.number()).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    check_kind(&entry, &view)?;
    let role = job.who.acting_as(ROLES)?;
    let subject = id.to_string();
    let proposer =
        tx.decisions(&subject).await?.into_iter().find(|d| d.verb == Verb::ProposeReverse).map(|d| d.person);
    if proposer == Some(job.who.person()) {
        return Err(Refusal::SameHands {
            subject,
            person: job.who.person(),
            before: Verb::ProposeReverse.to_string(),
        }
        .into());
    }
    check_hand(job, tx, id, role).await?;
    let on = tx.today();
    let step = Step { words: Some(json!({"reason": job.command.body.reason})), ..Step::default() };
    if proposer.is_none() {
        decide(job, tx, id, role, Verb::ProposeReverse, on, step).await?;
        return Ok(ReversedEntry { state: "proposed".into(), entry: view });
    }
    let reversal = reversal_of(tx, &entry).await?;
    check_places(tx, &reversal).await?;
    decide(job, tx, id, role, Verb::Reverse, on, step).await?;
    tx.post(&reversal, About { reverses: Some(entry.number), ..About::of(job.who.person()) }).await?;
    Ok(ReversedEntry {
        state: "reversed".into(),
        entry: view_of(tx, entry_ref(entry.number, entry.recorded_at)).await?,
    })
}

fn check_kind(entry: &EntryRow, view: &EntryView) -> Outcome<()> {
    if entry.kind != EntryKind::CashTransfer {
        let kind = entry.kind;
        return Err(Refusal::field(
            "id",
            format!("{} is an entry of kind {kind}: it is taken back by the verbs of its payment, inflow or order", view.id),
            format!("{} `{kind}` növlü yazılışdır: o, öz ödənişinin, daxilolmasının və ya qərarının addımları ilə geri götürülür", view.id),
        )
        .into());
    }
    if view.reversed_by.is_some() {
        return Err(Refusal::WrongState {
            subject: view.id.to_string(),
            state: "reversed".into(),
            step: Verb::Reverse,
        }
        .into());
    }
    Ok(())
}

async fn reversal_of(tx: &mut Tx, entry: &EntryRow) -> Outcome<Balanced> {
    let postings = tx.postings(entry.number).await?;
    let lines =
        postings.iter().map(|p| Posting { account: p.account, lot: p.lot, amount: p.amount }).collect();
    Ok(Balanced::new(entry.kind, entry.effective_on, lines)?.reversed(EntryKind::Reversal, tx.today()))
}

/// The place that the money leaves must still hold it, on the day and later.
async fn check_places(tx: &mut Tx, reversal: &Balanced) -> Outcome<()> {
    for posting in reversal.postings().iter().filter(|p| p.amount < Qepik::ZERO) {
        let Some(lot) = posting.lot else { continue };
        let least = least_from(tx, lot, reversal.effective_on()).await?;
        let (held, method) = match posting.account {
            BANK => (least.at_bank, "bank"),
            CASH_DESK => (least.in_cash, "cash"),
            _ => continue,
        };
        if held + posting.amount < Qepik::ZERO {
            let facts = json!({"lots": [lot], "drawn": -posting.amount, "held": held, "method": method});
            let facts = facts.as_object().cloned().unwrap_or_default();
            let finding = Finding {
                rule: Rule::LotOverdrawn,
                case: "wrong-place".into(),
                severity: Severity::Block,
                facts,
                missing: vec![],
            };
            return Err(Refusal::LotOverdrawn { findings: vec![finding] }.into());
        }
    }
    Ok(())
}
