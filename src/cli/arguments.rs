//! The words of the command line (contract, commands). What they do is said in the files beside this one.
use crate::{
    domain::{batch::DebtorAccount, day::Day, outward::SenderName, person::Role, word::Unreadable},
    http::limit::Limits,
};
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// Reads a word of the domain; the command line speaks English only.
fn english<T: FromStr<Err = Unreadable>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|why: Unreadable| why.en)
}

/// The ledger of a compensation and relief fund.
#[derive(Parser)]
#[command(name = "relief-ledger", version, about, max_term_width = 110)]
pub struct Arguments {
    /// Which database and which key.
    #[command(flatten)]
    pub database: Database,
    /// How the log on standard error is written: `text` on a terminal and `json` elsewhere when not said. RUST_LOG says how much.
    #[arg(long, global = true, env = "RELIEF_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which database, and the key that opens its seals.
#[derive(Args, Clone)]
pub struct Database {
    /// `sqlite:fund.db` or `postgres://…`; an absent one is made and migrated.
    #[arg(
        long,
        global = true,
        env = "RELIEF_DATABASE",
        default_value = "sqlite:fund.db",
        hide_env_values = true
    )]
    pub database: String,
    /// A file with the Fund's key: 64 hex digits.
    #[arg(long, global = true)]
    pub key_file: Option<PathBuf>,
    /// The Fund's key itself; better kept out of the command line, in RELIEF_KEY or a file.
    #[arg(long, global = true, env = "RELIEF_KEY", hide_env_values = true, hide = true)]
    pub key: Option<String>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for a person.
    Text,
    /// A JSON object a line.
    Json,
}

/// Where to serve and within which bounds.
#[derive(Args, Clone)]
pub struct Serving {
    /// Where to listen.
    #[arg(long, env = "RELIEF_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Where to answer `/metrics` to whoever asks, without a token; nowhere when not said.
    #[arg(long, env = "RELIEF_METRICS_LISTEN")]
    pub metrics_listen: Option<String>,
    /// The account that payments are made from (IBAN), as it stands in bank files; where it is not said, the bank knows it.
    #[arg(long, env = "RELIEF_SENDER_ACCOUNT", hide_env_values = true, value_parser = english::<DebtorAccount>)]
    pub sender_account: Option<DebtorAccount>,
    /// Seconds that answers in flight may take to go out once the service was told to stop.
    #[arg(long, env = "RELIEF_DRAIN_SECONDS", default_value_t = 20, value_parser = value_parser!(u64).range(1..=86_400))]
    pub drain_seconds: u64,
    /// Seconds that the head of a request may take to come, and that a kept connection may be silent.
    #[arg(long, env = "RELIEF_HEAD_SECONDS", default_value_t = 30, value_parser = value_parser!(u64).range(1..=86_400))]
    pub head_seconds: u64,
    /// Seconds that the body of a request may take to come.
    #[arg(long, env = "RELIEF_BODY_SECONDS", default_value_t = 30, value_parser = value_parser!(u64).range(1..=86_400))]
    pub body_seconds: u64,
    /// Seconds that a request whose body is there may wait for its answer to begin.
    #[arg(long, env = "RELIEF_ANSWER_SECONDS", default_value_t = 30, value_parser = value_parser!(u64).range(1..=86_400))]
    pub answer_seconds: u64,
    /// Seconds that a client may leave an answer unread.
    #[arg(long, env = "RELIEF_STALL_SECONDS", default_value_t = 30, value_parser = value_parser!(u64).range(1..=86_400))]
    pub stall_seconds: u64,
    /// Connections at once; further ones wait.
    #[arg(long, env = "RELIEF_MAX_CONNECTIONS", default_value_t = 768, value_parser = value_parser!(u64).range(1..=100_000))]
    pub max_connections: u64,
    /// Requests at once; further ones are answered `503 busy`.
    #[arg(long, env = "RELIEF_MAX_REQUESTS", default_value_t = 512, value_parser = value_parser!(u64).range(1..=100_000))]
    pub max_requests: u64,
    /// Days for which the blind index of an erased person is kept, so that the same person under another pseudonym is still found. Once
    /// they are over, the index is removed at the next start or within a day. It holds keyed hashes, no words.
    #[arg(long, env = "RELIEF_KEEP_INDEX_DAYS", default_value_t = 1_825, value_parser = value_parser!(u32).range(0..=36_500))]
    pub keep_index_days: u32,
    /// Under which name payments come: what a person's bank shows. It must not tell what the Fund is for.
    #[arg(long, env = "RELIEF_SENDER_NAME", default_value_t, hide_env_values = true, value_parser = english::<SenderName>)]
    pub sender_name: SenderName,
    /// A folder with the rulebook: which purposes are paid for, and what is misuse. The one that is built in where none is said.
    #[arg(long, env = "RELIEF_POLICIES")]
    pub policies: Option<PathBuf>,
    /// The solver that proves every rulebook that is proposed while the service runs: an executable cvc5 1.3.1, or the script `tools/cvc5`
    /// of this project. Needs a build with the feature `prove`; without one, proposals are told to be not proved.
    #[arg(long, env = "CVC5", default_value = "cvc5")]
    pub solver: PathBuf,
    /// Prepares no group of commands while another is made durable: for measuring what preparing brings.
    #[arg(long, hide = true)]
    pub in_turn: bool,
}

