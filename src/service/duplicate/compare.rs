//! One comparison: an identity, or a person named by identity, is sought among all that are known, by blind terms. What is found is
//! sealed and queued; what is certain of a subject is bound at once. It is a use case without a caller, and its leaf says as much
//! whether somebody was found or not, but where a court's sum is now owed to a person: that is booked.
use super::{
    bind::bind,
    result::{Bound, Found, Match, PLACE},
};
use crate::{
    domain::{
        duplicate::{Evidence, Strength},
        identity::Identity,
        reference::*,
    },
    service::{
        Fund, Halt, Outcome,
        beneficiary::{profile, record_identity::read_identity},
        ids,
    },
    store::{
        Fault, Member, Tx,
        duplicate::{DuplicateRow, IdentityComparisonRow},
        fund::KeyOf,
        subject::{NamedBy, SubjectComparisonRow, SubjectRow},
    },
    vault::{
        DataKey, Keys,
        matching::{TermKind, Terms, strength, terms},
    },
};
use futures_util::future::BoxFuture;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// What is to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pending {
    /// An identity of a person helped, by its number.
    Identity(BeneficiaryRef, i32),
    /// A person named by identity.
    Subject(SubjectRef),
}

impl fmt::Display for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pending::Identity(of, position) => write!(f, "identity {position} of {of}"),
            Pending::Subject(of) => write!(f, "subject {of}"),
        }
    }
}

/// A comparison, as a member of a group.
pub struct Comparison {
    /// The Fund.
    pub fund: Fund,
    /// What.
    pub of: Pending,
}

impl Member for Comparison {
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async move {
            let done = match self.of {
                Pending::Identity(of, position) => compare_identity(&self.fund, tx, of, position).await,
                Pending::Subject(of) => compare_subject(&self.fund, tx, of).await,
            };
            match done {
                Ok(()) => tx.close("identity.compared", None),
                Err(Halt::Fault(fault)) => Err(fault),
                Err(Halt::Refused(refusal)) => Err(Fault::broken("identity", refusal.code())),
            }
        })
    }

    fn key(&self) -> Option<KeyOf> {
        None
    }
}

/// Terms as they are kept and sought, hashed.
struct Blind {
    kept: BTreeSet<Vec<u8>>,
    sought: BTreeMap<Vec<u8>, TermKind>,
}

impl Blind {
    fn of(fund: &Fund, terms: &Terms) -> Blind {
        Blind {
            kept: terms.kept.iter().map(|term| term.blind(fund.keys())).collect(),
            sought: terms.sought.iter().map(|term| (term.blind(fund.keys()), term.kind)).collect(),
        }
    }

