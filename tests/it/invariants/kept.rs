//! Invariant 2: what is written stays as it is. Every table of the schema but the derived ones is attacked with every way of
//! SQL to change, remove or replace a row; a table that a later migration lays is attacked without being named here.
use super::*;
use crate::raw::{DERIVED, Engine, databases};

#[tokio::test]
async fn no_row_is_ever_changed_removed_or_replaced() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = raw.fill().await;
        assert!(DERIVED.iter().all(|name| tables.iter().any(|t| t.name == *name)), "a derived table is gone");
        // On SQLite a session can switch off more than on PostgreSQL; the triggers must not lean on it.
        let switches: &[&str] = match database.engine {
            Engine::Postgres => &["select 1"],
            Engine::Sqlite => &[
                "pragma foreign_keys = on",
                "pragma foreign_keys = off; pragma ignore_check_constraints = on",
                "pragma recursive_triggers = on; pragma defer_foreign_keys = on",
            ],
        };
        for switch in switches {
            raw.must(switch).await;
            for table in tables.iter().filter(|table| !DERIVED.contains(&table.name.as_str())) {
                attack(&mut raw, table, &tables).await;
            }
        }
    }
}

async fn attack(raw: &mut Raw, table: &Table, tables: &[Table]) {
    let before = raw.contents().await;
    assert!(!before[&table.name].is_empty(), "{} has no row that could be changed", table.name);
    let engine = raw.engine();
    let own = match engine {
        Engine::Sqlite => on_sqlite(table),
        Engine::Postgres => on_postgres(table),
    };
    for sql in [on_both(table), own].concat() {
        match raw.run(&sql).await {
            Ok(()) => panic!("{engine} let it pass: {sql}"),
            // Without `cascade` PostgreSQL looks at foreign keys first.
            Err(said)
                if sql.starts_with("truncate") && said.starts_with("cannot truncate a table referenced") => {}
            Err(said) => assert!(names_a_rule(&said, tables), "{engine} refused `{sql}` with: {said}"),
        }
    }
    assert_eq!(before, raw.contents().await, "{engine}: an attack on {} left a trace", table.name);
}

/// A trigger's own words, which begin with the table's name. An insert may meet the rule of a seal, a number or an award before
/// that of the row it would replace; on PostgreSQL an entry meets its primary key before the trigger that judges all entries of
/// its statement.
fn names_a_rule(said: &str, tables: &[Table]) -> bool {
    let rules = ["is append-only", "is sealed", "is not the last number plus one", "would be exceeded"];
    // SQLite's words come bare, PostgreSQL's as they were raised; both begin with the table.
    said.contains("violates unique constraint \"entry_pkey\"")
        || tables.iter().any(|table| said.starts_with(&table.name))
            && rules.iter().any(|rule| said.contains(rule))
}

fn on_both(table: &Table) -> Vec<String> {
    let name = &table.name;
    let erasable = |column: &str| name == "seal" && column == "cipher";
    // A data key may be wrapped anew; what else may not happen to it is tried below.
    let mut attacks: Vec<String> = table
        .columns
        .iter()
        .filter(|column| !is_wrapping(name, &column.name))
        .flat_map(|column| {
            let (column, other) = (&column.name, column.other_literal());
            let same = format!("update {name} set {column} = {column}");
            [same, format!("update {name} set {column} = {other}")]
        })
        .collect();
    let nullable =
        table.columns.iter().filter(|c| c.nullable && !erasable(&c.name) && !is_wrapping(name, &c.name));
    attacks.extend(nullable.map(|column| format!("update {name} set {} = null", column.name)));
    attacks.push(format!("delete from {name}"));
    let key = &table.keys[0][0];
    attacks.push(format!("delete from {name} where {key} = {}", table.row().value(key)));
    for key in &table.keys {
        let last = &table.columns.last().expect("a table has columns").name;
        let upsert = format!("on conflict ({}) do update set {last} = excluded.{last}", key.join(", "));
        // What has no value in its key meets no other row, and is refused for its number instead.
        attacks.push(table.row().insert_by("insert", &upsert));
    }
    attacks
}

fn is_wrapping(table: &str, column: &str) -> bool {
    table == "data_key" && ["outer_key", "wrapped"].contains(&column)
}

