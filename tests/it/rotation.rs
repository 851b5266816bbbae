//! Giving the Fund another key: everything opens with the new one and nothing with the old one, the log goes on under the key that
//! auditors know, and a rotation that is broken off is ended by the same command.
use crate::app::{KEY, TestApp, on_both_engines};
use relief_ledger::{
    domain::{
        person::{Officer, Role},
        reference::{PersonRef, Reference},
    },
    service::{
        Caller, Fund,
        beneficiary::open_beneficiary::open_beneficiary,
        keys::{Rotated, rotate_keys},
        log::signer::CheckpointSigner,
        verify::Progress,
    },
    store::{Fault, Store, WriterKind},
    vault::{Keys, Secret},
};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::sync::{Arc, Mutex};

fn secret(of: char) -> Secret {
    Secret::from_hex(&KEY.replace('4', &of.to_string())).expect("a fixed key")
}

async fn persons(app: &TestApp, count: usize) {
    let officer = Officer { person: PersonRef::new(2014, 1), roles: [Role::Maker].into(), issuer: None };
    let opened = (0..count).map(|n| {
        let (fund, who) = (app.fund.clone(), Caller::new(officer.clone()));
        let command = json!({"method_wish": "cash", "languages": ["az"], "identity": {"name": format!("Person {n} A")}});
        let command = serde_json::from_value(command).expect("a fixed command");
        tokio::spawn(async move { open_beneficiary(&fund, &who, command).await.map(drop) })
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.expect("it ran").expect("a person's file is opened");
    }
}

async fn store(app: &TestApp) -> Store {
    Store::open(&app.url, WriterKind::Fast).await.expect("the database opens")
}

async fn opened(app: &TestApp, secret: &Secret) -> Result<Fund, Fault> {
    Fund::open(store(app).await, Keys::derive(secret), app.clock.clone()).await
}

async fn rotate(app: &TestApp, old: &Secret, new: &Secret) -> Result<Rotated, Fault> {
    let store = store(app).await;
    let rotated = rotate_keys(&store, old, new, &*app.clock, |_| {}).await;
    store.forget_wrapping().await;
    store.close().await;
    rotated
}

/// The files in which rows of keys can be.
async fn pages(app: &TestApp) -> Vec<Vec<u8>> {
    if let Some(file) = app.url.strip_prefix("sqlite:") {
        return ["", "-wal"]
            .iter()
            .map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default())
            .collect();
    }
    let mut conn = PgConnection::connect(&app.url).await.expect("the server lets in");
    conn.execute("checkpoint").await.expect("pages go to the disk");
    let folder: String =
        sqlx::query_scalar("show data_directory").fetch_one(&mut conn).await.expect("it has a folder");
    let mut all = vec![];
    for table in ["keyring", "data_key"] {
        let file: String = sqlx::query_scalar("select pg_relation_filepath($1::regclass)")
            .bind(table)
            .fetch_one(&mut conn)
            .await
            .expect("it has a file");
        all.push(std::fs::read(format!("{folder}/{file}")).expect("the tests may read it"));
    }
    all
}

/// Changes the database behind the service's back.
async fn change(app: &TestApp, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    let changed = if app.url.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(&app.url).await.expect("the file opens");
        conn.execute(sql).await.map(drop)
    } else {
        let mut conn = PgConnection::connect(&app.url).await.expect("the server lets in");
        conn.execute(sql).await.map(drop)
    };
    changed.expect("the change can be made");
}

async fn is_whole(fund: &Fund) {
    let report = relief_ledger::service::verify::verify(fund, |_| {}).await.expect("verify can be done");
    assert!(report.is_whole(), "{:#?}", report.differences);
}

