//! The release binary as an operator runs it: persons added on the command line, served on a port of its own, stopped by
//! SIGTERM. Also any other program that listens, so that two servers are started and waited for in the same way.
use super::{Outcome, client::Client, process};
use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The Fund's key in all benches.
pub const KEY: &str = "4f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a60514f1c2b9d8e7a6051";

/// The release binary, built by the same `cargo bench`.
pub fn ledger() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    command.env("RELIEF_KEY", KEY).stdin(Stdio::null());
    command
}

/// Runs the binary to its end over a database and returns what it printed; its failure is the bench's.
pub fn run_ledger(database: &str, words: &[&str]) -> Outcome<String> {
    let done = ledger().args(["--database", database]).args(words).output()?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned());
    }
    let told = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    Err(format!("`relief-ledger {}` ended with {}: {told}", words.join(" "), done.status).into())
}

/// Adds a person and returns the token, which stands alone on the last line.
pub fn add_person(database: &str, name: &str, role: &str) -> Outcome<String> {
    let told = run_ledger(database, &["person", "add", name, "--role", role])?;
    told.lines().last().map(str::to_owned).ok_or_else(|| "`person add` printed no token".into())
}

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    /// The server itself, where `child` is a program that watches it.
    served_by: u32,
    /// Where it listens.
    pub address: String,
    /// From its start to its first ready answer.
    pub started_in: Duration,
}

impl Server {
    /// Serves a database with the release binary. With a file for `count`, under `strace`, which writes there how often
    /// the process made a file durable. `words` are further options of `serve`.
    pub fn ledger(database: &str, words: &[&str], log: &Path, count: Option<&Path>) -> Outcome<Server> {
        let address = free_address()?;
        let mut command = ledger();
        command.args(["--database", database, "serve", "--listen", &address]).args(words);
        Server::start(watched(command, count), address, log, count.is_some())
    }

    /// Starts any program that will listen on an address.
    pub fn start(mut command: Command, address: String, log: &Path, watched: bool) -> Outcome<Server> {
        let log = std::fs::File::options().create(true).append(true).open(log)?;
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let mut server = Server { served_by: child.id(), child, address, started_in: Duration::ZERO };
        server.wait_until_ready(begun)?;
        server.started_in = begun.elapsed();
        if watched {
            server.served_by = only_child(server.served_by)?;
        }
        Ok(server)
    }

    fn wait_until_ready(&mut self, begun: Instant) -> Outcome<()> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("a server ended while it started ({status}); see its log").into());
            }
            if TcpStream::connect(&self.address).is_ok()
                && Client::connect(&self.address)?.send("/readyz", &[], None)?.status == 200
            {
                return Ok(());
            }
            if begun.elapsed() > Duration::from_secs(120) {
                return Err("a server was not ready within two minutes; see its log".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.served_by
    }

    /// What it holds in memory.
    pub fn memory(&self) -> process::Memory {
        process::memory(self.served_by)
    }

    /// Asks it to end, as an operator would, and waits until it has.
    pub fn stop(mut self) -> Outcome<()> {
        signal("TERM", self.served_by);
        let begun = Instant::now();
        while self.child.try_wait()?.is_none() {
            if begun.elapsed() > Duration::from_secs(60) {
                return Err("a server did not end within a minute of SIGTERM".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            signal("KILL", self.served_by);
            // It is gone, or about to be; either way there is nobody to tell.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The same command under `strace`, where calls are to be counted.
pub fn watched(command: Command, count: Option<&Path>) -> Command {
    let Some(count) = count else { return command };
    // The kernel's filter stops the process at the calls that are counted and at no other, so it is hardly slowed.
    let mut strace = Command::new("strace");
    strace.args(["-f", "--seccomp-bpf", "-c", "-e", "trace=fsync,fdatasync", "-o"]).arg(count);
    strace.arg(command.get_program()).args(command.get_args());
    command.get_envs().for_each(|(name, value)| {
        if let Some(value) = value {
            strace.env(name, value);
        }
    });
    strace
}

/// How many calls a file written by `strace -c` counts.
pub fn counted(file: &Path) -> Outcome<f64> {
    let text = std::fs::read_to_string(file)?;
    let calls = text.lines().filter(|line| line.ends_with("fsync") || line.ends_with("fdatasync"));
    Ok(calls.filter_map(|line| line.split_whitespace().nth(3)?.parse::<f64>().ok()).sum())
}

/// An address on which nobody listens yet.
pub fn free_address() -> Outcome<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Whether a program on PATH can be started.
pub fn has_program(name: &str, argument: &str) -> bool {
    let mut command = Command::new(name);
    command.arg(argument).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

fn only_child(pid: u32) -> Outcome<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"))?;
    let first = children.split_whitespace().next().and_then(|word| word.parse().ok());
    first.ok_or_else(|| "strace has no child to watch".into())
}

/// The standard library sends no signal but SIGKILL, and only to its own children.
fn signal(name: &str, pid: u32) {
    // A process that is gone needs no signal.
    let _ = Command::new("kill").args(["-s", name, &pid.to_string()]).stderr(Stdio::null()).status();
}
