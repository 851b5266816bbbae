//! What the texts of a payment speak of. Of the texts themselves nothing is kept.
use crate::{
    domain::word::words,
    rules::words::{Dictionary, Kind, Weight},
};
use std::collections::BTreeSet;

/// Words that speak of an expulsion, by how much they weigh. Of the texts themselves nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spoken {
    /// Those that a second person must look at.
    pub plainly: Heard,
    /// Those beside which others speak for lawful help.
    pub perhaps: Heard,
    /// What they ask of the person, take off the sum, or call the cost.
    pub terms: BTreeSet<Kind>,
}

/// Where such words stand and what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heard {
    /// In which texts.
    pub places: BTreeSet<TextPlace>,
    /// What they concern.
    pub kinds: BTreeSet<Kind>,
    /// The stems of the dictionary.
    pub stems: BTreeSet<String>,
}

words! {
    /// A text of a payment.
    TextPlace {
        /// Its memo.
        Memo = "memo",
        /// The payee's name, where the payee is an organisation or a professional.
        Payee = "payee_name",
        /// The title of one of its documents.
        Title = "title",
    }
}

impl Spoken {
    /// Adds what a text has. Each text is screened alone: a word in one does not excuse another's.
    pub fn hear(&mut self, dictionary: &Dictionary, place: TextPlace, text: &str) {
        let screening = dictionary.screen(text);
        let heard = match screening.weight {
            Weight::Pass => return,
            Weight::Warn => &mut self.perhaps,
            Weight::Override => &mut self.plainly,
        };
        heard.places.insert(place);
        for hit in screening.hits {
            heard.kinds.insert(hit.kind);
            heard.stems.insert(hit.stem);
        }
    }
}
