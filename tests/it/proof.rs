//! The bounds that no rulebook may leave: no override lifts a block, the bounds name what the domain knows, and (with the feature `prove`)
//! the rulebook that is built in is proved, and each bound that is broken on purpose gives a payment that shows it.
#[cfg(feature = "prove")]
mod broken;
#[cfg(feature = "prove")]
pub mod shipped;

use relief_ledger::{
    domain::{
        beneficiary::RemovalForm,
        finding::{Finding, Rule, Severity, Verdict, verdict},
        purpose::Purpose,
    },
    rules::{Rulebook, prove::Extent},
    service::prover::{Outcome, Prover},
};
use std::{fs, path::Path};

fn policies() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/policies"))
}

/// Every way in which up to three findings can be lifted or not: one block among them, and nothing helps.
#[test]
fn no_override_lifts_a_block() {
    let finding = |severity| Finding {
        rule: Rule::ExpulsionFunding,
        case: "travel".into(),
        severity,
        facts: Default::default(),
        missing: vec![],
    };
    let each: Vec<(Finding, bool)> = Severity::ALL
        .iter()
        .flat_map(|severity| [false, true].map(|lifted| (finding(*severity), lifted)))
        .collect();
    let mut lists: Vec<Vec<&(Finding, bool)>> = vec![vec![]];
    for _ in 0..3 {
        let longer = lists.iter().flat_map(|list| each.iter().map(|one| [list.as_slice(), &[one]].concat()));
        let longer: Vec<_> = longer.collect();
        lists.extend(longer);
    }
    let (mut blocked, mut others) = (0, 0);
    for list in lists {
        let is_blocked = list.iter().any(|(finding, _)| finding.severity == Severity::Block);
        let said = verdict(list.iter().map(|(finding, lifted)| (finding, *lifted)));
        assert_eq!(said == Verdict::Blocked, is_blocked, "{list:?}");
        *(if is_blocked { &mut blocked } else { &mut others }) += 1;
    }
    assert!(blocked > 100 && others > 50, "{blocked} and {others}");
}

/// So no policy can ask for it, and a block is met whoever lifted whatever.
#[test]
fn no_fact_of_a_payment_tells_who_lifted_anything() {
    let schema = fs::read_to_string(policies().join("fund.cedarschema")).expect("the schema");
    let payment = schema.split("entity Payment = {").nth(1).and_then(|rest| rest.split("};").next());
    let names = payment.expect("the schema has payments").lines().map(str::trim);
    let names: Vec<_> =
        names.filter(|line| !line.starts_with("//")).filter_map(|line| line.split_once(':')).collect();
    assert!(names.len() > 40, "{names:?}");
    for (name, _) in names {
        assert!(!name.contains("lift") && !name.contains("overrid"), "{name}");
    }
}

/// A form of decision or a purpose that the domain learns must be put into the bounds, or be left out on purpose.
#[test]
fn the_bounds_name_every_form_of_removal_and_every_purpose() {
    let text =
        |file: &str| fs::read_to_string(policies().join("guarantees").join(file)).expect("a file of bounds");
    let (about_return, about_payment) = (text("return.cedar"), text("payment.cedar"));
    for form in RemovalForm::ALL.iter().filter(|form| **form != RemovalForm::EntryBan) {
        assert_eq!(about_return.matches(&format!("\"{form}\"")).count(), 3, "{form}");
    }
    for purpose in Purpose::ALL {
        assert!(about_payment.contains(&format!("\"{purpose}\"")), "{purpose}");
    }
}

#[tokio::test]
async fn where_there_is_no_prover_it_is_said_with_the_mend_and_nothing_counts_as_proved() {
    for solver in ["no/such/solver", "false", "true"] {
        let outcome = Prover::new(solver).prove(&Rulebook::built_in(), &[], Extent::Whole).await;
        assert!(!outcome.is_proved());
        let Outcome::NoProver(why) = outcome else { panic!("{solver} proved something") };
        let mend = if cfg!(feature = "prove") { "pip install cvc5==1.3.1" } else { "--features prove" };
        assert!(why.contains(mend), "{why}");
    }
}

#[test]
fn without_a_prover_the_command_ends_with_one_sentence_and_proves_nothing() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_relief-ledger"));
    let output =
        command.args(["rules", "prove", "--solver", "no/such/solver"]).output().expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.len(), told.lines().count()), (Some(3), 0, 1), "{told}");
    assert!(told.contains("nothing was proved"), "{told}");
}
