//! Judging: how long one payment takes, facts gathered and all, beside a growing past, and how many verdicts a second are judged again in
//! one pass. In this process, on a copy of a ledger that was filled through the use cases. The options are
//! `--sizes --engine --samples --rounds --folder --keep --payments`; what is claimed is said in `benches/README.md`.
mod beside;
#[path = "../growth/engine.rs"]
#[allow(dead_code, reason = "the growth bench uses more of it")]
mod engine;
#[path = "../growth/fill.rs"]
#[allow(dead_code, reason = "the growth bench uses more of it")]
mod fill;
mod set;
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "each bench uses its part of what all share")]
mod shared;

use engine::Engine;
use fill::Filler;
use relief_ledger::{
    domain::{
        day::Day,
        finding::Stage,
        person::{Officer, Role},
        reference::{BeneficiaryRef, LotRef, PaymentRef, PersonRef, Reference},
    },
    rules::Rulebook,
    service::{
        Caller, Fund, Halt,
        clock::{FixedClock, SystemClock},
        payment::{
            check_payment::check_payment,
            plan::{Plan, judge_plan},
        },
        rulebook::replay::replay,
    },
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::{Value, json};
use shared::{Fault, Outcome, machine, options::Options, service::KEY, table};
use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Instant};

/// As the service takes its memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const KNOWN: &[&str] = &["sizes", "engine", "samples", "rounds", "folder", "keep", "payments"];

/// What is judged.
#[derive(Clone, Copy)]
enum Asked {
    /// A lump sum, from the lots that come first: identity, awards and dated sums are asked.
    LumpSum,
    /// Treatment at a clinic, from lots that are named: the payee is sought among all parties.
    Treatment,
    /// A ticket out of the country: decisions, the file of return, proceedings.
    WayOut,
}

/// What a round measures.
#[derive(Clone, Copy)]
enum Kind {
    Checks,
    Others,
}

/// How many checks of each kind come first in a round.
const FIRST: usize = 10;

const ALL: [(Asked, &str); 3] =
    [(Asked::LumpSum, "lump sum"), (Asked::Treatment, "treatment"), (Asked::WayOut, "way out")];

/// A ledger of one size, open.
struct Ledger {
    fund: Fund,
    size: i64,
    payments: i64,
    maker: Caller,
    persons: Vec<BeneficiaryRef>,
    lots: Vec<LotRef>,
    times: [Vec<f64>; 3],
    /// The first of each round.
    first: [Vec<f64>; 3],
    /// The rules alone, on facts that were gathered before.
    rules: [Vec<f64>; 3],
    /// A snapshot in which one row is read by its key: the limit.
    bare: Vec<f64>,
    again: Vec<f64>,
    /// The ledger's own payments, before those that were laid beside them.
    set: set::Set,
}

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let options = Options::read(KNOWN)?;
    if options.has("keep") {
        let folder = options.folder()?.join("relief-judge");
        return run(&runtime, &options, &folder);
    }
    let folder = tempfile::Builder::new().prefix("relief-judge-").tempdir_in(options.folder()?)?;
    run(&runtime, &options, folder.path())
}

fn run(runtime: &tokio::runtime::Runtime, options: &Options, folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    // PostgreSQL runs as a user of its own and must pass through.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o711))?;
    machine::describe(folder)?;
    for name in options.values::<String>("engine", "sqlite,postgres")? {
        runtime.block_on(bench(&name, options, folder))?;
    }
    Ok(())
}

/// Fills a ledger from size to size and keeps a copy of each; with `--keep` not again where all of them are there.
async fn fill(engine: &Engine, sizes: &[i64]) -> Outcome<()> {
    let mut missing = false;
    for size in sizes {
        missing |= !engine.has(&at(*size))?;
    }
    if !missing {
        return Ok(());
    }
    engine.remove(FILLED)?;
    let mut filler = Filler::begin(&engine.fresh(FILLED)?).await?;
    for size in sizes {
        eprintln!("filling to {size} entries");
        filler.fill(*size).await?;
        engine.remove(&at(*size))?;
        if Some(size) == sizes.last() {
            engine.rename(FILLED, &at(*size))?;
        } else {
            engine.copy(FILLED, &at(*size))?;
        }
    }
    Ok(())
}

const FILLED: &str = "filled";

fn at(size: i64) -> String {
    format!("at_{size}")
}

