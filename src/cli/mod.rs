//! The command line: what an operator types. It opens the Fund, calls the same use cases as the API, and says in one
//! sentence what went wrong. Exit codes: 0 done, 1 refused or differs, 2 bad usage, 3 could not do it.
mod arguments;
mod backup;
mod demo;
mod ended;
mod export;
mod keys;
mod lock;
mod open;
mod people;
mod rules;
mod serve;
pub mod story;
mod verify;

use arguments::{Arguments, Command, KeysCommand, PersonCommand, RulesCommand, TokenCommand};
use clap::Parser;
use ended::Ended;
use std::process::ExitCode;

/// Runs the command line and tells how it ended.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    open::start_log(arguments.log_format);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Ended::could_not(format!("the machine gave no threads: {error}")).report(),
    };
    let code = match runtime.block_on(act(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(ended) => ended.report(),
    };
    // What still runs is no longer waited for: what it was about to write is not acknowledged.
    runtime.shutdown_background();
    code
}

async fn act(arguments: Arguments) -> Result<(), Ended> {
    let database = arguments.database;
    match arguments.command {
        Command::Demo { serving } => demo::demo(&serving).await,
        Command::Serve { serving } => serve::serve(&database, &serving).await,
        Command::Migrate => open::fund(&database).await.map(|_| ()),
        Command::Person { command: PersonCommand::Add { name, role, issuer } } => {
            people::add(&database, &name, role, issuer).await
        }
        Command::Person { command: PersonCommand::Revoke { name, role } } => {
            people::revoke(&database, &name, role).await
        }
        Command::Token { command: TokenCommand::New { name } } => people::new_token(&database, &name).await,
        Command::Token { command: TokenCommand::End { name } } => people::end_tokens(&database, &name).await,
        Command::Export { command } => export::export(&database, command).await,
        Command::Verify { public_key } => verify::verify(&database, public_key.as_deref()).await,
        Command::Rules { command: RulesCommand::Check { folder } } => rules::check(folder.as_deref()),
        Command::Rules { command: RulesCommand::Test { folder } } => rules::test(&folder, false),
        Command::Rules { command: RulesCommand::Coverage { folder } } => rules::test(&folder, true),
        Command::Rules { command: RulesCommand::Replay { folder } } => {
            rules::replay(&database, &folder).await
        }
        Command::Rules { command: RulesCommand::Prove { folder, solver } } => {
            rules::prove(folder.as_deref(), &solver).await
        }
        Command::Keys { command: KeysCommand::Public } => keys::public(&database).await,
        Command::Keys { command: KeysCommand::Rotate { to_key_file } } => {
            keys::rotate(&database, &to_key_file).await
        }
        Command::Backup { file, force } => backup::back_up(&database, &file, force).await,
        Command::Restore { file } => backup::restore(&database, &file).await,
    }
}