on_both_engines! {
    async fn after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(app: TestApp) {
        persons(&app, 3).await;
        let log_key = CheckpointSigner::of(app.fund.keys()).verifier_key();
        app.fund.store().close().await;
        let [first, second, third] = ['4', '6', '7'].map(secret);
        assert_eq!(rotate(&app, &first, &second).await.expect("it rotates").data_keys, 3);
        assert!(matches!(opened(&app, &first).await, Err(Fault::WrongKey)));
        let fund = opened(&app, &second).await.expect("the new key opens");
        assert_eq!(CheckpointSigner::of(fund.keys()).verifier_key(), log_key, "the log keeps its key");
        is_whole(&fund).await;
        let tokens = fund.store().holder(fund.keys().token_hash(&app.tokens["maker-1"])).await.expect("tokens are read");
        assert!(tokens.is_some(), "tokens go on");
        fund.store().close().await;
        // The same again does nothing, a second one goes on from the first, and the first key comes back if need be.
        assert_eq!(rotate(&app, &first, &second).await.expect("it is through").data_keys, 0);
        assert!(matches!(rotate(&app, &first, &third).await, Err(Fault::WrongKey)), "the first opens nothing any more");
        assert_eq!(rotate(&app, &second, &third).await.expect("it rotates").data_keys, 3);
        assert_eq!(rotate(&app, &third, &first).await.expect("it rotates").data_keys, 3);
        is_whole(&opened(&app, &first).await.expect("it is the key again")).await;
    }

    async fn a_rotation_that_is_broken_off_stops_the_service_and_goes_on_where_it_was(app: TestApp) {
        persons(&app, 450).await;
        app.fund.store().close().await;
        let [old, new, other] = ['4', '6', '7'].map(secret);
        let told = Arc::new(Mutex::new(0));
        let running = {
            let (store, clock, told) = (store(&app).await, app.clock.clone(), told.clone());
            let (old, new) = (old.copy(), new.copy());
            tokio::spawn(async move {
                let stop = |progress: Progress| {
                    if progress.part != "data keys" {
                        return;
                    }
                    *told.lock().expect("nobody panicked") += 1;
                    panic!("killed after the first part, as the test wants");
                };
                rotate_keys(&store, &old, &new, &*clock, stop).await.map(drop)
            })
        };
        assert!(running.await.is_err_and(|e| e.is_panic()));
        assert_eq!(*told.lock().expect("nobody else"), 1);
        assert!(matches!(opened(&app, &old).await, Err(Fault::HalfRotated)));
        assert!(matches!(opened(&app, &new).await, Err(Fault::WrongKey)));
        assert!(matches!(rotate(&app, &old, &other).await, Err(Fault::HalfRotated)), "a third key cannot end it");
        assert_eq!(rotate(&app, &old, &new).await.expect("it goes on").data_keys, 250);
        is_whole(&opened(&app, &new).await.expect("the new key opens")).await;
    }

    async fn nothing_is_touched_where_one_data_key_is_damaged(app: TestApp) {
        persons(&app, 250).await;
        app.fund.store().close().await;
        let [old, new] = ['4', '6'].map(secret);
        let blob = if app.url.starts_with("sqlite:") { "x'00'" } else { r"'\x00'::bytea" };
        let damage = format!("update data_key set wrapped = {blob} where beneficiary = (select max(beneficiary) from data_key)");
        change(&app, &damage).await;
        let refused = rotate(&app, &old, &new).await.expect_err("a damaged key stops it");
        assert!(refused.to_string().contains("B-2014-000250"), "{refused}");
        opened(&app, &old).await.expect("it is served with the key that it had");
    }

    async fn a_service_beside_a_rotation_writes_nothing_more(app: TestApp) {
        persons(&app, 2).await;
        let [old, new] = ['4', '6'].map(secret);
        rotate(&app, &old, &new).await.expect("it rotates");
        let refused = app.post("maker-1", "/beneficiaries", json!({"method_wish": "cash"})).await;
        assert_eq!((refused.status, refused.code().as_str()), (503, "not_durable"), "{}", refused.text());
        let ready = app.raw("", "GET", "/readyz", &[], "").await;
        assert_eq!(ready.status, 503, "{}", ready.text());
        let fund = opened(&app, &new).await.expect("the new key opens");
        is_whole(&fund).await;
    }

    async fn of_two_rotations_at_once_one_goes_through_and_the_other_says_so(app: TestApp) {
        let [old, one, other] = ['4', '6', '7'].map(secret);
        app.fund.store().close().await;
        let (first, second) = tokio::join!(rotate(&app, &old, &one), rotate(&app, &old, &other));
        let winner = match (&first, &second) {
            (Ok(_), Err(Fault::HalfRotated | Fault::WrongKey | Fault::KeyChanged)) => &one,
            (Err(Fault::HalfRotated | Fault::WrongKey | Fault::KeyChanged), Ok(_)) => &other,
            both => panic!("one of them must go through: {both:?}"),
        };
        is_whole(&opened(&app, winner).await.expect("the winner's key opens")).await;
    }

    async fn what_the_former_key_wrapped_is_on_no_page_after_a_rotation(app: TestApp) {
        persons(&app, 3).await;
        let mut from = app.fund.read().await.expect("a snapshot");
        let root = from.keyring().await.expect("it reads").expect("it is there").cipher;
        let key = from.data_key_row("B-2014-000002".parse().expect("a reference")).await.expect("it reads");
        let key = key.and_then(|row| row.wrapped).expect("it is there");
        drop(from);
        app.fund.store().close().await;
        let lingers = async |wrapped: &[u8]| {
            pages(&app).await.iter().any(|bytes| bytes.windows(wrapped.len()).any(|window| window == wrapped))
        };
        assert!(lingers(&root).await && lingers(&key).await, "the search finds what is there");
        rotate(&app, &secret('4'), &secret('6')).await.expect("it rotates");
        assert!(!lingers(&root).await && !lingers(&key).await, "the old wrapping is still on the disk");
    }

    async fn a_log_whose_fund_was_taken_away_is_not_gone_on_with(app: TestApp) {
        persons(&app, 1).await;
        app.fund.store().close().await;
        let (off, on) = match app.url.starts_with("sqlite:") {
            true => ("drop trigger fund_is_kept_from_delete", None),
            false => ("alter table fund disable trigger user", Some("alter table fund enable trigger user")),
        };
        change(&app, off).await;
        change(&app, "delete from fund where name = 'key_check'").await;
        if let Some(on) = on {
            change(&app, on).await;
        }
        let key = secret('4');
        let refused = opened(&app, &key).await.map(drop).expect_err("nothing is laid over a log");
        assert!(refused.to_string().contains("without the setting key_check"), "{refused}");
        change(&app, if app.url.starts_with("sqlite:") { "drop trigger keyring_is_kept_from_delete" } else { "alter table keyring disable trigger user" }).await;
        change(&app, "delete from keyring").await;
        let refused = opened(&app, &key).await.map(drop).expect_err("no new root is made over a log");
        assert!(refused.to_string().contains("without the setting key_check"), "{refused}");
    }

    async fn instances_that_lay_one_fund_at_once_have_one_root(app: TestApp) {
        let url = match app.url.starts_with("sqlite:") {
            true => format!("{}-another", app.url),
            false => crate::postgres::fresh_database_url().expect("there was one before"),
        };
        let lay = || async {
            let store = Store::open(&url, WriterKind::Fast).await.expect("the database opens");
            Fund::open(store, Keys::derive(&secret('4')), app.clock.clone()).await.expect("it is laid or there")
        };
        // The schema first: who lays it waits for nobody.
        Store::open(&url, WriterKind::Fast).await.expect("the database opens").close().await;
        let all = futures_util::future::join_all((0..4).map(|_| lay())).await;
        let keys: std::collections::BTreeSet<String> = all.iter().map(|fund| fund.keys().check_value()).collect();
        assert_eq!(keys.len(), 1);
        is_whole(&all[3]).await;
    }

    async fn an_old_keyring_in_the_place_of_the_new_does_not_bring_the_old_key_back(app: TestApp) {
        change(&app, "create table kept as select * from keyring").await;
        app.fund.store().close().await;
        let [old, new] = ['4', '6'].map(secret);
        rotate(&app, &old, &new).await.expect("it rotates");
        let back = "update keyring set outer_key = (select outer_key from kept), wrapped = (select wrapped from kept)";
        change(&app, back).await;
        assert!(matches!(opened(&app, &old).await, Err(Fault::HalfRotated)), "the head row says otherwise");
        change(&app, "update head set outer_key = (select outer_key from kept)").await;
        assert!(matches!(opened(&app, &old).await, Err(Fault::HalfRotated)), "the log says otherwise");
        assert!(matches!(opened(&app, &new).await, Err(Fault::WrongKey)));
    }

    async fn the_secret_is_not_the_root_so_one_that_leaked_is_of_no_use_after_a_rotation(app: TestApp) {
        let [old, new] = ['4', '6'].map(secret);
        assert_ne!(Keys::derive(&old).check_value(), app.fund.keys().check_value());
        let token = app.tokens["maker-1"].clone();
        assert_ne!(Keys::derive(&old).token_hash(&token), app.fund.keys().token_hash(&token));
        app.fund.store().close().await;
        rotate(&app, &old, &new).await.expect("it rotates");
        let ring = store(&app).await.read().await.expect("it is read").keyring().await.expect("it is read").expect("it is there");
        assert!(Keys::derive(&old).root(&ring).is_err() && Keys::derive(&new).root(&ring).is_ok());
    }
}