async fn bench(name: &str, options: &Options, folder: &Path) -> Outcome<()> {
    let open_engine = if options.has("keep") { Engine::open_kept } else { Engine::open };
    let engine = open_engine(name, folder)?;
    let sizes = options.values::<i64>("sizes", "1000,10000,100000,1000000")?;
    fill(&engine, &sizes).await?;
    let mut ledgers = open_all(&engine, &sizes, options.value("payments", 0)?).await?;
    let (samples, rounds) = (options.value("samples", 400)?, options.value("rounds", 5)?);
    // Each kind by itself, so that none finds what another left in the processor's memory; the sizes take turns, so that what slows the
    // machine slows all of them; the first round only warms up. On one of the runtime's own threads, as the service judges.
    for kind in [Kind::Checks, Kind::Others] {
        for round in 0..=rounds {
            for mut ledger in std::mem::take(&mut ledgers) {
                let judging = async move {
                    match kind {
                        Kind::Checks => ledger.checks(samples, round > 0).await?,
                        Kind::Others => ledger.others(samples, round > 0).await?,
                    }
                    Ok::<_, Fault>(ledger)
                };
                ledgers.push(tokio::spawn(judging).await??);
            }
        }
    }
    println!("\n### {name}");
    print(&ledgers);
    for ledger in ledgers {
        ledger.fund.store().close().await;
    }
    Ok(())
}

/// The ledger of each size; and, where payments are asked for, the largest with so many laid beside it.
async fn open_all(engine: &Engine, sizes: &[i64], payments: i64) -> Outcome<Vec<Ledger>> {
    let largest = *sizes.last().ok_or("--sizes wants a size")?;
    let name = format!("beside_{payments}");
    if payments > 0 && !engine.has(&name)? {
        beside::lay(engine, &at(largest), &name, payments).await?;
    }
    let mut ledgers = vec![];
    for size in sizes {
        ledgers.push(open(engine, &at(*size), *size).await?);
    }
    if payments > 0 {
        ledgers.push(open(engine, &name, largest).await?);
    }
    Ok(ledgers)
}

async fn open(engine: &Engine, copy: &str, size: i64) -> Outcome<Ledger> {
    let day = engine.ask(copy, "select cast(max(on_day) as text) from account_day".into()).await?;
    let day: Day = day.first().ok_or("nothing was filled")?.parse().map_err(|e| format!("{e:?}"))?;
    let store = Store::open(&engine.url(copy), WriterKind::Fast).await?;
    let keys =
        Keys::derive(&Secret::from_hex(KEY).map_err(|e| format!("the key of the benches is none: {e:?}"))?);
    let clock = FixedClock::at(relief_ledger::service::clock::Clock::now(&SystemClock));
    clock.set(day.begins_at() + chrono::TimeDelta::hours(10));
    let fund = Fund::open(store, keys, Arc::new(clock)).await?;
    let maker = engine.number(copy, "select min(id) from person").await?;
    let maker = PersonRef::from_stored(maker).ok_or("a stored reference is one")?;
    let some = |table: &str, of: &str| format!("select cast(id as text) from {table} where {of} order by id");
    let persons = engine.ask(copy, some("beneficiary", beside::OF_THE_LEDGER)).await?;
    let lots = engine
        .ask(
            copy,
            "select cast(a.lot as text) from lot_available a where a.available > 10000 order by a.lot limit 1000"
                .into(),
        )
        .await?;
    let own = format!("{} order by id limit {}", beside::OF_THE_LEDGER, set::MOST);
    let set = engine.ask(copy, format!("select cast(id as text) from payment where {own}")).await?;
    let read = |ids: Vec<String>| ids.into_iter().filter_map(|id| id.parse::<i64>().ok()).collect::<Vec<_>>();
    Ok(Ledger {
        fund,
        size,
        payments: engine.number(copy, "select count(*) from payment").await?,
        maker: Caller::new(Officer { person: maker, roles: [Role::Maker].into(), issuer: None }),
        persons: read(persons).into_iter().filter_map(BeneficiaryRef::from_stored).collect(),
        lots: read(lots).into_iter().filter_map(LotRef::from_stored).collect(),
        times: Default::default(),
        first: Default::default(),
        rules: Default::default(),
        bare: vec![],
        again: vec![],
        set: set::Set {
            of: read(set).into_iter().filter_map(PaymentRef::from_stored).collect(),
            ..set::Set::default()
        },
    })
}

impl Ledger {
    /// Checks. A round begins where another ledger was asked: its first checks are told by themselves.
    async fn checks(&mut self, samples: usize, counts: bool) -> Outcome<()> {
        for sample in 0..samples + FIRST {
            for (at, (asked, _)) in ALL.iter().enumerate() {
                let command = serde_json::from_value(self.body(*asked, self.person(sample), sample))?;
                let begun = Instant::now();
                let view = check_payment(&self.fund, &self.maker, command).await;
                let took = milliseconds(begun);
                view.map_err(told)?;
                if counts && sample < FIRST {
                    self.first[at].push(took);
                } else if counts {
                    self.times[at].push(took);
                }
            }
        }
        Ok(())
    }

