//! A private PostgreSQL for the tests: one cluster a test process, started from the installed binaries when
//! the first test asks, and gone with the process however it ends. Here live finding the binaries, starting,
//! sweeping up, and fresh databases. No schema, no query of the fund and no tokio may live here: callers are
//! many tests at once, each with a runtime of its own, so everything here is plain `std`.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The oldest major version that the store's statements are written for.
const OLDEST_VERSION: u32 = 15;

/// The port only names the socket file here, but clients read `PGPORT`, so it is always said.
const PORT: &str = "5432";

/// The guardian's whole life. Its standard input is a pipe whose other end only the test process holds: the
/// kernel closes that end whatever ends the process, `kill -9` included, and `read` then returns. The folder
/// is made and removed here and nowhere else, so no moment is unguarded. It lies in `/tmp` and not in
/// `TMPDIR`, because a socket's path must stay under 108 bytes and another user must be able to reach it.
const GUARDIAN: &str = r#"
set -eu
bin=$1
port=$2
server_job=
folder=$(mktemp -d /tmp/relief-pg-XXXXXX)

sweep() {
    server=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null || true)
    # Nothing in the cluster is worth a checkpoint, so the server leaves at once.
    if [ -n "$server" ]; then kill -QUIT "$server" 2>/dev/null || true
    elif [ -n "$server_job" ]; then kill -TERM "$server_job" 2>/dev/null || true; fi
    wait
    cd /
    rm -rf "$folder"
}
trap sweep EXIT
# PIPE too: who dies while the server starts is no longer there to hear that it is ready.
trap 'exit 0' HUP INT TERM PIPE

fail() {
    echo "$1"
    tail -n 20 "$folder/log" 2>/dev/null || true
    exit 0
}

# The server refuses to run as root; the folder stays closed (0700) to everyone but its user.
as_user=
if [ "$(id -u)" -eq 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    group=$(id -g "$user")
    chown "$user:$group" "$folder"
    as_user="setpriv --reuid=$user --regid=$group --init-groups"
    $as_user true 2>/dev/null || as_user="runuser -u $user --"
    $as_user true 2>/dev/null || fail "neither setpriv nor runuser can start a program as $user"
fi
cd "$folder"

$as_user "$bin/initdb" --pgdata=data --username=postgres --auth-local=trust --auth-host=reject \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 </dev/null || fail "initdb failed"

# Nothing here must survive a crash, so nothing waits for the disk; the only door is the folder's socket.
# Vacuuming hundreds of databases that live for seconds would only take the tests' processor time.
$as_user "$bin/postgres" -D data -p "$port" -c listen_addresses= -c "unix_socket_directories=$folder" \
    -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off -c timezone=UTC >>log 2>&1 </dev/null &
server_job=$!
tries=0
until grep -q '^ready' data/postmaster.pid 2>/dev/null; do
    tries=$((tries + 1))
    kill -0 "$server_job" 2>/dev/null || fail "the server ended while starting"
    [ "$tries" -lt 1200 ] || fail "the server was not ready within a minute"
    sleep 0.05
done
echo "ready $folder"
read -r _ || true
"#;

/// A running server. Dropping it, or the end of the process that holds it, ends the server and its folder.
struct Cluster {
    /// The folder of the socket, which is also everything that the cluster leaves on the disk.
    folder: PathBuf,
    psql: PathBuf,
    /// Its open standard input is what keeps the server alive. The standard library opens pipes
    /// close-on-exec, so no other child of the tests can hold this end open after us.
    guardian: Child,
}

/// The URL of the cluster's own database `postgres`, for a test that speaks to the server as a whole.
///
/// `None` means that there is no PostgreSQL here, which has then been said once on standard error. Under
/// `CI` that is a panic instead.
pub fn url() -> Option<String> {
    cluster().map(|cluster| cluster.url("postgres"))
}

/// Creates an empty database that no other test has seen, and returns its URL as sqlx reads it.
///
/// It needs no async runtime and takes about 70 ms. The database goes with the cluster, so
/// nobody drops it; each takes about 8 MB of `/tmp` until then. `None` and panics are those of [`url`].
pub fn fresh_database_url() -> Option<String> {
    static CREATED: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster()?;
    let number = CREATED.fetch_add(1, Ordering::Relaxed) + 1;
    let name = format!("t_{number}_{}", std::process::id());
    // Nobody can be connected to template0, and a connection to its template would make `create` wait. A copy
    // of files leaves no log behind: the other strategy writes 8 MB of it a database, for no gain in time.
    cluster.run(&format!("create database {name} template template0 strategy file_copy"));
    Some(cluster.url(&name))
}

/// The folder of binaries that the cluster was started from, for a test that starts a server to break it. `None`
/// and panics are those of [`url`].
pub fn binaries() -> Option<&'static Path> {
    cluster()?.psql.parent()
}

