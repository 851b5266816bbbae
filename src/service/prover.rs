//! The prover of rulebooks: starts the solver (cvc5, a program of its own), puts the questions of `rules::prove` to it and tells what came
//! out. Without the feature `prove` there is none, and it says so; nothing else depends on it.
use crate::rules::{
    Rulebook,
    prove::{Extent, Guarantee, Proof},
};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// The prover.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "prove"), expect(dead_code, reason = "there is no prover to ask with it"))]
pub struct Prover {
    solver: PathBuf,
    most: Duration,
    /// One proof at a time: each starts solvers, and needs a core.
    turn: Arc<Mutex<()>>,
}

/// What a prover says of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was held against every bound; what is not proved is named in the proof.
    Done(Proof),
    /// There is no prover here: why, and what to do.
    NoProver(String),
    /// It was asked and gave no answer, or not in time: nothing is known, and nothing may be taken for proved.
    NoAnswer(String),
}

impl Outcome {
    /// The rulebook was proved to stay inside every bound.
    pub fn is_proved(&self) -> bool {
        matches!(self, Outcome::Done(proof) if proof.is_safe())
    }
}

impl Prover {
    /// A prover that asks this solver; it takes ten minutes at most.
    pub fn new(solver: impl Into<PathBuf>) -> Prover {
        Prover { solver: solver.into(), most: Duration::from_secs(600), turn: Arc::default() }
    }

    /// Proves a rulebook inside the bounds that are built in, and inside those of its owner's.
    #[cfg(not(feature = "prove"))]
    pub async fn prove(&self, _book: &Arc<Rulebook>, _own: &[Guarantee], _extent: Extent) -> Outcome {
        Outcome::NoProver("this build has no prover; build it with --features prove".into())
    }

    /// Proves a rulebook inside the bounds that are built in, and inside those of its owner's.
    #[cfg(feature = "prove")]
    pub async fn prove(&self, book: &Arc<Rulebook>, own: &[Guarantee], extent: Extent) -> Outcome {
        let _turn = self.turn.lock().await;
        if let Err(why) = self.tried().await {
            return Outcome::NoProver(why);
        }
        // Putting the questions takes as much work as answering them: others are answered meanwhile.
        let (prover, book, own) = (self.clone(), book.clone(), own.to_vec());
        let runtime = tokio::runtime::Handle::current();
        let asked = tokio::task::spawn_blocking(move || {
            let asked = async { crate::rules::prove::prove(&book, &own, extent, prover.started()?).await };
            runtime.block_on(tokio::time::timeout(prover.most, asked))
        });
        match asked.await {
            Ok(Ok(Ok(proof))) => Outcome::Done(proof),
            Ok(Ok(Err(why))) => Outcome::NoAnswer(why),
            Err(_) => Outcome::NoAnswer("the prover broke off".into()),
            Ok(Err(_)) => {
                Outcome::NoAnswer(format!("the proof took longer than {} seconds", self.most.as_secs()))
            }
        }
    }

    /// Is there a solver that answers?
    #[cfg(feature = "prove")]
    pub async fn is_there(&self) -> bool {
        self.tried().await.is_ok()
    }

    /// Is there a solver that answers?
    #[cfg(not(feature = "prove"))]
    pub async fn is_there(&self) -> bool {
        false
    }

    /// The same prover, which takes no longer than this for a proof.
    pub fn within(self, most: Duration) -> Prover {
        Prover { most, ..self }
    }
}

#[cfg(feature = "prove")]
impl Prover {
    /// The version with which the compiler of policies is tried.
    const VERSION: &str = "1.3.1";

    fn command(&self) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(&self.solver);
        command.kill_on_drop(true).stdin(std::process::Stdio::null());
        command
    }

    fn absent(&self, why: &str) -> String {
        let mend = "pip install cvc5==1.3.1, and let CVC5 name the script tools/cvc5 of this project, or an executable cvc5";
        format!("the solver {} does not answer ({why}): {mend}", self.solver.display())
    }

    /// The solver is there and is the right one; told before anything is asked, since a program that is none says it in other words.
    async fn tried(&self) -> Result<(), String> {
        let output = self.command().arg("--version").output().await;
        let output = output.map_err(|why| self.absent(&why.to_string()))?;
        let said =
            String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr });
        let first = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it said nothing");
        if output.status.success() && first.contains("cvc5") && first.contains(Prover::VERSION) {
            return Ok(());
        }
        Err(self.absent(&first.chars().take(200).collect::<String>()))
    }

    fn started(&self) -> Result<cedar_policy_symcc::solver::LocalSolver, String> {
        let mut command = self.command();
        command.args(["--lang", "smt", "--tlimit-per=120000"]);
        let started = cedar_policy_symcc::solver::LocalSolver::from_command(&mut command);
        started.map_err(|why| self.absent(&why.to_string()))
    }
}
