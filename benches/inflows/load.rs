//! One run of `wrk` against a server, and the figures it gives.
use super::shared::{Outcome, process};
use std::{
    path::Path,
    process::{Command, Stdio},
};

const SCRIPT: &str = include_str!("load.lua");

/// What a server is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A donation: the ledger's `POST /inflows`.
    Ledger,
    /// Two postings and two balances.
    Bare,
    /// A donation, of a ledger that prepares no group while another is made durable.
    InTurn,
}

impl Target {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Target::Ledger => "inflow",
            Target::Bare => "bare transfer",
            Target::InTurn => "inflow, in turn",
        }
    }
}

/// How hard, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Load<'a> {
    /// Connections, each with one request in flight.
    pub clients: usize,
    /// Threads of wrk.
    pub threads: usize,
    /// Seconds.
    pub seconds: u32,
    /// The token of a maker.
    pub token: &'a str,
    /// The day on which the donations came.
    pub day: &'a str,
    /// No two runs of one bench have the same.
    pub run: u32,
}

/// What wrk saw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Requests that were answered.
    pub answered: f64,
    /// Seconds that it took.
    pub seconds: f64,
    /// Answers of another kind than 2xx, connections broken, requests timed out.
    pub failed: f64,
    /// Half of the answers came within so many milliseconds.
    pub p50: f64,
    /// All but one in a hundred did.
    pub p99: f64,
    /// Processor seconds of wrk itself.
    pub cpu: f64,
}

/// Sends requests for some seconds. Any failed request fails the bench.
pub fn send(target: Target, address: &str, load: &Load, folder: &Path) -> Outcome<Figures> {
    let script = folder.join("load.lua");
    std::fs::write(&script, SCRIPT)?;
    let word = if target == Target::Bare { "bare" } else { "ledger" };
    let before = process::reaped_cpu_seconds(std::process::id());
    let threads = load.threads.min(load.clients);
    let done = Command::new("wrk")
        .args(["--timeout", "30s", "--threads", &threads.to_string()])
        .args(["--connections", &load.clients.to_string(), "--duration", &format!("{}s", load.seconds)])
        .arg("--script")
        .arg(&script)
        .arg(format!("http://{address}"))
        .args(["--", word, &format!("run{}", load.run), load.day, load.token])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("wrk could not be started: {e}; install Debian's `wrk`"))?;
    let cpu = process::reaped_cpu_seconds(std::process::id()) - before;
    let told = String::from_utf8_lossy(&done.stdout);
    let line = told.lines().find_map(|line| line.strip_prefix("FIGURES "));
    let numbers: Vec<f64> = line.unwrap_or_default().split(' ').filter_map(|n| n.parse().ok()).collect();
    let [answered, micros, failed, p50, p99, _most] = numbers[..] else {
        return Err(format!("wrk gave no figures: {told}{}", String::from_utf8_lossy(&done.stderr)).into());
    };
    if failed > 0.0 {
        return Err(
            format!("{failed} requests failed with {} clients on {word}: {told}", load.clients).into()
        );
    }
    Ok(Figures { answered, seconds: micros / 1e6, failed, p50, p99, cpu })
}