/// The one cluster of this process, started by whichever test asks first while the others wait.
fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
    let outcome = CLUSTER.get_or_init(|| {
        let started = find_binaries().and_then(|bin| Cluster::start(&bin));
        if let Err(why) = &started {
            say_aloud(&format!(
                "SKIPPED: the PostgreSQL half of the tests (each passes unseen), because {why}"
            ));
        }
        started
    });
    let in_ci = setting("CI").is_some();
    match outcome {
        Ok(cluster) => Some(cluster),
        Err(why) if in_ci => panic!("under CI the tests need PostgreSQL, and {why}"),
        Err(_) => None,
    }
}

impl Cluster {
    /// Starts a server from a folder of binaries and waits until it takes connections: about a second.
    fn start(bin: &Path) -> Result<Self, String> {
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "guardian"])
            .args([bin.as_os_str(), PORT.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A group of its own: Ctrl-C and a test runner's kill reach the tests, not their guardian.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("`sh` could not be started: {error}"))?;
        let mut said = BufReader::new(guardian.stdout.take().expect("the guardian's output is a pipe"));
        let mut answer = String::new();
        said.read_line(&mut answer).map_err(|error| format!("the guardian cannot be heard: {error}"))?;
        match answer.trim_end().strip_prefix("ready ") {
            Some(folder) => Ok(Self { folder: folder.into(), psql: bin.join("psql"), guardian }),
            None => Err(why_it_did_not_start(bin, answer, said, guardian)),
        }
    }

    fn url(&self, database: &str) -> String {
        let folder = self.folder.display();
        format!("postgres://postgres@localhost:{PORT}/{database}?host={folder}&sslmode=disable")
    }

    /// Runs one statement in the database `postgres` and returns what it prints, bare.
    fn run(&self, statement: &str) -> String {
        let output = Command::new(&self.psql)
            .args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres", "-p", PORT])
            .arg("-h")
            .arg(&self.folder)
            .args(["-c", statement])
            .env_remove("PGHOSTADDR")
            .env_remove("PGOPTIONS")
            .env_remove("PGSERVICE")
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{} could not be started: {error}", self.psql.display()));
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "psql refused `{statement}`: {complaint}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }
}

impl Drop for Cluster {
    /// Only a test that starts a second cluster comes here; the shared one is static and ends by the pipe.
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // The guardian may already be gone, and then there is nothing to wait for.
        let _ = self.guardian.wait();
    }
}

/// The guardian's own words, with the end of the server's log, as one reason.
fn why_it_did_not_start(bin: &Path, first_line: String, mut said: impl Read, mut guardian: Child) -> String {
    let mut reason = first_line;
    // What cannot be read cannot be told; the first line is reason enough.
    let _ = said.read_to_string(&mut reason);
    let _ = guardian.wait();
    format!("PostgreSQL from {} did not start: {}", bin.display(), reason.trim())
}

/// The folder with `initdb`, `postgres` and `psql` of a version that will do.
fn find_binaries() -> Result<PathBuf, String> {
    if let Some(named) = setting("TEST_POSTGRES_BIN") {
        // The guardian works in a folder of its own, where a relative path would lead elsewhere.
        let bin = std::path::absolute(&named).unwrap_or_else(|_| PathBuf::from(named));
        let shown = bin.display().to_string();
        return first_fit(vec![bin]).ok_or(format!(
            "TEST_POSTGRES_BIN={shown} holds no initdb, postgres and psql of version 15 or later"
        ));
    }
    let path = setting("PATH").unwrap_or_default();
    let mut folders = debian_folders(Path::new("/usr/lib/postgresql"));
    // A link on PATH may stand alone; where it leads, the other binaries lie beside it.
    folders.extend(
        std::env::split_paths(&path).filter_map(|folder| {
            folder.join("postgres").canonicalize().ok()?.parent().map(Path::to_path_buf)
        }),
    );
    first_fit(folders).ok_or_else(|| {
        "there is none of version 15 or later: install Debian's package `postgresql`, \
         or name a folder of binaries in TEST_POSTGRES_BIN"
            .to_owned()
    })
}

