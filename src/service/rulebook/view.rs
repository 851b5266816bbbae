//! Reading rulebooks: which rules, which were proposed, by whom, whether they were proved, and what each changes.
use super::{
    adopt_rulebook::END_REASON,
    propose_rulebook::{REASON, REPLAYED},
    ruling::Rules,
};
use crate::{
    domain::{day::Instant, person::Role, reference::*, refusal::Refusal, rulebook::*},
    rules::{
        book::Files,
        difference::{Difference, differences},
        prove::{Proof, What},
        replay::Mark,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        page::{Wanted, page},
    },
    store::{Snapshot, rulebook::ProposedRulebook},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Administrator, Role::Auditor];

/// Most of what a prover says that is kept, and most characters of each.
const MOST_SAID: (usize, usize) = (20, 6_000);

/// What a prover said of a rulebook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProofView {
    /// Whether it stays inside the bounds.
    pub outcome: ProofOutcome,
    /// The bounds that it stays inside.
    pub kept: Vec<String>,
    /// What is not proved, each with facts that show it; why it was not tried.
    pub says: Vec<String>,
}

/// What a rulebook makes of the latest verdicts, from the facts that were kept with them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReplayView {
    /// How many were judged again.
    pub judged: usize,
    /// How many could not be, since their person was erased.
    pub erased: usize,
    /// How many would be others.
    pub changed: usize,
    /// What would appear and vanish, and how often.
    pub marks: Vec<MarkChange>,
}

/// How often a finding would appear and vanish.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MarkChange {
    /// Which.
    #[serde(flatten)]
    pub mark: Mark,
    /// How often it would appear.
    pub appears: usize,
    /// How often it would vanish.
    pub vanishes: usize,
}

/// A part that a proposal changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PartView {
    /// In which file.
    pub file: String,
    /// A permit or a case by its id, a limit, a dated sum, a mandate, a word.
    pub part: String,
    /// What becomes of it.
    pub change: PartChange,
    /// What it said.
    pub was: Option<String>,
    /// What it says.
    pub becomes: Option<String>,
}

/// A proposed rulebook in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RulebookLine {
    /// Its reference.
    pub id: RulebookRef,
    /// Its version: it stands in every verdict.
    pub version: String,
    /// How it stands.
    pub state: RulebookState,
    /// The version that ruled when it was proposed.
    pub against: String,
    /// Whether it was proved.
    pub proof: ProofOutcome,
    /// Who proposed it.
    pub proposed_by: PersonRef,
    /// When.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub proposed_at: Instant,
    /// Who adopted it or took it back.
    pub ended_by: Option<PersonRef>,
    /// When: from then on it ruled, where it was adopted.
    #[serde(with = "crate::domain::day::maybe_instant")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Instant>,
}

/// A proposed rulebook, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RulebookView {
    /// What stands in the list.
    #[serde(flatten)]
    pub line: RulebookLine,
    /// Why it was proposed.
    pub reason: Option<String>,
    /// Why it was taken back.
    pub end_reason: Option<String>,
    /// What a prover said of it.
    pub proved: ProofView,
    /// What it makes of the latest verdicts, for those who read payments: whoever writes a case could ask it about a person.
    pub replay: Option<ReplayView>,
    /// What it changes in the one that ruled; nothing where only comments differ.
    pub differs: Vec<PartView>,
    /// Its files.
    pub files: Files,
}

/// The rulebook that rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RulingView {
    /// Its version.
    pub version: String,
    /// Where it comes from.
    pub source: RulebookSource,
    /// The proposal that was adopted last; where a folder was named to the service, it does not rule.
    pub adopted: Option<RulebookRef>,
    /// Since when it rules, where it was adopted.
    #[serde(with = "crate::domain::day::maybe_instant")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Instant>,
    /// Whether it was proved, where it was adopted.
    pub proof: Option<ProofOutcome>,
    /// Its files.
    pub files: Files,
}

/// The rulebook that rules now.
pub async fn get_ruling(fund: &Fund, who: &Caller) -> Outcome<RulingView> {
    who.must_be(ROLES)?;
    let rules = fund.rules(&mut fund.read().await?).await?;
    let since = rules.since();
    Ok(RulingView {
        version: rules.book.version().to_owned(),
        source: rules.source,
        adopted: rules.adopted.as_ref().map(|adopted| adopted.row.id),
        since: since.map(|(_, at)| at),
        proof: since.and(rules.adopted.as_ref().map(|adopted| adopted.row.proof)),
        files: rules.book.files().clone(),
    })
}

