//! Opens a person's file under a pseudonym. It always answers the same way, so that nobody can ask whether a person they
//! know is in it; names and papers go under seal, and into no answer.
use super::{
    care::*,
    profile::{Age, Profile, check_languages},
    record_identity::{check_identity, write_first},
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{
        beneficiary::Citizenship, day::Day, identity::Identity, person::Role, purpose::Method,
        reference::BeneficiaryRef, text::Line,
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        envelope::{new_key, seal_under},
    },
    store::{
        Tx,
        beneficiary::{BeneficiaryRow, WishRow},
    },
};
use serde::Deserialize;
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
    /// Who the person is; sealed, and in no answer.
    #[serde(default)]
    pub identity: Option<Identity>,
}

impl fmt::Debug for OpenBeneficiary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[beneficiary to open]")
    }
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

/// Opens a person's file. Refuses with `invalid` for fields that cannot be or contradict each other; whether somebody knows the
/// person already changes nothing in the answer.
pub async fn open_beneficiary(
    fund: &Fund,
    who: &Caller,
    command: OpenBeneficiary,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let done = fund.write(who, "beneficiary.opened", command, |job, tx| Box::pin(open(job, tx))).await;
    fund.desk().ring();
    done
}

async fn open(job: Job<'_, OpenBeneficiary>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let command = job.command;
    check(command, job.who, tx).await?;

    let id: BeneficiaryRef = tx.next();
    let (person, at) = (job.who.person(), tx.at());
    let key = new_key(job, tx, id).await?;
    let profile = seal_under(job, tx, &key, "beneficiary.profile", &command.profile().words()?).await?;
    tx.add(BeneficiaryRow {
        id,
        citizenship: command.citizenship.unwrap_or(Citizenship::Unknown),
        minor: command.age().minor_on(tx.today()).unwrap_or(false),
        profile,
        person,
        at,
    })
    .await?;
    if let Some(identity) = command.identity.as_ref().filter(|identity| !identity.is_empty()) {
        write_first(job, tx, &key, identity).await?;
    }
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

async fn check(command: &OpenBeneficiary, who: &Caller, tx: &mut Tx) -> Outcome<()> {
    let mut fields = Fields::default();
    let today = tx.today();
    check_wish(command.method_wish, &mut fields);
    command.age().check(today, &mut fields);
    check_languages(&command.languages, &mut fields);
    if let Some(identity) = &command.identity {
        check_identity(identity, "identity.", command.birth_year, tx, &mut fields);
    }
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
        fields.not_after(&format!("{at}on"), identified.on, today);
        check_identified(tx, &at, identified, &Concerns { who: &who.officer, persons: &[] }, &mut fields)
            .await?;
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
