//! Which sets of purposes had money when somebody asked last. It says what is worth asking, and never what is true: whoever judges asks
//! the database, and where this was out of date once more.
use crate::domain::purpose::Purpose;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Most sets that are kept of a purpose: more of them are asked for when they are known.
const MOST: usize = 8;

/// The sets of each purpose.
#[derive(Debug, Default)]
pub(in crate::service) struct SeenSets(Mutex<BTreeMap<Purpose, Vec<String>>>);

impl SeenSets {
    /// Those of a purpose.
    pub fn of(&self, purpose: Purpose) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&purpose).cloned().unwrap_or_default()
    }

    /// Notes what was found.
    pub fn note(&self, purpose: Purpose, found: &[String]) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.entry(purpose).or_default();
        if !known.iter().eq(found.iter().take(MOST)) {
            *known = found.iter().take(MOST).cloned().collect();
        }
    }
}