/// Lists what was proposed, in its order.
pub async fn list_rulebooks(fund: &Fund, who: &Caller, wanted: &Wanted) -> Outcome<Page<RulebookLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let mut from = fund.read().await?;
    let rules = fund.rules(&mut from).await?;
    let rows = from.rulebooks(after, limit).await?;
    Ok(page(rows, limit, |found| found.row.id.stored(), |found| line_of(&found, &rules)))
}

/// Reads what was proposed.
pub async fn get_rulebook(fund: &Fund, who: &Caller, id: RulebookRef) -> Outcome<RulebookView> {
    who.must_be(ROLES)?;
    view_of(&mut fund.read().await?, fund, who, id).await
}

/// How a proposal stands.
pub(super) fn state_of(proposed: &ProposedRulebook, rules: &Rules) -> RulebookState {
    let is_last = rules.adopted.as_ref().is_some_and(|adopted| adopted.row.id == proposed.row.id);
    match (proposed.ended_by, proposed.adoption) {
        (None, _) if proposed.row.base == rules.book.version() && proposed.row.ruling == rules.ruling => {
            RulebookState::Proposed
        }
        (None, _) => RulebookState::Outdated,
        (Some(_), None) => RulebookState::Withdrawn,
        (Some(_), Some(_)) if is_last => RulebookState::Adopted,
        (Some(_), Some(_)) => RulebookState::Replaced,
    }
}

fn line_of(proposed: &ProposedRulebook, rules: &Rules) -> RulebookLine {
    let row = &proposed.row;
    RulebookLine {
        id: row.id,
        version: row.version.clone(),
        state: state_of(proposed, rules),
        against: row.base.clone(),
        proof: row.proof,
        proposed_by: row.person,
        proposed_at: row.at,
        ended_by: proposed.ended_by,
        ended_at: proposed.ended_at,
    }
}

/// A proposal as it is shown.
pub(super) async fn view_of(
    from: &mut Snapshot,
    fund: &Fund,
    who: &Caller,
    id: RulebookRef,
) -> Outcome<RulebookView> {
    let proposed = from.rulebook(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let rules = fund.rules(from).await?;
    let mut said = vec![];
    for (seal, place) in [(Some(proposed.row.reason), REASON), (proposed.end_reason, END_REASON)] {
        let words = from.words(fund.keys(), seal, place, None).await?;
        said.push(words.map(|words| String::from_utf8_lossy(words.expose()).into_owned()));
    }
    let replay = match who.officer.has(READERS) {
        true => from.words(fund.keys(), Some(proposed.row.replayed), REPLAYED, None).await?,
        false => None,
    };
    let replay = replay.map(|words| serde_json::from_slice(words.expose())).transpose()?;
    let files = from.rulebook_texts(id, RulebookSide::Proposed).await?;
    let ruled = from.rulebook_texts(id, RulebookSide::Ruling).await?;
    Ok(RulebookView {
        line: line_of(&proposed, &rules),
        end_reason: said.pop().flatten(),
        reason: said.pop().flatten(),
        proved: serde_json::from_str(&proposed.row.proof_says)?,
        replay,
        differs: differences(&ruled, &files).into_iter().map(PartView::of).collect(),
        files,
    })
}

impl PartView {
    fn of(difference: Difference) -> PartView {
        let Difference { file, part, change, was, becomes } = difference;
        PartView { file, part, change, was, becomes }
    }
}

impl MarkChange {
    pub(super) fn of((mark, (appears, vanishes)): (&Mark, &(usize, usize))) -> MarkChange {
        MarkChange { mark: mark.clone(), appears: *appears, vanishes: *vanishes }
    }
}

impl ProofView {
    /// What a prover said, shortened where there is much.
    pub(super) fn of(proof: &Proof) -> ProofView {
        // What the solver could not decide may leave a bound: it is not taken for proved, nor for not tried.
        let is_open = |what: &What| matches!(what, What::Breached | What::CanErr | What::Undecided(_));
        let refuted = proof.wrong.iter().any(|wrong| is_open(&wrong.what));
        let outcome = if refuted { ProofOutcome::Refuted } else { ProofOutcome::Proved };
        let (most, characters) = MOST_SAID;
        let says =
            proof.wrong.iter().take(most).map(|wrong| wrong.to_string().chars().take(characters).collect());
        ProofView { outcome, kept: proof.kept.clone(), says: says.collect() }
    }
}
