//! A person named by identity, in an order or a notice: read, checked, sealed, and compared later. Whoever names one gets the same
//! answer whether or not somebody helped is meant.
use crate::{
    domain::{identity::*, money::Money, reference::*},
    service::{Job, Outcome, check::Fields},
    store::{Tx, subject::SubjectRow},
    vault::Words,
};
use serde::Deserialize;
use std::fmt;
use utoipa::ToSchema;

/// A person named by identity.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The name.
    #[schema(value_type = String, max_length = 600)]
    pub name: PersonName,
    /// Day of birth.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub born_on: Option<BirthDate>,
    /// Papers. Where number and country are those of a person helped, it is that person; else a guardian looks.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub documents: Vec<IdentityDocument>,
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// Where a subject is named: the place in an order and the ordered sum, or nothing for a notice.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// The order and the place in it, from 1.
    pub order: Option<(OrderRef, i32)>,
    /// The ordered sum.
    pub amount: Option<Money>,
    /// Is a paper that agrees enough? Not where whoever names the person can look at payments: else a notice on somebody known by name
    /// would show the pseudonym by what is blocked. A guardian decides then.
    pub certain: bool,
}

impl Subject {
    fn identity(&self) -> Identity {
        Identity {
            name: Some(self.name.clone()),
            born_on: self.born_on,
            documents: self.documents.clone(),
            ..Identity::default()
        }
    }

    /// Adds what is wrong with it, under `at` (like `subject.`).
    pub(in crate::service) fn check(&self, at: &str, tx: &Tx, fields: &mut Fields) {
        for wrong in self.identity().check(at, None, tx.today()) {
            fields.add(wrong.field, wrong.message, wrong.message_az);
        }
    }

    /// Writes it under seal. It is compared after the answer.
    pub(in crate::service) async fn write<C>(
        &self,
        job: Job<'_, C>,
        tx: &mut Tx,
        place: Place,
    ) -> Outcome<SubjectRef> {
        let words = Words::of_json(&self.identity())?;
        let words = tx.add_seal(job.fund.seal("subject.words", &words)?).await?;
        let (id, person, at): (SubjectRef, _, _) = (tx.next(), job.who.person(), tx.at());
        let (court_order, position) = place.order.unzip();
        tx.add(SubjectRow {
            id,
            words,
            court_order,
            position,
            amount: place.amount,
            certain: place.certain,
            person,
            at,
        })
        .await?;
        Ok(id)
    }
}
