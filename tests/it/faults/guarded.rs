//! A process that never outlives the tests: a shell stands over it, and ends it when its own standard input closes, which
//! the kernel sees to whatever ends the tests. Nothing here knows what the process is.
use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The guard's whole life. It starts the program with its output in a file, says its number, and passes signals on.
/// A file limit that is reached must be an error of a write and not the end of the process, so XFSZ is ignored.
const GUARD: &str = r#"
log=$1
shift
trap '' XFSZ
"$@" </dev/null >>"$log" 2>&1 &
job=$!
trap 'kill -KILL "$job" 2>/dev/null; wait "$job"' EXIT
trap 'exit 0' HUP INT TERM PIPE
echo "$job"
while read -r signal; do
    kill -"$signal" "$job" 2>/dev/null
    wait "$job"
    echo "$?"
done
"#;

/// A running process.
pub struct Guarded {
    guard: Child,
    said: BufReader<std::process::ChildStdout>,
    /// Its number.
    pub pid: u32,
    /// What it prints.
    pub log: PathBuf,
}

impl Guarded {
    /// Starts a program; what it prints goes to the end of `log`.
    pub fn start<'a>(
        log: &Path,
        words: impl IntoIterator<Item = &'a OsStr>,
        environment: &[(&str, &str)],
    ) -> Guarded {
        let mut command = Command::new("sh");
        command.args(["-c", GUARD, "guard"]).arg(log).args(words).envs(environment.iter().copied());
        for name in ["RELIEF_DATABASE", "RELIEF_LISTEN", "RUST_LOG"] {
            command.env_remove(name);
        }
        let mut guard = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A group of its own: Ctrl-C reaches the tests, and the guard by its pipe.
            .process_group(0)
            .spawn()
            .expect("`sh` can be started");
        let mut said = BufReader::new(guard.stdout.take().expect("the guard's output is a pipe"));
        let mut line = String::new();
        said.read_line(&mut line).expect("the guard can be heard");
        let pid = line.trim().parse().expect("the guard says the number of the process first");
        Guarded { guard, said, pid, log: log.to_path_buf() }
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(self) {
        self.end("KILL");
    }

    /// Asks it to end (SIGTERM), waits, and gives its exit status as a shell tells it.
    pub fn terminate(self) -> i32 {
        self.end("TERM")
    }

    fn end(mut self, signal: &str) -> i32 {
        let input = self.guard.stdin.as_mut().expect("the guard's input is a pipe");
        writeln!(input, "{signal}").expect("the guard listens");
        let mut line = String::new();
        self.said.read_line(&mut line).expect("the guard can be heard");
        line.trim().parse().expect("the guard says how the process ended")
    }

    /// Does it still run? One that has ended and was not waited for does not.
    pub fn runs(&self) -> bool {
        fs::read_to_string(format!("/proc/{}/stat", self.pid))
            .is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or_default().trim_start().starts_with('Z'))
    }

    /// All that it printed so far.
    pub fn printed(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard may already be gone, and then there is nothing to wait for.
        let _ = self.guard.wait();
    }
}

#[test]
fn a_guarded_process_ends_with_its_guard() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let words = ["sleep", "600"].map(OsStr::new);
    let guarded = Guarded::start(&folder.path().join("log"), words, &[]);
    let pid = guarded.pid;
    assert!(guarded.runs());
    drop(guarded);
    let still = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    assert!(!still.contains("sleep"), "process {pid} still runs");
}
