//! Who represents a person, as recorded: terms, ends, conflicts, and the names opened for comparison and nothing else. Whether a
//! name is that of an offender of the person's orders is found here, under seal; no answer carries a name.
use crate::{
    domain::{
        day::{Day, Instant},
        purpose::{Method, PayeeKind},
        reference::BeneficiaryRef,
        representative::*,
        text::{Line, Prose, fold},
    },
    rules::{
        facts::{Fact, Representative, Representatives},
        payee::enforces,
    },
    service::Outcome,
    store::{Snapshot, representative::*},
    vault::{Keys, Words},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is sealed of a representative; nothing is left of it once it was erased.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RepresentativeWords {
    /// The name.
    pub name: Option<Line>,
    /// FIN, VÖEN or the number of a paper.
    pub number: Option<Line>,
    /// How they are reached.
    pub contact: Option<Prose>,
}

impl fmt::Debug for RepresentativeWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[representative]")
    }
}

impl RepresentativeWords {
    fn of(words: Option<Words>) -> Outcome<RepresentativeWords> {
        Ok(words.map(|words| serde_json::from_slice(words.expose())).transpose()?.unwrap_or_default())
    }

    /// The words as they are sealed.
    pub fn words(&self) -> Outcome<Words> {
        Ok(Words::of_json(self)?)
    }

    /// Name and number, folded.
    fn folded(&self) -> impl Iterator<Item = String> {
        self.name.iter().chain(&self.number).map(|line| fold(line.expose()))
    }

    /// Is a text their name or their number?
    pub fn are(&self, text: &str) -> bool {
        let text = fold(text);
        self.folded().any(|known| known == text)
    }

    /// Do two have a name or a number in common?
    fn meet(&self, other: &RepresentativeWords) -> bool {
        self.folded().any(|known| other.are(&known))
    }
}

/// A representative with what was recorded later.
#[derive(Debug, Clone)]
pub struct One {
    /// What was recorded first.
    pub row: RepresentativeRow,
    /// What was recorded later, in the order of recording.
    pub changes: Vec<RepresentativeChangeRow>,
    /// What is sealed.
    pub said: RepresentativeWords,
    /// What they have to do with the offence: recorded of them, or of the same name or number, or found in an order.
    pub conflict: Option<Relation>,
}

impl One {
    /// The days.
    pub fn term(&self) -> Term {
        let ends = self.changes.iter().filter(|change| change.what == RepresentativeChange::Ended);
        Term {
            kind: self.row.kind,
            from: self.row.from_day,
            until: self.row.until_day,
            ended_on: ends.map(|end| end.on_day).min(),
        }
    }

    /// What the rules see on a day.
    pub fn facts(&self, day: Day, minor: Option<bool>) -> Representative {
        Representative {
            number: self.row.position,
            kind: self.row.kind,
            state: self.term().state_on(day, minor),
            conflict: self.conflict,
        }
    }

    /// The conflict that was recorded of them last and not lifted.
    fn recorded_conflict(&self) -> Option<&RepresentativeChangeRow> {
        let last = self.changes.iter().rfind(|change| change.what != RepresentativeChange::Ended);
        last.filter(|change| change.what == RepresentativeChange::Conflict)
    }

    /// When a second person last said that there is no conflict.
    fn lifted_at(&self) -> Option<Instant> {
        let lifts = self.changes.iter().filter(|change| change.what == RepresentativeChange::Lifted);
        lifts.map(|lift| lift.at).max()
    }
}

/// All representatives of a person.
#[derive(Debug, Clone, Default)]
pub struct Represented {
    /// In the order of recording.
    pub ones: Vec<One>,
}

