//! A private PostgreSQL that keeps what it acknowledges: `fsync=on`, tuned no more than a sensible administrator would. The
//! cluster of the tests (`tests/it/postgres.rs`) trades durability for speed, so it is of no use here. It ends with this process.
use super::{Outcome, process};
use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// What an administrator sets on a small machine that PostgreSQL shares with the service; all else is as it comes.
pub const SETTINGS: &[&str] = &["shared_buffers=512MB", "max_wal_size=4GB"];

/// Starts the server and ends it when standard input is closed, which the kernel does however the bench ends. The socket lies
/// in `/tmp`, because its path must be short; the data lies where the bench says, and stays there where `KEEP` is `yes`.
const GUARDIAN: &str = r#"
set -eu
bin=$1
folder=$2
shift 2
socket=$(mktemp -d /tmp/relief-bench-XXXXXX)
how=QUIT
if [ "$KEEP" = yes ]; then how=INT; fi
as_user=
if [ "$(id -u)" -eq 0 ]; then
    chown postgres: "$folder" "$socket"
    as_user="setpriv --reuid=postgres --regid=$(id -g postgres) --init-groups"
fi
cd "$folder"
sweep() {
    server=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$server" ]; then kill -"$how" "$server" 2>/dev/null || true; fi
    wait
    cd /
    rm -rf "$socket"
    if [ "$KEEP" != yes ]; then rm -rf "$folder"; fi
}
trap sweep EXIT
trap 'exit 0' HUP INT TERM PIPE
fail() { echo "$1"; tail -n 20 "$folder/log" 2>/dev/null || true; exit 0; }
[ -e data/PG_VERSION ] || $as_user "$bin/initdb" --pgdata=data --username=postgres --auth-local=trust --auth-host=reject \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 </dev/null || fail "initdb failed"
$as_user "$bin/postgres" -D data -p 5432 -c listen_addresses= -c "unix_socket_directories=$socket" -c timezone=UTC "$@" >>log 2>&1 </dev/null &
job=$!
tries=0
until grep -q '^ready' data/postmaster.pid 2>/dev/null; do
    tries=$((tries + 1))
    kill -0 "$job" 2>/dev/null || fail "the server ended while starting"
    [ "$tries" -lt 1200 ] || fail "the server was not ready within a minute"
    sleep 0.05
done
echo "ready $job $socket"
read -r _ || true
"#;

/// A running cluster. Dropping it ends the server, and removes its folder where it is not kept.
pub struct Cluster {
    guardian: Child,
    socket: PathBuf,
    psql: PathBuf,
    /// The server's first process.
    pub pid: u32,
}

impl Cluster {
    /// Starts a server whose data lie in a fresh folder under `folder`.
    pub fn start(folder: &Path) -> Outcome<Cluster> {
        Cluster::start_in(folder, false)
    }

    /// Starts a server whose data stay there when it ends, or one on the data that stayed.
    pub fn start_kept(folder: &Path) -> Outcome<Cluster> {
        Cluster::start_in(folder, true)
    }

    fn start_in(folder: &Path, keep: bool) -> Outcome<Cluster> {
        let bin = find_binaries()?;
        let data = folder.join("postgres");
        std::fs::create_dir_all(&data)?;
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "guardian"])
            .args([&bin, &data])
            .args(SETTINGS.iter().flat_map(|setting| ["-c", setting]))
            .env("KEEP", if keep { "yes" } else { "no" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let mut said = BufReader::new(guardian.stdout.take().ok_or("the guardian has no output")?);
        let mut answer = String::new();
        said.read_line(&mut answer)?;
        let words: Vec<&str> = answer.split_whitespace().collect();
        if let ["ready", pid, socket] = words[..] {
            let (pid, socket) = (pid.parse()?, PathBuf::from(socket));
            return Ok(Cluster { guardian, socket, psql: bin.join("psql"), pid });
        }
        said.read_to_string(&mut answer)?;
        Err(format!("PostgreSQL did not start: {}", answer.trim()).into())
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://postgres@localhost:5432/{database}?host={}&sslmode=disable",
            self.socket.display()
        )
    }

    /// Runs statements in a database and returns what they print, bare.
    pub fn run(&self, database: &str, statements: &str) -> Outcome<String> {
        let done = Command::new(&self.psql)
            .args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-p", "5432", "-d", database, "-h"])
            .arg(&self.socket)
            .args(["-c", statements])
            .stdin(Stdio::null())
            .output()?;
        if done.status.success() {
            return Ok(String::from_utf8_lossy(&done.stdout).trim_end().to_owned());
        }
        Err(format!("psql refused `{statements}`: {}", String::from_utf8_lossy(&done.stderr)).into())
    }

    /// Makes a database, empty or as a copy of another on which nobody is connected.
    pub fn create(&self, database: &str, template: &str) -> Outcome<String> {
        self.run("postgres", &format!("create database {database} template {template} strategy file_copy"))?;
        Ok(self.url(database))
    }

    /// How often the log of the server was made durable since its start, by processes that have ended or reported.
    pub fn syncs(&self) -> Outcome<f64> {
        Ok(self.run("postgres", "select wal_sync from pg_stat_wal")?.parse()?)
    }

    /// Processor seconds of the whole server.
    pub fn cpu_seconds(&self) -> f64 {
        process::family_cpu_seconds(self.pid)
    }

    /// What the whole server holds in memory, in MiB, shared pages counted once.
    pub fn memory(&self) -> f64 {
        process::family_memory(self.pid)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // The guardian may already be gone, and then there is nothing to wait for.
        let _ = self.guardian.wait();
    }
}

/// The newest folder of binaries of version 15 or later, as Debian lays them out, or the one on PATH.
fn find_binaries() -> Outcome<PathBuf> {
    let root = Path::new("/usr/lib/postgresql");
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let on_path = Command::new("pg_config").arg("--bindir").output().ok();
    let on_path = on_path.map(|said| PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()));
    let all = found.into_iter().filter(|(version, _)| *version >= 15).map(|(_, bin)| bin).chain(on_path);
    let fit = |bin: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|name| bin.join(name).is_file());
    all.into_iter()
        .find(fit)
        .ok_or_else(|| "there is no PostgreSQL 15 or later: install Debian's `postgresql`".into())
}
