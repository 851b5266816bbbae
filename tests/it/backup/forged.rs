//! Backups whose checksum is right and whose content is not: another format, another schema, counts and rows that do not agree.
//! The form of the file is read and written here by the description in `store::backup`, with no code of it.
use super::{House, Undone, is_untouched, restore};
use relief_ledger::{service::backup::restore_backup::restore_backup, store::backup::Trouble};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// The parts of a backup.
#[derive(Clone)]
struct Parts {
    body: Vec<u8>,
    manifest: Value,
    format: u32,
}

impl Parts {
    fn read(file: &Path) -> Parts {
        let bytes = fs::read(file).expect("the file can be read");
        let (rest, tail) = bytes.split_at(bytes.len() - 64);
        assert_eq!(&tail[..20], b"relief-ledger-backup");
        let length = u64::from_be_bytes(tail[24..32].try_into().expect("eight bytes")) as usize;
        let (body, manifest) = rest.split_at(rest.len() - length);
        assert_eq!(Sha256::digest(&bytes[..bytes.len() - 32])[..], tail[32..]);
        Parts {
            body: body.to_vec(),
            manifest: serde_json::from_slice(manifest).expect("a manifest is JSON"),
            format: u32::from_be_bytes(tail[20..24].try_into().expect("four bytes")),
        }
    }

    fn write(&self, file: &Path) {
        let manifest = self.manifest.to_string();
        let mut bytes = [&self.body, manifest.as_bytes(), b"relief-ledger-backup"].concat();
        bytes.extend(self.format.to_be_bytes());
        bytes.extend((manifest.len() as u64).to_be_bytes());
        let sum = Sha256::digest(&bytes);
        bytes.extend(sum);
        fs::write(file, bytes).expect("the file can be written");
    }
}

/// How the restore of a forged backup ended. Nothing of it stays.
async fn forge(house: &House, parts: &Parts, change: impl FnOnce(&mut Parts)) -> Undone {
    let mut parts = parts.clone();
    change(&mut parts);
    let file = house.file("forged.backup");
    parts.write(&file);
    let (url, before) = (house.target(), house.names());
    let undone = restore(&file, &url).await.expect_err("a forged backup is not restored");
    assert!(is_untouched(&url).await, "{undone:?}, and something was left behind");
    assert_eq!(house.names(), before, "{undone:?}, and something was left behind");
    undone
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_another_format_or_schema_says_which_version_it_wants() {
    for house in House::small().await {
        let parts = Parts::read(&house.take("one.backup").await);
        let steps = parts.manifest["schema"].as_array().expect("a list of migrations").len();
        let found = forge(&house, &parts, |p| p.format = 2).await;
        assert!(matches!(found, Undone::Trouble(Trouble::OtherFormat { format: 2, .. })), "{found:?}");
        let newer = json!({"version": 99, "description": "tomorrow", "checksum": "00"});
        let found = forge(&house, &parts, |p| {
            p.manifest["schema"].as_array_mut().expect("a list of migrations").push(newer);
        })
        .await;
        assert!(matches!(found, Undone::Trouble(Trouble::NewerSchema { found: 99, .. })), "{found:?}");
        let found = forge(&house, &parts, |p| {
            p.manifest["schema"].as_array_mut().expect("a list of migrations").pop();
        })
        .await;
        assert!(matches!(found, Undone::Trouble(Trouble::OlderSchema { .. })), "{found:?}");
        let found =
            forge(&house, &parts, |p| p.manifest["schema"][steps - 1]["checksum"] = "00ff".into()).await;
        assert!(matches!(found, Undone::Trouble(Trouble::OtherSchema { .. })), "{found:?}");
        for manifest in [json!({}), json!("text"), json!({"engine": "oracle"})] {
            let found = forge(&house, &parts, |p| p.manifest = manifest).await;
            assert!(matches!(found, Undone::Trouble(Trouble::NotABackup { .. })), "{found:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_whose_content_is_not_what_it_says_is_not_kept() {
    for house in House::small().await {
        let parts = Parts::read(&house.take("one.backup").await);
        let found = forge(&house, &parts, |p| p.manifest["leaves"] = json!(7)).await;
        assert!(matches!(found, Undone::Differs(_)), "{found:?}");
        let found = forge(&house, &parts, |p| p.manifest["root"] = "00".repeat(32).into()).await;
        assert!(matches!(found, Undone::Differs(_)), "{found:?}");
        if house.engine() == "sqlite" {
            let changes: [&dyn Fn(&mut Parts); 3] = [
                &|p| p.body.fill(b'x'),
                &|p| p.body.truncate(p.body.len() / 2),
                // Leaves a tree of pages that points at nothing.
                &|p| p.body[4096 * 3..4096 * 8].fill(0),
            ];
            for change in changes {
                let found = forge(&house, &parts, |p| change(p)).await;
                assert!(matches!(found, Undone::Trouble(Trouble::NotAsSaid { .. })), "{found:?}");
            }
            continue;
        }
        let rows = parts.manifest["tables"][0]["rows"].as_u64().expect("a count");
        let changes: [&dyn Fn(&mut Parts); 6] = [
            &|p| p.manifest["tables"][0]["rows"] = json!(rows + 1),
            &|p| p.manifest["tables"][0]["name"] = "pg_class; drop table leaf".into(),
            &|p| p.manifest["tables"][0]["columns"][0] = "nothing".into(),
            &|p| drop(p.manifest["tables"].as_array_mut().map(Vec::pop)),
            &|p| p.body.truncate(p.body.len() / 2),
            &|p| p.body.extend(b"more"),
        ];
        for change in changes {
            let found = forge(&house, &parts, |p| change(p)).await;
            assert!(matches!(found, Undone::Trouble(Trouble::NotAsSaid { .. })), "{found:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_somebody_changed_is_backed_up_and_not_restored() {
    for house in House::all().await {
        let mut raw = super::connect(&house.url).await;
        raw.must("update lot_balance set amount = amount + 1 where amount > 0").await;
        raw.close().await;
        let file = house.take("one.backup").await;
        let url = house.target();
        let refused = restore(&file, &url).await;
        let Err(Undone::Differs(differences)) = refused else { panic!("{refused:?}") };
        assert!(
            differences.iter().any(|d| d.table == "lot_balance" && d.row.contains("L-")),
            "{differences:?}"
        );
        assert!(is_untouched(&url).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_opens_with_the_key_of_its_ledger_alone() {
    use relief_ledger::{service::Halt, store::Fault, vault::Secret};
    for house in House::small().await {
        let file = house.take("one.backup").await;
        let url = house.target();
        let other = Secret::from_hex(&crate::app::KEY.replace('4', "5")).expect("a fixed key");
        let refused = restore_backup(&file, &url, &other, super::later(), |_| {}).await;
        assert!(matches!(refused, Err(Undone::Halt(Halt::Fault(Fault::WrongKey)))), "{refused:?}");
        assert!(is_untouched(&url).await);
    }
}
