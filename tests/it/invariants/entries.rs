//! Invariants 1 and 5: an entry has at least two postings that sum to zero for each lot, is sealed for ever, and has the next
//! number. Races for a seal are in `races`.
use super::*;
use crate::raw::{Engine, databases};

#[tokio::test]
async fn an_entry_that_does_not_balance_cannot_be_sealed() {
    for database in databases() {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        for (what, statements, says) in unbalanced(1) {
            raw.refused(what, &statements, says).await;
        }
        raw.transact(&balanced(1)).await.expect("a balanced entry can be sealed");
        for (what, statements, says) in unbalanced(2) {
            raw.refused(what, &statements, says).await;
        }
        raw.transact(&balanced(2)).await.expect("the next balanced entry can be sealed");
    }
}

type Case = (&'static str, Vec<String>, &'static [&'static str]);

fn unbalanced(n: i64) -> Vec<Case> {
    const COUNT: &[&str] = &["does not count its postings right"];
    const FEW: &[&str] = &["needs at least two postings"];
    const LOT: &[&str] = &["does not sum to zero for each lot"];
    const WITHOUT: &[&str] = &["has money without a lot"];
    let pair = |first: String, second: String| vec![first, second, seal(n, 2)];
    vec![
        ("an entry that says it has no posting", one(seal(n, 0)), FEW),
        ("an entry that says it has less than none", one(seal(n, -2)), FEW),
        ("an entry without its postings", one(seal(n, 2)), COUNT),
        ("an entry of one posting", vec![posting(n, 1, 1110, 1, 5), seal(n, 1)], FEW),
        ("one posting counted as two", vec![posting(n, 1, 1110, 1, 5), seal(n, 2)], COUNT),
        (
            "two postings counted as three",
            vec![posting(n, 1, 1110, 1, 5), posting(n, 2, 1120, 1, -5), seal(n, 3)],
            COUNT,
        ),
        (
            "three postings counted as two",
            vec![
                posting(n, 1, 1110, 1, 5),
                posting(n, 2, 1120, 1, -5),
                posting(n, 3, 1120, 1, 5),
                seal(n, 2),
            ],
            COUNT,
        ),
        ("a sum over all", pair(posting(n, 1, 1110, 1, 5), posting(n, 2, 1120, 1, -4)), LOT),
        ("zero over all, not for each lot", pair(posting(n, 1, 1110, 1, 5), posting(n, 2, 1110, 2, -5)), LOT),
        ("a lot against a memorandum", pair(posting(n, 1, 1110, 1, 5), posting(n, 2, 9219, None, -5)), LOT),
        ("money without a lot", pair(posting(n, 1, 1110, None, 5), posting(n, 2, 1120, None, -5)), WITHOUT),
        ("money among memoranda", pair(posting(n, 1, 9210, None, 5), posting(n, 2, 1110, None, -5)), WITHOUT),
        (
            "a posting of zero",
            pair(posting(n, 1, 1110, 1, 0), posting(n, 2, 1120, 1, 0)),
            &["CHECK constraint failed: amount <> 0", "posting_amount_check"],
        ),
        (
            "sums that run over to zero",
            vec![
                posting(n, 1, 1110, 1, i64::MAX),
                posting(n, 2, 1120, 1, i64::MAX),
                posting(n, 3, 1120, 1, 2),
                seal(n, 3),
            ],
            &["does not sum to zero for each lot", "integer overflow"],
        ),
        (
            "a posting to an account that is not in the chart",
            pair(posting(n, 1, 1111, 1, 5), posting(n, 2, 1110, 1, -5)),
            &["FOREIGN KEY constraint failed", "refers to what is not there (account, lot)"],
        ),
        (
            "postings that no entry seals",
            vec![posting(n, 1, 1110, 1, 5), posting(n, 2, 1120, 1, -5)],
            // SQLite has no better words for a key that is only looked at when the transaction commits.
            &["FOREIGN KEY constraint failed", "posting_entry_fkey"],
        ),
    ]
}

#[tokio::test]
async fn no_posting_joins_a_sealed_entry() {
    for database in databases() {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        raw.transact(&balanced(1)).await.expect("a balanced entry can be sealed");
        let more = [posting(1, 3, 1110, 1, 5), posting(1, 4, 1120, 1, -5)];
        raw.refused("a posting more", &one(&more[0]), &["is sealed: no posting joins it"]).await;
        raw.refused("a balanced pair more", &more, &["is sealed: no posting joins it"]).await;
        let both = format!("{}, (1, 4, 1120, 1, -5)", more[0]);
        raw.refused("a pair in one statement", &one(both), &["is sealed: no posting joins it"]).await;
        let late = [balanced(2), one(posting(2, 3, 1110, 1, 5))].concat();
        raw.refused("a posting after the seal", &late, &["is sealed: no posting joins it"]).await;
        let before_the_first = one(posting(1, 0, 1110, 1, 5));
        raw.refused("a line before the first", &before_the_first, &["is sealed: no posting joins it"]).await;
    }
}

#[tokio::test]
async fn an_entry_has_the_next_number_and_no_other() {
    for database in databases() {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        const NEXT: &[&str] = &["is not the last number plus one"];
        for number in [2, 0, -1, 1_000_000, i64::MAX, i64::MIN] {
            raw.refused(&format!("the first entry as {number}"), &balanced(number), NEXT).await;
        }
        raw.transact(&[balanced(1), balanced(2)].concat()).await.expect("the first two numbers are 1 and 2");
        for number in [4, 0, -1, -2, i64::MAX] {
            raw.refused(&format!("the third entry as {number}"), &balanced(number), NEXT).await;
        }
        let again = one(seal(2, 2));
        // SQLite's trigger comes before the row; PostgreSQL's judges all rows of a statement, after their keys.
        let says = &["is not the last number plus one", "duplicate key value"];
        raw.refused("a number twice", &again, says).await;
        let postings = |n| vec![posting(n, 1, 1110, 1, 5), posting(n, 2, 1120, 1, -5)];
        let leap = format!("{}, (5, '2014-06-02', '2014-06-02T06:00:00+00:00', 'x', 1, 2, 1)", seal(3, 2));
        raw.refused("a gap within one statement", &[postings(3), postings(5), one(leap)].concat(), NEXT)
            .await;
        raw.transact(&balanced(3)).await.expect("the third number is 3");
        assert_eq!(raw.column("select cast(max(number) as text) from entry").await, ["3"]);
        assert_eq!(raw.column("select cast(count(*) as text) from entry").await, ["3"]);
    }
}

#[tokio::test]
async fn an_entry_is_reversed_once() {
    for database in databases() {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        let reversing = |number: i64, verb: &str| {
            let columns = SEAL.replace("insert", verb).replace("leaf)", "leaf, reverses)");
            let values = format!("({number}, '2014-06-02', '2014-06-02T06:00:00+00:00', 'x', 1, 2, 1, 1)");
            let lines = vec![posting(number, 1, 1110, 1, 5), posting(number, 2, 1120, 1, -5)];
            [lines, one(format!("{columns} {values}"))].concat()
        };
        raw.transact(&balanced(1)).await.expect("a balanced entry can be sealed");
        raw.transact(&reversing(2, "insert")).await.expect("an entry can be reversed");
        let says = &["entry is append-only: the key is there already", "entry_reverses_key"];
        raw.refused("a second reversal", &reversing(3, "insert"), says).await;
        if database.engine == Engine::Sqlite {
            raw.refused("a reversal in place of another", &reversing(3, "insert or replace"), says).await;
        }
    }
}

#[tokio::test]
async fn switches_of_a_session_on_sqlite_unseal_nothing() {
    for database in databases().into_iter().filter(|database| database.engine == Engine::Sqlite) {
        let mut raw = database.laid().await;
        books(&mut raw).await;
        raw.must("pragma foreign_keys = off; pragma ignore_check_constraints = on; pragma recursive_triggers = off").await;
        let nothing = vec![posting(1, 1, 1110, 1, 0), posting(1, 2, 1120, 1, 0), seal(1, 2)];
        raw.refused("an entry of nothing", &nothing, &["a posting of zero"]).await;
        let stray = vec![posting(1, 1, 1111, 1, 5), posting(1, 2, 1110, 1, -5), seal(1, 2)];
        raw.refused(
            "an account that is not in the chart",
            &stray,
            &["an account or a lot that is not there"],
        )
        .await;
        let stray = vec![posting(1, 1, 1120, 9, 5), posting(1, 2, 1110, 9, -5), seal(1, 2)];
        raw.refused("a lot that is not there", &stray, &["an account or a lot that is not there"]).await;
        // A posting without an entry can now be written, and `verify` finds it. No entry takes it in unseen.
        raw.must(&posting(1, 3, 1110, 1, 5)).await;
        raw.refused(
            "an entry that hides a stray posting",
            &balanced(1),
            &["does not count its postings right"],
        )
        .await;
        let counted = vec![posting(1, 1, 1120, 1, 5), posting(1, 2, 1110, 1, -5), seal(1, 3)];
        raw.refused("an entry that counts a stray posting", &counted, &["does not sum to zero for each lot"])
            .await;
    }
}
