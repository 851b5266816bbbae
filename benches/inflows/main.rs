//! Durable inflows over HTTP, everything included, beside a bare group-committed transfer in the same run. What is measured and
//! how is said in `benches/README.md`; the options are `--engine --clients --seconds --rounds --threads --folder
//! --no-count --in-turn`.
#[path = "../shared/mod.rs"]
#[allow(dead_code, reason = "each bench uses its part of what both share")]
mod shared;

mod bare;
mod engine;
mod load;
mod report;

use engine::{Engine, transferred, written};
use load::{Figures, Load, Target};
use shared::{
    Outcome,
    client::Client,
    machine,
    options::Options,
    process,
    service::{Server, add_person, counted, free_address, has_program, run_ledger, watched},
};
use std::{os::unix::fs::PermissionsExt, path::Path, process::Command};

const KNOWN: &[&str] =
    &["engine", "clients", "seconds", "rounds", "threads", "folder", "no-count", "in-turn"];

/// One round of one target.
#[derive(Debug, Clone, Copy)]
struct Round {
    clients: usize,
    target: Target,
    figures: Figures,
    commits: f64,
    cpu_server: f64,
    cpu_database: f64,
    memory_server: process::Memory,
    memory_database: f64,
}

/// How often a commit made something durable, counted in a pass of its own.
#[derive(Debug, Clone, Copy)]
struct Counted {
    clients: usize,
    target: Target,
    syncs_a_commit: f64,
}

/// What a bench of one engine goes with.
struct Bench<'a> {
    name: &'a str,
    engine: Engine,
    folder: &'a Path,
    seconds: u32,
    threads: usize,
    runs: u32,
    /// Of a maker of each of the two ledgers.
    tokens: [String; 2],
    day: String,
    /// The servers that take turns.
    targets: Vec<Target>,
    /// URLs of the ledger's database, of the bare one, and of the ledger's that works in turn.
    urls: [String; 3],
}

/// Where the URL of its database stands.
fn place(target: Target) -> usize {
    match target {
        Target::Ledger => 0,
        Target::Bare => 1,
        Target::InTurn => 2,
    }
}

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let ["bare", url, address] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return runtime.block_on(bare::serve(url, address));
    }
    let options = Options::read(KNOWN)?;
    let folder = tempfile::Builder::new().prefix("relief-inflows-").tempdir_in(options.folder()?)?;
    // PostgreSQL runs as a user of its own and must pass through.
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711))?;
    machine::describe(folder.path())?;
    for name in options.values::<String>("engine", "sqlite,postgres")? {
        runtime.block_on(bench(&name, &options, folder.path()))?;
    }
    machine::describe_disk(folder.path())
}

async fn bench(name: &str, options: &Options, folder: &Path) -> Outcome<()> {
    let engine = Engine::open(name, folder)?;
    let urls = [
        engine.database(folder, "ledger")?,
        engine.database(folder, "bare")?,
        engine.database(folder, "in_turn")?,
    ];
    let mut targets = vec![Target::Ledger, Target::Bare];
    if options.has("in-turn") {
        targets.insert(1, Target::InTurn);
    }
    let tokens =
        [add_person(&urls[0], "Bench maker", "maker")?, add_person(&urls[2], "Bench maker", "maker")?];
    // The ledger refuses days to come, so the donations came on a day that is long past everywhere.
    let day = "2024-05-13".to_owned();
    let (seconds, threads) = (options.value("seconds", 4)?, options.value("threads", 1)?);
    let mut bench = Bench { name, engine, folder, seconds, threads, runs: 0, tokens, day, targets, urls };
    let clients: Vec<usize> = options.values("clients", "1,16,64,256")?;
    let rounds = bench.rounds(&clients, options.value("rounds", 3)?).await?;
    let counted = if options.has("no-count") { vec![] } else { bench.count(&clients).await? };
    report::print(name, &clients, &rounds, &counted);
    eprintln!("{name}: verify");
    let told = run_ledger(&bench.urls[0], &["verify"])?;
    let (first, last) = (told.lines().next().unwrap_or_default(), told.lines().last().unwrap_or_default());
    println!("`relief-ledger verify` on {name}: {first} · {last}");
    Ok(())
}

