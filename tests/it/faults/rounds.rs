//! How many rounds a fault runs, where in a round it strikes, and the row of the fault table. Nothing here waits or measures time.
use std::io::{self, Write};

/// Rounds over one database, so that a long run does not reckon with a larger and larger one.
pub const A_HOUSE: usize = 10;

/// So many rounds as `RELIEF_FAULT_ROUNDS` says, or the few of the short form.
#[expect(clippy::disallowed_methods, reason = "whoever wants more rounds says so in the environment")]
fn wanted() -> Option<usize> {
    std::env::var("RELIEF_FAULT_ROUNDS").ok().and_then(|n| n.parse().ok())
}

/// The rounds to run: `short` of them unless more are wanted.
pub fn rounds(short: usize) -> usize {
    wanted().unwrap_or(short)
}

/// Was the long form asked for?
pub fn is_long() -> bool {
    wanted().is_some()
}

/// After how many acknowledgements the fault of a round strikes: another number each round, the same in each run.
pub fn strikes_after(round: usize) -> usize {
    30 + draw(round) % 120
}

/// A number that looks random and is the same in each run (one step of SplitMix64).
pub fn draw(of: usize) -> usize {
    let mut z = (of as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1) as usize
}

/// A row of the fault table.
#[derive(Debug)]
pub struct Row {
    fault: &'static str,
    engine: &'static str,
    rounds: usize,
    acknowledged: usize,
    unknown: usize,
    lost: Vec<String>,
}

impl Row {
    /// A row of no round yet.
    pub fn new(fault: &'static str, engine: &'static str) -> Row {
        Row { fault, engine, rounds: 0, acknowledged: 0, unknown: 0, lost: vec![] }
    }

    /// Adds a round.
    pub fn add(&mut self, tally: super::reckoning::Tally) {
        self.rounds += 1;
        self.acknowledged += tally.acknowledged;
        self.unknown += tally.unknown;
        self.lost.extend(tally.lost);
    }

    /// Adds what was lost besides.
    pub fn lose(&mut self, what: &str) {
        self.lost.push(what.to_owned());
    }

    /// Prints the row, aloud in the long form, and fails if anything was lost or nothing was tried.
    pub fn finish(self) {
        let Row { fault, engine, rounds, acknowledged, unknown, lost } = self;
        let row = format!("| {fault} | {engine} | {rounds} | {acknowledged} | {} |", lost.len());
        println!("{row}");
        if is_long() {
            // Standard error itself, which the test harness does not keep; closed, it leaves nobody to tell.
            let _ = writeln!(io::stderr(), "\n{row} ({unknown} without an answer)");
        }
        assert!(acknowledged > 0, "nothing was acknowledged, so nothing was tried: {row}");
        assert!(lost.is_empty(), "acknowledged and lost: {lost:#?}");
    }
}
