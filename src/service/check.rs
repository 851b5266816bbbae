//! Checks that many commands share: references in bodies, days, countries. Each adds to one list of fields, so that a person
//! sees all that is wrong at once.
use super::{
    duplicate::joined::pseudonyms_of,
    envelope::is_erased,
    halt::{Halt, Outcome},
};
use crate::{
    domain::{
        day::Day,
        person::{Officer, Role},
        reference::*,
        refusal::{FieldError, Refusal, not_there},
        word::{Unreadable, quoted},
    },
    store::Snapshot,
};

/// Most fields that one refusal names: a body of thousands of wrong ones gets no longer answer.
const MOST_FIELDS: usize = 50;

/// Whom a matter is about, and who brings a paper to it.
#[derive(Debug, Clone, Copy)]
pub struct Concerns<'a> {
    /// Who.
    pub who: &'a Officer,
    /// The pseudonyms; none where it is about nobody who is known by one.
    pub persons: &'a [BeneficiaryRef],
}

impl Concerns<'_> {
    /// May a paper that concerns a person, and that somebody recorded, be brought? A guardian may bring it under another pseudonym that was
    /// found to be the same person. Others may not: that it passes would tell them who is one person. A registrar brings own papers
    /// alone: whom another's concerns is not said.
    async fn may_have(&self, from: &mut Snapshot, by: PersonRef, of: BeneficiaryRef) -> Outcome<bool> {
        if self.who.has(&[Role::Registrar]) && by != self.who.person {
            return Ok(false);
        }
        if self.persons.contains(&of) {
            return Ok(true);
        }
        if !self.who.has(&[Role::Guardian]) {
            return Ok(false);
        }
        let joined = pseudonyms_of(from, of).await?;
        Ok(self.persons.iter().any(|person| joined.contains(person)))
    }
}

/// Fields that cannot be taken, gathered before anything is refused.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Adds a field with a sentence in both languages.
    pub fn add(&mut self, field: impl Into<String>, en: impl Into<String>, az: impl Into<String>) {
        if self.0.len() < MOST_FIELDS {
            self.0.push(FieldError::new(field, Unreadable::new(en, az)));
        }
    }

    /// Adds a reference that refers to nothing.
    pub fn unknown(&mut self, field: impl Into<String>, reference: impl std::fmt::Display) {
        let why = not_there(&reference.to_string());
        self.add(field, why.en, why.az);
    }

    /// A day that something happened must not lie ahead.
    pub fn not_after(&mut self, field: &str, day: Day, today: Day) {
        if day > today {
            self.add(
                field,
                format!(
                    "{day} is in the future (today is {today} in Baku): give the day on which it happened"
                ),
                format!("{day} gələcəkdədir (Bakıda bu gün {today}): baş verdiyi günü yazın"),
            );
        }
    }

    /// A day that must not come before another.
    pub fn not_before(&mut self, field: &str, day: Day, earlier: Day, what: (&str, &str)) {
        if day < earlier {
            self.add(
                field,
                format!("{day} is before {earlier}, {}: check the order of the days", what.0),
                format!(
                    "{day} {earlier} tarixindən ({}) əvvəldir: tarixlərin ardıcıllığını yoxlayın",
                    what.1
                ),
            );
        }
    }

    /// A country must be two capital letters (ISO 3166-1 alpha-2).
    pub fn country(&mut self, field: &str, country: &str) {
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            let seen = quoted(country);
            self.add(
                field,
                format!("{seen} is no country code: two capital letters, like AZ (ISO 3166-1)"),
                format!("{seen} ölkə kodu deyil: iki böyük hərf yazın, məsələn AZ (ISO 3166-1)"),
            );
        }
    }

    /// A person helped whom a body names must be there, and not be erased.
    pub async fn living(&mut self, from: &mut Snapshot, field: &str, of: BeneficiaryRef) -> Outcome<()> {
        if from.beneficiary(of).await?.is_none() {
            self.unknown(field, of);
        } else if is_erased(from, of).await? {
            self.add(
                field,
                format!("{of} was erased, so nothing new can be written for that person: open a new file if the same person comes again"),
                format!("{of} silinib, ona görə bu şəxs üçün yeni heç nə yazıla bilməz: şəxs yenidən müraciət edərsə, yeni iş açın"),
            );
        }
        Ok(())
    }

    /// A document that a body names must be there.
    pub async fn document(
        &mut self,
        from: &mut Snapshot,
        field: impl Into<String>,
        document: Option<DocumentRef>,
    ) -> Outcome<()> {
        if let Some(id) = document
            && from.document(id).await?.is_none()
        {
            self.unknown(field, id);
        }
        Ok(())
    }

    /// A document that a body names must be there, and concern one of the persons whom the matter is about, or nobody.
    pub async fn paper(
        &mut self,
        from: &mut Snapshot,
        field: impl Into<String>,
        document: Option<DocumentRef>,
        about: &Concerns<'_>,
    ) -> Outcome<()> {
        let Some(id) = document else { return Ok(()) };
        match from.concerned(id).await? {
            None => self.unknown(field, id),
            Some((by, Some(of))) if !about.may_have(from, by, of).await? => self.add(
                field,
                format!("{id} was recorded for another person: bring this person's paper, or one that concerns nobody helped"),
                format!("{id} başqa şəxs üçün qeyd olunub: bu şəxsin sənədini və ya heç bir benefisiara aid olmayan sənədi təqdim edin"),
            ),
            Some(_) => {}
        }
        Ok(())
    }

    /// The refusal of the fields that were added.
    pub fn into_refusal(self) -> Refusal {
        Refusal::Invalid { fields: self.0 }
    }

    /// Refuses when any field was added.
    pub fn refuse(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Halt::Refused(self.into_refusal())) }
    }
}

/// Refuses a currency other than the manat until rates can be loaded.
pub fn currency(currency: Option<&str>) -> Outcome<()> {
    match currency {
        None | Some("AZN") => Ok(()),
        Some(other) if other.len() == 3 && other.bytes().all(|b| b.is_ascii_uppercase()) => {
            Err(Refusal::RateMissing { currency: other.to_owned() }.into())
        }
        Some(other) => {
            let seen = quoted(other);
            Err(Refusal::field(
                "currency",
                format!("{seen} is no currency code: three capital letters, like AZN (ISO 4217)"),
                format!("{seen} valyuta kodu deyil: üç böyük hərf yazın, məsələn AZN (ISO 4217)"),
            )
            .into())
        }
    }
}
