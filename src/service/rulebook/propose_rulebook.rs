//! Proposes another rulebook. What is proposed is read and checked whole, held against the bounds that no rulebook may leave, and judged
//! over the latest of the past, before anybody can adopt it; all of that is kept with it. Nothing rules but what a second person adopts.
use super::{
    replay::{Replayed, replay_latest},
    view::{ProofView, ReplayView, RulebookView, view_of},
};
use crate::{
    domain::{
        payment::Verb, person::Role, reference::RulebookRef, refusal::Refusal, rulebook::*, text::Prose,
    },
    rules::{Rulebook, book::Files, flaw::Flaw, prove::Extent},
    service::{Caller, Fund, Job, Outcome, check::Fields, halt::Halt, prover},
    store::{Fault, Tx, rulebook::*},
    vault::{Words, content_hash},
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator];

/// Where a reason is sealed.
pub(super) const REASON: &str = "rulebook.reason";

/// Where it is sealed what a proposal makes of the past.
pub(super) const REPLAYED: &str = "rulebook.replayed";

/// How many of the latest verdicts are judged again while somebody waits; all of them: `rules replay`.
const LATEST: i64 = 500;

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeRulebook {
    /// Files by their names, like `limits.toml`, each whole; those that are left out stay as they are.
    pub files: BTreeMap<String, String>,
    /// Why; sealed. It names nobody.
    pub reason: Prose,
}

struct Proposing {
    reason: Prose,
    examined: Result<Examined, Refusal>,
}

/// What was found out about a rulebook.
struct Examined {
    book: Arc<Rulebook>,
    base: Arc<Rulebook>,
    /// The version that was adopted last.
    ruling: String,
    proof: ProofView,
    replayed: ReplayView,
}

/// Proposes a rulebook. Refuses with `invalid` whatever is wrong with its files, each by its line, and one that is what rules already;
/// with `wrong_state` one that waits already.
pub async fn propose_rulebook(fund: &Fund, who: &Caller, body: ProposeRulebook) -> Outcome<RulebookView> {
    who.must_be(ROLES)?;
    let ProposeRulebook { files, reason } = body;
    // One at a time: each parses hundreds of policies and asks a solver. Whoever repeats a request while it is worked on waits, and gets
    // its answer.
    let _turn = fund.proposing().await;
    let examined = match fund.was_answered(who).await? {
        // The answer is kept: the work need not be done again.
        true => Err(Refusal::AnswerForgotten),
        false => match examine(fund, files).await {
            Ok(examined) => Ok(examined),
            Err(Halt::Refused(refusal)) => Err(refusal),
            Err(fault) => return Err(fault),
        },
    };
    let command = Proposing { reason, examined };
    fund.write(who, "rulebook.proposed", command, |job, tx| Box::pin(propose(job, tx))).await
}

async fn examine(fund: &Fund, files: Files) -> Outcome<Examined> {
    let mut from = fund.read().await?;
    let ruling = from.ruling().await?;
    let rules = fund.rules(&mut from).await?;
    drop(from);
    let base = rules.book;
    let mut whole = base.files().clone();
    whole.extend(files);
    let book = read(whole).await?.map_err(|wrong| invalid(&wrong))?;
    // What stands in a folder rules as long as that is named, so two persons may adopt it, too.
    if book.version() == base.version() && rules.source != RulebookSource::Folder || book.version() == ruling
    {
        return Err(Refusal::field(
            "files",
            "this is the rulebook that rules already: change something",
            "bu, hazırda qüvvədə olan qaydalar toplusudur: nəyisə dəyişin",
        )
        .into());
    }
    let book = Arc::new(book);
    let proof = proof_of(fund, &book).await;
    let replayed = replay_latest(fund, book.clone(), LATEST).await?;
    Ok(Examined { book, base, ruling, proof, replayed: ReplayView::of(&replayed) })
}

/// Reads a rulebook beside the threads that answer others: some hundred policies are parsed and typed.
pub(super) async fn read(files: Files) -> Outcome<Result<Rulebook, Vec<Flaw>>> {
    Ok(tokio::task::spawn_blocking(move || Rulebook::read(&files)).await.map_err(|_| Fault::Panicked)?)
}

