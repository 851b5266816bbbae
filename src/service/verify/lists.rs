//! What is compared with lists: the chart of accounts with the one in the code, the last numbers with their tables, and
//! the schema with what this version lays.
use super::{Check, difference::look};
use crate::{
    domain::account::CHART,
    service::halt::Outcome,
    store::{
        Head,
        schema::expected_schema,
        verify::{AccountRow, LastNumbers},
    },
};
use std::collections::BTreeMap;

/// The chart of accounts is the one of this version.
pub(super) async fn verify_chart(check: &mut Check<'_>) -> Outcome<()> {
    let stored = match look(check.from, |from| Box::pin(from.stored_chart())).await? {
        Ok(stored) => stored,
        Err(unread) => {
            check.found.add("account", "a row of the table", unread.words());
            return Ok(());
        }
    };
    let chart: Vec<AccountRow> = CHART
        .iter()
        .map(|a| AccountRow {
            code: i32::from(a.code),
            name_en: a.name_en.into(),
            name_az: a.name_az.into(),
            class: a.class.to_string(),
            side: a.side.to_string(),
        })
        .collect();
    if let Some(account) = chart.iter().find(|account| !stored.contains(account)) {
        let what = "is missing, or is not what the chart of this version says";
        check.found.add("account", format!("account {}", account.code), what);
    }
    if let Some(account) = stored.iter().find(|account| !chart.contains(account)) {
        check.found.add(
            "account",
            format!("account {}", account.code),
            "is not in the chart of this version",
        );
    }
    Ok(())
}

/// The head row counts what its tables have.
pub(super) async fn verify_last_numbers(check: &mut Check<'_>, head: Option<&Head>) -> Outcome<()> {
    let Some(head) = head else { return Ok(()) };
    match look(check.from, |from| Box::pin(from.last_numbers())).await? {
        Ok(Some(last)) => {
            for (column, counted, found) in numbers(head, &last) {
                if counted != found {
                    check.found.add(
                        "head",
                        "the head row",
                        format!("{column} is {counted}, and the last number of its table is {found}"),
                    );
                }
            }
        }
        Ok(None) => {}
        Err(unread) => check.found.add("head", "the head row", unread.words()),
    }
    Ok(())
}

fn numbers(head: &Head, last: &LastNumbers) -> Vec<(&'static str, i64, i64)> {
    macro_rules! pairs { ($($column:ident),+ $(,)?) => { vec![$((stringify!($column), head.$column, last.$column)),+] }; }
    pairs!(
        entry,
        person,
        inflow,
        lot,
        beneficiary,
        payment,
        award,
        court_order,
        order_receipt,
        notice,
        document,
        finding,
        return_file,
        refusal,
        export,
        identity_look,
        batch,
        register_entry,
        rulebook,
        duplicate,
        subject,
    )
}

/// Triggers, functions, tables, columns, constraints and indexes are those that this version lays.
pub(super) async fn verify_schema(check: &mut Check<'_>) -> Outcome<()> {
    let stored = match look(check.from, |from| Box::pin(from.schema_parts())).await? {
        Ok(parts) => parts,
        Err(unread) => {
            check.found.add("schema", "the catalogue", unread.words());
            return Ok(());
        }
    };
    let lines: Vec<String> = stored.iter().map(|part| part.line()).collect();
    let stored = by_name(lines.iter().map(String::as_str));
    let expected = by_name(expected_schema(check.from.engine()));
    for (name, hash) in &expected {
        let what = match stored.get(name) {
            Some(found) if found == hash => continue,
            Some(_) => "is not as this version lays it: it was changed or switched off",
            None => "is missing",
        };
        check.found.add("schema", name.clone(), what);
    }
    if let Some(name) = stored.keys().find(|name| !expected.contains_key(*name)) {
        check.found.add("schema", name.clone(), "is not laid by this version");
    }
    Ok(())
}

/// Kind and name, and the hashes of all parts that bear them (functions may share a name).
fn by_name<'l>(lines: impl IntoIterator<Item = &'l str>) -> BTreeMap<String, Vec<&'l str>> {
    let mut parts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, hash) in lines.into_iter().filter_map(|line| line.rsplit_once(' ')) {
        parts.entry(name.to_owned()).or_default().push(hash);
    }
    for hashes in parts.values_mut() {
        hashes.sort_unstable();
    }
    parts
}
