//! Who may lift which finding.
use super::prelude::*;

fn lift() -> Lift {
    Lift {
        rule: Rule::RoundTrip,
        severity: Severity::Override,
        is_lifted: false,
        own_steps: Default::default(),
        has_reason: true,
        has_basis: true,
    }
}

#[test]
fn an_override_is_lifted_once_by_another_hand_in_writing_and_nothing_else_is() {
    let book = Rulebook::built_in();
    assert!(book.may_lift(&lift()));
    for rule in Rule::ALL {
        for severity in [Severity::Warn, Severity::Block] {
            assert!(!book.may_lift(&Lift { rule: *rule, severity, ..lift() }), "{rule} {severity}");
        }
    }
    let own_steps = [crate::domain::payment::Verb::Approve].into();
    let others = [
        Lift { own_steps, ..lift() },
        Lift { is_lifted: true, ..lift() },
        Lift { has_reason: false, ..lift() },
        Lift { has_basis: false, ..lift() },
    ];
    for other in others {
        assert!(!book.may_lift(&other), "{other:?}");
    }
}

/// A rulebook with another permit to lift, and perhaps one more case of misuse.
fn with(permit: &str, misuse: &str) -> Rulebook {
    let mut files = Rulebook::built_in().files().clone();
    let purposes = files.get_mut("purposes.cedar").expect("the permits are there");
    let from = purposes.find("@id(\"lift-an-override\")").expect("the permit to lift is there");
    purposes.replace_range(from.., permit);
    files.get_mut("misuse.cedar").expect("the cases are there").push_str(misuse);
    Rulebook::read(&files).expect("it is right")
}

const ANYTHING: &str = "@id(\"lift-anything\")\n@legal_basis(\"none\")\npermit(principal, action == Action::\"lift\", resource);\n";

#[test]
fn a_rulebook_that_would_lift_anything_stays_inside_the_bounds() {
    let book = with(ANYTHING, "");
    assert!(book.may_lift(&lift()));
    let own_steps = [crate::domain::payment::Verb::Draft].into();
    let beyond = [
        Lift { severity: Severity::Block, ..lift() },
        Lift { severity: Severity::Warn, ..lift() },
        Lift { own_steps, ..lift() },
        Lift { is_lifted: true, ..lift() },
        Lift { has_reason: false, ..lift() },
        Lift { has_basis: false, ..lift() },
    ];
    for other in beyond {
        assert!(!book.may_lift(&other), "{other:?}");
    }
}

#[test]
fn without_a_permit_that_of_the_program_holds_and_a_case_of_misuse_stands_against_any() {
    let silent = with("", "");
    assert!(silent.may_lift(&lift()) && !silent.may_lift(&Lift { severity: Severity::Block, ..lift() }));
    let misuse = "\n@id(\"round-trip/never-lifted\")\n@rule(\"round-trip\")\n@severity(\"block\")\n@basis(\"a test\")\n\
        @shows(\"payment\")\nforbid(principal, action == Action::\"lift\", resource)\n\
        when { resource.rule == \"round-trip\" };\n";
    let mut files = Rulebook::built_in().files().clone();
    let weak = misuse.replace("block", "warn");
    files.get_mut("misuse.cedar").expect("the cases are there").push_str(&weak);
    let wrong = Rulebook::read(&files).expect_err("a warning stands against no lift");
    assert!(wrong[0].to_string().contains("weighs less than a block against a lift"), "{wrong:?}");
    let book = with(ANYTHING, misuse);
    assert!(!book.may_lift(&lift()));
    assert!(book.may_lift(&Lift { rule: Rule::SplitPayment, ..lift() }));
}

#[test]
fn a_permit_to_lift_pays_nothing_and_what_is_wrong_with_one_is_told() {
    let mut facts = lump_sum();
    facts.payee_kind = PayeeKind::Donor;
    assert!(with(ANYTHING, "").judge_payment(&facts).permits.is_empty());
    let told = |permit: &str| {
        let mut files = Rulebook::built_in().files().clone();
        files.get_mut("purposes.cedar").expect("the permits are there").push_str(permit);
        let wrong = Rulebook::read(&files).expect_err("it is wrong");
        wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    for (permit, expected) in [
        (ANYTHING.replace("@id(\"lift-anything\")\n", ""), "lacks @id"),
        (ANYTHING.replace("@legal_basis(\"none\")\n", ""), "lacks @legal_basis"),
        (ANYTHING.replace("lift-anything", "lift-an-override"), "has the id lift-an-override a second time"),
        (ANYTHING.replace("lift-anything", "lump-sum"), "has the id lump-sum a second time"),
        (ANYTHING.replace("permit(", "forbid("), "forbids to lift something"),
        (ANYTHING.replace("@legal_basis", "@basis"), "has the annotation @basis"),
        (ANYTHING.replace("resource);", "resource) when { resource.wieght == \"x\" };"), "wieght"),
    ] {
        let told = told(&permit);
        assert!(told.contains(expected) && told.contains("purposes.cedar"), "{told}");
    }
}
