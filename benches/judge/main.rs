//! Judging: how long one payment takes, facts gathered and all, beside a growing past, and how many verdicts a second are judged again in
//! one pass. In this process, on a copy of a ledger that was filled through the use cases. The options are
//! `--sizes --engine --samples --rounds --folder`; what is claimed is said in `benches/README.md`.
#[path = "../growth/engine.rs"]
#[allow(dead_code, reason = "the growth bench uses more of it")]
mod engine;
#[path = "../growth/fill.rs"]
#[allow(dead_code, reason = "the growth bench uses more of it")]
mod fill;
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "each bench uses its part of what all share")]
mod shared;

use engine::Engine;
use fill::Filler;
use relief_ledger::{
    domain::{
        person::{Officer, Role},
        reference::{BeneficiaryRef, LotRef, PersonRef, Reference},
    },
    rules::Rulebook,
    service::{
        Caller, Fund,
        clock::{FixedClock, SystemClock},
        payment::check_payment::check_payment,
        rulebook::replay::replay,
    },
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::{Value, json};
use shared::{Fault, Outcome, machine, options::Options, service::KEY, table};
use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Instant};

const KNOWN: &[&str] = &["sizes", "engine", "samples", "rounds", "folder"];

/// What is judged.
#[derive(Clone, Copy)]
enum Asked {
    /// A lump sum in cash or by bank: identity, awards and dated sums are asked.
    LumpSum,
    /// Treatment at a clinic: the payee is sought among all parties.
    Treatment,
    /// A ticket out of the country: decisions, the file of return, proceedings.
    WayOut,
}

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
    again: Vec<f64>,
}

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let options = Options::read(KNOWN)?;
    let folder = tempfile::Builder::new().prefix("relief-judge-").tempdir_in(options.folder()?)?;
    // PostgreSQL runs as a user of its own and must pass through.
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711))?;
    machine::describe(folder.path())?;
    for name in options.values::<String>("engine", "sqlite,postgres")? {
        runtime.block_on(bench(&name, &options, folder.path()))?;
    }
    Ok(())
}

async fn bench(name: &str, options: &Options, folder: &Path) -> Outcome<()> {
    let engine = Engine::open(name, folder)?;
    let mut filler = Filler::begin(&engine.fresh("filled")?).await?;
    let mut ledgers = vec![];
    for size in options.values::<i64>("sizes", "1000,10000,100000,1000000")? {
        eprintln!("{name}: filling to {size} entries");
        filler.fill(size).await?;
        let copy = format!("at_{size}");
        engine.copy("filled", &copy)?;
        ledgers.push(open(&engine, &copy, size, &filler).await?);
    }
    let (samples, rounds) = (options.value("samples", 400)?, options.value("rounds", 5)?);
    for round in 0..=rounds {
        // The sizes take turns, so that what slows the machine slows all of them; the first round only warms up.
        for ledger in &mut ledgers {
            ledger.round(samples, round > 0).await?;
        }
    }
    println!("\n### {name}");
    print(&ledgers);
    for ledger in ledgers {
        ledger.fund.store().close().await;
    }
    Ok(())
}

async fn open(engine: &Engine, copy: &str, size: i64, filler: &Filler) -> Outcome<Ledger> {
    let store = Store::open(&engine.url(copy), WriterKind::Fast).await?;
    let keys =
        Keys::derive(&Secret::from_hex(KEY).map_err(|e| format!("the key of the benches is none: {e:?}"))?);
    let clock = FixedClock::at(relief_ledger::service::clock::Clock::now(&SystemClock));
    clock.set(filler.day.begins_at() + chrono::TimeDelta::hours(10));
    let fund = Fund::open(store, keys, Arc::new(clock)).await?;
    let maker = engine.number(copy, "select min(id) from person").await?;
    let maker = PersonRef::from_stored(maker).ok_or("a stored reference is one")?;
    let some = |table: &str, of: &str| format!("select cast(id as text) from {table} where {of} order by id");
    let persons = engine.ask(copy, some("beneficiary", "1 = 1")).await?;
    let lots = engine
        .ask(
            copy,
            "select cast(a.lot as text) from lot_available a where a.available > 100000 order by a.lot"
                .into(),
        )
        .await?;
    let read = |ids: Vec<String>| ids.into_iter().filter_map(|id| id.parse::<i64>().ok()).collect::<Vec<_>>();
    Ok(Ledger {
        fund,
        size,
        payments: engine.number(copy, "select count(*) from payment").await?,
        maker: Caller::new(Officer { person: maker, roles: [Role::Maker].into(), issuer: None }),
        persons: read(persons).into_iter().filter_map(BeneficiaryRef::from_stored).collect(),
        lots: read(lots).into_iter().filter_map(LotRef::from_stored).collect(),
        times: Default::default(),
        again: vec![],
    })
}

impl Ledger {
    async fn round(&mut self, samples: usize, counts: bool) -> Outcome<()> {
        for sample in 0..samples {
            // Spread over all persons, those of long ago too.
            let person = self.persons[sample * 7_919 % self.persons.len()];
            for (at, (asked, _)) in ALL.iter().enumerate() {
                let command = serde_json::from_value(self.body(*asked, person))?;
                let begun = Instant::now();
                let view = check_payment(&self.fund, &self.maker, command).await;
                let took = begun.elapsed().as_secs_f64() * 1_000.0;
                view.map_err(|halt| Fault::from(format!("it could not be judged: {halt:?}")))?;
                if counts {
                    self.times[at].push(took);
                }
            }
        }
        let begun = Instant::now();
        let done = replay(&self.fund, &Rulebook::built_in(), |_| {}).await;
        let done =
            done.map_err(|halt| Fault::from(format!("the past could not be judged again: {halt:?}")))?;
        if done.changed > 0 {
            return Err(format!("{} verdicts of the same rulebook differ", done.changed).into());
        }
        if counts {
            self.again.push(done.judged as f64 / begun.elapsed().as_secs_f64());
        }
        Ok(())
    }

    fn body(&self, asked: Asked, person: BeneficiaryRef) -> Value {
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
        body["lots"] = json!(self.lots.iter().take(2).collect::<Vec<_>>());
        body
    }
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
    let mut row = vec!["verdicts judged again in one pass, a second".to_owned()];
    row.extend(ledgers.iter().map(|l| table::whole(table::median(&l.again))));
    rows.push(row);
    table::print(&head.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
}
