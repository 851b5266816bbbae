//! What an intruder with the database in hand can do, and that `verify` names it: in every table that it covers a row is
//! edited, column by column, taken away or slipped in; leaves are bent, cut and exchanged; balances are corrected; triggers
//! are dropped. On both engines. What use cases themselves could do wrong, with a leaf for it, stands in `books`.
mod batch;
mod books;
mod disclosure;
pub mod engines;
mod facts;
pub mod history;
mod order;
mod payments;
mod persons;
mod register;
mod tree;

use engines::{Place, Raw, open, verify};
use relief_ledger::{
    proof::tree::leaf_hash,
    service::{Fund, verify::Report},
    store::verify::covered,
};

/// Tables that `verify` reckons again, with their keys.
const RECKONED: [(&str, &str); 16] = [
    ("identity_term", "hash, beneficiary"),
    ("subject_term", "hash, subject"),
    ("party_term", "term, party, id, kind"),
    ("duplicate", "id"),
    ("duplicate_decision", "duplicate"),
    ("joined", "person_key, other_key"),
    ("subject_bound", "subject, beneficiary"),
    ("tile", "level, position"),
    ("account", "code"),
    ("inflow_state", "inflow"),
    ("payment_state", "payment"),
    ("lot_balance", "lot, account"),
    ("lot_available", "lot"),
    ("lot_day", "lot, on_day, account"),
    ("account_day", "account, on_day"),
    ("account_period", "account, months, first_day"),
];

