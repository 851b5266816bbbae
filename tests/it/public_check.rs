//! What an auditor does at the database with the log's public key and without the Fund's secret: the log is checked, and what is not
//! looked into is said. Through the binary, on both engines.
use crate::{
    app::{KEY, NOW, TestApp, instant, on_both_engines},
    backup::connect,
    log::cosigned,
    raw::{Engine, Raw},
};
use relief_ledger::{
    proof::tree::{Edge, Hash, leaf_hash},
    service::log::{prove, signer::CheckpointSigner},
    store::checkpoint::Signs,
    vault::{Keys, Secret},
};
use serde_json::json;
use std::{path::Path, process::Command};

fn signer(key: &str) -> CheckpointSigner {
    CheckpointSigner::of(&Keys::derive(&Secret::from_hex(key).expect("a key of 64 digits")))
}

/// Runs `verify` with what may be a public key and never a secret: exit code, standard output, standard error.
fn verify(url: &str, public_key: Option<&Path>) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    command.args(["verify", "--database", url]).env_remove("RELIEF_KEY").env("RUST_LOG", "off");
    if let Some(file) = public_key {
        command.arg("--public-key").arg(file);
    }
    let output = command.output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Exit 1, one sentence, and a difference that begins so.
#[track_caller]
fn differs(url: &str, key: &Path, difference: &str) {
    let (code, out, err) = verify(url, Some(key));
    assert_eq!((code, err.lines().count()), (Some(1), 1), "{out} {err}");
    assert!(out.contains(&format!("differs: {difference}")), "{difference}: {out}");
    assert!(out.contains("rows and seals were not looked into") && !out.contains("whole"), "{out}");
}

/// A second door without triggers.
async fn unguarded(url: &str, tables: &[&str]) -> Raw {
    let mut raw = connect(url).await;
    match raw.engine() {
        Engine::Sqlite => {
            for table in tables {
                raw.must(&format!("drop trigger if exists {table}_is_kept_from_update")).await;
            }
        }
        Engine::Postgres => raw.must("set session_replication_role = replica").await,
    }
    raw
}

fn bytes(engine: Engine, hash: &Hash) -> String {
    let hex = hex::encode(hash);
    if engine == Engine::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
}

on_both_engines! {
    async fn a_public_key_alone_checks_the_log_and_says_what_it_leaves_out(app: TestApp) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("the file can be written");
            path
        };
        let key = file("log.key", &CheckpointSigner::of(app.fund.keys()).verifier_key());
        let other = file("other.key", &signer(&KEY.replace('4', "5")).verifier_key());
        let note = prove::checkpoint(&app.fund).await.expect("it is signed");
        let (note, cosigner) = cosigned(&note, "audit.example", instant(NOW).timestamp());
        app.post("auditor-1", "/log/cosignatures", json!({"note": note, "key": cosigner})).await.must(201);

        let (code, out, err) = verify(&app.url, Some(&key));
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        assert!(out.contains("whole") && out.contains("rows and seals were not looked into"), "{out}");
        differs(&app.url, &other, "checkpoint");
        let (code, out, err) = verify(&app.url, None);
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(3), "", 1), "{err}");
        assert!(err.contains("RELIEF_KEY"), "{err}");

        let mut raw = unguarded(&app.url, &["leaf", "person"]).await;
        raw.must("update person set leaf = 0").await;
        assert_eq!(verify(&app.url, Some(&key)).0, Some(0), "rows are not looked into");
        let bodies = raw.column("select body from leaf order by position").await;
        let bent = bodies[0].replacen("\"event\":\"", "\"event\":\"x", 1);
        assert_ne!(bent, bodies[0]);
        let quoted = bent.replace('\'', "''");
        raw.must(&format!("update leaf set body = '{quoted}' where position = 0")).await;
        differs(&app.url, &key, "leaf leaf 0");

        // With its hash, the head row and the secret itself: what was cosigned is no more where the log begins.
        let mut edge = Edge::default();
        edge.append(leaf_hash(bent.as_bytes()));
        bodies[1..].iter().for_each(|body| edge.append(leaf_hash(body.as_bytes())));
        let (hash, root) = (bytes(raw.engine(), &leaf_hash(bent.as_bytes())), bytes(raw.engine(), &edge.root()));
        raw.must(&format!("update leaf set hash = {hash} where position = 0")).await;
        raw.must(&format!("update head set edge = '{}'", edge.to_text())).await;
        differs(&app.url, &key, "checkpoint");
        let note = CheckpointSigner::of(app.fund.keys()).note(edge.size(), &edge.root());
        raw.must(&format!("update checkpoint set root = {root}, note = '{note}'")).await;
        let (_, out, _) = verify(&app.url, Some(&key));
        assert_eq!(out.matches("differs: ").count(), 1, "{out}");
        differs(&app.url, &key, "cosignature");
        raw.close().await;
    }
}

#[test]
fn a_database_that_is_not_there_is_not_made_by_whoever_has_only_a_public_key() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let key = folder.path().join("log.key");
    std::fs::write(&key, signer(KEY).verifier_key()).expect("the file can be written");
    let file = folder.path().join("fund.db");
    let url = format!("sqlite:{}", file.display());
    for text in [None, Some("")] {
        if let Some(text) = text {
            std::fs::write(&file, text).expect("the file can be written");
        }
        let (code, out, err) = verify(&url, Some(&key));
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(3), "", 1), "{err}");
        assert_eq!(
            std::fs::read(&file).ok().as_deref(),
            text.map(str::as_bytes),
            "nothing was made or changed"
        );
    }
    for url in ["mysql://nobody@nowhere/none", "postgres://nobody:hidden@127.0.0.1:9/none"] {
        let (code, out, err) = verify(url, Some(&key));
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(3), "", 1), "{err}");
        assert!(!err.contains("hidden"), "{err}");
    }
}
