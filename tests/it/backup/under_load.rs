//! The house under load: backups are taken while clients write, by the library and by the binary beside the service, and each
//! restores to a state that the log has been in.
use super::{LATER, TestApp, fresh_target, later, leaves, names, reopen, restore};
use crate::app::{KEY, on_both_engines};
use relief_ledger::service::{backup::take_backup::take_backup, verify::verify};
use serde_json::json;
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

const CLIENTS: usize = 6;

/// What clients were told: the index of the leaf, and the inflow in it.
type Acknowledged = Arc<Mutex<BTreeMap<i64, String>>>;

async fn client(app: Arc<TestApp>, number: usize, stop: Arc<AtomicBool>, acknowledged: Acknowledged) {
    let mut sum = 0;
    while !stop.load(Ordering::Relaxed) {
        sum += 1;
        let donor = json!({"donor": {"kind": "legal", "name": format!("Donor {number}")}});
        let answer = app.donation(&format!("{sum}.00"), "2014-05-30", donor).await;
        let index = answer["log_index"].as_i64().expect("an answer names its leaf");
        let inflow = answer["id"].as_str().expect("an answer names its inflow").to_owned();
        acknowledged.lock().expect("no client panicked").insert(index, inflow);
    }
}

/// The binary beside the service.
async fn take_by_binary(url: &str, file: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    command.args(["backup", "--database", url]).arg(file);
    command.env("RELIEF_KEY", KEY).env("RUST_LOG", "off").stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output().expect("the binary runs"));
    let output = output.await.expect("nobody panicked");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

on_both_engines! {
    async fn a_backup_under_load_restores_to_a_prefix_of_the_log_with_all_that_was_acknowledged_before(app: TestApp) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let app = Arc::new(app);
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Acknowledged::default();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| tokio::spawn(client(app.clone(), n, stop.clone(), acknowledged.clone())))
            .collect();
        let mut taken = vec![];
        for round in 0..4 {
            // Each backup has the load of all clients before it.
            while acknowledged.lock().expect("no client panicked").len() < (round + 1) * 2 * CLIENTS {
                tokio::task::yield_now().await;
            }
            let file = folder.path().join(format!("{round}.backup"));
            let before = acknowledged.lock().expect("no client panicked").clone();
            if round % 2 == 0 {
                take_backup(&app.fund, &file, false, |_| {}).await.expect("a backup can be taken");
            } else {
                take_by_binary(&app.url, &file).await;
            }
            taken.push((file, before));
        }
        let last = acknowledged.lock().expect("no client panicked").len();
        while acknowledged.lock().expect("no client panicked").len() < last + CLIENTS {
            tokio::task::yield_now().await;
        }
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.expect("no client failed");
        }
        app.set_clock(LATER);
        assert_eq!(app.differences().await, [""; 0]);

        let log = leaves(&app.fund).await;
        let mut sizes = vec![];
        for (file, before) in taken {
            let url = fresh_target(app.fund.store().engine(), folder.path());
            let restored = restore(&file, &url).await.expect("a backup under load is whole");
            let fund = reopen(&url).await;
            let state = leaves(&fund).await;
            assert_eq!(state.len() as i64, restored.manifest.leaves);
            assert!(log.starts_with(&state), "the leaves restored are not a prefix of the log");
            for (index, inflow) in &before {
                let leaf = &state[*index as usize];
                assert!(leaf.contains(inflow), "{inflow} was acknowledged at {index} before the backup began");
            }
            let report = verify(&fund, |_| {}).await.expect("verify can be done");
            assert!(report.is_whole() && report.leaves == state.len() as i64, "{:?}", report.differences);
            fund.store().close().await;
            sizes.push(state.len());
        }
        assert!(sizes.is_sorted_by(|a, b| a < b) && sizes[3] < log.len(), "no one wrote meanwhile: {sizes:?}");
        assert!(names(folder.path()).iter().all(|name| !name.contains(".part")));
        assert!(app.fund.now() == later());
    }
}
