//! What grows with the books: fills 10⁴, 10⁵, 10⁶ entries (10⁷ by an option) and measures each size in turn, in one run. What is
//! measured and how is said in `benches/README.md`; the options are `--sizes --engine --rounds --samples --folder --keep`.
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "each bench uses its part of what both share")]
mod shared;

#[allow(dead_code, reason = "the judge bench uses more of it")]
mod engine;
mod fill;
mod measure;
mod plans;

use engine::Engine;
use fill::Filler;
use measure::{Ledger, MEASURES};
use relief_ledger::domain::{
    day::Day,
    reference::{BeneficiaryRef, LotRef, Reference},
};
use shared::{Outcome, machine, options::Options, table};
use std::{
    collections::{BTreeMap, BTreeSet},
    os::unix::fs::PermissionsExt,
    path::Path,
};

const KNOWN: &[&str] = &["sizes", "engine", "rounds", "samples", "folder", "keep"];
/// A measure that is more than this times its first figure is shown with its plans.
const ALLOWED: f64 = 1.2;

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let options = Options::read(KNOWN)?;
    let folder = tempfile::Builder::new().prefix("relief-growth-").tempdir_in(options.folder()?)?;
    // PostgreSQL runs as a user of its own and must pass through.
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711))?;
    machine::describe(folder.path())?;
    for name in options.values::<String>("engine", "sqlite,postgres")? {
        runtime.block_on(bench(&name, &options, folder.path()))?;
    }
    if options.has("keep") {
        eprintln!("The files are kept in {}.", folder.keep().display());
    }
    Ok(())
}

async fn bench(name: &str, options: &Options, folder: &Path) -> Outcome<()> {
    let engine = Engine::open(name, folder)?;
    let mut filler = Filler::begin(&engine.fresh("filled")?).await?;
    let mut ledgers = vec![];
    for size in options.values::<i64>("sizes", "10000,100000,1000000")? {
        eprintln!("{name}: filling to {size}");
        filler.fill(size).await?;
        let copy = format!("at_{size}");
        engine.copy("filled", &copy)?;
        ledgers.push(ledger(&engine, &copy, size, &filler).await?);
    }
    let rounds = options.value("rounds", 5)?;
    for round in 1..=rounds {
        // The sizes take turns, so that what slows the machine slows all of them.
        for ledger in &mut ledgers {
            eprintln!("{name}: round {round} of {rounds} at {}", ledger.size);
            ledger.round(options.value("samples", 20)?, folder)?;
        }
    }
    println!("\n### {name}");
    let grown = print(&ledgers);
    let mut shown = BTreeSet::new();
    for what in grown {
        if let Some(ledger) = ledgers.last() {
            explain(what, &engine, ledger, &mut shown).await?;
        }
    }
    Ok(())
}

/// What must be known of a copy before it is measured.
async fn ledger(engine: &Engine, copy: &str, size: i64, filler: &Filler) -> Outcome<Ledger> {
    let every = (filler.lots / 500).max(1);
    let lots = engine.ask(copy, format!("select cast(id as text) from lot where id % {every} = 0")).await?;
    let lots: Vec<String> =
        lots.iter().filter_map(|id| Some(LotRef::from_stored(id.parse().ok()?)?.to_string())).collect();
    let beneficiary = engine.number(copy, "select min(id) from beneficiary").await?;
    let beneficiary =
        BeneficiaryRef::from_stored(beneficiary).ok_or("a stored reference is one")?.to_string();
    let leaves = engine.number(copy, "select count(*) from leaf").await?;
    let first: Day = "2006-01-02".parse().map_err(|e| format!("{e:?}"))?;
    let days = (filler.day.date() - first.date()).num_days();
    let past = first.days_after(u64::try_from(days / 2)?).to_string();
    let mib = engine.mib(copy)?;
    Ok(Ledger {
        size,
        url: engine.url(copy),
        lots,
        beneficiary,
        month: last_month(filler.ordinary_until),
        past,
        mib,
        leaves,
        figures: BTreeMap::new(),
        runs: 0,
        tokens: None,
    })
}

/// The last whole month before a day.
fn last_month(day: Day) -> (String, String) {
    let first = day.to_string()[..8].to_owned() + "01";
    let last = first.parse::<Day>().map(|first| first.days_before(1)).unwrap_or(day).to_string();
    (last[..8].to_owned() + "01", last)
}

/// Prints the table; returns what grew beyond what is allowed.
fn print(ledgers: &[Ledger]) -> Vec<&'static str> {
    let mut head = vec!["what (milliseconds, medians)".to_owned()];
    let mut disk = vec!["database on the disk (MiB)".to_owned()];
    for (i, ledger) in ledgers.iter().enumerate() {
        head.push(format!("{} entries", table::whole(ledger.size as f64)));
        disk.push(table::whole(ledger.mib));
        if i > 0 {
            head.push("ratio".to_owned());
            disk.push(String::new());
        }
    }
    let (mut rows, mut grown) = (vec![], vec![]);
    for what in MEASURES {
        let figure = |l: &Ledger| l.figures.get(what).map(|figures| table::median(figures));
        let mut row = vec![(*what).to_owned()];
        for (i, ledger) in ledgers.iter().enumerate() {
            let now = figure(ledger);
            row.push(now.map_or("n/a".to_owned(), table::short));
            if i > 0 {
                let ratio =
                    now.zip(figure(&ledgers[0]).filter(|first| *first > 0.0)).map(|(now, first)| now / first);
                let above = ratio.is_some_and(|ratio| ratio > ALLOWED);
                row.push(ratio.map_or("n/a".to_owned(), |r| {
                    if above { format!("**{r:.2}**") } else { format!("{r:.2}") }
                }));
                if above && !grown.contains(what) {
                    grown.push(*what);
                }
            }
        }
        rows.push(row);
    }
    rows.push(disk);
    table::print(&head.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
    grown
}

async fn explain(
    what: &'static str,
    engine: &Engine,
    ledger: &Ledger,
    shown: &mut BTreeSet<&'static str>,
) -> Outcome<()> {
    let database = format!("at_{}", ledger.size);
    let stored = |text: &str| text.parse::<LotRef>().map(|lot| lot.stored()).unwrap_or_default();
    let values = plans::Values {
        database: &database,
        lot: ledger.lots.get(ledger.lots.len() / 2).map_or(0, |lot| stored(lot)),
        beneficiary: ledger.beneficiary.parse::<BeneficiaryRef>().map(|b| b.stored()).unwrap_or_default(),
        last: engine.number(&database, "select max(number) from entry").await?,
        from: &ledger.month.0,
        to: &ledger.month.1,
    };
    plans::print(what, engine, &values, shown).await
}