impl Serving {
    /// The bounds.
    pub fn limits(&self) -> Limits {
        let most = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Limits {
            drain: Duration::from_secs(self.drain_seconds),
            head: Duration::from_secs(self.head_seconds),
            body: Duration::from_secs(self.body_seconds),
            answer: Duration::from_secs(self.answer_seconds),
            stall: Duration::from_secs(self.stall_seconds),
            connections: most(self.max_connections),
            requests: most(self.max_requests),
            ..Limits::default()
        }
    }
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// A fund in a temporary folder with the story of 2008-2015 and its own key; prints tokens and serves.
    Demo {
        /// Where and within which bounds.
        #[command(flatten)]
        serving: Serving,
    },
    /// Serves the API until SIGTERM or SIGINT; answers in flight then go out. A second signal ends it at once.
    Serve {
        /// Where and within which bounds.
        #[command(flatten)]
        serving: Serving,
    },
    /// Makes or migrates the database.
    Migrate,
    /// Persons and their roles.
    Person {
        /// What about them.
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Bearer tokens.
    Token {
        /// What about them.
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Files for auditors.
    Export {
        /// Which.
        #[command(subcommand)]
        command: ExportCommand,
    },
    /// Takes a backup of the whole ledger while others work.
    Backup {
        /// Where to; the file appears when it is whole.
        file: PathBuf,
        /// Replace a file that is there.
        #[arg(long)]
        force: bool,
    },
    /// Restores a backup into an empty or absent database, and keeps it only if everything in it agrees with its log.
    Restore {
        /// Which backup.
        file: PathBuf,
    },
    /// Compares everything stored with the log and with itself.
    Verify {
        /// A file with the log's verifier key, as `keys public` printed it: the log must be signed with that one. Without the Fund's
        /// key, leaves, tree and signatures are checked with it, and rows and seals are not.
        #[arg(long)]
        public_key: Option<PathBuf>,
    },
    /// The rulebook: what is paid for, and what is misuse.
    Rules {
        /// Which.
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// The Fund's keys: printing the public one, giving it another.
    Keys {
        /// Which.
        #[command(subcommand)]
        command: KeysCommand,
    },
}

/// The rulebook.
#[derive(Subcommand)]
pub enum RulesCommand {
    /// Reads a folder as a rulebook, and tells everything that is wrong with it by file, line and mend; without a folder, the one that is
    /// built in. Opens no database.
    Check {
        /// The folder.
        folder: Option<PathBuf>,
    },
    /// Holds the cases of a folder (`cases` in it) against its rulebook.
    Test {
        /// The folder.
        folder: PathBuf,
    },
    /// The same, and sees that each rule has a case that triggers it, a near miss, and one that lacks a fact; and that each policy is met.
    Coverage {
        /// The folder.
        #[arg(default_value = "policies")]
        folder: PathBuf,
    },
    /// Judges every verdict of the database again under the policies of a folder, and tells which would be others, and what would stand
    /// against them or would not. Writes nothing.
    Replay {
        /// The folder.
        folder: PathBuf,
    },
    /// Proves for every payment there could be that a rulebook stays inside the bounds that are built in and those of its folder
    /// (`guarantees` in it), that no policy can err, and that each decides something; without a folder, of the one that is built in. What
    /// is not proved is shown with a payment that shows it. Needs a build with the feature `prove`.
    Prove {
        /// The folder.
        folder: Option<PathBuf>,
        /// The solver: an executable cvc5 1.3.1, or the script `tools/cvc5` of this project.
        #[arg(long, env = "CVC5", default_value = "cvc5")]
        solver: PathBuf,
    },
}

/// The Fund's keys.
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Gives the Fund another key: data keys are wrapped anew, no sealed word is touched. Stop the service first. Broken off, it goes on
    /// when it is run again with the same two keys.
    Rotate {
        /// The file with the new key, 64 hex digits; --key-file or RELIEF_KEY is the one in use.
        #[arg(long)]
        to_key_file: PathBuf,
    },
    /// Prints the log's verifier key (C2SP signed-note): give it to auditors, so that they can check what the log signed.
    Public,
}

/// Persons and their roles.
#[derive(Subcommand)]
pub enum PersonCommand {
    /// Adds a person, or roles to one, and prints a bearer token, once.
    Add {
        /// The name the person answers with.
        name: String,
        /// A role; several may be given.
        #[arg(long, required = true, value_parser = english::<Role>)]
        role: Vec<Role>,
        /// For a registrar: the court or prosecutor recorded for.
        #[arg(long)]
        issuer: Option<String>,
    },
    /// Takes a role from a person.
    Revoke {
        /// The name.
        name: String,
        /// The role.
        #[arg(long, value_parser = english::<Role>)]
        role: Role,
    },
}

/// Bearer tokens.
#[derive(Subcommand)]
pub enum TokenCommand {
    /// Prints a new token for a person, alone on the last line, once.
    New {
        /// The name.
        name: String,
    },
    /// Ends all tokens of a person.
    End {
        /// The name.
        name: String,
    },
}

/// Files for auditors.
#[derive(Subcommand)]
pub enum ExportCommand {
    /// The statement of a period.
    Statement {
        /// First day.
        #[arg(long, value_parser = english::<Day>)]
        from: Option<Day>,
        /// Last day.
        #[arg(long, value_parser = english::<Day>)]
        to: Option<Day>,
        /// json, csv, hledger or beancount.
        #[arg(long, default_value = "csv")]
        format: String,
        /// As known at an instant (RFC 3339).
        #[arg(long)]
        known_at: Option<String>,
        /// Where to write; standard output when not said.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}
