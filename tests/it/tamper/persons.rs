//! The part of the history in which persons may be the same: identities compared, a match, a decision, a person named by identity.
use super::history::{MAKER, Scene, commit, day};
use relief_ledger::{
    domain::{
        beneficiary::{Citizenship, RemovalForm, RemovalIssuer},
        day::Instant,
        duplicate::{Sameness, Strength},
        reference::*,
    },
    service::{
        beneficiary::record_identity::read_identity,
        duplicate::{
            choice::{Choice, REVIEW_PLACE, Reviewed},
            compare::kept_hashes,
            result::{Bound, Found, Match, PLACE},
        },
    },
    store::{Tx, beneficiary::*, duplicate::*, finding::ExportRow, subject::*},
    vault::Words,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A profile that says nothing.
pub const PROFILE: &str = r#"{"birth_year":null,"majority_on":null,"minor":null,"languages":[]}"#;

const IDENTITY: &str = r#"{"name":"Aysel","fin":"5XK4T2B"}"#;
const SUBJECT: &str = r#"{"name":"Maria Santos","documents":[{"number":"EB1234567","country":"PH"}]}"#;

async fn sealed(scene: &Scene, tx: &mut Tx, place: &'static str, words: &Words) -> Uuid {
    let sealed = scene.fund.seal(place, words).expect("the machine has chance");
    tx.add_seal(sealed).await.expect("the seal is new")
}

/// The identity of each person of the history.
pub async fn identity(scene: &Scene, tx: &mut Tx) -> Uuid {
    sealed(scene, tx, "identity.words", &Words::of(IDENTITY)).await
}

fn hashes(scene: &Scene, identity: &str) -> BTreeSet<Vec<u8>> {
    let identity = read_identity(Some(Words::of(identity))).expect("a fixed identity reads");
    kept_hashes(scene.fund.keys(), &identity, None)
}

/// Lays two persons with one FIN, the match and the decision over it, and a person named by identity in a notice.
pub async fn lay(scene: &Scene) {
    let (one, other) = (scene.beneficiary, opened(scene).await);
    compared(scene, one, None).await;
    let duplicate = compared(scene, other, Some(one)).await.expect("it meets the first");
    let mut tx = scene.begin().await;
    let (at, person) = (tx.at(), scene.people[MAKER].0);
    let (decision, reason) = (Sameness::Same, "The papers were compared.".to_owned());
    let choice = Choice { duplicate, position: 1, decision, reason, person, at };
    let reviewed = Reviewed { decisions: vec![choice] };
    let words = sealed(scene, &mut tx, REVIEW_PLACE, &reviewed.words().expect("it writes")).await;
    tx.add_duplicate_decision(DuplicateDecisionRow { duplicate, same: true, words, person, at });
    for (a, b) in [(one, other), (other, one)] {
        tx.add_joined(JoinedRow { person_key: a.to_string(), other_key: b.to_string(), duplicate });
    }
    let (position, through) = (1, tx.leaf_index() - 1);
    tx.add(IdentityReviewRow { position, through, words, person, at }).await.expect("it is new");
    commit(tx, "identities.reviewed").await;
    subject(scene, one).await;
}

async fn opened(scene: &Scene) -> BeneficiaryRef {
    let mut tx = scene.begin().await;
    let (at, person) = (tx.at(), scene.people[MAKER].0);
    let profile = sealed(scene, &mut tx, "beneficiary.profile", &Words::of(PROFILE)).await;
    let beneficiary: BeneficiaryRef = tx.next();
    let (citizenship, minor) = (Citizenship::Unknown, false);
    tx.add(BeneficiaryRow { id: beneficiary, citizenship, minor, profile, person, at })
        .await
        .expect("it is new");
    let words = identity(scene, &mut tx).await;
    tx.add(IdentityRow { beneficiary, position: 1, words, person, at }).await.expect("it is new");
    // Somebody whose terms went long ago: nothing is left of them but that.
    let profile = sealed(scene, &mut tx, "beneficiary.profile", &Words::of(PROFILE)).await;
    let gone: BeneficiaryRef = tx.next();
    tx.add(BeneficiaryRow { id: gone, citizenship, minor, profile, person, at }).await.expect("it is new");
    tx.add(TermRemovalRow { beneficiary: gone, at }).await.expect("it is new");
    commit(tx, "beneficiary.opened").await;
    beneficiary
}

/// Compares a person who meets another, or nobody.
async fn compared(scene: &Scene, of: BeneficiaryRef, met: Option<BeneficiaryRef>) -> Option<DuplicateRef> {
    let mut tx = scene.begin().await;
    let at = tx.at();
    let row = met.map(|beneficiary| DuplicateRow {
        id: tx.next(),
        beneficiary,
        other: Some(of),
        subject: None,
        strength: Strength::Exact,
        evidence: "fin".into(),
        at,
    });
    let found = Found { matches: row.iter().map(Match::of).collect(), bound: vec![] };
    let words = sealed(scene, &mut tx, PLACE, &found.words().expect("it writes")).await;
    tx.add(IdentityComparisonRow { beneficiary: of, position: 1, words, at }).await.expect("it is new");
    tx.keep_terms(of, hashes(scene, IDENTITY));
    let id = row.as_ref().map(|row| row.id);
    row.into_iter().for_each(|row| tx.add_duplicate(row));
    commit(tx, "identity.compared").await;
    id
}

async fn subject(scene: &Scene, beneficiary: BeneficiaryRef) {
    let mut tx = scene.begin().await;
    let (at, person) = (tx.at(), scene.people[MAKER].0);
    let words = sealed(scene, &mut tx, "subject.words", &Words::of(SUBJECT)).await;
    let subject: SubjectRef = tx.next();
    let (court_order, position, amount, certain) = (None, None, None, true);
    tx.add(SubjectRow { id: subject, words, court_order, position, amount, certain, person, at })
        .await
        .expect("it is new");
    let id: NoticeRef = tx.next();
    tx.add(SubjectNoticeRow {
        id,
        subject,
        form: RemovalForm::Expulsion,
        issued_by: RemovalIssuer::Police,
        decided_on: day("2014-03-04"),
        document: None,
        person,
        at,
    })
    .await
    .expect("it is new");
    commit(tx, "notice.recorded").await;
    let mut tx = scene.begin().await;
    let at = tx.at();
    let found = Found { matches: vec![], bound: vec![Bound { subject, beneficiary }] };
    let words = sealed(scene, &mut tx, PLACE, &found.words().expect("it writes")).await;
    tx.add(SubjectComparisonRow { subject, words, at }).await.expect("it is new");
    tx.keep_subject_terms(subject, hashes(scene, SUBJECT));
    tx.add_subject_bound(SubjectBoundRow { subject, beneficiary, duplicate: None, at });
    commit(tx, "identity.compared").await;
}

/// A statement that left the house.
pub fn export(id: ExportRef, (from_day, to_day): (&str, &str), at: Instant) -> ExportRow {
    ExportRow {
        id,
        person: None,
        what: "statement".to_owned(),
        format: "csv".to_owned(),
        from_day: Some(day(from_day)),
        to_day: Some(day(to_day)),
        known_at: at,
        narrowed: None,
        at,
    }
}
