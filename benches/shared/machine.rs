//! The machine in words: processors, memory, and how often a second its disk makes a small write durable.
use super::Outcome;
use std::{
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::Path,
    time::{Duration, Instant},
};

/// Prints what the figures were taken on.
pub fn describe(folder: &Path) -> Outcome<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = memory.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kib = total.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "Machine: {cores} cores, {} GiB of memory, databases on {}; load average at the start {}.",
        kib.div_ceil(1 << 20),
        file_system(folder),
        load.split_whitespace().next().unwrap_or("unknown"),
    );
    describe_disk(folder)
}

/// Prints how often a second the disk makes a small write durable.
pub fn describe_disk(folder: &Path) -> Outcome<()> {
    let (over, after) = (fsyncs_a_second(folder, true)?, fsyncs_a_second(folder, false)?);
    println!(
        "Disk: one thread makes {} writes of 4 KiB a second durable where a file is overwritten, as logs of both engines mostly \
         are, and {} where it grows.",
        super::table::whole(over),
        super::table::whole(after),
    );
    Ok(())
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

/// How often a second one thread can write 4 KiB and wait until they are on the disk, over old bytes or after the last.
fn fsyncs_a_second(folder: &Path, over: bool) -> Outcome<f64> {
    const PAGE: usize = 4096;
    const PAGES: u64 = 1024;
    let path = folder.join("fsync.probe");
    let mut file = File::create(&path)?;
    if over {
        file.write_all(&vec![1; PAGE * PAGES as usize])?;
        file.sync_all()?;
    }
    let begun = Instant::now();
    let mut done = 0u32;
    while begun.elapsed() < Duration::from_secs(1) {
        if over {
            file.seek(SeekFrom::Start(u64::from(done) % PAGES * PAGE as u64))?;
        }
        file.write_all(&[7; PAGE])?;
        file.sync_data()?;
        done += 1;
    }
    let rate = f64::from(done) / begun.elapsed().as_secs_f64();
    fs::remove_file(&path)?;
    Ok(rate)
}
