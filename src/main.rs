//! The one binary: hands its arguments to the command line and ends with its exit code.
use std::process::ExitCode;

/// Rows, leaves and answers are many small texts made on one thread and freed on another, which the system's allocator is slow at.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    relief_ledger::cli::run()
}
