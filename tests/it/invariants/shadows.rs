//! Things of a session's own that stand where the triggers look: temporary tables of the same names, operators and functions
//! found first on the session's search path, triggers of the session. They need no right but to connect, and leave nothing in
//! the schema that `verify` could find, so the triggers themselves must not be led astray.
use super::*;
use crate::raw::{Engine, assert_refused, databases, postgres_database, table};

/// Sends a transaction that must be refused; a session without shadows looks for the trace it must not leave.
async fn refused(raw: &mut Raw, sober: &mut Raw, what: &str, statements: &[String], says: &[&str]) {
    let before = sober.contents().await;
    assert_refused(raw.engine(), what, raw.transact(statements).await, says);
    assert_eq!(before, sober.contents().await, "{}: {what} was refused and left a trace", raw.engine());
}

#[tokio::test]
async fn temporary_tables_deceive_no_trigger() {
    for database in databases() {
        let mut raw = database.laid().await;
        let tables = super::awards::award_of_500(&mut raw).await;
        let mut sober = database.connect().await;
        let real = if database.engine == Engine::Sqlite { "main" } else { "public" };
        for name in ["posting", "entry", "award", "award_use", "hand", "account", "lot"] {
            raw.must(&format!("create temp table {name} as select * from {real}.{name} where 1 = 0")).await;
        }
        // In the session's own tables everything is as it should be.
        for sql in [posting(2, 1, 1, 1, 5), posting(2, 2, 1, 1, -5)] {
            raw.must(&sql).await;
        }
        raw.must(&seal(1, 2)).await;
        raw.must(&table(&tables, "award").row().with("id", 2).with("amount", 1_000_000).insert()).await;
        let for_real = |sql: String| sql.replacen("into ", &format!("into {real}."), 1);
        let lame = vec![for_real(posting(2, 1, 1, 1, 7)), for_real(seal(2, 2))];
        refused(
            &mut raw,
            &mut sober,
            "an entry that balances elsewhere",
            &lame,
            &["does not count its postings right"],
        )
        .await;
        let joining = one(for_real(posting(1, 3, 1, 1, 7)));
        refused(
            &mut raw,
            &mut sober,
            "a posting that joins an entry which is sealed elsewhere",
            &joining,
            &["is sealed"],
        )
        .await;
        let numbered = [posting(9, 1, 1, 1, 7), posting(9, 2, 1, 1, -7), seal(9, 2)].map(for_real);
        raw.must(&format!("drop table {}entry", prefix(database.engine))).await;
        raw.must(&format!("create temp table entry as select 8 as number from {real}.entry")).await;
        refused(
            &mut raw,
            &mut sober,
            "a number that follows elsewhere",
            &numbered,
            &["is not the last number plus one"],
        )
        .await;
        let used = table(&tables, "award_use").row().with("award", 2).with("amount", 501).insert();
        refused(
            &mut raw,
            &mut sober,
            "an award that is larger elsewhere",
            &one(for_real(used)),
            &["would be exceeded"],
        )
        .await;
    }
}

/// Where temporary tables live.
fn prefix(engine: Engine) -> &'static str {
    if engine == Engine::Sqlite { "temp." } else { "pg_temp." }
}

#[tokio::test]
async fn words_found_first_on_the_search_path_deceive_no_trigger() {
    let Some(database) = postgres_database() else { return };
    let mut raw = database.laid().await;
    let tables = super::awards::award_of_500(&mut raw).await;
    let mut sober = database.connect().await;
    raw.must(
        "create schema own;
         create function own.never(bigint, bigint) returns boolean language sql immutable as 'select false';
         create function own.never(boolean, boolean) returns boolean language sql immutable as 'select false';
         create function own.always(text, text) returns boolean language sql immutable as 'select true';
         create operator own.<> (leftarg = bigint, rightarg = bigint, function = own.never);
         create operator own.<> (leftarg = boolean, rightarg = boolean, function = own.never);
         create operator own.> (leftarg = bigint, rightarg = bigint, function = own.never);
         create operator own.= (leftarg = text, rightarg = text, function = own.always);
         create function own.take_writer_lock() returns void language sql as '';
         create function own.refuse_change() returns trigger language plpgsql as 'begin return null; end';
         set search_path = own, pg_catalog, public",
    )
    .await;
    let gap = [posting(5, 1, 1, 1, 7), posting(5, 2, 1, 1, -7), seal(5, 2)];
    refused(&mut raw, &mut sober, "a gap", &gap, &["is not the last number plus one"]).await;
    let used = table(&tables, "award_use").row().with("award", 2).with("amount", 501).insert();
    refused(&mut raw, &mut sober, "an award exceeded", &one(used), &["would be exceeded"]).await;
    let other = one("update seal set place = 'elsewhere', cipher = null");
    refused(&mut raw, &mut sober, "a seal in another place", &other, &["seal is append-only"]).await;
    refused(&mut raw, &mut sober, "a row removed", &one("delete from entry"), &["entry is append-only"])
        .await;
    let unlocked = ["begin isolation level serializable".to_owned(), posting(2, 1, 1, 1, 7)];
    let outcome = raw.run(&unlocked.join("; ")).await;
    let says = &["the books are written under read committed only"];
    assert_refused(database.engine, "a lock that locks nothing", outcome, says);
}

#[tokio::test]
async fn a_trigger_of_the_session_slips_no_posting_under_a_seal() {
    for database in databases().into_iter().filter(|database| database.engine == Engine::Sqlite) {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        for when in ["before", "after"] {
            raw.must(&format!(
                "create temp trigger sneak {when} insert on main.entry
                 begin insert into posting (entry, line, account, lot, amount) values (new.number, 3, 1110, 1, 7); end"
            ))
            .await;
            let says = &["does not count its postings right", "is sealed: no posting joins it"];
            raw.refused("a posting slipped in beside the seal", &balanced(1), says).await;
            raw.must("drop trigger temp.sneak").await;
        }
        raw.must(
            "create temp trigger skip before delete on main.account begin select raise(ignore); end;
             create temp trigger skip_update before update on main.account begin select raise(ignore); end",
        )
        .await;
        let before = raw.contents().await;
        // Whether it says so or not: nothing of it happens.
        let _ = raw.run("delete from account").await;
        let _ = raw.run("update account set class = 'income'").await;
        assert_eq!(before, raw.contents().await);
    }
}
