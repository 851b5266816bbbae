//! Judges the stored past under other policies, in one pass: verdicts with their facts and keys are read by the page, never a payment at
//! a time. Nothing is written, and old verdicts stay.
use crate::{
    domain::{
        day::Instant,
        finding::{Finding, Stage, Verdict},
        reference::BeneficiaryRef,
    },
    rules::{
        Rulebook,
        replay::{Again, Mark},
    },
    service::{Fund, Outcome},
    store::{
        Fault,
        finding::{FindingRow, JudgedAfter, JudgedRow},
    },
    vault::{DataKey, Words},
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How many verdicts are read at once.
const PAGE: i64 = 1_000;

/// A verdict that would be another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The payment.
    pub subject: String,
    /// At which step.
    pub stage: Stage,
    /// What it was, nothing lifted, and what it would be.
    pub verdict: (Verdict, Verdict),
    /// What would stand against it and did not.
    pub appears: BTreeSet<Mark>,
    /// What stood against it and would not.
    pub vanishes: BTreeSet<Mark>,
}

/// What came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Verdicts that were judged again.
    pub judged: usize,
    /// Verdicts whose facts nobody can open any more, since the person was erased.
    pub erased: usize,
    /// Verdicts that would be others.
    pub changed: usize,
    /// How often each mark would appear and vanish.
    pub marks: BTreeMap<Mark, (usize, usize)>,
}

/// Judges everything again and tells each change as it is found.
pub async fn replay(fund: &Fund, book: &Rulebook, mut tell: impl FnMut(Changed)) -> Outcome<Replayed> {
    let mut from = fund.read().await?;
    let mut after: JudgedAfter = (String::new(), String::new(), Instant::UNIX_EPOCH);
    let mut again = Judging::new(fund, book);
    loop {
        let page = from.judged_page(&after, PAGE).await?;
        let Some(last) = page.last().map(JudgedRow::place) else { return Ok(again.done) };
        let findings = from.findings_of_judged(&after, &last).await?;
        again.judge(&page, findings, &mut tell)?;
        after = last;
    }
}

/// Judges the latest verdicts again, at most so many (up to a thousand), beside the threads that answer others.
pub async fn replay_latest(fund: &Fund, book: Arc<Rulebook>, most: i64) -> Outcome<Replayed> {
    let mut from = fund.read().await?;
    let page = from.judged_latest(most.min(PAGE)).await?;
    let findings = from.findings_of_latest(most.min(PAGE)).await?;
    drop(from);
    let fund = fund.clone();
    let judged = tokio::task::spawn_blocking(move || {
        let mut again = Judging::new(&fund, &book);
        again.judge(&page, findings, &mut |_| ())?;
        Ok(again.done)
    });
    judged.await.map_err(|_| Fault::Panicked)?
}

/// A pass over verdicts.
struct Judging<'j> {
    fund: &'j Fund,
    book: &'j Rulebook,
    keys: Keyring,
    done: Replayed,
}

impl<'j> Judging<'j> {
    fn new(fund: &'j Fund, book: &'j Rulebook) -> Judging<'j> {
        Judging { fund, book, keys: Keyring::default(), done: Replayed::default() }
    }

    fn judge(
        &mut self,
        page: &[JudgedRow],
        findings: Vec<FindingRow>,
        tell: &mut impl FnMut(Changed),
    ) -> Outcome<()> {
        let mut kept: BTreeMap<JudgedAfter, Vec<Finding>> = BTreeMap::new();
        for row in findings {
            let place = (row.subject.clone(), row.stage.to_string(), row.at);
            kept.entry(place).or_default().push(row.finding()?);
        }
        for row in page {
            let Some(facts) = self.keys.open(self.fund, row)? else {
                self.done.erased += 1;
                continue;
            };
            let before = Again::kept(kept.get(&row.place()).into_iter().flatten());
            self.done.judged += 1;
            if let Some(changed) = difference(row, before, self.book.judge_again(named(&facts)?)) {
                self.done.count(&changed);
                tell(changed);
            }
        }
        Ok(())
    }
}

/// The facts of a verdict, as they were kept.
pub fn named(words: &Words) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
    serde_json::from_slice(words.expose())
}

/// The key of the person whose facts were opened last: verdicts of one payment follow each other.
#[derive(Default)]
struct Keyring(Option<(BeneficiaryRef, Option<DataKey>)>);

impl Keyring {
    fn open(&mut self, fund: &Fund, row: &JudgedRow) -> Outcome<Option<Words>> {
        let (owner, wrapped) = row.key();
        let Some(owner) = owner else { return Ok(row.seal().open(fund.keys(), None)?) };
        if self.0.as_ref().is_none_or(|(of, _)| *of != owner) {
            let key = wrapped.map(|wrapped| fund.keys().data_key(owner, &wrapped)).transpose()?;
            self.0 = Some((owner, key));
        }
        let key = self.0.as_ref().and_then(|(_, key)| key.as_ref());
        Ok(row.seal().open(fund.keys(), key)?)
    }
}

fn difference(row: &JudgedRow, before: Again, now: Again) -> Option<Changed> {
    let appears: BTreeSet<Mark> = now.marks.difference(&before.marks).cloned().collect();
    let vanishes: BTreeSet<Mark> = before.marks.difference(&now.marks).cloned().collect();
    if appears.is_empty() && vanishes.is_empty() {
        return None;
    }
    let verdict = (before.verdict, now.verdict);
    Some(Changed { subject: row.subject.clone(), stage: row.stage, verdict, appears, vanishes })
}

impl Replayed {
    fn count(&mut self, changed: &Changed) {
        self.changed += 1;
        for mark in &changed.appears {
            self.marks.entry(mark.clone()).or_default().0 += 1;
        }
        for mark in &changed.vanishes {
            self.marks.entry(mark.clone()).or_default().1 += 1;
        }
    }
}
