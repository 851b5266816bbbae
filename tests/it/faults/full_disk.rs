//! A disk that is full during commits: the service says that it could not write, leaves nothing half done, and writes again
//! once there is room. On a small disk where one can be mounted, and by a limit on files where it cannot.
use super::{
    cluster::{Cluster, NO_MOUNT},
    disk::{Ballast, SmallDisk},
    house::House,
    load::Load,
    reckoning::{Tally, reckon},
    rounds::{Row, rounds, strikes_after},
};
use std::{
    io::{self, Write},
    path::Path,
    process::Command,
};

/// Answers with 503 that are waited for while the disk is full.
const REFUSALS: usize = 30;

/// Rounds over one disk, which is small.
const A_DISK: usize = 5;

fn say_skipped(what: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(
        io::stderr(),
        "\nSKIPPED: {what} (it passes unseen), because no disk can be mounted here: it needs root\n"
    );
}

/// The disk is filled under load and emptied again.
async fn fill_and_empty(house: &mut House, disk: &Path, round: usize, mut emptied: impl FnMut()) -> Tally {
    let load = Load::start(&house.cast, &house.addresses(), 16, true);
    load.until_acknowledged(strikes_after(round)).await;
    let ballast = Ballast::fill(disk);
    load.until_refused(REFUSALS).await;
    drop(ballast);
    emptied();
    load.until_acknowledged(20).await;
    let sent = load.stop().await;
    house.until_ready(200).await;
    reckon(house, sent).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_under_sqlite_is_said_and_writing_goes_on_when_there_is_room() {
    let mut row = Row::new("disk full", "sqlite");
    let (mut left, mut round) = (rounds(2), 0);
    while left > 0 {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let Some(_disk) = SmallDisk::mount(folder.path(), 64 << 10) else {
            return say_skipped("the full disk under SQLite");
        };
        let url = format!("sqlite:{}", folder.path().join("fund.db").display());
        let mut house = House::over(url);
        house.serve().await;
        for _ in 0..left.min(A_DISK) {
            row.add(fill_and_empty(&mut house, folder.path(), round, || {}).await);
            round += 1;
        }
        left -= left.min(A_DISK);
        house.stop();
    }
    row.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_under_postgres_is_said_and_writing_goes_on_when_there_is_room() {
    let mut row = Row::new("disk full", "postgres");
    let (mut left, mut round) = (rounds(2), 0);
    while left > 0 {
        let Some(cluster) = Cluster::on_small_disk(160 << 10) else { return };
        let mut cluster = match cluster {
            Ok(cluster) => cluster,
            Err(why) if why == NO_MOUNT => return say_skipped("the full disk under PostgreSQL"),
            Err(why) => panic!("PostgreSQL: {why}"),
        };
        let mut house = House::over(cluster.url());
        house.serve().await;
        for _ in 0..left.min(A_DISK) {
            let disk = cluster.small();
            // A server that could not write its log ends itself; whoever makes room starts it again.
            row.add(fill_and_empty(&mut house, &disk, round, || cluster.restart()).await);
            round += 1;
        }
        left -= left.min(A_DISK);
        house.stop();
    }
    row.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_may_not_grow_is_said_and_writing_goes_on_when_it_may() {
    let mut row = Row::new("write refused (file limit)", "sqlite");
    for round in 0..rounds(2) {
        let mut house = House::sqlite();
        house.serve().await;
        let load = Load::start(&house.cast, &house.addresses(), 16, true);
        load.until_acknowledged(strikes_after(round)).await;
        // The log is written from its beginning again now and then, so it comes to half its length soon.
        let wal = std::fs::metadata(house.file().with_extension("db-wal")).expect("the database has a log");
        limit_files(house.pid(), &(wal.len() / 2).to_string());
        load.until_refused(REFUSALS).await;
        limit_files(house.pid(), "unlimited");
        load.until_acknowledged(20).await;
        let sent = load.stop().await;
        row.add(reckon(&mut house, sent).await);
        house.stop();
    }
    row.finish();
}

/// Sets how long the files of a process may grow, in bytes.
fn limit_files(pid: u32, bytes: &str) {
    let status = Command::new("prlimit")
        .args(["--pid", &pid.to_string(), &format!("--fsize={bytes}:unlimited")])
        .status()
        .expect("`prlimit` of util-linux can be started");
    assert!(status.success(), "prlimit ended with {status}");
}
