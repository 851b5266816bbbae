//! A PostgreSQL of a test's own, with every care for the disk switched on, that can be killed with all its processes and
//! started again over the same data; on a small disk where a test wants one. The shared cluster is not touched.
use crate::postgres;
use std::{
    io::{BufRead, BufReader, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

/// The guardian's whole life: see `tests/it/postgres.rs`, whose guardian this one is like. It takes orders by line: `kill`,
/// `start`; and answers each with a line that begins with `done` or `failed`.
const GUARDIAN: &str = r#"
set -u
bin=$1
small=$2
port=5432
server=
folder=$(mktemp -d /tmp/relief-pf-XXXXXX)

# Stopped first, so that it starts no further process while they are counted. A server's processes are its children.
kill_all() {
    [ -n "$server" ] || return 0
    kill -STOP "$server" 2>/dev/null
    all=$server
    for stat in /proc/[0-9]*/stat; do
        read -r pid name state parent rest 2>/dev/null <"$stat" || continue
        if [ "$parent" = "$server" ]; then all="$all $pid"; fi
    done
    kill -KILL $all 2>/dev/null
    wait "$server" 2>/dev/null
    server=
}
# A stopped process in a group whose parent has died makes the kernel send HUP to all of it, this shell too; it ends later.
sweep() {
    trap '' HUP INT TERM PIPE
    kill_all
    cd /
    if [ "$small" -gt 0 ]; then
        tries=0
        while ! umount "$folder/small" 2>/dev/null && [ "$tries" -lt 100 ]; do tries=$((tries + 1)); sleep 0.05; done
        umount -l "$folder/small" 2>/dev/null
    fi
    rm -rf "$folder"
}
trap sweep EXIT
trap 'exit 0' HUP INT TERM PIPE

fail() {
    echo "failed: $1: $(tail -n 5 "$folder/log" 2>/dev/null | tr '\n' ' ')"
}
answers() {
    PGCONNECT_TIMEOUT=5 "$bin/psql" -XqAt -h "$folder" -p "$port" -U postgres -d postgres -c 'select 1' >/dev/null 2>&1
}
running() {
    [ -n "$server" ] && kill -0 "$server" 2>/dev/null
}
# What was killed may still be on its way out, and what ran into a full disk may have ended by itself.
start() {
    tries=0
    until answers; do
        if ! running; then
            $as_user "$bin/postgres" -D "$data" -p "$port" -c listen_addresses= -c "unix_socket_directories=$folder" \
                -c max_connections=60 -c shared_buffers=16MB -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
                -c min_wal_size=2MB -c max_wal_size=8MB -c jit=off -c timezone=UTC >>log 2>&1 </dev/null &
            server=$!
        fi
        tries=$((tries + 1))
        if [ "$tries" -ge 600 ]; then fail "the server does not answer"; return; fi
        sleep 0.1
    done
    echo "done $folder"
}

as_user=
user=
if [ "$(id -u)" -eq 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    as_user="setpriv --reuid=$user --regid=$(id -g "$user") --init-groups"
    $as_user true 2>/dev/null || as_user="runuser -u $user --"
fi
mkdir "$folder/small"
if [ "$small" -gt 0 ]; then
    mount -t tmpfs -o "size=${small}k,mode=0700" relief-faults "$folder/small" 2>/dev/null || { small=0; echo "failed: no mount"; exit 0; }
fi
[ -z "$user" ] || chown "$user:" "$folder" "$folder/small"
cd "$folder"
data=$folder/data
if [ "$small" -gt 0 ]; then data=$folder/small/data; fi
$as_user "$bin/initdb" --pgdata="$data" --username=postgres --auth-local=trust --auth-host=reject \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync --wal-segsize=1 >log 2>&1 </dev/null || { fail "initdb"; exit 0; }
start
while read -r order; do
    case $order in
        kill) kill_all; echo "done" ;;
        start) start ;;
    esac
done
"#;

/// What is said where no disk can be mounted.
pub const NO_MOUNT: &str = "failed: no mount";

/// A running server, or one that was killed and can be started again.
pub struct Cluster {
    guardian: Child,
    said: BufReader<ChildStdout>,
    folder: PathBuf,
}

impl Cluster {
    /// Starts a server; none where PostgreSQL is not installed.
    pub fn start() -> Option<Cluster> {
        let started = Cluster::begin(0)?;
        Some(started.unwrap_or_else(|why| panic!("PostgreSQL: {why}")))
    }

    /// Starts a server whose data lie on a disk of so many KiB. The error is [`NO_MOUNT`] where none can be mounted.
    pub fn on_small_disk(kib: u32) -> Option<Result<Cluster, String>> {
        Cluster::begin(kib)
    }

    fn begin(kib: u32) -> Option<Result<Cluster, String>> {
        let bin = postgres::binaries()?;
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "guardian"])
            .arg(bin)
            .arg(kib.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("`sh` can be started");
        let said = BufReader::new(guardian.stdout.take().expect("the guardian's output is a pipe"));
        let mut cluster = Cluster { guardian, said, folder: PathBuf::new() };
        Some(cluster.hear().map(|folder| {
            cluster.folder = folder.into();
            cluster
        }))
    }

    /// The URL of its one database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost:5432/postgres?host={}&sslmode=disable", self.folder.display())
    }

    /// The folder with everything of the server: data, write-ahead log, its log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder that is the small disk.
    pub fn small(&self) -> PathBuf {
        self.folder.join("small")
    }

    /// `kill -9` of the server and all its processes.
    pub fn kill(&mut self) {
        self.order("kill");
    }

    /// Starts the server over what is there, if it does not run, and waits until it answers.
    pub fn restart(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        let input = self.guardian.stdin.as_mut().expect("the guardian's input is a pipe");
        writeln!(input, "{order}").expect("the guardian listens");
        self.hear().unwrap_or_else(|why| panic!("PostgreSQL: {order}: {why}"));
    }

    fn hear(&mut self) -> Result<String, String> {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("the guardian can be heard");
        match line.trim().strip_prefix("done") {
            Some(folder) => Ok(folder.trim().to_owned()),
            None => Err(line.trim().to_owned()),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        // The guardian may already be gone, and then there is nothing to wait for.
        let _ = self.guardian.wait();
    }
}