impl Represented {
    /// Reads them.
    pub async fn read(from: &mut Snapshot, keys: &Keys, id: BeneficiaryRef) -> Outcome<Represented> {
        let rows = from.representatives(id).await?;
        if rows.is_empty() {
            return Ok(Represented::default());
        }
        let mut changes = from.representative_changes(id).await?;
        let mut ones = vec![];
        for row in rows {
            let (own, others) = changes.into_iter().partition(|change| change.representative == row.position);
            changes = others;
            let said = RepresentativeWords::of(
                from.words(keys, Some(row.words), "representative.words", Some(id)).await?,
            )?;
            ones.push(One { row, changes: own, said, conflict: None });
        }
        let mut offenders = vec![];
        for offender in from.offenders_against(id).await? {
            if let Some(words) = from.words(keys, Some(offender.words), "order.offender", None).await? {
                offenders.push((words.expose_text().unwrap_or_default().to_owned(), offender.at));
            }
        }
        let conflicts: Vec<_> = ones.iter().map(|one| conflict_of(one, &ones, &offenders)).collect();
        for (one, conflict) in ones.iter_mut().zip(conflicts) {
            one.conflict = conflict;
        }
        Ok(Represented { ones })
    }

    /// The one of a number.
    pub fn one(&self, number: i32) -> Option<&One> {
        self.ones.iter().find(|one| one.row.position == number)
    }
}

/// A conflict that was recorded of them counts; so does one of another record of the same name or number, and an order that
/// calls them an offender, unless a second person lifted it after that was known.
fn conflict_of(one: &One, all: &[One], offenders: &[(String, Instant)]) -> Option<Relation> {
    if let Some(recorded) = one.recorded_conflict() {
        return recorded.relation;
    }
    let is_newer = |at: Instant| one.lifted_at().is_none_or(|lifted| at > lifted);
    if offenders.iter().any(|(reference, at)| is_newer(*at) && one.said.are(reference)) {
        return Some(Relation::Offender);
    }
    let of_others = all.iter().filter(|other| other.said.meet(&one.said));
    let mut recorded = of_others.filter_map(One::recorded_conflict).filter(|change| is_newer(change.at));
    recorded.next().and_then(|change| change.relation)
}

/// What a payment says of who is paid.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    /// Who.
    pub payee_kind: PayeeKind,
    /// How.
    pub method: Method,
    /// Which representative.
    pub number: Option<i32>,
}

/// What the rules may see of those who represent a person, and whether the one who is paid enforces removals (worked out from the
/// sealed name). Nothing is looked up for payments that reach neither a representative nor a child's hands.
pub async fn representative_facts(
    from: &mut Snapshot,
    keys: &Keys,
    id: BeneficiaryRef,
    paid: Paid,
    minor: &Fact<bool>,
    day: Day,
) -> Outcome<(Representatives, bool)> {
    let to_a_child = paid.method == Method::Cash || *minor == Fact::Known(true);
    let matters = match paid.payee_kind {
        PayeeKind::Representative => true,
        PayeeKind::Beneficiary => to_a_child && *minor != Fact::Known(false),
        _ => false,
    };
    if !matters {
        return Ok((Representatives::default(), false));
    }
    let represented = Represented::read(from, keys, id).await?;
    Ok(represented.facts(paid, minor, day))
}

