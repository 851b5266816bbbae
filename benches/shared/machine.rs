//! The machine in words: processors, memory, and how often a second its disk makes a small write durable.
use super::Outcome;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

/// Prints what the figures were taken on.
pub fn describe(folder: &Path, fsyncs: f64) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = |name: &str| {
        let line = memory.lines().find(|line| line.starts_with(name));
        line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or_default()
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown").to_owned();
    println!(
        "Machine: {cores} cores, {} GiB of memory, databases on {}, {} appends of 4 KiB with fdatasync a second from one thread; \
         load average at the start {load}.",
        kib("MemTotal").div_ceil(1 << 20),
        file_system(folder),
        super::table::whole(fsyncs),
    );
}

/// The kind of the file system under a folder: the longest mount point that begins its path.
fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(point, _)| folder.starts_with(point))
        .max_by_key(|(point, _)| point.len());
    kind.map_or("an unknown file system", |(_, kind)| kind).to_owned()
}

/// How often a second one thread can append 4 KiB and wait until they are on the disk.
pub fn fsyncs_a_second(folder: &Path) -> Outcome<f64> {
    let mut file = File::create(folder.join("fsync.probe"))?;
    let page = [7u8; 4096];
    let begun = Instant::now();
    let mut done = 0u32;
    while begun.elapsed() < Duration::from_millis(1500) {
        file.write_all(&page)?;
        file.sync_data()?;
        done += 1;
    }
    let rate = f64::from(done) / begun.elapsed().as_secs_f64();
    fs::remove_file(folder.join("fsync.probe"))?;
    Ok(rate)
}
