//! Opens a person's file under a pseudonym. It always answers the same way, so that nobody can ask whether a person they
//! know is in it; names and papers are refused until their vault is there.
use super::{
    care::*,
    profile::{Age, Profile, check_languages},
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{
        beneficiary::Citizenship, day::Day, person::Role, purpose::Method, reference::BeneficiaryRef,
        refusal::Refusal, text::Line,
    },
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::{
        Tx,
        beneficiary::{BeneficiaryRow, WishRow},
    },
};
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use std::fmt;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// Most identifications that one command takes.
const MOST_IDENTIFICATIONS: usize = 50;

/// A person's file to be opened; every part but the wish may be missing.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenBeneficiary {
    /// Citizenship, where it is known.
    #[serde(default)]
    pub citizenship: Option<Citizenship>,
    /// The calendar year of birth; sealed.
    #[serde(default)]
    pub birth_year: Option<i32>,
    /// Whether the person is under age; reckoned from the day of full age or the birth year when not said.
    #[serde(default)]
    pub minor: Option<bool>,
    /// The day on which the person is of full age; sealed.
    #[serde(default)]
    pub majority_on: Option<Day>,
    /// How the person wishes to be paid: cash or bank.
    pub method_wish: Method,
    /// Languages that the person understands, as BCP 47 tags; sealed.
    #[serde(default)]
    pub languages: Vec<Line>,
    /// Identifications as a victim.
    #[serde(default)]
    pub identifications: Vec<Identified>,
    /// The reflection period.
    #[serde(default)]
    pub reflection: Option<Reflection>,
    /// The start of the reintegration period.
    #[serde(default)]
    pub reintegration: Option<Reintegration>,
    /// Names and papers; refused with `identity_not_yet` until their vault is there, whatever they hold.
    #[serde(default, deserialize_with = "forget")]
    #[schema(value_type = Option<Object>)]
    pub identity: Option<IdentityGiven>,
}

impl fmt::Debug for OpenBeneficiary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[beneficiary to open]")
    }
}

/// That an identity was sent. What it said is not kept, not even until the refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentityGiven;

fn forget<'de, D: Deserializer<'de>>(from: D) -> Result<Option<IdentityGiven>, D::Error> {
    IgnoredAny::deserialize(from).map(|_| Some(IdentityGiven))
}

impl OpenBeneficiary {
    fn profile(&self) -> Profile {
        Profile {
            birth_year: self.birth_year,
            majority_on: self.majority_on,
            minor: self.minor,
            languages: self.languages.clone(),
        }
    }

    fn age(&self) -> Age {
        Age { said: self.minor, birth_year: self.birth_year, majority_on: self.majority_on }
    }
}

/// Opens a person's file. Refuses with `identity_not_yet` when an identity is sent, and with `invalid` for fields that
/// cannot be or contradict each other.
pub async fn open_beneficiary(
    fund: &Fund,
    who: &Caller,
    command: OpenBeneficiary,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    fund.write(who, "beneficiary.opened", command, |job, tx| Box::pin(open(job, tx))).await
}

async fn open(job: Job<'_, OpenBeneficiary>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let command = job.command;
    if command.identity.is_some() {
        return Err(Refusal::IdentityNotYet.into());
    }
    check(command, tx).await?;

    let id: BeneficiaryRef = tx.next();
    let (person, at) = (job.who.person(), tx.at());
    let profile = tx.add_seal(job.fund.seal("beneficiary.profile", &command.profile().words()?)?).await?;
    tx.add(BeneficiaryRow {
        id,
        citizenship: command.citizenship.unwrap_or(Citizenship::Unknown),
        minor: command.age().minor_on(tx.today()).unwrap_or(false),
        profile,
        person,
        at,
    })
    .await?;
    tx.add(WishRow { beneficiary: id, at, method: command.method_wish, person }).await?;
    for (before, identified) in command.identifications.iter().enumerate() {
        write_identified(job, tx, id, before + 1, identified).await?;
    }
    if let Some(reflection) = &command.reflection {
        write_reflection(job, tx, id, 1, reflection).await?;
    }
    if let Some(reintegration) = &command.reintegration {
        let position = if command.reflection.is_some() { 2 } else { 1 };
        write_reintegration(job, tx, id, position, reintegration).await?;
    }
    let today = tx.today();
    view_of(tx, job.fund.keys(), job.who, id, today).await
}

async fn check(command: &OpenBeneficiary, tx: &mut Tx) -> Outcome<()> {
    let mut fields = Fields::default();
    let today = tx.today();
    check_wish(command.method_wish, &mut fields);
    command.age().check(today, &mut fields);
    check_languages(&command.languages, &mut fields);
    if command.identifications.len() > MOST_IDENTIFICATIONS {
        fields.add(
            "identifications",
            format!(
                "at most {MOST_IDENTIFICATIONS} identifications come at once: record the others one by one"
            ),
            format!(
                "bir dəfəyə ən çoxu {MOST_IDENTIFICATIONS} tanınma qəbul edilir: qalanlarını ayrıca qeyd edin"
            ),
        );
        return fields.refuse();
    }
    let mut episodes = vec![];
    for (place, identified) in command.identifications.iter().enumerate() {
        let at = format!("identifications[{place}].");
        check_identified(tx, &at, identified, today, &mut fields).await?;
        episodes.push((format!("{at}episode"), identified.episode));
    }
    if let Some(reflection) = &command.reflection {
        check_reflection("reflection.", reflection, today, &mut fields);
        episodes.push(("reflection.episode".into(), reflection.episode));
    }
    if let Some(reintegration) = &command.reintegration {
        check_reintegration("reintegration.", reintegration, today, &mut fields);
        episodes.push(("reintegration.episode".into(), reintegration.episode));
    }
    check_episodes(0, episodes, &mut fields);
    fields.refuse()
}

/// Adds a wish that is none: goods are given, not wished for as a way of payment.
pub(super) fn check_wish(wish: Method, fields: &mut Fields) {
    if wish == Method::InKind {
        fields.add(
            "method_wish",
            "a person wishes to be paid in cash or by bank: choose cash or bank",
            "şəxs nağd və ya bank vasitəsilə ödəniş istəyə bilər: cash və ya bank seçin",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_noticed_whatever_it_holds_and_forgotten_at_once() {
        let read = |text: &str| serde_json::from_str::<OpenBeneficiary>(text).map(|c| c.identity);
        assert_eq!(read(r#"{"method_wish":"cash"}"#).ok(), Some(None));
        for identity in [r#"{"name":"Aysel"}"#, "{}", "null", "[1]", "\"Aysel\""] {
            let sent = format!(r#"{{"method_wish":"cash","identity":{identity}}}"#);
            assert_eq!(read(&sent).ok(), Some(Some(IdentityGiven)), "{identity}");
        }
        assert!(read(r#"{"citizenship":"citizen"}"#).is_err(), "the wish is missing");
        assert!(read(r#"{"method_wish":"cash","name":"Aysel"}"#).is_err(), "an unknown field");
    }
}