/// What is wrong with files, each by file and line. The name of a file that is none of a rulebook's is not repeated: it is a word like
/// any other that somebody writes in a wrong place.
pub(super) fn invalid(wrong: &[Flaw]) -> Refusal {
    let mut fields = Fields::default();
    for flaw in wrong {
        let Flaw { file, line, what, mend } = flaw;
        if !flaw.is_in_a_file_of_the_rulebook() {
            fields.add(
                "files".to_owned(),
                format!("one of the files {what}: {mend}"),
                flaw.mend_az().to_owned(),
            );
            continue;
        }
        fields.add(
            format!("files.{file}"),
            format!("line {line}: {}: {mend}", what.trim_end_matches('.')),
            format!(
                "{line} nömrəli sətir qəbul edilmir (texniki səbəb ingilis dilində göstərilib). {}",
                flaw.mend_az()
            ),
        );
    }
    fields.into_refusal()
}

async fn proof_of(fund: &Fund, book: &Arc<Rulebook>) -> ProofView {
    let told = |outcome, says: &str| ProofView { outcome, kept: vec![], says: vec![says.to_owned()] };
    let Some(prover) = fund.prover() else {
        return told(ProofOutcome::NotTried, "the service was started without a solver: see --solver");
    };
    match prover.prove(book, &[], Extent::Bounds).await {
        prover::Outcome::Done(proof) => ProofView::of(&proof),
        prover::Outcome::NoProver(why) => {
            tracing::warn!(fault = why, "a proposed rulebook is not proved");
            told(ProofOutcome::NotTried, "this service has no solver that answers: see --solver")
        }
        prover::Outcome::NoAnswer(why) => {
            tracing::warn!(fault = why, "a proposed rulebook could not be proved");
            told(ProofOutcome::Refuted, "the solver gave no answer, or not in time: write it more plainly")
        }
    }
}

async fn propose(job: Job<'_, Proposing>, tx: &mut Tx) -> Outcome<RulebookView> {
    let Proposing { reason, examined } = job.command;
    let Examined { book, base, ruling, proof, replayed } = examined.as_ref().map_err(Refusal::clone)?;
    let wrong = |id: RulebookRef, state: RulebookState| {
        let (subject, state) = (id.to_string(), state.to_string());
        Err(Refusal::WrongState { subject, state, step: Verb::ProposeRulebook }.into())
    };
    if let Some(open) = tx.open_rulebook(book.version()).await? {
        return wrong(open, RulebookState::Proposed);
    }
    if job.fund.rulebook().version() != base.version() || tx.ruling() != ruling {
        let adopted =
            tx.adopted_rulebook().await?.ok_or_else(|| Fault::broken("rulebook", "none was adopted"))?;
        return wrong(adopted.row.id, RulebookState::Adopted);
    }
    let reason = tx.add_seal(job.fund.seal(REASON, &Words::of(reason.expose()))?).await?;
    // It is reckoned from what is known of persons, so it stands in clear nowhere.
    let replayed = tx.add_seal(job.fund.seal(REPLAYED, &Words::of_json(replayed)?)?).await?;
    let (id, person, at): (RulebookRef, _, _) = (tx.next(), job.who.person(), tx.at());
    let (version, base_version) = (book.version().to_owned(), base.version().to_owned());
    let proof_says = serde_json::to_string(proof)?;
    let row = RulebookRow {
        id,
        version,
        base: base_version,
        ruling: ruling.clone(),
        proof: proof.outcome,
        proof_says,
        replayed,
        reason,
        person,
        at,
    };
    tx.add(row).await?;
    for (side, files) in [(RulebookSide::Proposed, book.files()), (RulebookSide::Ruling, base.files())] {
        for (name, text) in files {
            let hash = content_hash(text.as_bytes());
            if !tx.has_policy_text(&hash).await? {
                tx.add(PolicyTextRow { hash: hash.clone(), text: text.clone() }).await?;
            }
            tx.add(RulebookFileRow { rulebook: id, side, name: name.clone(), hash }).await?;
        }
    }
    view_of(tx, job.fund, job.who, id).await
}

impl ReplayView {
    fn of(replayed: &Replayed) -> ReplayView {
        ReplayView {
            judged: replayed.judged,
            erased: replayed.erased,
            changed: replayed.changed,
            marks: replayed.marks.iter().map(super::view::MarkChange::of).collect(),
        }
    }
}