fn on_sqlite(table: &Table) -> Vec<String> {
    let name = &table.name;
    let column = &table.columns.last().expect("a table has columns").name;
    let mut attacks: Vec<String> = ["replace", "rollback", "fail", "ignore", "abort"]
        .map(|word| format!("update or {word} {name} set {column} = {column}"))
        .into();
    for key in &table.keys {
        // Other values wherever neither this key nor another row stands in the way.
        let row = table.columns.iter().fold(table.row(), |row, column| {
            let bound = key.contains(&column.name) || table.references.contains(&column.name);
            if bound { row } else { row.with(&column.name, column.other_literal()) }
        });
        let row = if name == "award_use" { row.with_bool("freed", false) } else { row };
        for verb in ["replace", "insert or replace", "insert or fail"] {
            attacks.push(row.insert_by(verb, ""));
            attacks.push(table.row().insert_by(verb, ""));
        }
    }
    if table.has_rowid() {
        let key = &table.keys[0][0];
        for hidden in ["rowid", "oid", "_rowid_"] {
            attacks.push(format!("update {name} set {hidden} = 99"));
            attacks.push(format!("delete from {name} where {hidden} = 1"));
            attacks.push(table.row().naming(key, hidden).insert_by("replace", ""));
        }
    }
    attacks
}

fn on_postgres(table: &Table) -> Vec<String> {
    let name = &table.name;
    let column = &table.columns.last().expect("a table has columns").name;
    vec![
        format!("truncate {name}"),
        format!("truncate {name} cascade"),
        format!("truncate only {name} restart identity cascade"),
        format!("update only {name} set {column} = {column}"),
        format!("with gone as (delete from {name} returning 1) select count(*) from gone"),
        format!("merge into {name} using (select 1) s on true when matched then delete"),
        format!(
            "merge into {name} using (select 1) s on true when matched then update set {column} = {name}.{column}"
        ),
    ]
}

#[tokio::test]
async fn sqlite_keeps_no_hidden_row_number_beside_a_key() {
    for database in databases().into_iter().filter(|database| database.engine == Engine::Sqlite) {
        let mut raw = database.laid().await;
        for table in raw.tables().await.iter().filter(|table| !table.has_rowid()) {
            let said = raw.run(&format!("select rowid from {}", table.name)).await;
            let said = said.expect_err("a table whose key is not one integer must be `without rowid`");
            assert!(said.contains("no such column: rowid"), "{}: {said}", table.name);
        }
    }
}

#[tokio::test]
async fn sealed_words_may_be_erased_and_nothing_brings_them_back() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = raw.fill().await;
        const ERASED: &[&str] = &["seal is append-only: words may be erased, nothing else"];
        let cipher = crate::raw::table(&tables, "seal").column("cipher").other_literal();
        let others = crate::raw::table(&tables, "seal").columns.iter().filter(|c| c.name != "cipher");
        for column in others {
            let sql = format!("update seal set cipher = null, {} = {}", column.name, column.other_literal());
            raw.refused("erasing words and changing the rest", &one(sql), ERASED).await;
        }
        let other_words = one(format!("update seal set cipher = {cipher}"));
        raw.refused("other words", &other_words, ERASED).await;
        raw.must("update seal set cipher = null").await;
        raw.must("update seal set cipher = null").await;
        raw.refused("words after they were erased", &other_words, ERASED).await;
        let with_words = crate::raw::table(&tables, "seal").row();
        let says = &["seal is append-only", "seal_pkey"];
        raw.refused("the seal once more", &one(with_words.insert()), says).await;
        let upsert =
            with_words.insert_by("insert", "on conflict (id) do update set cipher = excluded.cipher");
        raw.refused("the words by way of an upsert", &one(upsert), &["seal is append-only"]).await;
        raw.refused("the seal deleted", &one("delete from seal"), &["seal is append-only"]).await;
    }
}

#[tokio::test]
async fn a_data_key_may_be_wrapped_anew_or_destroyed_and_nothing_brings_it_back() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = raw.fill().await;
        const KEPT: &[&str] =
            &["data_key is append-only: a key may be wrapped anew or destroyed, nothing else"];
        let table = crate::raw::table(&tables, "data_key");
        let other = table.column("wrapped").other_literal();
        raw.must(&format!("update data_key set wrapped = {other}, outer_key = 'y'")).await;
        for column in table.columns.iter().filter(|column| !is_wrapping("data_key", &column.name)) {
            let sql = format!(
                "update data_key set wrapped = {other}, {} = {}",
                column.name,
                column.other_literal()
            );
            raw.refused("wrapping a key and changing the rest", &one(sql), KEPT).await;
        }
        raw.must("update data_key set wrapped = null, outer_key = null").await;
        let back = one(format!("update data_key set wrapped = {other}, outer_key = 'y'"));
        raw.refused("a key after it was destroyed", &back, KEPT).await;
    }
}
