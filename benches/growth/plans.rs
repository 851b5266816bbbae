//! Which statements stand behind a measure, and the plans that the engine makes for them: shown where a measure grew.
use super::{engine::Engine, measure, shared::Outcome};
use std::collections::BTreeSet;

/// Values for the parameters of the statements.
pub struct Values<'a> {
    /// A database to ask.
    pub database: &'a str,
    /// Stored number of a lot.
    pub lot: i64,
    /// Stored number of a beneficiary.
    pub beneficiary: i64,
    /// Number of the last entry.
    pub last: i64,
    /// First day of the month of the statement.
    pub from: &'a str,
    /// Its last day.
    pub to: &'a str,
}

/// The reading statements of a measure, with texts for `$1`, `$2`, … as they are asked.
fn statements(what: &str, v: &Values) -> Vec<(&'static str, Vec<String>)> {
    let day = |day: &str| format!("'{day}'");
    let number = |number: i64| number.to_string();
    match what {
        measure::INFLOW => vec![
            ("head/read", vec![]),
            ("inflow_donor/cash", vec!["'x'".to_owned(), day(v.from), day(v.to)]),
            ("lot_balance/of_lot", vec![number(v.lot)]),
        ],
        measure::DRAFT | measure::SUBMIT => vec![
            ("lot_available/at_bank", vec!["'medical'".to_owned(), number(100_000_000_000), number(0)]),
            ("lot_available/open_purposes", vec!["'medical'".to_owned()]),
            ("lot_available/not_at_bank", vec!["'medical'".to_owned(), number(0), number(0)]),
            ("lot_available/of_lots", vec![number(v.lot); 20]),
            ("lot_day/after_of_lots", [vec![number(v.lot); 20], vec![day(v.to)]].concat()),
            ("payment/unreversed", vec![number(v.beneficiary), "'medical'".to_owned(), "null".to_owned()]),
        ],
        measure::APPROVE => vec![
            ("lot_day/after", vec![number(v.lot), day(v.to)]),
            ("payment/unreversed", vec![number(v.beneficiary), "'medical'".to_owned(), "null".to_owned()]),
            ("award_use/of_payment", vec!["20060000000001".to_owned()]),
            ("decision/of_subject", vec!["'P-2006-000001'".to_owned()]),
            ("finding/of_subject", vec!["'P-2006-000001'".to_owned()]),
        ],
        measure::LOT => vec![("lot/one", vec![number(v.lot)]), ("lot_balance/of_lot", vec![number(v.lot)])],
        measure::TODAY | measure::PAST => vec![(
            "account_day/totals",
            vec![
                day(v.to),
                number(v.last),
                day(&format!("{}-01-01", &v.to[..4])),
                day(&format!("{}-01", &v.to[..7])),
            ],
        )],
        measure::STATEMENT | measure::PER_LINE => vec![
            ("lot_day/openings", vec![day(v.from), number(v.last), number(v.lot), number(500)]),
            ("lot/last_of_page", vec![number(v.lot), number(500)]),
            ("posting/openings_without_lot", vec![day(v.from), number(v.last), "null".to_owned()]),
            ("entry/statement", page(v)),
        ],
        _ => vec![],
    }
}

fn page(v: &Values) -> Vec<String> {
    let (from, to, first) = (format!("'{}'", v.from), format!("'{}'", v.to), "'2005-01-01'".to_owned());
    let none = || "null".to_owned();
    vec![from, to, v.last.to_string(), first, "0".to_owned(), "500".to_owned(), none()]
}

/// Prints the plans of a measure's statements that were not shown before. A statement that is no longer there is named; its measure stands.
pub async fn print(
    what: &str,
    engine: &Engine,
    values: &Values<'_>,
    shown: &mut BTreeSet<&'static str>,
) -> Outcome<()> {
    let explain = match engine {
        Engine::Sqlite(_) => "explain query plan ",
        Engine::Postgres(_) => "explain (analyze, buffers, costs off) ",
    };
    for (name, parameters) in statements(what, values) {
        if !shown.insert(name) {
            continue;
        }
        let path = format!("{}/src/store/sql/{name}.sql", env!("CARGO_MANIFEST_DIR"));
        let Ok(mut text) = std::fs::read_to_string(path) else {
            println!("\n`{name}` is not there any more.");
            continue;
        };
        for (i, value) in parameters.iter().enumerate().rev() {
            text = text.replace(&format!("${}", i + 1), value);
        }
        println!("\n`{name}` ({what}):\n\n```");
        match engine.ask(values.database, format!("{explain}{text}")).await {
            Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
            Err(fault) => println!("no plan: {fault}"),
        }
        println!("```");
    }
    Ok(())
}
