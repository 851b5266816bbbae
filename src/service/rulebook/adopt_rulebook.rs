//! Adopts a proposed rulebook, or takes the proposal back. Whoever proposed it does not adopt it; what leaves a bound is never adopted;
//! and one that was compared with another than the one that rules is proposed again. Old verdicts stay what they were: each has the
//! version that judged it.
use super::{
    propose_rulebook::{invalid, read},
    ruling::Rules,
    view::{RulebookView, state_of, view_of},
};
use crate::{
    domain::{
        payment::Verb, person::Role, reference::RulebookRef, refusal::Refusal, rulebook::*, text::Prose,
    },
    rules::Rulebook,
    service::{Caller, Fund, Job, Outcome},
    store::{Fault, Tx, rulebook::*},
    vault::Words,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator];

/// Where the reason for taking one back is sealed.
pub(super) const END_REASON: &str = "rulebook_end.reason";

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptRulebook {}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRulebook {
    /// Why; sealed. It names nobody.
    pub reason: Prose,
}

/// Adopts a proposal: it judges whatever is written after this. Refuses with `same_hands` whoever proposed it, and with `wrong_state` one
/// that was ended before, that leaves a bound (`refuted`), that was compared with another than the one that rules (`outdated`), or that
/// nobody proved though this service can (`not_tried`: propose it again).
pub async fn adopt_rulebook(
    fund: &Fund,
    who: &Caller,
    id: RulebookRef,
    _: AdoptRulebook,
) -> Outcome<RulebookView> {
    who.must_be(ROLES)?;
    // It is read whole: one at a time, as at the proposal.
    let _turn = fund.proposing().await;
    let command = prepared(fund, id).await?;
    fund.write(who, "rulebook.adopted", command, |job, tx| Box::pin(adopt(job, tx))).await
}

/// A proposal that was read before anybody's turn to write is taken.
struct Adopting {
    id: RulebookRef,
    /// It as this program reads it, or what is wrong; none where there is no such proposal.
    read: Option<Result<Arc<Rulebook>, Refusal>>,
    /// This service could prove it.
    can_prove: bool,
}

/// It may have been proposed to an older version of the program, which asked for less, or to a service without a solver.
async fn prepared(fund: &Fund, id: RulebookRef) -> Outcome<Adopting> {
    let mut from = fund.read().await?;
    let Some(_) = from.rulebook(id).await? else { return Ok(Adopting { id, read: None, can_prove: false }) };
    let files = from.rulebook_texts(id, RulebookSide::Proposed).await?;
    drop(from);
    let book = read(files).await?.map(Arc::new).map_err(|wrong| invalid(&wrong));
    book.iter().for_each(|book| fund.learn(book.clone()));
    let can_prove = match fund.prover() {
        Some(prover) => prover.is_there().await,
        None => false,
    };
    Ok(Adopting { id, read: Some(book), can_prove })
}

async fn adopt(job: Job<'_, Adopting>, tx: &mut Tx) -> Outcome<RulebookView> {
    let Adopting { id, read, can_prove } = job.command;
    let (id, person) = (*id, job.who.person());
    let proposed = existing(tx, id).await?;
    if proposed.row.person == person {
        let before = Verb::ProposeRulebook.to_string();
        return Err(Refusal::SameHands { subject: id.to_string(), person, before }.into());
    }
    open_for(tx, job.fund, &proposed, Verb::AdoptRulebook).await?;
    let unproved = proposed.row.proof == ProofOutcome::NotTried && *can_prove;
    if proposed.row.proof == ProofOutcome::Refuted || unproved {
        return Err(wrong_state(id, proposed.row.proof.as_str(), Verb::AdoptRulebook).into());
    }
    let book = read.as_ref().ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let book = book.as_ref().map_err(Refusal::clone)?;
    if book.version() != proposed.row.version {
        return Err(
            Fault::broken("rulebook", format!("{id} does not have the version that was proposed")).into()
        );
    }
    let last = tx.adopted_rulebook().await?.and_then(|last| last.adoption).unwrap_or(0);
    let (adoption, at) = (Some(last + 1), tx.at());
    tx.add(RulebookEndRow { rulebook: id, adoption, reason: None, person, at }).await?;
    tx.set_ruling(book.version());
    view_of(tx, job.fund, job.who, id).await
}

struct Withdrawing {
    id: RulebookRef,
    body: WithdrawRulebook,
}

/// Takes a proposal back. Refuses with `wrong_state` one that was ended before.
pub async fn withdraw_rulebook(
    fund: &Fund,
    who: &Caller,
    id: RulebookRef,
    body: WithdrawRulebook,
) -> Outcome<RulebookView> {
    who.must_be(ROLES)?;
    let command = Withdrawing { id, body };
    fund.write(who, "rulebook.withdrawn", command, |job, tx| Box::pin(withdraw(job, tx))).await
}

async fn withdraw(job: Job<'_, Withdrawing>, tx: &mut Tx) -> Outcome<RulebookView> {
    let Withdrawing { id, body } = job.command;
    let proposed = existing(tx, *id).await?;
    open_for(tx, job.fund, &proposed, Verb::Withdraw).await?;
    let reason = tx.add_seal(job.fund.seal(END_REASON, &Words::of(body.reason.expose()))?).await?;
    let (person, at) = (job.who.person(), tx.at());
    tx.add(RulebookEndRow { rulebook: *id, adoption: None, reason: Some(reason), person, at }).await?;
    view_of(tx, job.fund, job.who, *id).await
}

async fn existing(tx: &mut Tx, id: RulebookRef) -> Outcome<ProposedRulebook> {
    Ok(tx.rulebook(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?)
}

/// Refuses a proposal that was ended; and, where it is to be adopted, one that was compared with another rulebook.
async fn open_for(tx: &mut Tx, fund: &Fund, proposed: &ProposedRulebook, step: Verb) -> Outcome<()> {
    // What a neighbour in the same group adopted stands in the head row that is held, and not yet in that of the database.
    let rules = Rules { ruling: tx.ruling().to_owned(), ..fund.rules(tx).await? };
    let state = state_of(proposed, &rules);
    let may = match state {
        RulebookState::Proposed => true,
        RulebookState::Outdated => step == Verb::Withdraw,
        _ => false,
    };
    if may { Ok(()) } else { Err(wrong_state(proposed.row.id, state.as_str(), step).into()) }
}

fn wrong_state(id: RulebookRef, state: &str, step: Verb) -> Refusal {
    Refusal::WrongState { subject: id.to_string(), state: state.to_owned(), step }
}
