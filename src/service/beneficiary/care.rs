//! What is recorded of a person's care: identifications, the reflection and the reintegration period, each in an episode
//! (one time of being trafficked). The words in bodies and answers, their checks, and their rows.
use crate::{
    domain::{
        beneficiary::{Identification, IdentificationStatus, IdentifiedBy, earliest_accepted},
        day::Day,
        reference::{BeneficiaryRef, DocumentRef},
    },
    service::{
        Job, Outcome,
        check::{Concerns, Fields},
    },
    store::{
        Snapshot, Tx,
        beneficiary::{CarePeriodRow, IdentificationRow},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The last episode that can be counted.
const LAST_EPISODE: i32 = 99;

const REFLECTION: &str = "reflection";
const REINTEGRATION: &str = "reintegration";

/// An identification as a victim, or that it was refused or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identified {
    /// The episode; the first when not said.
    #[serde(default = "first_episode")]
    pub episode: i32,
    /// The day.
    pub on: Day,
    /// By whom.
    pub by: IdentifiedBy,
    /// What it says.
    pub status: IdentificationStatus,
    /// Evidence.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

/// A reflection period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reflection {
    /// The episode; the first when not said.
    #[serde(default = "first_episode")]
    pub episode: i32,
    /// Its first day.
    pub from: Day,
    /// Its last day; while it is not known, the period runs.
    #[serde(default)]
    pub to: Option<Day>,
}

/// The start of the reintegration period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reintegration {
    /// The episode; the first when not said.
    #[serde(default = "first_episode")]
    pub episode: i32,
    /// Its first day.
    pub from: Day,
}

fn first_episode() -> i32 {
    1
}

/// What was recorded of a person's care so far, in the order of recording.
#[derive(Debug, Clone, Default)]
pub struct Care {
    /// Identifications.
    pub identifications: Vec<IdentificationRow>,
    /// Periods of both kinds.
    pub periods: Vec<CarePeriodRow>,
}

impl Care {
    /// Reads it.
    pub async fn read(from: &mut Snapshot, id: BeneficiaryRef) -> Outcome<Care> {
        let identifications = from.identifications(id).await?;
        Ok(Care { identifications, periods: from.care_periods(id).await? })
    }

    /// The highest episode that is known; none is 0.
    pub fn last_episode(&self) -> i32 {
        let identified = self.identifications.iter().map(|row| row.episode);
        identified.chain(self.periods.iter().map(|row| row.episode)).max().unwrap_or(0)
    }

    /// The identifications as bodies and answers say them.
    pub fn identified(&self) -> Vec<Identified> {
        let said = |row: &IdentificationRow| Identified {
            episode: row.episode,
            on: row.on_day,
            by: row.by_whom,
            status: row.status,
            document: row.document,
        };
        self.identifications.iter().map(said).collect()
    }

    /// The identifications as entitlement reckons with them.
    pub fn reckoned(&self) -> Vec<Identification> {
        let plain = |row: &IdentificationRow| Identification {
            episode: row.episode,
            on: row.on_day,
            by: row.by_whom,
            status: row.status,
        };
        self.identifications.iter().map(plain).collect()
    }

    /// Does a document show an identification of the episode that stands on a day?
    pub fn is_shown(&self, episode: i32, on: Day) -> bool {
        let all = self.reckoned();
        let with_document = self.identifications.iter().zip(&all).filter(|(row, _)| row.document.is_some());
        with_document.into_iter().any(|(_, shown)| {
            let mut alone: Vec<Identification> =
                all.iter().filter(|one| !one.status.is_accepted()).copied().collect();
            alone.push(*shown);
            earliest_accepted(&alone, episode, on).is_some()
        })
    }

    /// The reflection periods.
    pub fn reflections(&self) -> Vec<Reflection> {
        let of_kind = self.periods.iter().filter(|row| row.kind == REFLECTION);
        of_kind.map(|row| Reflection { episode: row.episode, from: row.from_day, to: row.to_day }).collect()
    }

    /// The starts of reintegration periods.
    pub fn reintegrations(&self) -> Vec<Reintegration> {
        let of_kind = self.periods.iter().filter(|row| row.kind == REINTEGRATION);
        of_kind.map(|row| Reintegration { episode: row.episode, from: row.from_day }).collect()
    }
}

