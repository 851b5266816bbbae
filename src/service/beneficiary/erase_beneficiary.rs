//! Erases a person: what is sealed under that person's key can never be read again, while books, log and numbers stay as they
//! are. A guardian proposes, a second person carries it out, since nothing brings the words back.
use super::{For, existing};
use crate::{
    domain::{
        day::Instant, payment::Verb, person::Role, reference::BeneficiaryRef, refusal::Refusal, text::Prose,
        word::words,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        envelope::{is_erased, new_key},
        hands::{Step, check_hand, decide},
    },
    store::{Snapshot, Tx, decision::DecisionRow},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Who may: a guardian proposes; another guardian or an approver carries it out.
pub const ROLES: &[Role] = &[Role::Guardian, Role::Approver];

/// Why, and on what.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseBeneficiary {
    /// Why the person is erased; sealed under the Fund's key, since it must outlive the person's. It names nobody.
    pub reason: Prose,
}

words! {
    /// How far an erasure is.
    ErasureState {
        /// A guardian proposed it: a second person carries it out by asking for the same.
        Proposed = "erasure_proposed",
        /// The person's key is destroyed.
        Erased = "erased",
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ErasureView {
    /// Who.
    pub id: BeneficiaryRef,
    /// How far it is.
    pub state: ErasureState,
}

/// Proposes an erasure, or carries out one that another proposed within 30 days. Refuses with `same_hands` the proposer and whoever had
/// a hand in a payment or award of the person, with `invalid` while
/// payments are under way, and with `wrong_state` once it is done or where somebody else than a guardian proposes.
pub async fn erase_beneficiary(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: EraseBeneficiary,
) -> Outcome<ErasureView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    let view = fund.write(who, "beneficiary.erased", command, |job, tx| Box::pin(erase(job, tx))).await?;
    if view.state == ErasureState::Erased {
        fund.store().forget().await;
    }
    Ok(view)
}

/// Is this what an erasure rests on: proposed by a guardian, carried out by another person?
pub fn is_decided(decisions: &[DecisionRow]) -> bool {
    let of = |verb| decisions.iter().filter(move |d| d.verb == verb);
    of(Verb::Erase).any(|done| {
        of(Verb::ProposeErase).any(|proposed| {
            let together = proposed.attempt == done.attempt && proposed.person != done.person;
            together && proposed.role == Role::Guardian && ROLES.contains(&done.role)
        })
    })
}

/// When it was decided that a person is erased.
pub async fn erased_at(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<Option<Instant>> {
    let decisions = from.decisions(&id.to_string()).await?;
    Ok(decisions.iter().find(|d| d.verb == Verb::Erase).map(|d| d.at))
}

/// Days for which a proposal stands. One that nobody carried out in that time is taken as given up, and may be made again.
const STANDS_DAYS: u64 = 30;

async fn erase(job: Job<'_, For<EraseBeneficiary>>, tx: &mut Tx) -> Outcome<ErasureView> {
    let For { id, body } = job.command;
    existing(tx, *id).await?;
    let (subject, person, role) = (id.to_string(), job.who.person(), job.who.acting_as(ROLES)?);
    let decisions = tx.decisions(&subject).await?;
    let wrong = |state: &str| {
        let (subject, state) = (id.to_string(), state.to_owned());
        Err(Refusal::WrongState { subject, state, step: Verb::Erase }.into())
    };
    if is_decided(&decisions) {
        if !is_erased(tx, *id).await? {
            // The key is there again, behind the service's back; what was decided is carried out once more.
            tracing::error!(%id, "a data key that was destroyed had come back, and is destroyed again");
            tx.destroy_data_key(*id).await?;
            tx.erase_seals_of(*id).await?;
            tx.remove_party_terms(*id).await?;
            return Ok(ErasureView { id: *id, state: ErasureState::Erased });
        }
        return wrong("erased");
    }
    let today = tx.today();
    let attempts = decisions.iter().filter(|d| d.verb == Verb::ProposeErase).count() as i32;
    let proposed = decisions.iter().rev().find(|d| d.verb == Verb::ProposeErase);
    let proposed = proposed.filter(|d| today <= d.on_day.days_after(STANDS_DAYS));
    if let Some(before) = proposed.filter(|d| d.person == person) {
        return Err(Refusal::SameHands { subject, person, before: before.role.to_string() }.into());
    }
    if proposed.is_none() && role != Role::Guardian {
        return wrong("open");
    }
    nothing_under_way(tx, *id).await?;
    check_hand(job, tx, id, role).await?;
    if proposed.is_some()
        && let Some(hand) = tx.hand_for(*id, person).await?
    {
        // Nobody takes away the words around what went through the own hands.
        return Err(
            Refusal::SameHands { subject: hand.subject, person, before: hand.role.to_string() }.into()
        );
    }

    let words = Some(json!({ "reason": body.reason }));
    let verb = if proposed.is_some() { Verb::Erase } else { Verb::ProposeErase };
    let attempt = proposed.map_or(attempts, |before| before.attempt);
    decide(job, tx, id, role, verb, today, Step { words, attempt, ..Step::default() }).await?;
    if verb == Verb::ProposeErase {
        return Ok(ErasureView { id: *id, state: ErasureState::Proposed });
    }
    if tx.data_key_row(*id).await?.is_none() {
        // The file is older than data keys: it gets one, so that from now on nobody writes anything for this person.
        new_key(job, tx, *id).await?;
    }
    tx.destroy_data_key(*id).await?;
    tx.erase_seals_of(*id).await?;
    tx.remove_party_terms(*id).await?;
    Ok(ErasureView { id: *id, state: ErasureState::Erased })
}

/// A payment that is under way needs its payee's words.
async fn nothing_under_way(tx: &mut Tx, id: BeneficiaryRef) -> Outcome<()> {
    let mut fields = Fields::default();
    if let Some(payment) = tx.payment_under_way(id).await? {
        fields.add(
            "id",
            format!("{payment} is still under way: settle, cancel or withdraw it before the person is erased"),
            format!("{payment} hələ icradadır: şəxs silinməzdən əvvəl onu tamamlayın, ləğv edin və ya geri götürün"),
        );
    }
    fields.refuse()
}
