//! Use cases of persons who may be the same, and of persons named by identity. Only a guardian learns of a match: here is why nobody
//! else can tell.
//!
//! - **Opening and completing** write the identity and answer, whoever it is. The comparison ([`compare`]) follows the answer, as a
//!   use case of its own; what waits for it is whatever identity has no comparison yet, so a service that was killed in between
//!   goes on where it was. Each comparison is one row, one seal whose size comes in steps, and one leaf, whatever it found; what it
//!   found stands in the seal, in the blind index, in `duplicate` and in `subject_bound`, none of which is in the log.
//! - **A decision is no leaf** and has no effect until the review, which takes over all of them in one leaf of one shape: so whoever
//!   watches the size of the log, which every role may, sees one leaf a review, however many matches it closed.
//! - **A payment waits** (`identity-under-review`) for each person whose identity was recorded or completed after the guardian's latest
//!   review, matched or not, in the same words. So a maker who opens a file under a name that may be known sees what anybody sees
//!   under any name. A review ([`review_identities`]) covers all that was compared before it, and is refused while one match is
//!   open: so no person stays behind in it alone, and it tells of nobody in particular. An overrider may lift the finding where help
//!   cannot wait.
//! - **Who cannot be compared**, since nothing is recorded or nothing that makes a term, would have a sum that is paid once under each
//!   further pseudonym: it waits for an overrider (`no-identity`), or for the review once something is recorded. That follows from
//!   the person's own terms and nobody else's. Whatever a person may have more than once does not wait for that.
//! - **The person known before**, reviewed long ago, does not wait because somebody opened a file that matches: else whoever opens one
//!   could watch pseudonyms for the one that begins to wait, and would have found whose it is. It waits only where money could be paid
//!   twice: when the other of an open match was paid the same fixed sum in the same episode (which takes several hands and real
//!   money), or is named by a removal decision of a registrar or guardian.
//! - **A person named by identity** in an order or a notice is bound where a paper's number and country agree, else a guardian decides.
//!   A maker, who can look at payments, names nobody for certain: else a notice on somebody known by name would show, by what is then
//!   blocked, whose pseudonym it is. That an order concerns a pseudonym stands in the log as for any other order; it is registrars who must not learn it.
//! - **After a review** took over `same`, blocks tell that the person had something under another pseudonym, never under which.
//! - A payment's steps compare first what waits, and look again where they are written ([`step`]), so that a removal decision recorded a
//!   moment ago counts.
//! - **What cannot be compared**, since its seal was damaged, is told to the operator and stepped over. Its person stays unreviewed; nobody
//!   else waits for it.
pub mod bind;
pub mod choice;
pub mod compare;
pub mod decide_duplicate;
pub mod joined;
pub mod remove_terms;
pub mod result;
pub mod review_identities;
pub mod step;
pub mod subject;
pub mod under_review;
pub mod view;
pub mod work;

use compare::Pending;
use std::{
    collections::BTreeSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

/// A queue of work: what was compared so far, and a bell.
#[derive(Debug, Default)]
pub struct Desk {
    /// All identities in leaves up to this one were compared or tried, as far as this process knows.
    compared_up_to: AtomicI64,
    /// What was tried and could not be compared, since it does not open or makes no sense.
    left: Mutex<BTreeSet<Pending>>,
    bell: tokio::sync::Notify,
}

impl Desk {
    fn compared_up_to(&self) -> i64 {
        self.compared_up_to.load(Ordering::Acquire)
    }

    fn left(&self) -> MutexGuard<'_, BTreeSet<Pending>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that something may wait for a comparison. It is said whether or not an identity was given.
    pub fn ring(&self) {
        self.bell.notify_one();
    }
}