impl Represented {
    /// What the rules may see of them.
    pub fn facts(&self, paid: Paid, minor: &Fact<bool>, day: Day) -> (Representatives, bool) {
        let known = minor.known().copied();
        let of_child = self.ones.iter().filter(|one| one.row.kind.is_of_child());
        let mut representatives = Representatives {
            of_child: of_child.map(|one| one.facts(day, known)).collect(),
            ..Representatives::default()
        };
        let mut is_enforcing = false;
        if paid.payee_kind == PayeeKind::Representative {
            let one = paid.number.and_then(|number| self.one(number));
            is_enforcing = one.and_then(|one| one.said.name.as_ref()).is_some_and(|n| enforces(n.expose()));
            representatives.paid = Fact::from_option(one.map(|one| one.facts(day, known)));
        }
        (representatives, is_enforcing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{day::parse_instant, reference::*};
    use uuid::Uuid;

    fn at(hour: u32) -> Instant {
        parse_instant(&format!("2014-06-02T{hour:02}:00:00Z")).expect("a fixed instant reads")
    }

    fn day() -> Day {
        "2014-06-02".parse().expect("a fixed day reads")
    }

    fn one(position: i32, name: &str, number: Option<&str>, changes: &[(RepresentativeChange, u32)]) -> One {
        let line = |text: &str| Line::new(text).expect("a fixed line reads");
        let (beneficiary, person) = (BeneficiaryRef::new(2014, 1), PersonRef::new(2014, 1));
        let (kind, words) = (RepresentativeKind::Parent, Uuid::nil());
        let row = RepresentativeRow {
            beneficiary,
            position,
            kind,
            words,
            document: None,
            from_day: day(),
            until_day: None,
            person,
            at: at(1),
        };
        let change = |(i, (what, hour)): (usize, &(RepresentativeChange, u32))| RepresentativeChangeRow {
            beneficiary,
            representative: position,
            position: i as i32 + 1,
            what: *what,
            on_day: day(),
            relation: (*what == RepresentativeChange::Conflict).then_some(Relation::Accused),
            court_order: None,
            document: None,
            person,
            at: at(*hour),
        };
        let changes = changes.iter().enumerate().map(change).collect();
        let said = RepresentativeWords { name: Some(line(name)), number: number.map(line), contact: None };
        One { row, changes, said, conflict: None }
    }

    #[test]
    fn a_conflict_follows_the_name_and_the_number_to_another_record_and_ends_when_it_is_lifted() {
        use RepresentativeChange::*;
        let first = one(1, "İlqar  IŞIQOV", Some("7ABC123"), &[(Conflict, 2)]);
        let by_name = one(2, "ilqar ışıqov", None, &[]);
        let by_number = one(3, "Another Name", Some("7abc123"), &[]);
        let stranger = one(4, "Aysel", None, &[]);
        let lifted = one(5, "İlqar Işıqov", None, &[(Lifted, 3)]);
        let too_early = one(6, "İlqar Işıqov", None, &[(Lifted, 1)]);
        let all = [first, by_name, by_number, stranger, lifted, too_early];
        let seen: Vec<bool> = all.iter().map(|one| conflict_of(one, &all, &[]).is_some()).collect();
        assert_eq!(seen, [true, true, true, false, false, true]);
        let ended = [one(1, "A", None, &[(Conflict, 2), (Ended, 3)])];
        assert_eq!(conflict_of(&ended[0], &ended, &[]), Some(Relation::Accused), "an end lifts nothing");
        let cleared = [one(1, "A", None, &[(Conflict, 2), (Lifted, 3)])];
        assert_eq!(conflict_of(&cleared[0], &cleared, &[]), None);
        let again = [one(1, "A", None, &[(Conflict, 2), (Lifted, 3), (Conflict, 4)])];
        assert_eq!(conflict_of(&again[0], &again, &[]), Some(Relation::Accused));
    }

    #[test]
    fn an_offender_of_an_order_is_one_here_too_until_a_second_person_says_who_it_is() {
        let offenders = [("Vüqar Nümunə".to_owned(), at(5))];
        let found = |one: One| conflict_of(&one, &[], &offenders);
        assert_eq!(found(one(1, "VÜQAR NÜMUNƏ", None, &[])), Some(Relation::Offender));
        assert_eq!(found(one(1, "Vüqar", None, &[])), None);
        let lifted = |hour| one(1, "Vüqar Nümunə", None, &[(RepresentativeChange::Lifted, hour)]);
        assert_eq!(found(lifted(6)), None);
        assert_eq!(found(lifted(4)), Some(Relation::Offender), "a later order counts anew");
    }

    #[test]
    fn nothing_of_a_representative_prints() {
        let one = one(1, "Aysel", Some("7ABC123"), &[]);
        let text = format!("{one:?}");
        assert!(!text.contains("Aysel") && !text.contains("7ABC123"), "{text}");
    }
}
