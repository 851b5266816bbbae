//! What an auditor does with the log and nothing but its public key: proofs, the way it grew, cosignatures; and what an older
//! database or a rewritten one meets when it is opened. On both engines.
use crate::{
    app::{KEY, TestApp, on_both_engines},
    raw::{Engine, Raw, databases},
    tamper::engines::instant,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use relief_ledger::{
    domain::person::{Officer, Role},
    proof::verifier::{Checkpoint, Note, PublicKey, continued, proven},
    service::{Caller, Fund, Halt, clock::FixedClock, log::prove, log::signer::CheckpointSigner},
    store::{Fault, Store, checkpoint::Signs, fund::FundRow},
    vault::{Keys, Secret},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A note with a cosignature of a fixed key under it (C2SP tlog-cosignature), and the verifier key of that.
pub fn cosigned(note: &str, name: &str, time: i64) -> (String, String) {
    let key = SigningKey::from_bytes(&[9; 32]);
    let public = [&[4], key.verifying_key().as_bytes().as_slice()].concat();
    let id = Sha256::digest([name.as_bytes(), b"\n", &public].concat());
    let text = &note[..note.rfind("\n\n").expect("a note has an empty line") + 1];
    let signature = key.sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes()).to_bytes();
    let line = STANDARD.encode([&id[..4], &time.to_be_bytes(), &signature].concat());
    let verifier = format!("{name}+{}+{}", hex::encode(&id[..4]), STANDARD.encode(public));
    (format!("{note}\u{2014} {name} {line}\n"), verifier)
}

fn keys() -> Keys {
    Keys::derive(&Secret::from_hex(KEY).expect("the key of the tests is one"))
}

fn log_key(fund: &Fund) -> PublicKey {
    PublicKey::read(&CheckpointSigner::of(fund.keys()).verifier_key()).expect("the log's key reads")
}

async fn text(app: &TestApp, path: &str) -> String {
    let answer = app.get("auditor-1", path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
    answer.text()
}

fn checkpoint(fund: &Fund, note: &str) -> Checkpoint {
    Checkpoint::signed(&Note::read(note).expect("a signed note"), &log_key(fund)).expect("signed by the log")
}

async fn bodies(app: &TestApp) -> Vec<String> {
    let leaves = app.get("auditor-1", "/log/leaves?count=500").await.must(200);
    let leaves = leaves["leaves"].as_array().expect("a list of leaves");
    leaves.iter().map(|leaf| leaf["body"].as_str().expect("a text").to_owned()).collect()
}

on_both_engines! {
    async fn an_auditor_checks_the_log_with_nothing_but_its_public_key(app: TestApp) {
        let remembered = checkpoint(&app.fund, &text(&app, "/log/checkpoint").await);
        for day in 1..9 {
            app.donation("10.00", &format!("2014-05-0{day}"), json!({})).await;
        }
        let (bodies, now) = (bodies(&app).await, checkpoint(&app.fund, &text(&app, "/log/checkpoint").await));
        assert_eq!((bodies.len() as u64, remembered.size + 8), (now.size, now.size));
        for (index, body) in bodies.iter().enumerate() {
            let proof = text(&app, &format!("/log/proof/{index}")).await;
            assert_eq!(proven(&proof, body.as_bytes(), &log_key(&app.fund)).expect("the proof is good"), now);
            assert!(proven(&proof, bodies[(index + 1) % bodies.len()].as_bytes(), &log_key(&app.fund)).is_err());
            let size = index as u64 + 1;
            let proof = text(&app, &format!("/log/proof/{index}?size={size}")).await;
            let old = proven(&proof, body.as_bytes(), &log_key(&app.fund)).expect("the proof is good");
            assert_eq!(old.size, size);
            let grown = text(&app, &format!("/log/consistency?from={size}")).await;
            assert_eq!(continued(&old, &grown, &log_key(&app.fund)).expect("the proof is good"), now);
        }
        let grown = text(&app, &format!("/log/consistency?from={}&to={}", remembered.size, now.size)).await;
        assert_eq!(continued(&remembered, &grown, &log_key(&app.fund)).expect("the proof is good"), now);
        let first = bodies.first().expect("there is a first leaf");
        assert!(first.contains(&CheckpointSigner::of(app.fund.keys()).verifier_key()), "the first leaf names the key: {first}");
    }

    async fn a_leaf_or_a_size_beyond_the_log_is_refused_in_both_languages(app: TestApp) {
        let size = bodies(&app).await.len();
        for path in [format!("/log/proof/{size}"), "/log/proof/x".into(), "/log/proof/-1".into(), format!("/log/proof/{}", u64::MAX)] {
            let answer = app.get("auditor-1", &path).await;
            assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{path}: {}", answer.text());
        }
        for (path, field) in [
            (format!("/log/proof/0?size={}", size + 1), "size"),
            ("/log/proof/3?size=3".into(), "size"),
            ("/log/proof/0?size=0".into(), "size"),
            ("/log/consistency".into(), "from"),
            (format!("/log/consistency?from={}", size + 1), "from"),
            ("/log/consistency?from=3&to=2".into(), "from"),
            (format!("/log/consistency?from=0&to={}", size + 1), "to"),
            ("/log/consistency?from=1&to=0".into(), "to"),
            ("/log/checkpoint?size=1".into(), "size"),
        ] {
            let answer = app.get("auditor-1", &path).await.must(422);
            let fields = answer["fields"].as_array().expect("fields");
            assert_eq!(fields[0]["field"], field, "{path}: {answer}");
            assert_ne!(fields[0]["message"], fields[0]["message_az"], "{path}");
        }
        assert!(text(&app, "/log/consistency?from=0").await.starts_with("old 0\n\nrelief-ledger/"));
    }

    async fn a_cosigned_checkpoint_is_kept_once_and_listed(app: TestApp) {
        let note = text(&app, "/log/checkpoint").await;
        let seconds = instant(crate::app::NOW).timestamp();
        let (cosigned_note, key) = cosigned(&note, "audit.example/ledger", seconds);
        let (both, _) = cosigned(&cosigned_note, "other.example", seconds);
        app.donation("10.00", "2014-05-05", json!({})).await;
        let kept = app.post("auditor-1", "/log/cosignatures", json!({"note": both, "key": key})).await.must(201);
        assert_eq!((kept["note"].as_str(), kept["key"].as_str()), (Some(cosigned_note.as_str()), Some(key.as_str())));
        let later = cosigned(&note, "audit.example/ledger", seconds + 60).0;
        let again = app.post("auditor-1", "/log/cosignatures", json!({"note": later, "key": key})).await.must(201);
        assert_eq!(again, kept, "the same key and size is answered with what is kept");
        let list = app.get("maker-1", "/log/cosignatures").await.must(200);
        assert_eq!(list["items"], json!([kept]));
        let leaves = bodies(&app).await;
        let leaf = &leaves[kept["log_index"].as_u64().expect("an index") as usize];
        assert!(!leaf.contains("audit.example") && leaf.contains("log.cosigned"), "no name stands in the log: {leaf}");
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn what_is_not_this_log_or_not_cosigned_is_refused(app: TestApp) {
        let note = text(&app, "/log/checkpoint").await;
        let seconds = instant(crate::app::NOW).timestamp();
        let (good, key) = cosigned(&note, "audit.example", seconds);
        let of_person = cosigned(&note, "Aysel", seconds);
        let ahead = cosigned(&note, "audit.example", seconds + 301).0;
        let log_key = CheckpointSigner::of(app.fund.keys()).verifier_key();
        // Signed by us over another history, as only a rewritten log could be: the note is told as a proof of that.
        let forked = CheckpointSigner::of(app.fund.keys()).note(2, &[7; 32]);
        let forked = cosigned(&forked, "audit.example", seconds).0;
        let far = CheckpointSigner::of(app.fund.keys()).note(9_999, &[7; 32]);
        let far = cosigned(&far, "audit.example", seconds).0;
        let bent = |from: &str, to: &str| good.replacen(from, to, 1);
        for (note, key, field, word) in [
            (note.clone(), key.clone(), "note", "cosignature"),
            (bent("relief-ledger/", "relief-ledgar/"), key.clone(), "note", "not signed by"),
            (bent("audit.example", "audit.exemple"), key.clone(), "note", "cosignature"),
            ("x".into(), key.clone(), "note", "no signed note"),
            (ahead, key.clone(), "note", "ahead of the clock"),
            (forked, key.clone(), "note", "rewritten"),
            (far, key.clone(), "note", "rewritten"),
            (good.clone(), "x".into(), "key", "no verifier key"),
            (good.clone(), log_key, "key", "does not cosign"),
            (of_person.0, of_person.1, "key", "of an office"),
        ] {
            let answer = app.post("auditor-1", "/log/cosignatures", json!({"note": note, "key": key})).await.must(422);
            let told = &answer["fields"][0];
            assert_eq!(told["field"], field, "{word}: {answer}");
            assert!(told["message"].as_str().is_some_and(|text| text.contains(word)), "{word}: {answer}");
            assert_ne!(told["message"], told["message_az"]);
        }
        assert_eq!(app.get("auditor-1", "/log/cosignatures").await.must(200)["items"], json!([]));
        let maker = app.post("maker-1", "/log/cosignatures", json!({"note": good, "key": key})).await;
        assert_eq!((maker.status, maker.code().as_str()), (403, "not_your_role"));
    }
}

/// Deletes rows past the triggers.
async fn delete(raw: &mut Raw, table: &str, which: &str) {
    let delete = format!("delete from {table} where {which}");
    let past = match raw.engine() {
        Engine::Sqlite => format!("drop trigger if exists {table}_is_kept_from_delete; {delete}"),
        Engine::Postgres => {
            format!(
                "set session_replication_role = replica; {delete}; set session_replication_role = default"
            )
        }
    };
    raw.must(&past).await;
}

fn row(name: String) -> FundRow {
    FundRow { name, value: "x".into() }
}

async fn open(store: Store) -> Fund {
    let clock = Arc::new(FixedClock::at(instant(crate::app::NOW)));
    Fund::open(store, keys(), clock).await.expect("the key is the database's")
}

async fn proves(fund: &Fund, index: u64, size: Option<u64>) -> Checkpoint {
    let leaf = fund.store().read().await.expect("a snapshot").leaf(index).await.expect("it reads");
    let body = leaf.expect("the leaf is there").body;
    let proof = prove::prove_inclusion(fund, index, size).await.expect("the leaf is there");
    proven(&proof, body.as_bytes(), &log_key(fund)).expect("the proof is good")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_was_kept_before_it_was_signed_is_filled_in_and_signed() {
    const LEAVES: u64 = 66_000;
    for database in databases() {
        // Without a key nothing is signed, as before there were checkpoints; tiles of two levels are filled in one transaction.
        let store = database.store().await;
        let now = instant(crate::app::NOW);
        let mut tx = store.begin(now).await.expect("the writer is free");
        tx.add(FundRow { name: "key_check".into(), value: keys().check_value_unsigned() })
            .await
            .expect("it is new");
        tx.close("fund.opened", None).expect("a leaf");
        for n in 1..LEAVES {
            tx.add(row(format!("n{n}"))).await.expect("it is new");
            tx.close("test", None).expect("a leaf");
        }
        tx.commit("test", None).await.expect("it is durable");
        store.close().await;
        let mut raw = database.connect().await;
        let tiles = raw.rows("tile").await;
        assert_eq!(tiles.len(), 257 + 1, "257 tiles of level 0, one of level 1");
        for part in ["position >= 100 or level > 0", "level >= 0"] {
            delete(&mut raw, "tile", part).await;
            let fund = open(database.store().await).await;
            assert!(
                raw.rows("tile").await == tiles,
                "{}: they were not filled in where {part}",
                database.engine
            );
            fund.store().close().await;
            // And from the beginning, as if it had never been signed.
            delete(&mut raw, "fund", "name = 'log_key'").await;
            delete(&mut raw, "checkpoint", "id = 1").await;
        }
        let fund = open(database.store().await).await;
        let note = prove::checkpoint(&fund).await.expect("it is signed");
        let last = checkpoint(&fund, &note);
        for index in [0, 255, 256, 65_535, 65_536, LEAVES - 1] {
            assert_eq!(proves(&fund, index, None).await, last);
            assert_eq!(proves(&fund, index, Some(LEAVES)).await.size, LEAVES);
        }
        let old = proves(&fund, 300, Some(301)).await;
        let grown = prove::prove_consistency(&fund, 301, None).await.expect("within the log");
        assert_eq!(continued(&old, &grown, &log_key(&fund)).expect("the proof is good"), last);
        raw.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_signed_on_top_of_a_history_that_was_rewritten() {
    for database in databases() {
        let fund = open(database.store().await).await;
        for n in 0..3 {
            let mut tx = fund.store().begin(fund.now()).await.expect("the writer is free");
            tx.add(row(format!("n{n}"))).await.expect("it is new");
            tx.commit("test", None).await.expect("it is durable");
        }
        let note = prove::checkpoint(&fund).await.expect("it is signed");
        let mut raw = database.connect().await;
        // Four leaves are one subtree, so its root is the edge: another one, as after leaves were rewritten.
        raw.must(&format!("update head set edge = '{}'", hex::encode([7; 32]))).await;
        let reopened = open(database.store().await).await;
        for fund in [&fund, &reopened] {
            let refused = fund.store().begin(fund.now()).await.err().expect("it does not begin").to_string();
            assert!(refused.contains("4 leaves") && refused.contains("verify"), "{refused}");
            let officer = Officer {
                person: "S-2014-000001".parse().expect("a reference"),
                roles: [Role::Maker].into(),
                issuer: None,
            };
            let who = Caller::new(officer);
            let written = fund.write(&who, "test", (), |_, tx| {
                Box::pin(async { tx.add(row("more".into())).await.map_err(Halt::from) })
            });
            assert!(written.await.is_err());
            assert_eq!(prove::checkpoint(fund).await.expect("it is there"), note);
        }
        raw.must("delete from checkpoint").await;
        assert!(reopened.store().begin(fund.now()).await.is_err(), "one that is gone is not signed anew");
        let report = relief_ledger::service::verify::verify(&reopened, |_| {}).await.expect("it can be done");
        let told: Vec<&str> = report.differences.iter().map(|d| d.table.as_str()).collect();
        assert!(told.contains(&"checkpoint") && told.contains(&"head"), "{:?}", report.differences);
        raw.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signed_log_is_not_taken_for_one_that_waits_for_its_first_signature() {
    for database in databases() {
        open(database.store().await).await.store().close().await;
        let mut raw = database.connect().await;
        for (table, which) in [("fund", "name = 'log_key'"), ("checkpoint", "id = 1")] {
            delete(&mut raw, table, which).await;
        }
        let fund = open(database.store().await).await;
        assert!(raw.rows("checkpoint").await.is_empty(), "{}: it was signed again", database.engine);
        let report = relief_ledger::service::verify::verify(&fund, |_| {}).await.expect("it can be done");
        let tables: Vec<&str> = report.differences.iter().map(|d| d.table.as_str()).collect();
        assert!(tables.contains(&"checkpoint"), "{}: {tables:?}", database.engine);
        let begun = fund.store().begin(fund.now()).await.map(drop);
        assert!(matches!(begun, Err(Fault::Rewritten { .. })), "{}: {begun:?}", database.engine);
        raw.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signed_a_log_never_signs_a_shorter_or_another_one() {
    for database in databases() {
        let fund = open(database.store().await).await;
        let add = async |name: &str| {
            let mut tx = fund.store().begin(fund.now()).await?;
            tx.add(row(name.into())).await?;
            tx.commit("test", None).await
        };
        add("first").await.expect("it is taken");
        let mut raw = database.connect().await;
        for table in ["head", "checkpoint"] {
            raw.must(&format!("create table old_{table} as select * from {table}")).await;
        }
        add("second").await.expect("it is taken");
        // The second use case is undone behind its back, head and checkpoint are as they were: all signed, and all agrees.
        delete(&mut raw, "fund", "name = 'second'").await;
        delete(&mut raw, "leaf", "position > 1").await;
        for table in ["head", "checkpoint"] {
            raw.must(&format!("delete from {table}; insert into {table} select * from old_{table}")).await;
        }
        let refused = add("third").await;
        assert!(matches!(refused, Err(Fault::Rewritten { .. })), "{}: {refused:?}", database.engine);
        raw.close().await;
    }
}
