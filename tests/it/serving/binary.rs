//! The real binary: started on a free port, its log read line by line, sent signals, and never left behind by a test that
//! panics.
use super::wire::{PATIENCE, Wire};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// A command of the binary, with the key and the database of a test and nothing else of the environment that it reads.
pub fn command(url: &str, arguments: &[&str]) -> Command {
    bare(env!("CARGO_BIN_EXE_relief-ledger"), url, arguments)
}

/// The same for a copy of the binary.
pub fn bare(program: &str, url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env_remove("RUST_LOG")
        .env_remove("RELIEF_LISTEN")
        .env_remove("RELIEF_LOG_FORMAT")
        .env("CVC5", "no-solver");
    command.env("RELIEF_KEY", crate::app::KEY).env("RELIEF_DATABASE", url).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(url: &str, arguments: &[&str]) -> Output {
    finished(command(url, arguments))
}

/// Lets a command run to its end; one that has none, like a service that should not have started, is ended and fails the test.
pub fn finished(mut command: Command) -> Output {
    let child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary can be started");
    let pid = child.id().to_string();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    match told.recv_timeout(PATIENCE) {
        Ok(output) => output.expect("a child can be waited for"),
        Err(_) => {
            let _ = Command::new("kill").args(["-KILL", &pid]).status();
            panic!("it should have ended: {command:?}");
        }
    }
}

/// Fails unless `verify` finds everything whole.
#[track_caller]
pub fn is_whole(url: &str) {
    let output = run(url, &["verify"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What a command that could not be done says: one line of standard error that is no log.
#[track_caller]
pub fn sentence(output: &Output) -> String {
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{err}");
    let mut said = err.lines().filter_map(|line| line.strip_prefix("relief-ledger: "));
    let sentence = said.next().unwrap_or_else(|| panic!("no sentence in: {err}")).to_owned();
    assert_eq!(said.next(), None, "{err}");
    for line in err.lines().filter(|line| !line.starts_with("relief-ledger: ")) {
        assert!(line.starts_with('{'), "neither the sentence nor a line of the log: {line}");
    }
    sentence
}

/// A running service.
pub struct Service {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
    reader: Option<std::thread::JoinHandle<()>>,
    /// Where it serves.
    pub address: SocketAddr,
}

impl Service {
    /// Starts it and waits until it serves.
    pub async fn start(url: &str, more: &[&str]) -> Service {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
        arguments.extend(more);
        Service::of(command(url, &arguments)).await
    }

    /// Starts a command that serves.
    pub async fn of(mut command: Command) -> Service {
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary starts");
        let err = child.stderr.take().expect("standard error is a pipe");
        let log = Arc::new(Mutex::new(vec![]));
        let kept = log.clone();
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(err).lines().map_while(Result::ok) {
                kept.lock().expect("nobody panics with the log").push(line);
            }
        });
        let nowhere = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut service = Service { child, log, reader: Some(reader), address: nowhere };
        service.address = service.told_address("serving").await;
        service
    }

    /// The address in the first line of the log that has a message.
    pub async fn told_address(&mut self, message: &str) -> SocketAddr {
        let line = self.until(message).await;
        let json: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let in_words = || line.split("address=").nth(1)?.split(' ').next();
        let address = json["address"].as_str().or_else(in_words);
        address.and_then(|a| a.parse().ok()).expect("the line has an address")
    }

    /// Waits for a line of the log that holds some words.
    pub async fn until(&mut self, words: &str) -> String {
        let limit = Instant::now() + PATIENCE;
        loop {
            if let Some(line) = self.log().into_iter().find(|line| line.contains(words)) {
                return line;
            }
            let runs = matches!(self.child.try_wait(), Ok(None));
            assert!(runs && Instant::now() < limit, "no line with {words} in {:#?}", self.log());
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Everything it has written to standard error.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("nobody panics with the log").clone()
    }

    pub async fn wire(&self) -> Wire {
        Wire::to(self.address).await.expect("it listens")
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let kill = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(kill.is_ok_and(|status| status.success()), "the service runs no more");
    }

    /// Waits for its end: the exit code and its last sentence.
    pub async fn end(mut self) -> (Option<i32>, String) {
        let code = self.ended().await;
        let log = self.log();
        let said = log.iter().filter_map(|line| line.strip_prefix("relief-ledger: ")).next_back();
        (code, said.unwrap_or_default().to_owned())
    }

    /// Waits for its end: everything it wrote to standard error.
    pub async fn log_to_the_end(mut self) -> Vec<String> {
        self.ended().await;
        self.log()
    }

    async fn ended(&mut self) -> Option<i32> {
        let limit = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                // What is still in the pipe belongs to it too; the reader ends with the pipe.
                self.reader.take().map(std::thread::JoinHandle::join);
                return status.code();
            }
            assert!(Instant::now() < limit, "it does not end: {:#?}", self.log());
            sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