    fn all(&self) -> Vec<Vec<u8>> {
        self.kept.iter().chain(self.sought.keys()).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn sought(&self) -> Vec<Vec<u8>> {
        self.sought.keys().cloned().collect()
    }
}

/// The hashes under which an identity is kept.
pub fn kept_hashes(keys: &Keys, identity: &Identity, birth_year: Option<i32>) -> BTreeSet<Vec<u8>> {
    terms(identity, birth_year).kept.iter().map(|term| term.blind(keys)).collect()
}

async fn compare_identity(fund: &Fund, tx: &mut Tx, of: BeneficiaryRef, position: i32) -> Outcome<()> {
    if tx.identity_comparison(of, position).await?.is_some() {
        return Ok(());
    }
    let row = tx.identity_at(of, position).await?;
    let row = row.ok_or_else(|| Fault::broken("identity", "an identity to be compared is not there"))?;
    let identity = read_identity(tx.words(fund.keys(), Some(row.words), "identity.words", Some(of)).await?)?;
    let (profile, _) = profile::read(tx, fund.keys(), of).await?;
    let key = tx.data_key(fund.keys(), of).await?;
    let blind = Blind::of(fund, &terms(&identity, profile.birth_year));

    let mut kept = blind.kept.clone();
    let mut persons: BTreeMap<BeneficiaryRef, Vec<TermKind>> = BTreeMap::new();
    for term in tx.holders_of(&blind.all()).await? {
        if term.beneficiary == of {
            kept.remove(&term.hash);
        } else if let Some(kind) = blind.sought.get(&term.hash) {
            persons.entry(term.beneficiary).or_default().push(*kind);
        }
    }
    let mut subjects: BTreeMap<SubjectRef, (SubjectRow, Vec<TermKind>)> = BTreeMap::new();
    for NamedBy { hash, row } in tx.subjects_named_by(&blind.sought()).await? {
        subjects.entry(row.id).or_insert((row, vec![])).1.extend(blind.sought.get(&hash));
    }

    let known = tx.duplicates_of(of).await?;
    let joined: BTreeSet<String> =
        tx.joined_keys(&of.to_string()).await?.into_iter().map(|(key,)| key).collect();
    let mut rows = vec![];
    for (other, kinds) in persons {
        let (one, other) = (of.min(other), of.max(other));
        let row = found(tx, one, Some(other), None, &kinds);
        let seen = known
            .iter()
            .any(|k| (k.beneficiary, k.other) == (one, Some(other)) && k.strength >= row.strength);
        let is_joined = joined.contains(&one.to_string()) || joined.contains(&other.to_string());
        rows.extend(Some(row).filter(|_| !seen && !is_joined));
    }
    let is_bound: BTreeSet<SubjectRef> =
        tx.bound_subjects_of(of).await?.into_iter().map(|(subject,)| subject).collect();
    let mut bound = vec![];
    for (subject, kinds) in subjects.into_values().filter(|(subject, _)| !is_bound.contains(&subject.id)) {
        match meeting(tx, &subject, of, &known, &kinds) {
            Some(Meeting::Certain) => bound.push(subject),
            Some(Meeting::Doubtful(row)) => rows.push(row),
            None => {}
        }
    }
    let of_bound = bound.iter().map(|subject| Bound { subject: subject.id, beneficiary: of }).collect();
    let words = write_found(fund, tx, key.as_ref(), rows, of_bound).await?;
    let at = tx.at();
    tx.add(IdentityComparisonRow { beneficiary: of, position, words, at }).await?;
    tx.keep_terms(of, kept);
    for subject in &bound {
        bind(tx, subject, of, None).await?;
    }
    Ok(())
}

async fn compare_subject(fund: &Fund, tx: &mut Tx, of: SubjectRef) -> Outcome<()> {
    if tx.subject_comparison(of).await?.is_some() {
        return Ok(());
    }
    let row = tx.subject(of).await?;
    let row = row.ok_or_else(|| Fault::broken("subject", "a person to be compared is not there"))?;
    let identity = read_identity(tx.words(fund.keys(), Some(row.words), "subject.words", None).await?)?;
    let blind = Blind::of(fund, &terms(&identity, None));
    let mut persons: BTreeMap<BeneficiaryRef, Vec<TermKind>> = BTreeMap::new();
    for term in tx.holders_of(&blind.sought()).await? {
        persons.entry(term.beneficiary).or_default().extend(blind.sought.get(&term.hash));
    }
    // Nothing was known of this person before: the first comparison is the only one.
    let (mut rows, mut bound) = (vec![], vec![]);
    for (beneficiary, kinds) in persons {
        match meeting(tx, &row, beneficiary, &[], &kinds) {
            Some(Meeting::Certain) => bound.push(Bound { subject: of, beneficiary }),
            Some(Meeting::Doubtful(row)) => rows.push(row),
            None => {}
        }
    }
    let words = write_found(fund, tx, None, rows, bound.clone()).await?;
    let at = tx.at();
    tx.add(SubjectComparisonRow { subject: of, words, at }).await?;
    tx.keep_subject_terms(of, blind.kept);
    for Bound { beneficiary, .. } in bound {
        bind(tx, &row, beneficiary, None).await?;
    }
    Ok(())
}

/// How a subject and a person meet.
enum Meeting {
    /// A paper is the same.
    Certain,
    /// A guardian must look.
    Doubtful(DuplicateRow),
}

/// How a subject and a person, to whom it is not bound, meet; nothing where that is in the queue already.
fn meeting(
    tx: &mut Tx,
    subject: &SubjectRow,
    beneficiary: BeneficiaryRef,
    known: &[DuplicateRow],
    kinds: &[TermKind],
) -> Option<Meeting> {
    if subject.certain && strength(kinds) == Some(Strength::Exact) {
        return Some(Meeting::Certain);
    }
    let is_known = known.iter().any(|k| (k.beneficiary, k.subject) == (beneficiary, Some(subject.id)));
    (!is_known).then(|| Meeting::Doubtful(found(tx, beneficiary, None, Some(subject.id), kinds)))
}

/// A match as it will stand in the queue. Its number is given when it is written.
fn found(
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    other: Option<BeneficiaryRef>,
    subject: Option<SubjectRef>,
    kinds: &[TermKind],
) -> DuplicateRow {
    let evidence: BTreeSet<Evidence> = kinds.iter().map(|kind| kind.evidence()).collect();
    let evidence = evidence.iter().map(|e| e.as_str()).collect::<Vec<_>>().join(",");
    let strength = strength(kinds).unwrap_or(Strength::Doubtful);
    let (id, at) = (DuplicateRef::new(2005, 1), tx.at());
    DuplicateRow { id, beneficiary, other, subject, strength, evidence, at }
}

/// Numbers the matches, seals what was found and queues them.
async fn write_found(
    fund: &Fund,
    tx: &mut Tx,
    key: Option<&DataKey>,
    mut rows: Vec<DuplicateRow>,
    bound: Vec<Bound>,
) -> Outcome<uuid::Uuid> {
    for row in &mut rows {
        row.id = tx.next();
    }
    let words = Found { matches: rows.iter().map(Match::of).collect(), bound }.words()?;
    let sealed = match key {
        Some(key) => key.seal(ids::new_id(fund.now())?, PLACE, &words)?,
        None => fund.seal(PLACE, &words)?,
    };
    let words = tx.add_seal(sealed).await?;
    for row in rows {
        tx.add_duplicate(row);
    }
    Ok(words)
}