#[tokio::test]
async fn sqlite_rows_that_were_edited_deleted_or_added_are_named() {
    rows(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_rows_that_were_edited_deleted_or_added_are_named() {
    let Some(place) = Place::postgres() else { return };
    rows(&place).await;
}

#[tokio::test]
async fn sqlite_leaves_that_were_edited_deleted_or_exchanged_are_named() {
    leaves(&Place::sqlite()).await;
}

#[tokio::test]
async fn postgres_leaves_that_were_edited_deleted_or_exchanged_are_named() {
    let Some(place) = Place::postgres() else { return };
    leaves(&place).await;
}

#[tokio::test]
async fn sqlite_triggers_and_indexes_that_are_gone_are_named() {
    let changes = [
        ("drop trigger payment_is_kept_from_update", "trigger payment_is_kept_from_update"),
        ("drop index payment_by_leaf", "index payment_by_leaf"),
        ("create table notes (words text)", "table notes"),
    ];
    schema(&Place::sqlite(), &changes).await;
}

#[tokio::test]
async fn postgres_triggers_functions_and_constraints_that_are_gone_or_asleep_are_named() {
    let Some(place) = Place::postgres() else { return };
    let changes = [
        ("alter table payment disable trigger payment_is_kept", "trigger payment_is_kept"),
        ("drop trigger lot_is_kept on lot", "trigger lot_is_kept"),
        ("alter table payment disable trigger all", "constraint award_use.award_use_payment_fkey"),
        ("alter table decision disable trigger decision_refers", "trigger decision_refers"),
        (
            "alter table posting drop constraint posting_amount_check",
            "constraint posting.posting_amount_check",
        ),
        (
            "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
            "function refuse_change",
        ),
        ("alter function posting_joins_no_sealed_entry() stable", "function posting_joins_no_sealed_entry"),
        ("alter function entry_seals_its_postings() reset search_path", "function entry_seals_its_postings"),
        (
            "create or replace trigger entry_is_kept before update of leaf or delete on entry for each row execute function refuse_change()",
            "trigger entry_is_kept",
        ),
        (
            "create or replace trigger entry_is_kept before update or delete on entry for each row when (false) execute function refuse_change()",
            "trigger entry_is_kept",
        ),
        ("create schema own; create table own.more () inherits (posting)", "table posting"),
        ("create table notes (words text)", "column notes.words"),
    ];
    schema(&place, &changes).await;
}

/// The Fund with its history, and the second door to its database.
struct Scene {
    fund: Fund,
    raw: Raw,
    tried: usize,
}

impl Scene {
    async fn lay(place: &Place) -> Scene {
        let (fund, _) = open(&place.url).await;
        history::lay(&fund).await;
        let report = verify(&fund).await;
        assert!(report.is_whole(), "{:#?}", report.differences);
        let empty: Vec<_> = report.covered.iter().filter(|table| table.rows == 0).collect();
        assert!(empty.is_empty(), "the history has no row in {empty:?}, so nothing could be tampered with");
        let mut tables: Vec<&str> = covered().iter().map(|c| c.table).collect();
        tables.extend(RECKONED.map(|(table, _)| table));
        tables.extend(["leaf", "head", "checkpoint"]);
        let raw = Raw::open(place, &tables).await;
        Scene { fund, raw, tried: 0 }
    }

    /// Does something to a table, sees that it is told under `told` with a row like `row`, and puts the table back.
    async fn tamper(&mut self, table: &str, statement: &str, told: &str, row: &str) {
        self.raw.past_triggers(table, statement).await;
        let report = verify(&self.fund).await;
        is_told(&report, statement, told, &[row.to_owned()]);
        self.raw.restore(table).await;
        self.tried += 1;
    }

    /// Does something to many tables at once, sees that each is told, and puts them back.
    async fn round(&mut self, tries: Vec<Try>) {
        for done in &tries {
            self.raw.past_triggers(done.table, &done.statement).await;
        }
        let report = verify(&self.fund).await;
        for done in &tries {
            is_told(&report, &done.statement, done.table, &done.rows);
        }
        for done in &tries {
            self.raw.restore(done.table).await;
        }
        self.tried += tries.len();
    }

    async fn is_whole_again(&self) {
        let report = verify(&self.fund).await;
        assert!(report.is_whole(), "after {} changes: {:#?}", self.tried, report.differences);
    }

    /// How the report names the last row of a table, by its first key column.
    async fn name_of_last(&mut self, table: &str, key: &[&str]) -> String {
        self.names(table, key, &last(table, key)).await.remove(0)
    }

    /// How the report names rows of a table, by their first key column; `which` says which.
    async fn names(&mut self, table: &str, key: &[&str], which: &str) -> Vec<String> {
        let first = key[0];
        let shown = if self.raw.is_sqlite() {
            format!(
                "case typeof({first}) when 'blob' then lower(hex({first})) else cast({first} as text) end"
            )
        } else {
            format!("cast({first} as text)")
        };
        let texts = self.raw.texts(&format!("select {shown} from {table} where {which}")).await;
        let name = |text: String| match text.parse::<i64>() {
            Ok(stored) if stored > 20_000_000_000_000 => {
                format!("-{}-{:06}", stored / 10_000_000_000, stored % 10_000_000_000)
            }
            _ if text.len() == 32 => {
                [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-")
            }
            _ => text.chars().take(if text.len() == 64 { 8 } else { 60 }).collect(),
        };
        texts.into_iter().map(name).collect()
    }
}

fn is_told(report: &Report, statement: &str, table: &str, rows: &[String]) {
    let found = report.differences.iter().find(|difference| difference.table == table);
    let found = found
        .unwrap_or_else(|| panic!("`{statement}`: nothing told of {table}, but {:#?}", report.differences));
    assert!(
        rows.iter().any(|row| found.row.contains(row)) || found.row.contains('…'),
        "`{statement}`: {found:?} names none of {rows:?}"
    );
    let names_one = !found.row.contains("the table") && !found.row.contains("the whole table");
    assert!(names_one && !found.what.is_empty(), "`{statement}`: {found:?} says too little");
}

fn last(table: &str, key: &[&str]) -> String {
    let (columns, order) = (key.join(", "), key.join(" desc, "));
    format!("({columns}) = (select {columns} from {table} order by {order} desc limit 1)")
}

/// Another value of a column's type, in the engine's words.
fn other_value(column: &str, kind: &str) -> String {
    match kind {
        "boolean" => format!("not {column}"),
        "integer"
            if [
                "minor",
                "minors_only",
                "granted",
                "recover",
                "freed",
                "same",
                "certain",
                "appeal_unknown",
                "coerced",
            ]
            .contains(&column) =>
        {
            format!("1 - {column}")
        }
        "integer" | "bigint" => format!("coalesce({column}, 0) + 1"),
        "date" => format!("coalesce({column}, '2014-01-01') + 1"),
        "timestamp with time zone" => format!("{column} + interval '1 second'"),
        "uuid" => "gen_random_uuid()".into(),
        "bytea" => format!("set_byte({column}, 0, get_byte({column}, 0) # 1)"),
        "blob" => format!("randomblob(length(coalesce({column}, zeroblob(16))))"),
        // A day or an instant stays one.
        _ => format!(
            "case when {column} like '20__-__-__%' then replace({column}, '20', '21') else coalesce({column}, '') || 'x' end"
        ),
    }
}

/// Something done to rows of a table, and how the report must name one of them.
struct Try {
    table: &'static str,
    statement: String,
    rows: Vec<String>,
}

async fn rows(place: &Place) {
    let mut scene = Scene::lay(place).await;
    let covered: Vec<(&str, Vec<&str>)> =
        covered().iter().map(|c| (c.table, c.key.split(", ").collect())).collect();
    let reckoned: Vec<(&str, Vec<&str>)> =
        RECKONED.iter().map(|(table, key)| (*table, key.split(", ").collect())).collect();
    for (tables, keys_too) in [(&covered, true), (&reckoned, false)] {
        // In one round, one column of every table; the report has a difference for each.
        let mut edits = vec![];
        for (table, key) in tables {
            edits.push(all_edits(&mut scene, table, key, keys_too).await);
        }
        while edits.iter().any(|edits| !edits.is_empty()) {
            let round = edits.iter_mut().filter_map(Vec::pop).collect();
            scene.round(round).await;
        }
        let (mut deletes, mut adds) = (vec![], vec![]);
        for (table, key) in tables {
            let rows = vec![scene.name_of_last(table, key).await];
            let statement = format!("delete from {table} where {}", last(table, key));
            deletes.push(Try { table, statement, rows });
            adds.push(add(&mut scene, table, key).await);
        }
        scene.round(deletes).await;
        scene.round(adds).await;
        order::swapped(&mut scene, tables).await;
        order::emptied(&mut scene, tables).await;
    }
    for (column, kind) in scene.raw.columns("head").await {
        if column != "id" && column != "last_at" {
            let change = format!("update head set {column} = {}", other_value(&column, &kind));
            let told = if column == "leaf" { "leaf" } else { "head" };
            scene.tamper("head", &change, told, if column == "leaf" { "leaf" } else { "head row" }).await;
        }
    }
    scene.is_whole_again().await;
    assert!(scene.tried > 300, "only {} changes were tried", scene.tried);
}

async fn all_edits(scene: &mut Scene, table: &'static str, key: &[&str], keys_too: bool) -> Vec<Try> {
    let row = scene.name_of_last(table, key).await;
    let columns = scene.raw.columns(table).await;
    let edit = |(column, kind): (String, String)| {
        let value = other_value(&column, &kind);
        let statement = format!("update {table} set {column} = {value} where {}", last(table, key));
        Try { table, statement, rows: vec![row.clone()] }
    };
    columns.into_iter().filter(|(column, _)| keys_too || !key.contains(&column.as_str())).map(edit).collect()
}

/// A second row like the last one, with another key; and another value wherever two rows may not have the same.
async fn add(scene: &mut Scene, table: &'static str, key: &[&str]) -> Try {
    let changed = match table {
        "award_use" => vec!["payment"],
        "person" => vec!["id", "name_key"],
        "court_order" => vec!["id", "case_key"],
        "order_beneficiary" => vec!["position", "beneficiary"],
        "entry" => vec!["number"],
        _ => key.last().copied().into_iter().collect(),
    };
    let columns = scene.raw.columns(table).await;
    let value = |(column, kind): &(String, String)| match column.as_str() {
        "reverses" => "null".to_owned(),
        column if changed.contains(&column) => other_value(column, kind),
        column => column.to_owned(),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let statement =
        format!("insert into {table} select {} from {table} where {}", values.join(", "), last(table, key));
    // The new row's key is the engine's to make, so any row will do.
    Try { table, statement, rows: vec![String::new()] }
}

async fn leaves(place: &Place) {
    let mut scene = Scene::lay(place).await;
    let bodies = scene.raw.texts("select body from leaf order by position").await;
    let end = bodies.len();
    let bent = bodies[2].replacen("2014", "2013", 1);
    assert_ne!(bent, bodies[2]);
    let hex = hex::encode(leaf_hash(bent.as_bytes()));
    let bytes = if scene.raw.is_sqlite() { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") };
    let bent = bent.replace('\'', "''");
    let swap =
        "update leaf set position = -7 where position = 2; update leaf set position = 2 where position = 3;
                update leaf set position = 3 where position = -7";
    let tries = [
        (format!("update leaf set body = '{bent}' where position = 2"), "leaf", "leaf 2".to_owned()),
        // With its hash: the tree does not come to the same edge, and `at` is not that of the row.
        (
            format!("update leaf set body = '{bent}', hash = {bytes} where position = 2"),
            "leaf",
            "leaf 2".into(),
        ),
        (
            "update leaf set hash = (select hash from leaf where position = 1) where position = 2".into(),
            "leaf",
            "leaf 2".into(),
        ),
        (format!("delete from leaf where position = {}", end - 1), "leaf", format!("leaf {}", end - 1)),
        ("delete from leaf where position = 3".into(), "leaf", "leaf 3".into()),
        ("delete from leaf".into(), "leaf", "leaf 0".into()),
        (swap.into(), "leaf", "leaf 2".into()),
        (
            format!("insert into leaf select {end}, at, body, hash from leaf where position = 1"),
            "leaf",
            format!("leaf {end}"),
        ),
        (
            "insert into leaf select -1, at, body, hash from leaf where position = 1".into(),
            "leaf",
            "leaf -1".into(),
        ),
        (
            "update leaf set at = (select at from leaf where position = 1) where position = 2".into(),
            "leaf",
            "leaf 2".into(),
        ),
    ];
    for (statement, told, row) in tries {
        scene.tamper("leaf", &statement, told, &row).await;
    }
    let early = "update head set last_at = (select at from leaf where position = 1)";
    scene.tamper("head", early, "head", "head row").await;
    scene.tamper("head", "delete from head", "head", "head row").await;
    for leaf in [-1, 1_000_000] {
        let move_away = format!("update wish set leaf = {leaf}");
        scene.tamper("wish", &move_away, "wish", "B-2014-000001").await;
    }
    // Words may be erased; that nothing can decide it yet makes it a difference.
    let key = ["id"];
    let erased = scene.name_of_last("seal", &key).await;
    let erase = format!("update seal set cipher = null where {}", last("seal", &key));
    scene.tamper("seal", &erase, "seal", &erased).await;
    if !scene.raw.is_sqlite() {
        let forever = "update payment set at = 'infinity' where id = (select max(id) from payment)";
        scene.tamper("payment", forever, "payment", "P-2014-000005").await;
    }
    scene.is_whole_again().await;
}

async fn schema(place: &Place, changes: &[(&str, &str)]) {
    let (fund, _) = open(&place.url).await;
    fund.store().close().await;
    for (change, row) in changes {
        let copy = place.copy().await;
        let mut raw = Raw::open(&copy, &[]).await;
        raw.run(change).await;
        let (fund, _) = open(&copy.url).await;
        let report = verify(&fund).await;
        let [found] = report.differences.as_slice() else {
            panic!("`{change}`: one difference, but {:#?}", report.differences)
        };
        assert!(found.table == "schema" && found.row.starts_with(row), "`{change}`: {found:?}");
    }
}
