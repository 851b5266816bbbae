//! A past that nobody could fill in an afternoon: the rows that judging reads by their keys, laid many times over beside a ledger that
//! was filled through the use cases. What is laid has numbers and terms of its own, stands in no leaf and opens for nobody: it is there
//! to be passed by. Persons who are judged are those of the ledger itself.
use super::{Outcome, engine::Engine};

/// Numbers of what is laid begin this much higher, turn by turn.
const APART: i64 = 1_000_000;

/// Lots of all turns together, about.
const LOTS: i64 = 1_000_000;

/// A table that is laid.
struct Table {
    name: &'static str,
    /// Columns with numbers of rows that are laid too.
    numbers: &'static [&'static str],
    /// Which rows.
    which: &'static str,
}

const fn table(name: &'static str, numbers: &'static [&'static str]) -> Table {
    Table { name, numbers, which: "true" }
}

/// Persons and what is paid for them.
const PAYMENTS: &[Table] = &[
    table("beneficiary", &["id"]),
    table("data_key", &["beneficiary"]),
    table("identity", &["beneficiary"]),
    table("identity_comparison", &["beneficiary"]),
    table("identity_term", &["beneficiary"]),
    table("identification", &["beneficiary"]),
    table("wish", &["beneficiary"]),
    table("award", &["id", "beneficiary"]),
    table("award_slot", &["award"]),
    table("award_use", &["award", "payment"]),
    table("payment", &["id", "beneficiary", "award"]),
    table("payment_state", &["payment"]),
    table("payment_item", &["payment"]),
    table("payment_source", &["payment", "lot"]),
    Table { which: "kind = 'encumbrance'", ..table("entry", &["number", "payment", "beneficiary"]) },
    Table { which: "party <> 'donor'", ..table("party_term", &["id", "beneficiary"]) },
];

/// Gifts and the lots they made.
const GIFTS: &[Table] = &[
    table("inflow", &["id"]),
    table("inflow_state", &["inflow"]),
    table("lot", &["id", "inflow", "parent"]),
    table("lot_available", &["lot"]),
    table("lot_balance", &["lot"]),
    table("lot_day", &["lot"]),
    Table { which: "party = 'donor'", ..table("party_term", &["id"]) },
];

/// The condition on persons of the ledger itself.
pub const OF_THE_LEDGER: &str = "id % 10000000000 < 1000000";

/// Copies a ledger and lays so many payments beside it.
pub async fn lay(engine: &Engine, ledger: &str, name: &str, payments: i64) -> Outcome<()> {
    // It has its name when all of it is there: what was laid in part is begun anew the next time.
    let (done, name) = (name, &*format!("{name}_unfinished"));
    engine.remove(name)?;
    engine.copy(ledger, name)?;
    let kept = silence(engine, name).await?;
    let there = engine.number(name, "select count(*) from payment").await?.max(1);
    let lots = engine.number(name, "select count(*) from lot").await?.max(1);
    for (tables, turns) in [(PAYMENTS, payments / there + 1), (GIFTS, LOTS / lots + 1)] {
        for table in tables {
            eprintln!("laying {} {turns} times over", table.name);
            let statement = statement(engine, name, table, turns).await?;
            engine.ask(name, statement).await?;
        }
    }
    match engine {
        // As it is after a restart of the service.
        Engine::Sqlite(_) => engine.ask(name, format!("{kept}; pragma wal_checkpoint(truncate)")).await?,
        Engine::Postgres(_) => engine.ask(name, "vacuum analyze".into()).await?,
    };
    engine.remove(done)?;
    engine.rename(name, done)
}

/// Takes the triggers away, which ask whose hand wrote a row and in which leaf it stands; returns their texts where they must be made again.
async fn silence(engine: &Engine, name: &str) -> Outcome<String> {
    let Engine::Sqlite(_) = engine else { return Ok(String::new()) };
    let triggers = "from sqlite_master where type = 'trigger'";
    let texts = engine.ask(name, format!("select sql {triggers}")).await?;
    let names = engine.ask(name, format!("select 'drop trigger ' || name {triggers}")).await?;
    engine.ask(name, names.join(";")).await?;
    Ok(texts.join(";"))
}

async fn statement(engine: &Engine, name: &str, table: &Table, turns: i64) -> Outcome<String> {
    let of = table.name;
    let (columns, quiet) = match engine {
        Engine::Sqlite(_) => {
            (format!("select name from pragma_table_info('{of}')"), "pragma foreign_keys = off")
        }
        Engine::Postgres(_) => (
            format!(
                "select column_name from information_schema.columns where table_schema = current_schema() and table_name = '{of}' order by ordinal_position"
            ),
            "set session_replication_role = replica",
        ),
    };
    let columns = engine.ask(name, columns).await?;
    let laid: Vec<String> = columns.iter().map(|column| laid(engine, table, column)).collect();
    Ok(format!(
        "{quiet}; with recursive turn (n) as (select cast(1 as bigint) union all select n + 1 from turn where n < {turns})
         insert into {of} ({}) select {} from turn cross join (select * from {of} where {}) b",
        columns.join(", "),
        laid.join(", "),
        table.which
    ))
}

/// A column of what is laid.
fn laid(engine: &Engine, table: &Table, column: &str) -> String {
    match column {
        _ if table.numbers.contains(&column) => format!("b.{column} + n * {APART}"),
        "person_key" => "b.person_key || '/' || n".into(),
        // Whom several paid stays who they are; everybody else is somebody else each time.
        "term" | "hash" => {
            let other = match engine {
                Engine::Sqlite(_) => format!(
                    "unhex(substr(hex(b.{column}), 1, length(hex(b.{column})) - 4) || printf('%04x', n % 65536))"
                ),
                Engine::Postgres(_) => format!(
                    "substring(b.{column} from 1 for length(b.{column}) - 2) || decode(lpad(to_hex(n % 65536), 4, '0'), 'hex')"
                ),
            };
            match table.name {
                "party_term" => format!("case when b.party = 'payee' then b.term else {other} end"),
                _ => other,
            }
        }
        _ => format!("b.{column}"),
    }
}
