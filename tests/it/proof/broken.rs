//! Each bound broken on purpose, by the ways in which somebody would: a policy dropped, a comparison loosened, a weight lessened, a permit
//! added. The proof must name the bound and no other than is expected, and show a payment whose facts a person can read.
use super::{
    shipped::{files, proof},
    *,
};
use relief_ledger::rules::{
    book::Files,
    prove::{Example, Guarantee, What},
};

/// What is done to a rulebook.
enum Change {
    /// A policy is taken out.
    Drop(&'static str),
    /// In one policy a passage becomes another.
    Alter(&'static str, &'static str, &'static str),
    /// A permit is added.
    Permit(&'static str),
}
use Change::{Alter, Drop, Permit};

fn apply(files: &mut Files, change: &Change) {
    let of = |files: &Files, id: &str| {
        let start = format!("@id(\"{id}\")");
        let file = ["misuse.cedar", "purposes.cedar"].into_iter().find(|file| files[*file].contains(&start));
        let file = file.unwrap_or_else(|| panic!("no policy {id}"));
        let from = files[file].find(&start).unwrap_or_default();
        let length = files[file][from..].find("};").expect("a policy ends") + 2;
        (file, from..from + length)
    };
    let mut replace = |id: &str, by: &dyn Fn(&str) -> String| {
        let (file, place) = of(files, id);
        let text = files.get_mut(file).expect("there");
        let new = by(&text[place.clone()]);
        text.replace_range(place, &new);
    };
    match change {
        Drop(id) => replace(id, &|_| String::new()),
        Alter(id, from, to) => replace(id, &|policy| {
            assert!(policy.contains(from), "{id} has no {from}");
            policy.replacen(from, to, 1)
        }),
        Permit(asks) => {
            let permit = format!(
                "\n@id(\"added\")\n@legal_basis(\"none\")\n@asks(\"purpose\")\n\
                 permit(principal, action == Action::\"pay\", resource)\nwhen {{ {asks} }};\n"
            );
            files.get_mut("purposes.cedar").expect("there").push_str(&permit);
        }
    }
}

/// What the proof tells of a rulebook so changed: each bound that is breached, with its payment.
async fn breaches(changes: &[Change]) -> Vec<(String, Example)> {
    let mut files = files();
    changes.iter().for_each(|change| apply(&mut files, change));
    let book = Rulebook::read(&files).unwrap_or_else(|why| panic!("{why:?}"));
    let proof = proof(&std::sync::Arc::new(book), &[], Extent::Bounds).await;
    let breach = |wrong: relief_ledger::rules::prove::Wrong| {
        assert_eq!(wrong.what, What::Breached, "{wrong}");
        (wrong.of, wrong.example.expect("a payment shows it"))
    };
    assert_eq!(proof.kept.len() + proof.wrong.len(), Guarantee::built_in().len());
    proof.wrong.into_iter().map(breach).collect()
}

fn fact<'e>(example: &'e Example, name: &str) -> &'e str {
    let fact = example.facts.iter().find(|(known, _)| known == name);
    fact.map_or_else(|| panic!("no {name} in\n{example}"), |(_, value)| value)
}

/// This bound is breached, and its payment has these facts and no more than a screen of them. What sends a person out may breach several
/// bounds; a bound on something else is breached alone.
async fn breaks(changes: &[Change], bound: &str, facts: &[(&str, &str)]) -> Example {
    let mut all = breaches(changes).await;
    let names: Vec<&str> = all.iter().map(|(of, _)| of.as_str()).collect();
    let sends_out = |name: &str| name.contains("under-a-decision") || name.contains("way-out");
    let at = names.iter().position(|name| *name == bound);
    let is_expected = |name: &&str| *name == bound || (sends_out(name) && sends_out(bound));
    assert!(at.is_some() && names.iter().all(is_expected), "{bound} and not {names:?}");
    let (_, example) = all.remove(at.unwrap_or_default());
    for (name, value) in facts {
        assert_eq!(fact(&example, name), *value, "{bound}: {name} in\n{example}");
    }
    assert!(example.facts.len() <= 20 && !example.permits.is_empty(), "{bound}:\n{example}");
    example
}

#[tokio::test]
async fn a_way_out_under_a_decision() {
    let whole_file = [("journey", "outbound"), ("return confirmed", "yes"), ("return lacks", "none")];
    let example =
        breaks(&[Drop("expulsion-funding/travel")], "no-way-out-under-a-decision", &whole_file).await;
    assert!(["expulsion", "deportation", "removal"].contains(&fact(&example, "removals")), "{example}");
    // A slip of somebody who meant small sums: shown at exactly the sum at which it begins.
    let slip = Alter(
        "expulsion-funding/travel",
        r#"resource.journey == "outbound""#,
        r#"resource.journey == "outbound" && resource.amount < 100000"#,
    );
    breaks(&[slip], "no-way-out-under-a-decision", &[("journey", "outbound"), ("amount", "1000.00 AZN")])
        .await;
    // An override may be lifted, so a block that becomes one holds nothing.
    let lessened = Alter("expulsion-funding/travel", r#"@severity("block")"#, r#"@severity("override")"#);
    breaks(&[lessened], "no-way-out-under-a-decision", &[("journey", "outbound")]).await;
    let forgotten = Alter("expulsion-funding/travel", r#", "removal""#, "");
    breaks(&[forgotten], "no-way-out-under-a-decision", &[("removals", "removal")]).await;
}

#[tokio::test]
async fn costs_of_a_removal() {
    let escorts = || Alter("other-necessary", r#"["rent", "#, r#"["escort", "rent", "#);
    // No permit covers them today, so both must go: the permit that is added, and the case.
    let all = breaches(&[escorts(), Drop("expulsion-funding/category")]).await;
    let names: Vec<&str> = all.iter().map(|(of, _)| of.as_str()).collect();
    assert_eq!(names, ["no-removal-costs-under-a-decision", "no-way-out-without-a-whole-file"]);
    assert!(all.iter().all(|(_, example)| fact(example, "categories") == "escort"), "{all:?}");
    breaks(&[escorts()], "no-way-out-without-a-whole-file", &[("categories", "escort")]).await;
}

#[tokio::test]
async fn a_repatriation_under_a_decision() {
    let facts = [("purpose", "repatriation")];
    let example =
        breaks(&[Drop("expulsion-funding/purpose")], "no-repatriation-under-a-decision", &facts).await;
    assert!(!["homecoming", "domestic", "outbound"].contains(&fact(&example, "journey")), "{example}");
}

#[tokio::test]
async fn a_way_out_without_a_whole_file() {
    let bound = "no-way-out-without-a-whole-file";
    breaks(&[Drop("return-file-missing/absent")], bound, &[("has return file", "no")]).await;
    breaks(&[Drop("return-file-missing/unconfirmed")], bound, &[("return confirmed", "no")]).await;
    let example = breaks(&[Drop("return-file-missing/custody")], bound, &[("in custody", "yes")]).await;
    assert_eq!(fact(&example, "return confirmed"), "yes");
    breaks(&[Drop("return-file-missing/removal-exists")], bound, &[("removal answer", "exists")]).await;
    let example = breaks(&[Drop("return-file-missing/stale-check")], bound, &[("stage", "release")]).await;
    assert!(fact(&example, "removal asked on").len() >= 10, "a day is told as a date:\n{example}");
    let unsaid =
        Alter("return-file-missing/incomplete", r#"!(["yes", "no"].contains(resource.in_custody)) ||"#, "");
    let example = breaks(&[unsaid], bound, &[("return lacks", "none")]).await;
    assert!(!["yes", "no"].contains(&fact(&example, "in custody")), "{example}");
}

#[tokio::test]
async fn purposes_payees_and_hands() {
    let gift = Permit(r#"resource.purpose == "gift" && resource.categories.isEmpty()"#);
    breaks(&[gift], "no-purpose-outside-the-law", &[("purpose", "gift")]).await;
    let lessened = Alter("enforcement-payee/named", r#"@severity("block")"#, r#"@severity("override")"#);
    breaks(&[lessened], "no-money-to-an-enforcement-body", &[("payee enforces", "yes")]).await;
    let small = Alter(
        "same-hands/two-steps",
        "!resource.same_hands.isEmpty()",
        r#"!resource.same_hands.isEmpty() && resource.purpose != "emergency_help""#,
    );
    breaks(&[small], "no-payment-by-one-pair-of-hands", &[("purpose", "emergency help")]).await;
}

#[tokio::test]
async fn blocks_and_who_lifts_what() {
    let loosened = Alter(
        "lift-an-override",
        r#"resource.severity == "override""#,
        r#"["override", "block"].contains(resource.severity)"#,
    );
    let example = breaks(&[loosened], "no-override-lifts-a-block", &[("severity", "block")]).await;
    assert!(example.to_string().starts_with("  This finding would be lifted:"), "{example}");
    let anybody = Alter("lift-an-override", "when { resource.own_steps.isEmpty() }", "");
    let example = breaks(&[anybody], "no-lift-by-another-hand", &[("has reason", "yes")]).await;
    assert_ne!(fact(&example, "own steps"), "none");
    let both = "resource.has_reason && resource.has_basis";
    let wordless = Alter("lift-an-override", both, "resource.has_basis");
    breaks(&[wordless], "no-lift-without-words", &[("has reason", "no"), ("has basis", "yes")]).await;
    let baseless = Alter("lift-an-override", both, "resource.has_reason");
    breaks(&[baseless], "no-lift-without-words", &[("has reason", "yes"), ("has basis", "no")]).await;
    let again = Alter("lift-an-override", "when { !resource.is_lifted }", "");
    breaks(&[again], "no-second-lift", &[("is lifted", "yes")]).await;
}

#[tokio::test]
async fn emergency_help_above_the_cap() {
    let bound = "no-emergency-help-above-the-cap";
    let alone = Alter("emergency-help", "context.emergency_cap - resource.near", "context.emergency_cap");
    let example = breaks(&[alone], bound, &[("purpose", "emergency help")]).await;
    assert_ne!(fact(&example, "near"), "0.00 AZN");
    let off_by_one = Alter(
        "emergency-help/carrier",
        "context.emergency_cap - resource.near",
        "context.emergency_cap - resource.near + 1",
    );
    breaks(&[off_by_one], bound, &[("payee", "carrier")]).await;
}

#[tokio::test]
async fn a_second_award_and_more_than_an_award() {
    let bound = "no-second-award-in-an-episode";
    breaks(&[Drop("lump-sum-twice/joined")], bound, &[("purpose", "lump sum"), ("paid elsewhere", "yes")])
        .await;
    let example =
        breaks(&[Drop("allowance-twice/exact")], bound, &[("purpose", "reintegration allowance")]).await;
    assert_ne!(fact(&example, "paid"), "0.00 AZN");
    let loosened = Alter("lump-sum-twice/exact", "resource.paid + resource.amount <=", "resource.amount <=");
    let example = breaks(&[loosened], bound, &[("names award", "yes")]).await;
    assert!(fact(&example, "award sum").ends_with(" AZN"), "{example}");
    let off_by_one = Alter("allowance-twice/over-award", "resource.paid <= 0", "resource.paid < 0");
    breaks(&[off_by_one], bound, &[("paid", "0.00 AZN")]).await;
}

#[tokio::test]
async fn more_than_the_order_and_outside_a_restriction() {
    // Both rules on restitution reckon with what the Fund paid: one alone would still hold the other's payments.
    let forgets = |id| Alter(id, " - resource.paid_by_fund", "");
    let changes = [forgets("over-order/above"), forgets("property-sufficient/above-residual")];
    let example = breaks(&changes, "no-restitution-above-the-order", &[("purpose", "restitution")]).await;
    assert_ne!(fact(&example, "paid by fund"), "0.00 AZN");
    let bound = "no-draw-outside-a-restriction";
    let example = breaks(&[Drop("restricted-elsewhere/minors")], bound, &[("minor", "no")]).await;
    assert_ne!(fact(&example, "lots for children"), "none");
    breaks(&[Drop("restricted-elsewhere/expired")], bound, &[("lots not for purpose", "none")]).await;
    breaks(&[Drop("restricted-elsewhere/purpose")], bound, &[("lots expired", "none")]).await;
}