    /// The rules alone, bare reads, the past judged again, and a set.
    async fn others(&mut self, samples: usize, counts: bool) -> Outcome<()> {
        for sample in 0..samples {
            for (at, (asked, _)) in ALL.iter().enumerate() {
                let rules = self.rules_alone(self.body(*asked, self.person(sample), sample)).await?;
                if counts {
                    self.rules[at].push(rules);
                }
            }
        }
        for sample in 0..samples {
            let begun = Instant::now();
            let row = self.fund.read().await.map_err(told)?.beneficiary(self.person(sample)).await?;
            let took = milliseconds(begun);
            row.ok_or("a person who is there is found")?;
            if counts {
                self.bare.push(took);
            }
        }
        let begun = Instant::now();
        let done = replay(&self.fund, &Rulebook::built_in(), |_| {}).await;
        let done = done.map_err(told)?;
        if done.changed > 0 {
            return Err(format!("{} verdicts of the same rulebook differ", done.changed).into());
        }
        if counts {
            self.again.push(done.judged as f64 / begun.elapsed().as_secs_f64());
            self.set.judge(&self.fund).await?;
        }
        Ok(())
    }

    /// Spread over all persons, those of long ago too.
    fn person(&self, sample: usize) -> BeneficiaryRef {
        self.persons[sample * 7_919 % self.persons.len()]
    }

    /// How long the rules take by themselves.
    async fn rules_alone(&self, body: Value) -> Outcome<f64> {
        let (command, today) = (serde_json::from_value(body)?, self.fund.today());
        let mut from = self.fund.read().await.map_err(told)?;
        let plan = Plan::of_command(&mut from, &self.fund, &command).await.map_err(told)?;
        let judged = judge_plan(&mut from, &self.fund, &plan, Stage::Check, today, today).await;
        let (facts, book) = (judged.map_err(told)?.facts, self.fund.rulebook());
        let begun = Instant::now();
        let again = book.judge_payment(&facts);
        let took = milliseconds(begun);
        drop(again);
        Ok(took)
    }

    fn body(&self, asked: Asked, person: BeneficiaryRef, sample: usize) -> Value {
        let mut body = match asked {
            Asked::LumpSum => {
                json!({"purpose": "lump_sum", "amount": "100.00", "payee": {"kind": "beneficiary"}})
            }
            Asked::Treatment => json!({
                "purpose": "medical", "amount": "50.00", "payee": {"kind": "clinic", "name": "Clinic 7", "number": "1234567891"},
                "items": [{"category": "treatment", "amount": "50.00"}],
            }),
            Asked::WayOut => json!({
                "purpose": "repatriation", "amount": "300.00", "payee": {"kind": "carrier", "name": "Carrier"},
                "items": [{"category": "travel", "amount": "300.00"}], "memo": "a ticket",
                "travel": {"on": self.fund.today(), "from": "AZ", "to": "PH"},
            }),
        };
        body["beneficiary"] = json!(person);
        body["method"] = json!("bank");
        if matches!(asked, Asked::Treatment) {
            let from = sample * 2 % self.lots.len().max(2);
            body["lots"] = json!(self.lots.iter().skip(from).take(2).collect::<Vec<_>>());
        }
        body
    }
}

fn told(halt: Halt) -> Fault {
    format!("a use case did not go through: {halt:?}").into()
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn print(ledgers: &[Ledger]) {
    let mut head = vec!["milliseconds".to_owned()];
    head.extend(ledgers.iter().map(|l| {
        format!("{} entries, {} payments", table::whole(l.size as f64), table::whole(l.payments as f64))
    }));
    let mut rows = vec![];
    for (at, (_, name)) in ALL.iter().enumerate() {
        for (what, share) in [("p50", 0.5), ("p99", 0.99)] {
            let mut row = vec![format!("{name}, {what}")];
            row.extend(ledgers.iter().map(|l| table::short(table::percentile(&l.times[at], share))));
            rows.push(row);
        }
    }
    for (at, (_, name)) in ALL.iter().enumerate() {
        let mut row = vec![format!("{name}, the first {FIRST} after another ledger, p50")];
        row.extend(ledgers.iter().map(|l| table::short(table::median(&l.first[at]))));
        rows.push(row);
    }
    for (at, (_, name)) in ALL.iter().enumerate() {
        let mut row = vec![format!("{name}, of it the rules, p50")];
        row.extend(ledgers.iter().map(|l| table::short(table::median(&l.rules[at]))));
        rows.push(row);
    }
    for (what, share) in [("p50", 0.5), ("p99", 0.99)] {
        let mut row = vec![format!("bare: one row by its key, {what}")];
        row.extend(ledgers.iter().map(|l| table::short(table::percentile(&l.bare, share))));
        rows.push(row);
    }
    let mut row = vec!["verdicts judged again in one pass, a second".to_owned()];
    row.extend(ledgers.iter().map(|l| table::whole(table::median(&l.again))));
    rows.push(row);
    let set = |what: &str, of: fn(&set::Set) -> f64| {
        let told = ledgers.iter().map(|l| table::whole(of(&l.set)));
        [what.to_owned()].into_iter().chain(told).collect::<Vec<_>>()
    };
    rows.push(set("a set judged in one pass, facts and all: payments", |set| set.of.len() as f64));
    rows.push(set("its statements", |set| set.statements as f64));
    rows.push(set("its payments a second", |set| table::median(&set.rates)));
    table::print(&head.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
}
