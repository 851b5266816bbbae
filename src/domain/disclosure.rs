//! Disclosure of an identity (THB Law, art. 17): which parts of one there are, what an order allows, and whether a look is
//! allowed on a day. Who may ask, and how a look is kept, is said in the service.
use super::{
    day::Day,
    identity::Identity,
    word::{Unreadable, words},
};
use std::collections::BTreeSet;

words! {
    /// A part of an identity.
    IdentityField {
        /// The name.
        Name = "name",
        /// The personal number of Azerbaijan.
        Fin = "fin",
        /// The day of birth.
        BornOn = "born_on",
        /// Papers.
        Documents = "documents",
        /// Accounts.
        Accounts = "accounts",
        /// A way to reach the person that puts nobody at risk.
        SafeContact = "safe_contact",
    }
}

words! {
    /// How an order ended before its time.
    OrderEnd {
        /// It was annulled.
        Annulled = "annulled",
        /// Another order took its place.
        Superseded = "superseded",
    }
}

words! {
    /// What came of a look at an identity: shown, or the first reason against it.
    LookOutcome {
        /// What was asked for was shown.
        Shown = "shown",
        /// The role may not look.
        NotYourRole = "not_your_role",
        /// There is no such person.
        NoSuchPerson = "no_such_person",
        /// There is no such order.
        NoSuchOrder = "no_such_order",
        /// The order discloses nothing.
        NoDisclosure = "no_disclosure",
        /// The order names other persons.
        AnotherPerson = "another_person",
        /// No second registrar confirmed the order.
        NotConfirmed = "not_confirmed",
        /// The order was annulled.
        Annulled = "annulled",
        /// Another order took its place.
        Superseded = "superseded",
        /// The order is not in force yet.
        NotYetInForce = "not_yet_in_force",
        /// The order's last day is over.
        Expired = "expired",
        /// There is no such part of an identity.
        UnknownField = "unknown_field",
        /// The order does not name a part that was asked for.
        BeyondOrder = "beyond_order",
        /// The person was erased.
        Erased = "erased",
    }
}

/// Parts of an identity, in the order of their list.
pub type IdentityFields = BTreeSet<IdentityField>;

/// Parts as they are stored: their words in order, commas between.
pub fn fields_text(fields: &IdentityFields) -> String {
    fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(",")
}

/// The parts that a stored text names.
pub fn read_fields(text: &str) -> Result<IdentityFields, Unreadable> {
    text.split(',').filter(|word| !word.is_empty()).map(str::parse).collect()
}

/// What a disclosure order allows for one person, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Does the order name the person?
    pub names_person: bool,
    /// Did a second registrar confirm it?
    pub confirmed: bool,
    /// How it ended before its time.
    pub end: Option<OrderEnd>,
    /// The day from which it is in force.
    pub in_force_on: Option<Day>,
    /// The last day on which it may be used.
    pub until: Day,
    /// The parts it names.
    pub fields: IdentityFields,
}

impl Allowed {
    /// What stands against showing these parts on a day; nothing where they may be shown.
    pub fn objection(&self, asked: &IdentityFields, today: Day) -> Option<LookOutcome> {
        let checks = [
            (!self.names_person, LookOutcome::AnotherPerson),
            (!self.confirmed, LookOutcome::NotConfirmed),
            (self.end == Some(OrderEnd::Annulled), LookOutcome::Annulled),
            (self.end == Some(OrderEnd::Superseded), LookOutcome::Superseded),
            (self.in_force_on.is_none_or(|day| day > today), LookOutcome::NotYetInForce),
            (today > self.until, LookOutcome::Expired),
            (!asked.is_subset(&self.fields), LookOutcome::BeyondOrder),
        ];
        checks.into_iter().find(|(stands, _)| *stands).map(|(_, outcome)| outcome)
    }
}

/// An identity cut down to some of its parts.
pub fn part_of(identity: &Identity, fields: &IdentityFields) -> Identity {
    let has = |field| fields.contains(&field);
    let whole = identity.clone();
    Identity {
        name: whole.name.filter(|_| has(IdentityField::Name)),
        fin: whole.fin.filter(|_| has(IdentityField::Fin)),
        born_on: whole.born_on.filter(|_| has(IdentityField::BornOn)),
        documents: if has(IdentityField::Documents) { whole.documents } else { vec![] },
        accounts: if has(IdentityField::Accounts) { whole.accounts } else { vec![] },
        safe_contact: whole.safe_contact.filter(|_| has(IdentityField::SafeContact)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn day(text: &str) -> Day {
        text.parse().expect("a fixed day reads")
    }

    fn allowed() -> Allowed {
        Allowed {
            names_person: true,
            confirmed: true,
            end: None,
            in_force_on: Some(day("2014-06-01")),
            until: day("2014-06-30"),
            fields: [IdentityField::Name, IdentityField::Fin].into(),
        }
    }

    #[test]
    fn an_order_allows_its_own_parts_on_its_own_days_and_nothing_else() {
        let name = IdentityFields::from([IdentityField::Name]);
        for (on, objection) in [
            ("2014-05-31", Some(LookOutcome::NotYetInForce)),
            ("2014-06-01", None),
            ("2014-06-30", None),
            ("2014-07-01", Some(LookOutcome::Expired)),
        ] {
            assert_eq!(allowed().objection(&name, day(on)), objection, "{on}");
        }
        let on = day("2014-06-15");
        let changed = |change: fn(&mut Allowed)| {
            let mut order = allowed();
            change(&mut order);
            order.objection(&name, on)
        };
        assert_eq!(changed(|o| o.names_person = false), Some(LookOutcome::AnotherPerson));
        assert_eq!(changed(|o| o.confirmed = false), Some(LookOutcome::NotConfirmed));
        assert_eq!(changed(|o| o.end = Some(OrderEnd::Annulled)), Some(LookOutcome::Annulled));
        assert_eq!(changed(|o| o.end = Some(OrderEnd::Superseded)), Some(LookOutcome::Superseded));
        assert_eq!(changed(|o| o.in_force_on = None), Some(LookOutcome::NotYetInForce));
        assert_eq!(changed(|o| o.fields = IdentityFields::new()), Some(LookOutcome::BeyondOrder));
    }

    #[test]
    fn a_part_of_an_identity_has_those_fields_and_no_other() {
        let whole = json!({"name": "Aysel", "fin": "7ABCDE1", "born_on": "1991-03-04", "safe_contact": "the shelter",
            "documents": [{"kind": "passport"}], "accounts": [{"iban": "AZ21NABZ00000000137010001944"}]});
        let identity: Identity = serde_json::from_value(whole.clone()).expect("a fixed identity reads");
        for field in IdentityField::ALL {
            let part = serde_json::to_value(part_of(&identity, &[*field].into())).expect("plain JSON");
            assert_eq!(part, json!({field.as_str(): whole[field.as_str()]}), "{field}");
        }
        let all: IdentityFields = IdentityField::ALL.iter().copied().collect();
        assert_eq!(part_of(&identity, &all), identity, "every part of an identity has its word");
        assert_eq!(
            serde_json::to_value(part_of(&identity, &[].into())).ok(),
            Some(Value::Object([].into_iter().collect()))
        );
    }

    #[test]
    fn stored_parts_read_back_as_they_were_written() {
        let some = IdentityFields::from([IdentityField::Accounts, IdentityField::Name]);
        assert_eq!(fields_text(&some), "name,accounts");
        assert_eq!(read_fields("name,accounts"), Ok(some));
        assert_eq!(read_fields(""), Ok(IdentityFields::new()));
        assert!(read_fields("name,shoe_size").is_err());
    }
}
