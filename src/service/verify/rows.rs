//! Rows against leaves: what the leaves of a page say of each table, and what the tables have for these leaves. Order within
//! a leaf does not count; each row must be there once for each time it was logged.
use super::{
    Check,
    difference::{Differences, Unread, differing, look, row_words},
};
use crate::{
    domain::day::{Day, Instant},
    proof::canonical::canonical,
    service::halt::Outcome,
    store::{Covered, Snapshot},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Rows by the leaf that covers them.
pub(super) type ByLeaf = BTreeMap<i64, Vec<Value>>;

/// What the leaves of a page say, by table.
#[derive(Default)]
pub(super) struct Logged {
    tables: BTreeMap<String, ByLeaf>,
}

impl Logged {
    /// Adds a row of a leaf.
    pub fn add(&mut self, table: &str, leaf: i64, columns: Value) {
        self.tables.entry(table.to_owned()).or_default().entry(leaf).or_default().push(columns);
    }

    /// The rows of a table; none where no leaf names it.
    pub fn of(&self, table: &str) -> Option<&ByLeaf> {
        self.tables.get(table)
    }

    /// How many rows each table has.
    pub fn counts(&self) -> impl Iterator<Item = (&str, i64)> {
        self.tables.iter().map(|(table, rows)| (table.as_str(), rows.values().map(|r| r.len() as i64).sum()))
    }
}

/// Compares the rows of all tables that have a leaf column, for leaves from one to before another.
pub(super) async fn compare_page(
    check: &mut Check<'_>,
    tables: &[Covered],
    logged: &Logged,
    first: i64,
    end: i64,
) -> Outcome<()> {
    let nothing = ByLeaf::new();
    for table in tables.iter().filter(|t| !matches!(t.table, "entry" | "posting")) {
        if check.found.has(table.table) {
            continue;
        }
        let logged = logged.of(table.table).unwrap_or(&nothing);
        match read(check.from, table, first, end).await? {
            Ok(stored) => compare(table, logged, &stored, &mut check.found),
            Err(unread) => narrow(check, table, logged, (first, end), unread).await?,
        }
    }
    Ok(())
}

/// The first row of a table whose leaf is not there: negative, or beyond the last one. It is looked for where the table has
/// more rows than the leaves name. Where leaves were cut off such rows are many, so it looks from the last leaf on, in steps
/// that grow.
pub(super) async fn find_beyond(check: &mut Check<'_>, table: &Covered, end: i64) -> Outcome<()> {
    let (mut first, mut step) = (end, super::log::PAGE);
    let mut bounds = (i64::MIN, 0);
    loop {
        match read(check.from, table, bounds.0, bounds.1).await? {
            Ok(stored) => {
                if let Some((leaf, row)) = stored.iter().find_map(|(leaf, rows)| Some((leaf, rows.first()?)))
                {
                    let row = row_words(table.table, table.key, row, false);
                    let what = format!("says that leaf {leaf} covers it, and there is no such leaf");
                    check.found.add(table.table, row, what);
                    return Ok(());
                }
            }
            Err(unread) => {
                check.found.add(table.table, "a row of no leaf", unread.words());
                return Ok(());
            }
        }
        if first == i64::MAX {
            return Ok(());
        }
        bounds = (first, first.saturating_add(step));
        first = bounds.1;
        step = step.saturating_mul(2);
    }
}

async fn read(from: &mut Snapshot, table: &Covered, first: i64, end: i64) -> Outcome<Result<ByLeaf, Unread>> {
    let by_leaf = table.by_leaf;
    let rows = look(from, move |from| by_leaf(from, first, end)).await?;
    Ok(rows.map(|rows| {
        let mut stored = ByLeaf::new();
        for (leaf, row) in rows {
            stored.entry(leaf).or_default().push(row);
        }
        stored
    }))
}

/// A page that cannot be read is read leaf by leaf, so that the row can be named.
async fn narrow(
    check: &mut Check<'_>,
    table: &Covered,
    logged: &ByLeaf,
    (first, end): (i64, i64),
    unread: Unread,
) -> Outcome<()> {
    for leaf in first..end {
        let logged: ByLeaf = logged.get(&leaf).map(|rows| (leaf, rows.clone())).into_iter().collect();
        match read(check.from, table, leaf, leaf + 1).await? {
            Ok(stored) => compare(table, &logged, &stored, &mut check.found),
            Err(unread) => {
                let rows = logged.get(&leaf).map(Vec::as_slice).unwrap_or_default();
                check.found.add(table.table, one_of(table, leaf, rows), unread.words());
            }
        }
        if check.found.has(table.table) {
            return Ok(());
        }
    }
    check.found.add(table.table, format!("a row of the leaves {first} to {}", end - 1), unread.words());
    Ok(())
}

/// The row of a leaf that cannot be read: where the leaf names several, all it could be.
fn one_of(table: &Covered, leaf: i64, logged: &[Value]) -> String {
    let names: Vec<String> = logged.iter().map(|row| row_words(table.table, table.key, row, true)).collect();
    match names.as_slice() {
        [] => format!("a row of leaf {leaf}, which names none"),
        [one] => one.clone(),
        many => format!("one of {} rows of leaf {leaf}: {}", many.len(), many.join(" / ")),
    }
}

fn compare(table: &Covered, logged: &ByLeaf, stored: &ByLeaf, found: &mut Differences) {
    let leaves: BTreeSet<i64> = logged.keys().chain(stored.keys()).copied().collect();
    for leaf in leaves {
        let rows = |of: &ByLeaf| of.get(&leaf).cloned().unwrap_or_default();
        if let Some((row, what)) = first_odd(table.table, table.key, rows(logged), rows(stored)) {
            return found.add(table.table, row, what);
        }
    }
}

/// A row as one text, whatever order its columns were read in.
fn text_of(row: &Value) -> String {
    canonical(row).unwrap_or_else(|_| row.to_string())
}

/// The first row, of those of one leaf, that is missing, edited or too many.
pub(super) fn first_odd(
    table: &str,
    key: &str,
    mut logged: Vec<Value>,
    mut stored: Vec<Value>,
) -> Option<(String, String)> {
    if logged == stored {
        return None;
    }
    let mut left: BTreeMap<String, i64> = BTreeMap::new();
    for row in &stored {
        *left.entry(text_of(row)).or_default() += 1;
    }
    logged.retain(|row| match left.get_mut(&text_of(row)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    stored.retain(|row| match left.get_mut(&text_of(row)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    let same_key = |a: &Value, b: &Value| key.split(", ").all(|column| a[column] == b[column]);
    if let Some(row) = logged.first() {
        let name = row_words(table, key, row, true);
        return Some(match stored.iter().find(|other| same_key(row, other)) {
            Some(other) => (name, differing(row, other)),
            None => {
                (name, "is in the log and not in the table, or its key or its leaf was changed".to_owned())
            }
        });
    }
    let row = stored.first()?;
    Some((row_words(table, key, row, false), "is in the table and not in the leaf that it names".to_owned()))
}

/// A step must not be later than the day, in Baku, on which it was recorded.
pub(super) fn check_day(table: &str, column: &str, columns: &Value, at: Instant, found: &mut Differences) {
    let day = columns[column].as_str().and_then(|day| day.parse::<Day>().ok());
    let today = Day::in_baku(at);
    if let Some(day) = day.filter(|day| *day > today) {
        let key = if table == "entry" { "number" } else { "subject, person, verb" };
        found.add(
            table,
            row_words(table, key, columns, true),
            format!("{column} is {day}, after the day of its recording ({today})"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn odd(logged: &[Value], stored: &[Value]) -> Option<(String, String)> {
        first_odd("lot", "id", logged.to_vec(), stored.to_vec())
    }

    #[test]
    fn order_within_a_leaf_does_not_count_but_number_does() {
        let (one, two) = (json!({"id": "L-2014-000001"}), json!({"id": "L-2014-000002"}));
        assert_eq!(odd(&[one.clone(), two.clone()], &[two.clone(), one.clone()]), None);
        let extra =
            odd(std::slice::from_ref(&one), &[one.clone(), two.clone()]).expect("the second is too many");
        assert_eq!(extra.0, "L-2014-000002");
        let twice =
            odd(std::slice::from_ref(&one), &[one.clone(), one.clone()]).expect("the first is there twice");
        assert_eq!(twice.0, "L-2014-000001");
        let missing =
            odd(&[one.clone(), two.clone()], std::slice::from_ref(&one)).expect("the second is missing");
        assert!(missing.0 == "L-2014-000002" && missing.1.contains("not in the table"), "{missing:?}");
    }

    #[test]
    fn an_edited_row_is_named_with_its_column() {
        let (before, after) =
            (json!({"id": "L-2014-000001", "minor": true}), json!({"id": "L-2014-000001", "minor": false}));
        let (row, what) = odd(&[before], &[after]).expect("a column was edited");
        assert_eq!((row.as_str(), what.as_str()), ("L-2014-000001", "minor is no, logged yes"));
    }
}
