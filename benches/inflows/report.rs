//! The tables: medians of the rounds, one line for each count of clients and each target.
use super::{Counted, Round, load::Target, shared::table};

/// Prints what an engine did.
pub fn print(engine: &str, clients: &[usize], rounds: &[Round], counted: &[Counted]) {
    println!("\n### {engine}");
    let mut rows = vec![];
    for clients in clients {
        for target in [Target::Ledger, Target::InTurn, Target::Bare] {
            let of: Vec<&Round> =
                rounds.iter().filter(|r| r.clients == *clients && r.target == target).collect();
            if of.is_empty() {
                continue;
            }
            let syncs = counted.iter().find(|c| c.clients == *clients && c.target == target);
            rows.push(row(*clients, target, &of, syncs, ratio(*clients, target, rounds)));
        }
    }
    table::print(
        &[
            "clients",
            "what",
            "requests/s",
            "of bare",
            "commits/s",
            "fsyncs/s",
            "p50 ms",
            "p99 ms",
            "failed",
            "memory MiB (most)",
            "database MiB",
            "CPU µs a request: service · database · wrk",
        ],
        &rows,
    );
}

fn rate(round: &Round) -> f64 {
    round.figures.answered / round.figures.seconds
}

/// The middle of the ratios of neighbouring rounds: each round against the bare one that came right after it.
fn ratio(clients: usize, target: Target, rounds: &[Round]) -> f64 {
    let of = |target| {
        let found = rounds.iter().filter(move |r| r.clients == clients && r.target == target);
        found.map(rate).collect::<Vec<_>>()
    };
    let pairs = of(target).into_iter().zip(of(Target::Bare));
    table::median(&pairs.map(|(ours, bare)| ours / bare).collect::<Vec<_>>())
}

fn row(clients: usize, target: Target, of: &[&Round], syncs: Option<&Counted>, ratio: f64) -> Vec<String> {
    let middle = |figure: fn(&Round) -> f64| table::median(&of.iter().map(|r| figure(r)).collect::<Vec<_>>());
    let commits = middle(|r| r.commits / r.figures.seconds);
    let cpu = |figure: fn(&Round) -> f64| table::whole(middle(figure) * 1e6);
    let memory = of.last().map(|r| (r.memory_server, r.memory_database)).unwrap_or_default();
    vec![
        clients.to_string(),
        target.name().to_owned(),
        table::whole(middle(rate)),
        if target == Target::Bare { "1".to_owned() } else { format!("{ratio:.3}") },
        table::whole(commits),
        syncs.map_or("n/a".to_owned(), |s| table::whole(s.syncs_a_commit * commits)),
        table::short(middle(|r| r.figures.p50)),
        table::short(middle(|r| r.figures.p99)),
        table::whole(of.iter().map(|r| r.figures.failed).sum()),
        format!("{:.0} ({:.0})", memory.0.now, memory.0.most),
        if memory.1 > 0.0 { format!("{:.0}", memory.1) } else { "in the service".to_owned() },
        format!(
            "{} · {} · {}",
            cpu(|r| r.cpu_server / r.figures.answered),
            cpu(|r| r.cpu_database / r.figures.answered),
            cpu(|r| r.figures.cpu / r.figures.answered)
        ),
    ]
}
