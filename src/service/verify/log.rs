//! The leaves: in order, without a gap, each with its hash, and all of them together the edge of the tree. What they say of
//! tables is handed on, a page at a time.
use super::{
    Check,
    difference::{Differences, look},
    entries::Entries,
    rows::{Logged, check_day, compare_page, find_beyond},
    tree::Tree,
};
use crate::{
    domain::day::{Instant, instant_text},
    proof::{
        canonical::canonical,
        tree::{Edge, leaf_hash},
    },
    service::halt::Outcome,
    store::{Covered, Head, log::Leaf, verify::covered},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Leaves of a page.
pub(super) const PAGE: i64 = 1_000;

/// What the walk over the leaves came to.
pub(super) struct Log {
    /// The head row.
    pub head: Option<Head>,
    /// Leaves that are there.
    pub leaves: i64,
    /// Entries that the leaves name.
    pub entries: i64,
    /// Rows of each covered table.
    pub stored: BTreeMap<&'static str, i64>,
}

/// Where the walk stands.
#[derive(Default)]
struct Walk {
    /// The position that comes next.
    next: i64,
    leaves: i64,
    last_at: Option<Instant>,
    edge: Edge,
}

/// Reads all leaves, and compares the covered tables with them where the Fund's keys are there.
pub(super) async fn verify_log(check: &mut Check<'_>) -> Outcome<Log> {
    let (tables, rows_too) = (covered(), check.keys.is_some());
    let head = match look(check.from, |from| Box::pin(from.head_row())).await? {
        Ok(head) => head,
        Err(unread) => {
            check.found.add("head", "the head row", unread.words());
            None
        }
    };
    let counted = head.as_ref().map_or(0, |head| head.leaf);
    let mut walk = Walk::default();
    let mut tree = Tree::begin(check).await?;
    let mut entries = Entries::default();
    let mut logged_rows: BTreeMap<String, i64> = BTreeMap::new();
    before_the_first(check).await?;
    loop {
        let page = read_page(check, walk.next, counted).await?;
        let Some(last) = page.last().map(|leaf| leaf.position) else { break };
        let first = walk.next;
        let mut logged = Logged::default();
        for leaf in &page {
            walk.leaf(leaf, &tables, &mut logged, &mut check.found);
            tree.leaf(leaf);
        }
        for (table, rows) in logged.counts() {
            *logged_rows.entry(table.to_owned()).or_default() += rows;
        }
        if rows_too {
            compare_page(check, &tables, &logged, first, last + 1).await?;
            entries.compare_page(check, &logged).await?;
        }
        tree.compare_page(check).await?;
        check.tell("leaves", walk.next, counted);
    }
    walk.end(head.as_ref(), check.now, &mut check.found);
    tree.end(check).await?;
    let mut stored = BTreeMap::new();
    if rows_too {
        entries.compare_beyond(check).await?;
        stored = count(check, &tables, &logged_rows, walk.next).await?;
    }
    Ok(Log { head, leaves: walk.leaves, entries: entries.seen(), stored })
}

async fn before_the_first(check: &mut Check<'_>) -> Outcome<()> {
    let first = look(check.from, |from| Box::pin(from.leaves(i64::MIN, 1))).await?;
    if let Ok([leaf]) = first.as_deref()
        && leaf.position < 0
    {
        let row = format!("leaf {}", leaf.position);
        check.found.add("leaf", row, "comes before the first leaf, which is leaf 0");
    }
    Ok(())
}

/// A page of leaves. One that cannot be read is told and passed over.
async fn read_page(check: &mut Check<'_>, from: i64, counted: i64) -> Outcome<Vec<Leaf>> {
    if let Ok(page) = look(check.from, |store| Box::pin(store.leaves(from, PAGE))).await? {
        return Ok(page);
    }
    let mut page = vec![];
    let mut next = from;
    while page.len() < PAGE as usize {
        match look(check.from, |store| Box::pin(store.leaves(next, 1))).await? {
            Ok(leaves) => match leaves.into_iter().next() {
                Some(leaf) => {
                    next = leaf.position + 1;
                    page.push(leaf);
                }
                None => break,
            },
            Err(unread) => {
                check.found.add("leaf", format!("leaf {next}"), unread.words());
                next += 1;
                if next > counted {
                    break;
                }
            }
        }
    }
    Ok(page)
}

impl Walk {
    fn leaf(&mut self, leaf: &Leaf, tables: &[Covered], logged: &mut Logged, found: &mut Differences) {
        let position = leaf.position;
        if position != self.next {
            found.add(
                "leaf",
                format!("leaf {}", self.next),
                format!("is missing: leaf {position} comes next"),
            );
        }
        self.next = position + 1;
        self.leaves += 1;
        let hash = leaf_hash(leaf.body.as_bytes());
        self.edge.append(hash);
        if leaf.hash != hash {
            found.add("leaf", format!("leaf {position}"), "its body and its hash do not belong together");
        }
        // The leaves of a group share their instant.
        if self.last_at.is_some_and(|last| leaf.at < last) {
            found.add("leaf", format!("leaf {position}"), "was recorded before the leaf before it");
        }
        self.last_at = Some(leaf.at);
        if let Err(what) = read_body(leaf, tables, logged, found) {
            found.add("leaf", format!("leaf {position}"), what);
        }
    }

    /// The end of the log against the head row.
    fn end(&self, head: Option<&Head>, now: Instant, found: &mut Differences) {
        let Some(head) = head else {
            if self.leaves > 0 {
                found.add("head", "the head row", "is missing, and there are leaves");
            }
            return;
        };
        if head.leaf > self.next {
            let what = format!("is missing: the head row counts {} leaves", head.leaf);
            found.add("leaf", format!("leaf {}", self.next), what);
        } else if head.leaf < self.next {
            let what = format!(
                "is beyond the {} leaves that the head row counts, or the head row is wrong",
                head.leaf
            );
            found.add("leaf", format!("leaf {}", head.leaf.max(0)), what);
        } else if head.edge != self.edge.to_text() && !found.has("leaf") {
            found.add(
                "head",
                "the head row",
                "its edge is not what the leaves come to: it was changed, or a leaf was changed together with its hash",
            );
        }
        if head.last_at > now + chrono::TimeDelta::minutes(5) {
            let what = "last_at lies ahead of the clock: later records would be dated by it, or the clock was set back";
            found.add("head", "the head row", what);
        }
        if self.last_at.is_some_and(|last| head.last_at < last) {
            found.add("head", "the head row", "last_at is before the instant of the last leaf");
        }
    }
}

/// Reads the body of a leaf and hands its rows on. The error says what is wrong with it.
fn read_body(
    leaf: &Leaf,
    tables: &[Covered],
    logged: &mut Logged,
    found: &mut Differences,
) -> Result<(), &'static str> {
    let body: Value = serde_json::from_str(&leaf.body).map_err(|_| "its body is no JSON")?;
    if canonical(&body).ok().as_deref() != Some(leaf.body.as_str()) {
        return Err("its body is not canonical JSON");
    }
    if body["index"].as_i64() != Some(leaf.position) {
        return Err("the index in its body is not its position");
    }
    if body["at"].as_str() != Some(instant_text(&leaf.at).as_str()) {
        return Err("the instant in its body is not that of its row");
    }
    for row in body["rows"].as_array().ok_or("its body has no rows")? {
        let (Some(table), columns @ Value::Object(_)) = (row[0].as_str(), &row[1]) else {
            return Err("a row in its body is no table with columns");
        };
        if !tables.iter().any(|t| t.table == table) {
            return Err("its body names a table that this version does not know");
        }
        check_row(table, columns, leaf.at, found);
        logged.add(table, leaf.position, columns.clone());
    }
    Ok(())
}