impl Bench<'_> {
    /// The rounds: ledger and bare in turn, so that what slows the machine slows both.
    async fn rounds(&mut self, clients: &[usize], rounds: usize) -> Outcome<Vec<Round>> {
        let mut servers = vec![];
        for target in self.targets.clone() {
            servers.push((target, self.start(target, None)?));
        }
        let mut done = vec![];
        for clients in clients {
            for round in 0..=rounds {
                for (target, server) in &servers {
                    // The first round only warms up.
                    let seconds = if round == 0 { 1 } else { self.seconds };
                    let figures = self.round(*target, server, *clients, seconds).await?;
                    if round > 0 {
                        self.say(&figures);
                        done.push(figures);
                    }
                }
            }
        }
        for (_, server) in servers {
            server.stop()?;
        }
        Ok(done)
    }

    fn say(&self, round: &Round) {
        let Figures { answered, seconds, p50, p99, .. } = round.figures;
        eprintln!(
            "{} {:>3} clients {:>13}: {:>7.0}/s, p50 {p50:.2} ms, p99 {p99:.2} ms, {:.0} commits/s",
            self.name,
            round.clients,
            round.target.name(),
            answered / seconds,
            round.commits / seconds
        );
    }

    fn start(&self, target: Target, count: Option<&Path>) -> Outcome<Server> {
        let log = self.folder.join(format!("{}.log", target.name()));
        if target != Target::Bare {
            let words: &[&str] = if target == Target::InTurn { &["--in-turn"] } else { &[] };
            return Server::ledger(&self.urls[place(target)], words, &log, count);
        }
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bare", &self.urls[1], &address]);
        Server::start(watched(command, count), address, &log, count.is_some())
    }

    /// One run of wrk with everything that is read before and after it. What was acknowledged must be there afterwards; what
    /// was in flight when wrk hung up may be.
    async fn round(
        &mut self,
        target: Target,
        server: &Server,
        clients: usize,
        seconds: u32,
    ) -> Outcome<Round> {
        self.runs += 1;
        let token = if target == Target::InTurn { &self.tokens[1] } else { &self.tokens[0] };
        let day = self.day.as_str();
        let load = Load { clients, threads: self.threads, seconds, token, day, run: self.runs };
        let before = self.stored(target, server).await?;
        let (server_cpu, database_cpu) = (process::cpu_seconds(server.pid()), self.database_cpu());
        let figures = load::send(target, &server.address, &load, self.folder)?;
        let cpu_server = process::cpu_seconds(server.pid()) - server_cpu;
        let cpu_database = self.database_cpu() - database_cpu;
        let after = self.settled(target, server, before.0 + figures.answered).await?;
        let stored = after.0 - before.0;
        if stored < figures.answered || stored > figures.answered + clients as f64 {
            return Err(format!("{} were acknowledged, and {stored} are stored", figures.answered).into());
        }
        Ok(Round {
            clients,
            target,
            figures,
            commits: after.1 - before.1,
            cpu_server,
            cpu_database,
            memory_server: server.memory(),
            memory_database: self.engine.cluster().map_or(0.0, |cluster| cluster.memory()),
        })
    }

    fn database_cpu(&self) -> f64 {
        self.engine.cluster().map_or(0.0, |cluster| cluster.cpu_seconds())
    }

    /// How many records and how many commits are stored.
    async fn stored(&self, target: Target, server: &Server) -> Outcome<(f64, f64)> {
        if target != Target::Bare {
            let written = written(&self.urls[place(target)]).await?;
            return Ok((written.inflows, written.commits));
        }
        let (entries, postings) = transferred(&self.urls[1]).await?;
        if postings != 2.0 * entries {
            return Err(format!("the bare server has {entries} entries and {postings} postings").into());
        }
        let commits = Client::connect(&server.address)?.send("/commits", &[], None)?.body;
        Ok((entries, String::from_utf8_lossy(&commits).parse()?))
    }

    /// The same once nothing is in flight any more: wrk hangs up on its last requests, and a server finishes them.
    async fn settled(&self, target: Target, server: &Server, at_least: f64) -> Outcome<(f64, f64)> {
        let mut last = self.stored(target, server).await?;
        for _ in 0..40 {
            std::thread::sleep(std::time::Duration::from_millis(100));
            let now = self.stored(target, server).await?;
            if now == last && now.0 >= at_least {
                break;
            }
            last = now;
        }
        Ok(last)
    }

    /// Counts what is made durable: each server started anew and stopped again, because PostgreSQL's processes report when they
    /// end; on SQLite under `strace`.
    async fn count(&mut self, clients: &[usize]) -> Outcome<Vec<Counted>> {
        let on_sqlite = self.engine.cluster().is_none();
        if on_sqlite && !has_program("strace", "-V") {
            eprintln!("{}: fsyncs are not counted, because there is no strace", self.name);
            return Ok(vec![]);
        }
        let mut done = vec![];
        for clients in clients {
            for target in [Target::Ledger, Target::Bare] {
                let syncs_a_commit = self.counted(target, *clients, on_sqlite).await?;
                eprintln!(
                    "{} {clients:>3} clients {}: {syncs_a_commit:.2} fsyncs a commit",
                    self.name,
                    target.name()
                );
                done.push(Counted { clients: *clients, target, syncs_a_commit });
            }
        }
        Ok(done)
    }

    async fn counted(&mut self, target: Target, clients: usize, on_sqlite: bool) -> Outcome<f64> {
        let file = self.folder.join("fsyncs");
        if target == Target::Bare {
            // Its numbers begin at 1, so it takes a database of its own each time.
            let name = format!("bare{}", self.runs);
            self.urls[1] = self.engine.database(self.folder, &name)?;
        }
        let before = self.engine.cluster().map_or(Ok(0.0), |cluster| cluster.syncs())?;
        let server = self.start(target, on_sqlite.then_some(&*file))?;
        let commits = self.round(target, &server, clients, 2).await?.commits;
        server.stop()?;
        let after = match self.engine.cluster() {
            Some(cluster) => cluster.syncs()?,
            None => counted(&file)?,
        };
        Ok((after - before) / commits.max(1.0))
    }
}
