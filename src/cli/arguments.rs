//! The words of the command line (contract, commands). What they do is said in the files beside this one.
use crate::domain::{day::Day, person::Role};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The ledger of a compensation and relief fund.
#[derive(Parser)]
#[command(name = "relief-ledger", version, about, max_term_width = 110)]
pub struct Arguments {
    /// Which database and which key.
    #[command(flatten)]
    pub database: Database,
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

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// A fund in a temporary folder with the story of 2008-2015 and its own key; prints tokens and serves.
    Demo {
        /// Where to listen.
        #[arg(long, env = "RELIEF_LISTEN", default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// Serves the API.
    Serve {
        /// Where to listen.
        #[arg(long, env = "RELIEF_LISTEN", default_value = "127.0.0.1:8080")]
        listen: String,
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
    /// Compares everything stored with the log and with itself.
    Verify {
        /// A file with the log's verifier key, as `keys public` printed it: the log must be signed with that one.
        #[arg(long)]
        public_key: Option<PathBuf>,
    },
    /// Keys that are not secret.
    Keys {
        /// Which.
        #[command(subcommand)]
        command: KeysCommand,
    },
}

/// Keys that are not secret.
#[derive(Subcommand)]
pub enum KeysCommand {
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
        #[arg(long, required = true)]
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
        #[arg(long)]
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
        #[arg(long)]
        from: Option<Day>,
        /// Last day.
        #[arg(long)]
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
