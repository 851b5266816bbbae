//! The sweep: everything that stands is looked through, when somebody asks and once a day, and what is found is written once. It reads
//! before it writes, so that nobody waits for it; another sweep at the same time writes nothing twice.
use super::watch::{Found, look_through};
use crate::{
    domain::{day::Day, finding::Stage, person::Role, reference::*},
    proof::canonical::canonical,
    service::{
        Caller, Fund, Halt, Job, Outcome, caller::READERS, finding_view::FindingView, judge::write_finding,
        payment::recall::is_pattern,
    },
    store::{Fault, Member, Snapshot, Tx, fund::KeyOf, watch::SweepRow},
};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = READERS;

/// How many findings one transaction writes.
const AT_ONCE: usize = 200;

/// Most findings that an answer tells; all are in the list of findings.
const MOST_TOLD: usize = 100;

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeSweep {}

/// What a sweep came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Swept {
    /// The day.
    pub on: Day,
    /// How many things were looked at.
    pub looked_at: i64,
    /// How many new findings were written.
    pub found: i64,
    /// The first hundred of them.
    pub findings: Vec<SweptFinding>,
}

/// A finding with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SweptFinding {
    /// An order, an inflow, a payment, an award or an officer.
    pub subject: String,
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingView,
}

/// A sweep that looked through everything, and is to be written.
#[derive(Clone)]
struct Looked {
    fund: Fund,
    on: Day,
    looked_at: i64,
    found: Vec<Found>,
    /// New findings that were written before, where there were many.
    before: i64,
}

/// Sweeps, and tells what is new.
pub async fn make_sweep(fund: &Fund, who: &Caller, _: MakeSweep) -> Outcome<Swept> {
    who.must_be(ROLES)?;
    let looked = look(fund).await?;
    fund.write(who, "sweep.made", looked, |job, tx| Box::pin(for_caller(job, tx))).await
}

async fn for_caller(job: Job<'_, Looked>, tx: &mut Tx) -> Outcome<Swept> {
    job.command.write(tx, Some(job.who.person())).await
}

/// Sweeps where none was made today; how many findings are new, none where there was one.
pub async fn sweep_daily(fund: &Fund) -> Outcome<Option<i64>> {
    let latest = fund.read().await?.latest_sweep().await?;
    if latest.is_some_and(|sweep| sweep.on_day >= fund.today()) {
        return Ok(None);
    }
    let looked = look(fund).await?;
    let found = looked.found.len() as i64 + looked.before;
    fund.store().write(Arc::new(Daily(looked)), fund.now()).await?;
    Ok(Some(found))
}

/// Looks through everything. Where much is new, all but the last part is written already.
async fn look(fund: &Fund) -> Outcome<Looked> {
    let fund = &fund.as_seen(&mut fund.read().await?).await?;
    let on = fund.today();
    let seen = look_through(fund, on).await?;
    let found = new_of(&mut fund.read().await?, seen.found).await?;
    let mut looked = Looked { fund: fund.clone(), on, looked_at: seen.looked_at, found, before: 0 };
    while looked.found.len() > AT_ONCE {
        let rest = looked.found.split_off(AT_ONCE);
        let part = Part { fund: fund.clone(), found: std::mem::replace(&mut looked.found, rest) };
        looked.before += part.found.len() as i64;
        fund.store().write(Arc::new(part), fund.now()).await?;
    }
    Ok(looked)
}

/// Those that were not written before.
async fn new_of(from: &mut Snapshot, found: Vec<Found>) -> Outcome<Vec<Found>> {
    let subjects: BTreeSet<String> = found.iter().map(|found| found.subject.clone()).collect();
    let subjects: Vec<String> = subjects.into_iter().collect();
    let before = from.found_before(&subjects).await?;
    let (at_release, told): (Vec<_>, Vec<_>) =
        before.into_iter().partition(|one| one.stage == Stage::Release);
    let told: BTreeSet<_> = told.into_iter().map(|one| (one.subject, one.rule, one.rule_case)).collect();
    let at_release: BTreeSet<_> =
        at_release.into_iter().map(|one| ((one.subject, one.rule, one.rule_case), one.facts)).collect();
    let mut new = vec![];
    for one in found {
        let key = (one.subject.clone(), one.finding.rule, one.finding.case.clone());
        // A pattern that the release told with the same facts is nothing new; with others it is.
        let facts = canonical(&Value::Object(one.finding.facts.clone()))?;
        let is_told = told.contains(&key) || (is_pattern(key.1) && at_release.contains(&(key, facts)));
        if !is_told {
            new.push(one);
        }
    }
    Ok(new)
}

/// Writes what was not found before.
pub(super) async fn write_found(fund: &Fund, tx: &mut Tx, found: &[Found]) -> Outcome<Vec<SweptFinding>> {
    let mut told = vec![];
    for Found { subject, finding } in new_of(tx, found.to_vec()).await? {
        let version = fund.rulebook().version().to_owned();
        let id = write_finding(tx, &version, &subject, Stage::Sweep, &finding).await?;
        told.push(SweptFinding {
            subject,
            finding: FindingView { id: Some(id), ..FindingView::of(&finding) },
        });
    }
    Ok(told)
}

impl Looked {
    async fn write(&self, tx: &mut Tx, person: Option<PersonRef>) -> Outcome<Swept> {
        let mut findings = write_found(&self.fund, tx, &self.found).await?;
        let found = self.before + findings.len() as i64;
        findings.truncate(MOST_TOLD);
        let position = tx.latest_sweep().await?.map_or(1, |latest| latest.position + 1);
        let at = tx.at();
        let version = self.fund.rulebook().version().to_owned();
        let (on_day, looked_at) = (self.on, self.looked_at);
        tx.add(SweepRow { position, on_day, looked_at, found, version, person, at }).await?;
        Ok(Swept { on: on_day, looked_at, found, findings })
    }
}

/// The sweep of a day, as a member of a group.
struct Daily(Looked);

/// A part of the findings of a sweep that has many.
struct Part {
    fund: Fund,
    found: Vec<Found>,
}

fn closed(done: Outcome<()>, tx: &mut Tx, event: &'static str) -> Result<(), Fault> {
    match done {
        Ok(()) => tx.close(event, None),
        Err(Halt::Fault(fault)) => Err(fault),
        Err(Halt::Refused(refusal)) => Err(Fault::broken("sweep", refusal.code())),
    }
}

impl Member for Daily {
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async move {
            let done = self.0.write(tx, None).await.map(drop);
            closed(done, tx, "sweep.made")
        })
    }

    fn key(&self) -> Option<KeyOf> {
        None
    }
}

impl Member for Part {
    fn run<'t>(&'t self, tx: &'t mut Tx) -> BoxFuture<'t, Result<(), Fault>> {
        Box::pin(async move {
            let done = write_found(&self.fund, tx, &self.found).await.map(drop);
            closed(done, tx, "sweep.found")
        })
    }

    fn key(&self) -> Option<KeyOf> {
        None
    }
}
