//! Records whether a person is under age, or since which day not any more, when more is known than at opening.
use super::{
    For,
    profile::{self, Age, LaterWords},
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{day::Day, person::Role, reference::BeneficiaryRef, refusal::Refusal},
    service::{Caller, Fund, Job, Outcome, check::Fields, envelope::seal_for},
    store::{Tx, beneficiary::MinorityRow},
    vault::Words,
};
use serde::Deserialize;
use std::fmt;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// What is known now; one of the two at least.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMinority {
    /// Whether the person is under age.
    #[serde(default)]
    pub minor: Option<bool>,
    /// The day on which the person is of full age; sealed. It corrects a birth year that was recorded before.
    #[serde(default)]
    pub majority_on: Option<Day>,
}

impl fmt::Debug for RecordMinority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[minority]")
    }
}

/// Records minority. Refuses with `invalid` when nothing is said or it contradicts what is known.
pub async fn record_minority(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: RecordMinority,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "minority.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<RecordMinority>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    let (_, known) = profile::read(tx, job.fund.keys(), *id).await?;
    let today = tx.today();
    let age = checked(body, known, today)?;

    let minor = age.minor_on(today).unwrap_or(false);
    // The known day is sealed again, so that the latest row alone tells it.
    let words = serde_json::to_vec(&LaterWords { majority_on: age.majority_on })?;
    let words = seal_for(job, tx, Some(*id), "minority.words", &Words::new(words)).await?;
    let at = tx.at();
    tx.add(MinorityRow { beneficiary: *id, at, minor, words, person: job.who.person() }).await?;
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}

fn checked(body: &RecordMinority, known: Age, today: Day) -> Outcome<Age> {
    if body.minor.is_none() && body.majority_on.is_none() {
        return Err(Refusal::field(
            "minor",
            "nothing is said: give `minor`, `majority_on` or both",
            "heç nə göstərilməyib: `minor`, `majority_on` və ya hər ikisini yazın",
        )
        .into());
    }
    let age = match body.majority_on {
        Some(day) => Age { said: body.minor, birth_year: None, majority_on: Some(day) },
        None => Age { said: body.minor, ..known },
    };
    let mut fields = Fields::default();
    age.check(today, &mut fields);
    fields.refuse()?;
    Ok(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_corrects_and_a_bare_flag_must_fit_what_is_known() {
        let day = |text: &str| text.parse::<Day>().expect("a fixed day reads");
        let known = Age { birth_year: Some(1990), ..Age::default() };
        let says = |minor, majority_on: Option<&str>| {
            let body = RecordMinority { minor, majority_on: majority_on.map(day) };
            checked(&body, known, day("2014-06-01")).ok().and_then(|age| age.minor_on(day("2014-06-01")))
        };
        assert_eq!(says(None, None), None);
        assert_eq!(says(Some(true), None), None, "the birth year says otherwise");
        assert_eq!(says(Some(false), None), Some(false));
        assert_eq!(says(Some(true), Some("2016-01-01")), Some(true));
        assert_eq!(says(None, Some("2016-01-01")), Some(true));
        assert_eq!(says(Some(false), Some("2016-01-01")), None);
    }
}