fn check_row(table: &str, columns: &Value, at: Instant, found: &mut Differences) {
    match table {
        "decision" => check_day(table, "on_day", columns, at, found),
        "entry" => {
            check_day(table, "effective_on", columns, at, found);
            if columns["recorded_at"].as_str() != Some(instant_text(&at).as_str()) {
                let row = super::difference::row_words(table, "number", columns, true);
                found.add(table, row, "recorded_at is not the instant of its leaf");
            }
        }
        _ => {}
    }
}

/// Each table must have as many rows as the leaves name.
async fn count(
    check: &mut Check<'_>,
    tables: &[Covered],
    logged: &BTreeMap<String, i64>,
    end: i64,
) -> Outcome<BTreeMap<&'static str, i64>> {
    let mut stored = BTreeMap::new();
    for table in tables {
        let count = table.count;
        match look(check.from, move |from| count(from)).await? {
            Ok(rows) => {
                let expected = logged.get(table.table).copied().unwrap_or(0);
                if rows > expected && !check.found.has(table.table) {
                    find_beyond(check, table, end).await?;
                }
                if rows != expected {
                    check.found.add(
                        table.table,
                        "the whole table",
                        format!("has {rows} rows, and the leaves name {expected}"),
                    );
                }
                stored.insert(table.table, rows);
            }
            Err(unread) => check.found.add(table.table, "the whole table", unread.words()),
        }
    }
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_instant;

    /// Walks over empty leaves that were recorded at these seconds, and tells what is found.
    fn walked(seconds: &[u32]) -> Vec<String> {
        let (mut walk, mut found) = (Walk::default(), Differences::default());
        for (position, second) in (0..).zip(seconds) {
            let at = parse_instant(&format!("2014-06-02T06:00:{second:02}Z")).expect("a fixed instant reads");
            let text = instant_text(&at);
            let body = format!(r#"{{"at":"{text}","by":null,"event":"x","index":{position},"rows":[]}}"#);
            let hash = leaf_hash(body.as_bytes()).to_vec();
            walk.leaf(&Leaf { position, at, body, hash }, &[], &mut Logged::default(), &mut found);
        }
        found
            .into_list()
            .into_iter()
            .map(|difference| format!("{}: {}", difference.row, difference.what))
            .collect()
    }

    #[test]
    fn leaves_of_one_group_share_their_instant_and_none_goes_back() {
        assert_eq!(walked(&[1, 1, 1, 2, 2]), [""; 0]);
        assert_eq!(walked(&[1, 2, 1]), ["leaf 2: was recorded before the leaf before it"]);
    }
}
