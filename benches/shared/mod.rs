//! What both benches need: a private PostgreSQL, the release binary as a child, a plain HTTP client, what the kernel says of
//! processes and of the disk, and figures as text. Nothing here measures the ledger; no SQL of the Fund lives here.
pub mod client;
pub mod machine;
pub mod options;
pub mod postgres;
pub mod process;
pub mod service;
pub mod table;

/// What stops a bench: a sentence. A bench that cannot tell the truth ends with it and prints no table.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// What a bench hands back.
pub type Outcome<T> = Result<T, Fault>;
