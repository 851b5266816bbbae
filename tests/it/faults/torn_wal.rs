//! A torn end of SQLite's write-ahead log, as a power cut leaves it. What lies after the last transaction was never
//! acknowledged, and tearing it loses nothing; a last transaction that is torn itself is gone as a whole, and never in part.
use super::{
    house::House,
    load::{Ended, Load, Sent},
    reckoning::reckon,
    rounds::{Row, draw, rounds, strikes_after},
    wal::Wal,
};
use std::{fs, path::Path};

/// Places at which the last transaction is torn in each round.
const PLACES: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_log_loses_nothing_acknowledged_and_no_transaction_in_part() {
    let mut row = Row::new("torn page of the WAL", "sqlite");
    for round in 0..rounds(1) {
        let mut house = House::sqlite();
        let mut sent = vec![];
        let wal = loop {
            sent.extend(killed(&mut house, strikes_after(round)).await);
            let wal = Wal::of(house.file());
            if !wal.ends.is_empty() && !wal.last_is_copied(house.file()) {
                break wal;
            }
        };
        let whole = leaves_of(&house, &wal.bytes);
        let tails = tails(&wal, round);
        for tail in &tails {
            let leaves = leaves_of(&house, tail);
            assert_eq!(leaves, whole, "a torn tail of {} bytes changed the log", tail.len());
        }
        let indices: Vec<u64> = sent.iter().filter_map(log_index).collect();
        assert!(indices.iter().all(|i| *i < whole as u64), "acknowledged, and not among {whole} leaves");

        let without: Vec<usize> = torn_last(&wal, round).iter().map(|torn| leaves_of(&house, torn)).collect();
        assert!(without.iter().all(|leaves| *leaves < whole), "of {whole} leaves: {without:?}");
        assert!(without.iter().all(|l| *l == without[0]), "torn in different places, it left {without:?}");

        // The house itself goes on over one of the torn logs.
        lay(house.file(), &house.file().with_extension("db"), &tails[draw(round) % tails.len()]);
        house.serve().await;
        row.add(reckon(&mut house, sent).await);
        house.stop();
    }
    row.finish();
}

/// Serves, loads, and kills.
async fn killed(house: &mut House, acknowledged: usize) -> Vec<Sent> {
    house.serve().await;
    let load = Load::start(&house.cast, &house.addresses(), 16, true);
    load.until_acknowledged(acknowledged).await;
    house.kill();
    load.stop().await
}

fn log_index(sent: &Sent) -> Option<u64> {
    match &sent.ended {
        Ended::Acknowledged(reply) => reply.json()["log_index"].as_u64(),
        _ => None,
    }
}

/// The leaves that `verify` reads, everything being whole, from a copy of the database with another log.
fn leaves_of(house: &House, wal: &[u8]) -> usize {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let copy = folder.path().join("fund.db");
    lay(house.file(), &copy, wal);
    house.verify_over(&format!("sqlite:{}", copy.display()))["leaf"]
}

/// Lays a database and a log beside each other. The index of the log is never kept: after a power cut there is none.
fn lay(database: &Path, at: &Path, wal: &[u8]) {
    if database != at {
        fs::copy(database, at).expect("the database can be copied");
    }
    fs::write(at.with_extension("db-wal"), wal).expect("a log can be written");
    // A copy has none yet.
    let _ = fs::remove_file(at.with_extension("db-shm"));
}

/// The log with its tail, after the last transaction, torn in several ways.
fn tails(wal: &Wal, round: usize) -> Vec<Vec<u8>> {
    let kept = &wal.bytes[..wal.end()];
    let noise = |length: usize| (0..length).map(|i| draw(round * 7919 + i) as u8);
    let with = |tail: Vec<u8>| [kept, &tail].concat();
    let again = &wal.bytes[wal.last_begins()..wal.end()];
    // A frame that has the log's salts, as one that was being written would, and a page of noise.
    let mut half_written = again[..wal.frame].to_vec();
    half_written.truncate(24);
    half_written.extend(noise(wal.frame - 24));
    vec![
        with(vec![]),
        with(noise(1 + draw(round) % wal.frame).collect()),
        with(noise(3 * wal.frame).collect()),
        with(half_written[..24 + draw(round + 1) % 4000].to_vec()),
        with([half_written.clone(), half_written].concat()),
        with(again.to_vec()),
        with(again[..again.len() - 1 - draw(round + 2) % 4000].to_vec()),
    ]
}

/// The log with its last transaction torn: cut off at a place, or garbled there.
fn torn_last(wal: &Wal, round: usize) -> Vec<Vec<u8>> {
    let (begin, end) = (wal.last_begins(), wal.end());
    let place = |n: usize| begin + draw(round * PLACES + n) % (end - begin);
    let cut = (0..PLACES).map(|n| wal.bytes[..place(n)].to_vec());
    let garbled = (0..PLACES).map(|n| {
        let mut bytes = wal.bytes[..end].to_vec();
        // The last page is the one that a power cut tears most likely.
        let at = if n == 0 { end - 1 } else { place(PLACES + n) };
        bytes[at] ^= 0x5a;
        bytes
    });
    cut.chain(garbled).collect()
}
