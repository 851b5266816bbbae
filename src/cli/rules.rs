//! The rulebook as an operator has it: a folder of policies, read and checked whole or not at all, and the cases beside them.
use super::{arguments::Database, ended::Ended, open};
use crate::{
    rules::{
        Rulebook,
        book::Files,
        flaw::Flaw,
        prove::{Extent, Guarantee},
        replay::Mark,
        trial::{Bases, Cases},
    },
    service::{
        prover::{Outcome, Prover},
        rulebook::replay::{Changed, replay as replayed},
    },
};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// Says a line to whoever reads. One who went away, as `head` does, has read enough.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write;
        drop(writeln!(std::io::stdout(), $($words)*));
    }};
}

/// The most that a file of a rulebook may have: what is larger is none.
const MOST_BYTES: u64 = 4 << 20;

/// The rulebook in a folder, where one is said.
pub fn given(folder: Option<&Path>) -> Result<Option<Arc<Rulebook>>, Ended> {
    let Some(folder) = folder else { return Ok(None) };
    let book = read(folder)?.map_err(|wrong| Ended::refused(told(folder, &wrong)))?;
    guarantees(&folder.join("guarantees"))?;
    Ok(Some(Arc::new(book)))
}

/// The rulebook in a folder, or everything that is wrong with it.
fn read(folder: &Path) -> Result<Result<Rulebook, Vec<Flaw>>, Ended> {
    Ok(files(folder)?.and_then(|files| Rulebook::read(&files)))
}

/// The rulebook in a folder; the one that is built in where none is said.
fn rulebook(folder: Option<&Path>) -> Result<Arc<Rulebook>, Ended> {
    Ok(given(folder)?.unwrap_or_else(Rulebook::built_in))
}

/// Checks a rulebook and says what it holds.
pub fn check(folder: Option<&Path>) -> Result<(), Ended> {
    let book = match folder {
        None => Rulebook::built_in(),
        Some(folder) => match read(folder)? {
            Ok(book) => {
                guarantees(&folder.join("guarantees"))?;
                Arc::new(book)
            }
            Err(wrong) => {
                wrong.iter().for_each(|one| eprintln!("{one}"));
                let things = if wrong.len() == 1 { "one thing is" } else { "these things are" };
                return Err(Ended::refused(format!(
                    "{things} wrong with the rulebook; nothing was taken over"
                )));
            }
        },
    };
    say!("version {}", book.version());
    say!(
        "{} permits to pay, {} to lift, {} cases of misuse, {} dated sums",
        book.permits().len(),
        book.lifts().count(),
        book.cases().count(),
        book.amounts().all().len()
    );
    let without: Vec<String> = book.without_policy().iter().map(ToString::to_string).collect();
    if !without.is_empty() {
        let all = without.join(", ");
        eprintln!("warning: no policy for these rules of the catalogue ({}): {all}", without.len());
    }
    Ok(())
}

/// Holds the cases of a folder against its rulebook; with `covered`, sees too that nothing lacks a case.
pub fn test(folder: &Path, covered: bool) -> Result<(), Ended> {
    let book = rulebook(Some(folder))?;
    let (bases, cases) = cases(&folder.join("cases"))?;
    let outcome = book.try_cases(&bases, &cases);
    let mut failures = outcome.failures.clone();
    if covered {
        failures.extend(book.uncovered(&outcome));
    }
    failures.iter().for_each(|failure| eprintln!("{failure}"));
    if failures.is_empty() {
        say!("{} cases of {} rules pass, version {}", outcome.tried, outcome.kinds.len(), book.version());
        return Ok(());
    }
    Err(Ended::refused(format!("{} of {} cases and demands fail", failures.len(), outcome.tried)))
}

/// Judges the stored past under the rulebook of a folder, and prints a table of what would change.
pub async fn replay(database: &Database, folder: &Path) -> Result<(), Ended> {
    let book = rulebook(Some(folder))?;
    let fund = open::fund(database).await?;
    let listed = |marks: &BTreeSet<Mark>| match marks.len() {
        0 => "-".to_owned(),
        _ => marks.iter().map(Mark::to_string).collect::<Vec<_>>().join(", "),
    };
    let mut shown = 0;
    let done = replayed(&fund, &book, |changed| {
        if shown == 0 {
            say!("payment\tstep\twas\twould be\tappears\tvanishes");
        }
        shown += 1;
        let Changed { subject, stage, verdict: (was, would), appears, vanishes } = changed;
        say!("{subject}\t{stage}\t{was}\t{would}\t{}\t{}", listed(&appears), listed(&vanishes));
    })
    .await?;
    say!(
        "{} verdicts judged again under version {}: {} would change",
        done.judged,
        book.version(),
        done.changed
    );
    for (mark, (appears, vanishes)) in &done.marks {
        say!("{mark}: appears {appears} times, vanishes {vanishes} times");
    }
    if done.erased > 0 {
        say!("{} verdicts are of persons who were erased, and cannot be judged again", done.erased);
    }
    Ok(())
}

