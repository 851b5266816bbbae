//! `demo`: a fund in a temporary folder with its own key, the story of 2008-2015 in it, tokens printed, served.
use super::{arguments::Serving, ended::Ended, lock::Lock, open, rules::given, serve, story};
use crate::{
    domain::day::parse_instant,
    service::{
        Fund,
        clock::{FixedClock, SystemClock},
        prover::Prover,
    },
    store::{Store, WriterKind},
    vault::{Keys, Secret},
};
use std::{path::PathBuf, sync::Arc};

/// When the story's house is opened: before its first line.
const OPENED: &str = "2008-01-07T09:00:00+04:00";

/// Lays the fund, tells the story, prints the tokens, serves until stopped.
pub async fn demo(serving: &Serving) -> Result<(), Ended> {
    let given = given(serving.policies.as_deref())?;
    let listeners = serve::bind(serving).await?;
    let folder = Folder::new()?;
    let secret = Secret::generate().map_err(|e| Ended::could_not(format!("no random bytes: {e}")))?;
    let url = format!("sqlite:{}", folder.0.join("fund.db").display());
    let _lock = Lock::take(&url)?;
    std::fs::write(folder.0.join("key"), secret.expose_hex())?;
    println!("A fund of 2008-2015 in {} (it goes when this command ends)", folder.0.display());

    let clock = Arc::new(FixedClock::at(parse_instant(OPENED)?));
    let past =
        Fund::open(Store::open(&url, WriterKind::Fast).await?, Keys::derive(&secret), clock.clone()).await?;
    let told = async {
        let tokens = story::assemble(&past).await?;
        story::run(&past, &clock, &tokens).await?;
        Ok::<_, story::Stopped>(tokens)
    };
    let tokens = told.await.map_err(|e| Ended::could_not(e.to_string()))?;
    past.store().close().await;
    drop(past);

    let fund = Fund::open(
        Store::open(&url, WriterKind::Durable).await?,
        Keys::derive(&secret),
        Arc::new(SystemClock),
    )
    .await?;
    println!("Tokens (Authorization: Bearer …):");
    for (name, token) in &tokens {
        println!("  {name:<16} {token}");
    }
    let address = listeners.api.local_addr()?;
    println!("The statement of 2013-2014:");
    println!(
        "  curl -H 'Authorization: Bearer {}' 'http://{address}/api/v1/statements?from=2013-01-01&to=2014-12-31&format=csv'",
        tokens["auditor-1"]
    );
    println!("Verify it while it runs:");
    println!("  relief-ledger verify --database {url} --key-file {}", folder.0.join("key").display());
    println!("Serving on http://{address} (API: /api/docs); stop with Ctrl-C");
    let fund = open::ruled(fund.sending_as(serving.sender_name.clone()), given).await?;
    let fund = fund.proving_with(Prover::new(&serving.solver));
    serve::run(fund, listeners, serving).await
}

/// A folder of our own that goes when the demonstration ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, Ended> {
        let mut random = [0u8; 6];
        getrandom::fill(&mut random).map_err(|e| Ended::could_not(format!("no random bytes: {e}")))?;
        let path = std::env::temp_dir().join(format!("relief-ledger-demo-{}", hex::encode(random)));
        std::fs::create_dir(&path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("relief-ledger: {} could not be removed: {error}", self.0.display());
        }
    }
}