/// `<root>/<version>/bin` as Debian lays them out, newest version first.
fn debian_folders(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, bin)| bin).collect()
}

fn first_fit(folders: Vec<PathBuf>) -> Option<PathBuf> {
    folders.into_iter().find(|bin| {
        ["initdb", "psql"].iter().all(|name| bin.join(name).is_file())
            && major_version(&bin.join("postgres")).is_some_and(|version| version >= OLDEST_VERSION)
    })
}

/// The major version of a server: `postgres --version` says `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major_version(postgres: &Path) -> Option<u32> {
    let output = Command::new(postgres).arg("--version").stdin(Stdio::null()).output().ok()?;
    parse_major_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_major_version(said: &str) -> Option<u32> {
    let version = said.split_once("(PostgreSQL) ")?.1;
    version.split(|next: char| !next.is_ascii_digit()).next()?.parse().ok()
}

/// Standard error itself and not `eprintln!`, which the test harness keeps to itself when a test passes.
fn say_aloud(sentence: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(io::stderr(), "\n{sentence}\n");
}

/// A variable of the environment, with empty as unset.
#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no command line through which it could be said"
)]
fn setting(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

#[test]
fn every_fresh_database_is_another_one_in_the_same_cluster() {
    let (Some(first), Some(second), Some(whole)) = (fresh_database_url(), fresh_database_url(), url()) else {
        return;
    };
    assert_ne!(first, second);
    let cluster = cluster().expect("a cluster that gave two databases is there");
    let ours = cluster.run("select count(*) >= 2 from pg_database where datname like 't\\_%'");
    assert_eq!(ours, "t");
    let host = format!("host={}", cluster.folder.display());
    assert!([&first, &second, &whole].iter().all(|url| url.contains(&host)), "{whole} does not name {host}");
}

#[test]
fn the_cluster_is_one_that_nobody_else_can_reach() {
    let Some(cluster) = cluster() else { return };
    let settings = "select current_setting('listen_addresses'), current_setting('max_connections'),
                           current_setting('fsync'), datcollate
                    from pg_database where datname = 'postgres'";
    assert_eq!(cluster.run(settings), "|300|off|C.UTF-8");
    let socket = cluster.folder.join(format!(".s.PGSQL.{PORT}"));
    assert!(socket.as_os_str().len() < 100, "{} is too long for a socket", socket.display());
    let mode = std::os::unix::fs::MetadataExt::mode(&cluster.folder.metadata().expect("the folder is there"));
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_cluster_ends_with_the_process_that_holds_it() {
    if url().is_none() {
        return;
    }
    let bin = find_binaries().expect("the first cluster was started from binaries");
    // The end of a process and this drop look the same from the guardian's side: the pipe is closed.
    let second = Cluster::start(&bin).expect("a second cluster starts beside the first");
    let folder = second.folder.clone();
    let pid_file = folder.join("data/postmaster.pid");
    let pid_file = std::fs::read_to_string(pid_file).expect("a running server has a pid file");
    let pid = pid_file.lines().next().expect("the pid is its first line");
    drop(second);
    assert!(!folder.exists(), "{} is still there", folder.display());
    assert!(!Path::new("/proc").join(pid).exists(), "the server {pid} still runs");
}

#[test]
fn a_version_is_read_from_what_the_server_says_of_itself() {
    assert_eq!(parse_major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
    assert_eq!(parse_major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
    assert_eq!(parse_major_version("something else"), None);
}

#[test]
fn a_folder_without_binaries_is_not_taken() {
    let empty = tempfile::tempdir().expect("a temporary folder can be made");
    assert_eq!(first_fit(vec![empty.path().to_path_buf()]), None);
    assert!(debian_folders(empty.path()).is_empty());
    std::fs::create_dir(empty.path().join("9")).expect("a folder can be made");
    std::fs::create_dir(empty.path().join("16")).expect("a folder can be made");
    let newest_first = [empty.path().join("16/bin"), empty.path().join("9/bin")];
    assert_eq!(debian_folders(empty.path()), newest_first);
}
