//! The rulebook that is built in, proved whole; and what else is wrong with a rulebook that stays inside its bounds.
use super::*;
use relief_ledger::rules::{
    book::{FILES, Files},
    prove::{Guarantee, Proof, What},
};
use std::{process::Command, sync::Arc};

/// The solver that `CVC5` names, or the script of this project.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says which solver")]
pub fn solver() -> String {
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/cvc5");
    std::env::var("CVC5").ok().filter(|named| !named.is_empty()).unwrap_or_else(|| ours.to_owned())
}

pub fn files() -> Files {
    let read = |name: &str| fs::read_to_string(policies().join(name)).expect("a file of the rulebook");
    FILES.iter().map(|name| ((*name).to_owned(), read(name))).collect()
}

pub async fn proof(book: &Arc<Rulebook>, own: &[Guarantee], extent: Extent) -> Proof {
    // The service asks from a task: what is awaited must be able to go there.
    fn sent<T: Send>(it: T) -> T {
        it
    }
    match sent(Prover::new(solver()).prove(book, own, extent)).await {
        Outcome::Done(proof) => proof,
        Outcome::NoProver(why) | Outcome::NoAnswer(why) => panic!("{why}"),
    }
}

#[tokio::test]
async fn the_rulebook_that_is_built_in_stays_inside_every_bound() {
    let proof = proof(&Rulebook::built_in(), &[], Extent::Whole).await;
    let bounds: Vec<String> = Guarantee::built_in().iter().map(|bound| bound.id.clone()).collect();
    assert_eq!(proof.kept, bounds, "{:?}", proof.wrong);
    assert!(proof.is_safe() && proof.policies > 70 && proof.questions > 2 * proof.policies, "{proof:?}");
    let wrong: Vec<String> = proof.wrong.iter().map(ToString::to_string).collect();
    assert_eq!(wrong, [""; 0]);
}

#[tokio::test]
async fn policies_that_can_err_that_nothing_meets_and_that_others_imply_are_named() {
    let mut files = files();
    let more = |id: &str, asks: &str| {
        let rule = id.split('/').next().unwrap_or_default();
        format!(
            "\n@id(\"{id}\")\n@rule(\"{rule}\")\n@severity(\"block\")\n@basis(\"a test\")\n@shows(\"payment\")\n\
             forbid(principal, action == Action::\"transfer\", resource)\nwhen {{ {asks} }};\n"
        )
    };
    let misuse = files.get_mut("misuse.cedar").expect("there");
    misuse.push_str(&more(
        "account-changed/never",
        r#"resource.account_as_approved == "a" && resource.account_as_approved == "b""#,
    ));
    misuse.push_str(&more(
        "account-changed/narrow",
        r#"resource.account_as_approved == "no" && principal == Fund::"fund""#,
    ));
    misuse.push_str(&more("account-changed/twice", r#"resource.account_as_approved == "no""#));
    let limit = "resource.amount > context.cash_limit";
    assert!(misuse.contains(limit));
    *misuse = misuse.replacen(limit, "resource.amount * 1000 > context.cash_limit", 1);
    let book = Rulebook::read(&files).expect("it reads");
    let proof = proof(&Arc::new(book), &[], Extent::Whole).await;
    assert!(!proof.is_safe() && !proof.is_whole(), "an error is no idle policy");
    let wrong = |of: &str| proof.wrong.iter().find(|wrong| wrong.of == of).map(|wrong| wrong.what.clone());
    assert_eq!(wrong("cash-over-limit/one-gift"), Some(What::CanErr));
    assert_eq!(wrong("account-changed/never"), Some(What::NeverMet));
    assert_eq!(wrong("account-changed/narrow"), Some(What::ImpliedBy("account-changed/changed".into())));
    assert_eq!(wrong("account-changed/twice"), Some(What::ImpliedBy("account-changed/changed".into())));
    assert_eq!(wrong("account-changed/changed"), None, "of two that are one, the first stays");
    let names: Vec<&str> = proof.wrong.iter().map(|wrong| wrong.of.as_str()).collect();
    assert_eq!(names.len(), 4, "these alone: {names:?}");
    let error =
        proof.wrong.iter().find(|wrong| wrong.what == What::CanErr).and_then(|wrong| wrong.example.as_ref());
    let facts = &error.expect("facts that show it").facts;
    let amount = facts.iter().find(|(name, _)| name == "amount").map(|(_, value)| value.as_str());
    assert!(amount.is_some_and(|amount| amount.len() > 12 && amount.ends_with(" AZN")), "{facts:?}");
}

/// Of a folder: its own bounds count beside those that are built in, and a breach is told as a payment.
#[test]
fn the_command_holds_a_folder_against_its_own_bounds_too() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let at = folder.path();
    for (name, text) in files() {
        fs::write(at.join(name), text).expect("a file is written");
    }
    fs::create_dir(at.join("guarantees")).expect("a folder is made");
    let own = "@id(\"no-cash\")\n@says(\"No cash.\")\n@says_az(\"Nağd pul yoxdur.\")\n@basis(\"a test\")\n\
               forbid(principal, action == Action::\"pay\", resource) when { resource.method == \"cash\" };\n";
    fs::write(at.join("guarantees/own.cedar"), own).expect("a file is written");
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
        let output =
            command.args(["rules", "prove"]).arg(at).env("CVC5", solver()).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), output.stderr)
    };
    let (code, told, _) = run();
    assert_eq!(code, Some(1), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    let at_breach =
        lines.iter().position(|line| *line == "no-cash is breached (a test): No cash. / Nağd pul yoxdur.");
    let shown =
        lines[at_breach.expect("the breach is told") + 1..].iter().take_while(|line| line.starts_with(' '));
    let shown: Vec<Vec<&str>> = shown.map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(shown[0].join(" "), "This payment would be made:");
    assert!(shown.contains(&vec!["method", "cash"]), "{told}");
    assert!(told.contains("kept no-way-out-under-a-decision"), "{told}");
    fs::write(at.join("guarantees/own.cedar"), own.replace("Action::\"pay\"", "Action::\"pya\""))
        .expect("a file is written");
    let (code, told, _) = run();
    assert!(code == Some(1) && told.contains("no-cash is not decided: it is about no action"), "{told}");
    assert!(!told.contains("kept no-cash"), "{told}");
    fs::write(at.join("guarantees/own.cedar"), "permit(principal, action, resource);")
        .expect("a file is written");
    let (code, told, why) = run();
    assert_eq!((code, told.as_str()), (Some(1), ""), "{}", String::from_utf8_lossy(&why));
}