/// Proves a rulebook and says what came out.
pub async fn prove(folder: Option<&Path>, solver: &Path) -> Result<(), Ended> {
    let book = rulebook(folder)?;
    let own = folder.map(|folder| guarantees(&folder.join("guarantees"))).transpose()?.unwrap_or_default();
    let proof = match Prover::new(solver).prove(&book, &own, Extent::Whole).await {
        Outcome::Done(proof) => proof,
        Outcome::NoProver(why) | Outcome::NoAnswer(why) => {
            return Err(Ended::could_not(format!("nothing was proved: {why}")));
        }
    };
    say!(
        "version {}: {} bounds kept, {} policies, {} questions",
        proof.version,
        proof.kept.len(),
        proof.policies,
        proof.questions
    );
    proof.kept.iter().for_each(|bound| say!("kept {bound}"));
    proof.wrong.iter().for_each(|wrong| say!("{wrong}"));
    match proof.wrong.len() {
        0 => Ok(()),
        1 => Err(Ended::refused("one thing is not proved of the rulebook")),
        many => Err(Ended::refused(format!("{many} things are not proved of the rulebook"))),
    }
}

/// The bounds that a rulebook's owner adds; none where there is no such folder.
fn guarantees(folder: &Path) -> Result<Vec<Guarantee>, Ended> {
    if !folder.exists() {
        return Ok(vec![]);
    }
    let (mut all, mut wrong) = (vec![], vec![]);
    for (name, text) in whole(folder)?.iter().filter(|(name, _)| name.ends_with(".cedar")) {
        match Guarantee::read(&format!("guarantees/{name}"), text) {
            Ok(read) => all.extend(read),
            Err(flaws) => wrong.extend(flaws),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(Ended::refused(told(folder, &wrong))) }
}

/// The cases of a folder: `facts.json` with what they begin with, and a file for each rule.
fn cases(folder: &Path) -> Result<(Bases, Vec<Cases>), Ended> {
    let (mut bases, mut all) = (None, vec![]);
    for (name, text) in whole(folder)?.iter().filter(|(name, _)| name.ends_with(".json")) {
        let wrong =
            |why: serde_json::Error| Ended::refused(format!("{}: {why}", folder.join(name).display()));
        if name == "facts.json" {
            bases = Some(serde_json::from_str::<Bases>(text).map_err(wrong)?);
        } else {
            all.push(serde_json::from_str::<Cases>(text).map_err(wrong)?);
        }
    }
    let bases = bases.ok_or_else(|| Ended::refused(format!("{} has no facts.json", folder.display())))?;
    Ok((bases, all))
}

/// The files of a folder, none of them wrong.
fn whole(folder: &Path) -> Result<Files, Ended> {
    files(folder)?.map_err(|wrong| Ended::refused(told(folder, &wrong)))
}

/// The files of a folder, or which of them are no text.
fn files(folder: &Path) -> Result<Result<Files, Vec<Flaw>>, Ended> {
    let unreadable = |path: &Path, why: std::io::Error| {
        Ended::could_not(format!("{} cannot be read: {why}", path.display()))
    };
    let (mut files, mut wrong) = (Files::new(), vec![]);
    for entry in std::fs::read_dir(folder).map_err(|why| unreadable(folder, why))? {
        let path = entry.map_err(|why| unreadable(folder, why))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        // Folders hold cases and guarantees, and an editor's hidden files are nobody's.
        if path.is_dir() || name.starts_with('.') {
            continue;
        }
        let size = path.metadata().map_err(|why| unreadable(&path, why))?.len();
        if size > MOST_BYTES {
            return Err(Ended::refused(format!(
                "{} has {size} bytes, more than the {MOST_BYTES} of a policy file",
                path.display()
            )));
        }
        let bytes = std::fs::read(&path).map_err(|why| unreadable(&path, why))?;
        match Flaw::text_of(&name, bytes) {
            Ok(text) => drop(files.insert(name, text)),
            Err(flaw) => wrong.push(flaw),
        }
    }
    Ok(if wrong.is_empty() { Ok(files) } else { Err(wrong) })
}

fn told(folder: &Path, wrong: &[Flaw]) -> String {
    let all = wrong.iter().map(Flaw::to_string).collect::<Vec<_>>().join("; ");
    format!("the rulebook in {} is not taken: {all}", folder.display())
}
