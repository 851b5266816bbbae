//! What the kernel says of a process: processor time and memory, from `/proc`. Elsewhere than on Linux it says nothing.
use std::fs;

/// The kernel counts processor time for users in hundredths of a second on every system that has `/proc`.
const TICKS_A_SECOND: f64 = 100.0;

/// Memory of one process or of several, in MiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// Resident now.
    pub now: f64,
    /// The most it was.
    pub most: f64,
}

/// Processor seconds that a process has used, its reaped children not counted.
pub fn cpu_seconds(pid: u32) -> f64 {
    ticks(pid, [11, 12])
}

/// Processor seconds of the children that a process has reaped.
pub fn reaped_cpu_seconds(pid: u32) -> f64 {
    ticks(pid, [13, 14])
}

/// Sums fields of `/proc/PID/stat`, counted after the command's closing bracket: 11 utime, 12 stime, 13 cutime, 14 cstime.
fn ticks(pid: u32, fields: [usize; 2]) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let words: Vec<&str> =
        stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = fields.iter().filter_map(|field| words.get(*field)?.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS_A_SECOND
}

/// What a process holds in memory.
pub fn memory(pid: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    Memory { now: mib(&status, "VmRSS:"), most: mib(&status, "VmHWM:") }
}

/// What a process and its children hold, shared pages counted once (proportional set size), in MiB.
pub fn family_memory(pid: u32) -> f64 {
    let share = |pid: &u32| {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        mib(&rollup, "Pss:")
    };
    family(pid).iter().map(share).sum()
}

/// Processor seconds of a process with its children, those reaped too.
pub fn family_cpu_seconds(pid: u32) -> f64 {
    family(pid).into_iter().map(cpu_seconds).sum::<f64>() + reaped_cpu_seconds(pid)
}

/// A process and its children.
fn family(pid: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|word| word.parse().ok());
    std::iter::once(pid).chain(children).collect()
}

fn mib(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| line.starts_with(name));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}