/// Adds episodes that cannot be: below 1, above 99, or leaving one out after those known. `named` are the episodes of the
/// command with their fields, in any order.
pub fn check_episodes(known: i32, mut named: Vec<(String, i32)>, fields: &mut Fields) {
    named.sort_by_key(|(_, episode)| *episode);
    let mut known = known;
    for (field, episode) in named {
        if !(1..=LAST_EPISODE).contains(&episode) {
            fields.add(
                field,
                format!("{episode} is no episode: episodes count from 1 to {LAST_EPISODE}"),
                format!("{episode} epizod deyil: epizodlar 1-dən {LAST_EPISODE}-a qədər sayılır"),
            );
        } else if episode > known + 1 {
            fields.add(
                field,
                format!("episode {episode} leaves one out: the next one is {}", known + 1),
                format!("{episode} nömrəli epizod sıranı pozur: növbəti {} olmalıdır", known + 1),
            );
        } else {
            known = known.max(episode);
        }
    }
}

/// Adds what cannot be of an identification but its day; `at` is its path in the body, with the dot, or nothing.
pub async fn check_identified(
    from: &mut Snapshot,
    at: &str,
    identified: &Identified,
    about: &Concerns<'_>,
    fields: &mut Fields,
) -> Outcome<()> {
    fields.paper(from, format!("{at}document"), identified.document, about).await
}

/// Adds what cannot be of a reflection period.
pub fn check_reflection(at: &str, reflection: &Reflection, today: Day, fields: &mut Fields) {
    fields.not_after(&format!("{at}from"), reflection.from, today);
    if let Some(to) = reflection.to {
        let start = ("the first day of the period", "müddətin ilk günü");
        fields.not_before(&format!("{at}to"), to, reflection.from, start);
    }
}

/// Adds what cannot be of a reintegration period.
pub fn check_reintegration(at: &str, reintegration: &Reintegration, today: Day, fields: &mut Fields) {
    fields.not_after(&format!("{at}from"), reintegration.from, today);
}

/// Writes an identification; `position` counts from 1.
pub async fn write_identified<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    position: usize,
    identified: &Identified,
) -> Outcome<()> {
    let at = tx.at();
    tx.add(IdentificationRow {
        beneficiary,
        position: position as i32,
        episode: identified.episode,
        on_day: identified.on,
        by_whom: identified.by,
        status: identified.status,
        document: identified.document,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}

/// Writes a reflection period; `position` counts periods of both kinds from 1.
pub async fn write_reflection<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    position: usize,
    reflection: &Reflection,
) -> Outcome<()> {
    let Reflection { episode, from, to } = *reflection;
    write_period(job, tx, beneficiary, position, (REFLECTION, episode, from, to)).await
}

/// Writes the start of a reintegration period; `position` counts periods of both kinds from 1.
pub async fn write_reintegration<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    position: usize,
    reintegration: &Reintegration,
) -> Outcome<()> {
    let Reintegration { episode, from } = *reintegration;
    write_period(job, tx, beneficiary, position, (REINTEGRATION, episode, from, None)).await
}

async fn write_period<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    beneficiary: BeneficiaryRef,
    position: usize,
    (kind, episode, from_day, to_day): (&str, i32, Day, Option<Day>),
) -> Outcome<()> {
    let at = tx.at();
    tx.add(CarePeriodRow {
        beneficiary,
        position: position as i32,
        kind: kind.to_owned(),
        episode,
        from_day,
        to_day,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(known: i32, episodes: &[i32]) -> bool {
        let mut fields = Fields::default();
        let named = episodes.iter().enumerate().map(|(i, e)| (format!("identifications[{i}].episode"), *e));
        check_episodes(known, named.collect(), &mut fields);
        fields.refuse().is_ok()
    }

    #[test]
    fn episodes_count_on_from_those_that_are_known() {
        assert!(
            takes(0, &[1]) && takes(0, &[2, 1, 1]) && takes(1, &[2]) && takes(3, &[1]) && takes(98, &[99])
        );
        assert!(!takes(0, &[2]) && !takes(1, &[3]) && !takes(0, &[1, 3]));
        assert!(!takes(0, &[0]) && !takes(0, &[-1]) && !takes(99, &[100]) && !takes(0, &[i32::MAX]));
    }
}
