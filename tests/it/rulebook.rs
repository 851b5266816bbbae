//! The rulebook as its owner and the Fund's officers live with it: every rule has its cases, the case of 2015 is stopped in whatever
//! dress it comes while lawful help passes, and a verdict stays as it was given when the policies change.
use crate::app::{TestApp, id, identification, merge, on_both_engines};
use relief_ledger::{
    domain::finding::{Finding, Rule, Severity},
    rules::{
        Rulebook,
        book::{FILES, Files},
        text,
        trial::{Bases, Cases},
    },
};
use serde_json::{Value, json};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

pub fn policies() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/policies"))
}

pub fn files() -> Files {
    let read = |name: &str| fs::read_to_string(policies().join(name)).expect("a file of the rulebook");
    FILES.iter().map(|name| ((*name).to_owned(), read(name))).collect()
}

/// The shipped rulebook with one text in the place of another.
pub fn changed(file: &str, from: &str, to: &str) -> Rulebook {
    let mut files = files();
    let text = files.get_mut(file).expect("a file of the rulebook");
    assert!(text.contains(from), "{file} has no {from}");
    *text = text.replacen(from, to, 1);
    Rulebook::read(&files).expect("it is right")
}

/// The shipped cases, and the facts that they begin with.
fn cases() -> (Bases, Vec<Cases>) {
    let (mut bases, mut cases): (Bases, Vec<Cases>) = Default::default();
    for entry in fs::read_dir(policies().join("cases")).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file of cases");
        match path.file_name().and_then(|name| name.to_str()) {
            Some("facts.json") => bases = serde_json::from_str(&text).expect("facts read"),
            Some(name) if name.ends_with(".json") => {
                cases.push(serde_json::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}")));
            }
            _ => {}
        }
    }
    (bases, cases)
}

#[test]
fn every_rule_has_a_case_that_triggers_it_a_near_miss_and_one_that_lacks_a_fact() {
    let (book, (bases, cases)) = (Rulebook::built_in(), cases());
    let outcome = book.try_cases(&bases, &cases);
    let failures: Vec<String> =
        outcome.failures.iter().chain(&book.uncovered(&outcome)).map(ToString::to_string).collect();
    assert!(failures.is_empty() && outcome.tried > 100, "{} tried:\n{}", outcome.tried, failures.join("\n"));
    // Without its cases a rule is not covered, and each failure says which.
    let fewer: Vec<Cases> = cases.iter().filter(|cases| cases.rule != "over-order").cloned().collect();
    let told: Vec<String> =
        book.uncovered(&book.try_cases(&bases, &fewer)).iter().map(ToString::to_string).collect();
    let lacks = ["triggers", "near-miss", "missing"]
        .map(|kind| format!("over-order: has no case of the kind {kind}"));
    assert_eq!(told, lacks);
    let alone: Vec<Cases> = cases.iter().filter(|cases| cases.rule == "over-order").cloned().collect();
    let told: Vec<String> =
        book.uncovered(&book.try_cases(&bases, &alone)).iter().map(ToString::to_string).collect();
    let unmet = "lot-overdrawn: no case meets the policy lot-overdrawn/uncovered";
    assert!(told.iter().any(|one| one == unmet), "{told:?}");
}

/// The cases of a rule, of which there is one, about a payment: what is changed, and what it expects.
fn by_hand(rule: &str, change: &Value, verdict: &str, findings: &[&str]) -> Value {
    let case = json!({"name": "By hand", "kind": "triggers", "from": "medical", "change": change, "verdict": verdict, "findings": findings});
    json!({"rule": rule, "cases": [case]})
}

#[test]
fn a_case_with_the_right_findings_and_another_verdict_is_told() {
    let (built_in, (bases, _)) = (Rulebook::built_in(), cases());
    let (passage, too_large) = ("resource.uncovered > 0", "resource.amount * 9000000000000000 * 9000000 > 0");
    let erring = changed("misuse.cedar", passage, too_large);
    let (shipped, errs) = (&*built_in, &erring);
    let told = |book: &Rulebook, cases: Value| -> Vec<String> {
        let cases: Cases = serde_json::from_value(cases).expect("cases that read");
        book.try_cases(&bases, &[cases]).failures.iter().map(ToString::to_string).collect()
    };
    for (book, change, finding, right, wrong) in [
        (shipped, json!({"uncovered": 1}), "lot-overdrawn/uncovered block", "blocked", "needs_override"),
        (shipped, json!({"days_back": 31}), "back-dated/payment override", "needs_override", "permitted"),
        (shipped, json!({"may_speak_of": ["guard"]}), "expulsion-in-words/warn warn", "permitted", "blocked"),
        // What the program says by itself counts, too.
        (shipped, json!({"payee": "donor"}), "outside-purpose/none block", "blocked", "permitted"),
        (errs, json!({}), "rule-error/lot-overdrawn/uncovered block", "blocked", "permitted"),
    ] {
        let (rule, _) = finding.split_once('/').expect("a rule and its case");
        assert_eq!(told(book, by_hand(rule, &change, right, &[finding])), [""; 0], "{finding}");
        let failure = format!("{rule}: By hand: expects the verdict {wrong}, and it is {right}");
        assert_eq!(told(book, by_hand(rule, &change, wrong, &[finding])), [failure]);
    }
    let mut cases = by_hand("lot-overdrawn", &json!({"uncovered": 1}), "permitted", &[]);
    let both = "lot-overdrawn: By hand: expects the verdict permitted, and it is blocked; \
                expects the findings [], and there are [lot-overdrawn/uncovered block]";
    assert_eq!(told(shipped, cases.clone()), [both], "all that differs is told");
    cases["cases"][0].as_object_mut().expect("a case is an object").remove("verdict");
    let why = serde_json::from_value::<Cases>(cases).expect_err("a case says its verdict");
    assert!(why.to_string().contains("missing field `verdict`"), "{why}");
}

/// What the program says by itself, without a policy: in which cases, and how much it weighs.
const BY_ITSELF: [(Rule, &str, Severity); 6] = [
    (Rule::OutsidePurpose, "payee", Severity::Block),
    (Rule::OutsidePurpose, "journey-unknown", Severity::Override),
    (Rule::OutsidePurpose, "cap", Severity::Block),
    (Rule::OutsidePurpose, "no-order", Severity::Block),
    (Rule::RuleError, "not-evaluated", Severity::Block),
    (Rule::RuleError, "bound", Severity::Block),
];

/// The tests that show a `rule-error`, since no case of a right rulebook meets one.
const ERRORS_SHOWN: &str =
    "[`book/tests.rs`](src/rules/book/tests.rs), [`rulebooks.rs`](tests/it/rulebooks.rs)";

#[test]
fn the_table_in_readme_is_that_of_the_rulebook() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let mut rules: BTreeMap<String, (BTreeSet<Reverse<Severity>>, BTreeSet<String>)> = BTreeMap::new();
    for case in Rulebook::built_in().cases() {
        let (severities, bases) = rules.entry(case.rule.to_string()).or_default();
        severities.insert(Reverse(case.severity));
        bases.insert(case.basis.clone());
    }
    for (rule, case, severity) in BY_ITSELF {
        let (facts, missing) = Default::default();
        let finding = Finding { rule, case: case.to_owned(), severity, facts, missing };
        let (severities, bases) = rules.entry(rule.to_string()).or_default();
        severities.insert(Reverse(severity));
        bases.insert(text::words(&finding).basis);
    }
    let mut lines = readme.lines().skip_while(|line| *line != "| rule | severity | basis | cases |").skip(2);
    for (rule, (severities, bases)) in rules {
        let severities: Vec<_> = severities.iter().map(|severity| severity.0.to_string()).collect();
        let bases = bases.into_iter().collect::<Vec<_>>().join("; ");
        let shown = match rule.as_str() {
            "rule-error" => ERRORS_SHOWN.to_owned(),
            rule => format!("[`{rule}.json`](policies/cases/{rule}.json)"),
        };
        let line = format!("| `{rule}` | {} | {bases} | {shown} |", severities.join(", "));
        assert_eq!(lines.next(), Some(&*line), "the row of {rule} in README");
        for link in shown.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
            assert!(path.is_file(), "{rule} is shown by {link}, which is not there");
        }
    }
    assert_eq!(lines.next(), Some(""), "the table in README ends with the last rule");
}

async fn foreigner(app: &TestApp) -> String {
    let body = json!({"citizenship": "foreign", "minor": false, "languages": ["tl", "en"],
        "identifications": [identification("2014-06-01")]});
    let person = app.beneficiary_with(body).await;
    app.asked(&person).await;
    person
}

async fn under_a_decision(app: &TestApp, person: &str) {
    let notice = json!({"beneficiary": person, "form": "expulsion", "issued_by": "migration_service", "decided_on": "2014-05-20"});
    app.post("guardian-1", "/notices", notice).await.must(201);
}

fn paid(purpose: &str, person: &str, payee: Value, items: Value, more: Value) -> Value {
    let mut body = json!({"purpose": purpose, "beneficiary": person, "amount": "300.00", "payee": payee, "method": "bank", "items": items});
    merge(&mut body, more);
    body
}

fn out() -> Value {
    json!({"travel": {"on": "2014-06-10", "from": "AZ", "to": "PH"}})
}

/// Rules and severities that a check tells.
async fn told(app: &TestApp, body: Value) -> Vec<String> {
    let answer = app.post("maker-1", "/payments/check", body).await.must(200);
    let of = |f: &Value| {
        format!("{} {}", f["rule"].as_str().unwrap_or_default(), f["severity"].as_str().unwrap_or_default())
    };
    answer["findings"].as_array().into_iter().flatten().map(of).collect()
}

/// A ticket out of the country, for a sum.
fn flown(purpose: &str, person: &str, payee: Value, sum: &str) -> Value {
    let mut body = paid(purpose, person, payee, json!([{"category": "travel", "amount": sum}]), out());
    merge(&mut body, json!({"amount": sum}));
    body
}

/// The blocks among what a check tells.
async fn blocks(app: &TestApp, body: Value) -> Vec<String> {
    told(app, body).await.into_iter().filter(|finding| finding.ends_with(" block")).collect()
}

/// A complete file of a return that the person asked for, confirmed by a second officer.
async fn freely_chosen(app: &TestApp, person: &str) {
    let mut papers = vec![];
    for paper in ["consent", "advice", "risk"] {
        papers.push(app.document("maker-1", paper).await);
    }
    let file = json!({"consent": papers[0], "advice": papers[1], "risk_assessment": papers[2], "consent_on": "2014-05-28", "consent_language": "tl",
        "legal_advice_on": "2014-05-27", "risk_assessed_on": "2014-05-26", "risk": "low", "permit_offered_on": "2014-05-25", "in_custody": false,
        "own_request": true, "receiving_kind": "ngo", "receiving_contact": "a house in the town",
        "removal_check": {"asked_of": "migration service", "asked_on": "2014-06-01", "answer": "none"}});
    let path = format!("/beneficiaries/{person}/return-file");
    app.post("maker-1", &path, file).await.must(201);
    app.post("maker-2", &format!("{path}/confirm"), json!({})).await.must(200);
}

on_both_engines! {
    async fn the_case_of_2015_is_stopped_in_whatever_dress_it_comes(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        under_a_decision(&app, &person).await;
        let carrier = || json!({"kind": "carrier", "name": "Yol MMC"});
        let ngo = || json!({"kind": "ngo", "name": "Yardım İB"});
        let organisation = || json!({"kind": "organisation", "name": "Yardım Evi"});
        let own = || json!({"kind": "beneficiary"});
        let fee = paid("legal_aid", &person, json!({"kind": "lawyer", "name": "Vəkil"}), json!([{"category": "fee", "amount": "300.00"}]), out());
        let half = || flown("other_necessary", &person, carrier(), "150.00");
        let covered: &[&str] = &["expulsion-funding block", "return-file-missing block"];
        let beyond: &[&str] = &["outside-purpose block", "expulsion-funding block", "return-file-missing block"];
        for (dress, body, rules) in [
            ("under its own purpose, to a carrier", flown("repatriation", &person, carrier(), "300.00"), covered),
            ("under its own purpose, to an NGO", flown("repatriation", &person, ngo(), "300.00"), covered),
            ("under its own purpose, to an international organisation", flown("repatriation", &person, organisation(), "300.00"), covered),
            ("under its own purpose, to the person", flown("repatriation", &person, own(), "300.00"), covered),
            ("as legal aid", fee, covered),
            ("as other necessary, to a carrier", flown("other_necessary", &person, carrier(), "300.00"), beyond),
            ("as other necessary, to an NGO", flown("other_necessary", &person, ngo(), "300.00"), beyond),
            ("as other necessary, to the person", flown("other_necessary", &person, own(), "300.00"), beyond),
            ("the first half", half(), beyond),
            ("as emergency help", flown("emergency_help", &person, carrier(), "90.00"), beyond),
        ] {
            assert_eq!(blocks(&app, body).await, rules, "{dress}");
        }
        app.draft(half()).await;
        assert_eq!(blocks(&app, half()).await, beyond, "the second half, beside a draft of the first");
        let body = paid("other_necessary", &person, json!({"kind": "state_body", "name": "Dövlət Miqrasiya Xidməti"}), json!([{"category": "fee", "amount": "300.00"}]), json!({}));
        assert!(told(&app, body).await.contains(&"enforcement-payee block".to_owned()));
    }

    async fn a_decision_that_is_recorded_today_stops_what_was_approved_yesterday(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = foreigner(&app).await;
        freely_chosen(&app, &person).await;
        let payment = app.draft(flown("repatriation", &person, json!({"kind": "carrier", "name": "Yol MMC"}), "300.00")).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        app.set_clock("2014-06-03T10:00:00+04:00");
        under_a_decision(&app, &person).await;
        let refused = app.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["expulsion-funding".to_owned()]));
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn words_that_hide_an_expulsion_wait_for_a_second_look_however_they_are_written(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let (person, other) = (foreigner(&app).await, foreigner(&app).await);
        under_a_decision(&app, &person).await;
        let body = |memo: &str| paid("other_necessary", &person, json!({"kind": "supplier", "name": "Nümunə MMC"}), json!([{"category": "food", "amount": "300.00"}]), json!({"memo": memo}));
        // The third has Cyrillic letters that look like Latin ones.
        for memo in ["costs of the deportation", "deportasiya xərci", "d\u{435}p\u{43e}rtation costs", "депортация", "d e p o r t a t i o n"] {
            assert_eq!(told(&app, body(memo)).await, ["expulsion-in-words override"], "{memo}");
        }
        for memo in ["security deposit for the flat", "reportaj", "food, department 3"] {
            assert_eq!(told(&app, body(memo)).await, [""; 0], "{memo}");
        }
        assert_eq!(told(&app, body("lawyer's appeal against the deportation")).await, ["expulsion-in-words warn"]);
        let answer = app.post("maker-1", "/payments/check", body("costs of the deportation")).await;
        assert!(!answer.text().contains("costs of the"), "a finding repeats no text: {}", answer.text());

        let titled = [("Content-Type", "text/plain"), ("X-Title", "deportation ticket")];
        let paper = id(&app.raw("maker-1", "POST", "/api/v1/documents", &titled, "a bill").await.must(201));
        let mut with_receipt = body("food");
        merge(&mut with_receipt, json!({"beneficiary": other, "items": [{"category": "food", "amount": "300.00", "receipt": paper}]}));
        assert!(told(&app, with_receipt).await.contains(&"expulsion-in-words override".to_owned()), "the title of a receipt counts");
        let mut with_paper = body("food");
        merge(&mut with_paper, json!({"beneficiary": other, "documents": [paper]}));
        assert_eq!(told(&app, with_paper.clone()).await, ["expulsion-in-words override", "return-file-missing warn"], "the title of a document counts, and its ticket is shown");
        let payment = app.draft(with_paper).await;
        app.step("maker-1", &payment, "submit", json!({})).await.must(200);
        assert_eq!(app.step("approver-1", &payment, "approve", json!({})).await.rules(), ["expulsion-in-words", "return-file-missing"]);
        let lift = json!({"rule": "expulsion-in-words", "reason": "The bill is for food.", "basis": "art. 22"});
        app.step("overrider-1", &payment, "override", lift).await.must(200);
        app.step("approver-1", &payment, "approve", json!({})).await.must(200);
        assert_eq!(app.differences().await, [""; 0]);
    }

    async fn lawful_help_passes(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let citizen = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")]})).await;
        let deported = json!({"beneficiary": citizen, "form": "deportation", "issued_by": "foreign_state", "decided_on": "2014-05-20"});
        app.post("guardian-1", "/notices", deported).await.must(201);
        let carrier = || json!({"kind": "carrier", "name": "Yol MMC"});
        let ticket = || json!([{"category": "travel", "amount": "300.00"}]);
        let home = paid("repatriation", &citizen, carrier(), ticket(), json!({"travel": {"on": "2014-06-10", "from": "TR", "to": "AZ"}}));
        assert_eq!(told(&app, home).await, [""; 0], "brought home after a foreign deportation");

        let person = foreigner(&app).await;
        under_a_decision(&app, &person).await;
        let bus = paid("other_necessary", &person, carrier(), ticket(), json!({"travel": {"on": "2014-06-10", "from": "AZ", "to": "AZ"}, "memo": "bus to the appeal hearing"}));
        assert_eq!(told(&app, bus).await, [""; 0]);
        let hospital = paid("medical", &person, json!({"kind": "clinic", "name": "Nümunə Klinikası"}), json!([{"category": "treatment", "amount": "300.00"}]),
            json!({"memo": "accompaniment to hospital"}));
        let seen = told(&app, hospital).await;
        assert!(seen.iter().all(|finding| finding == "expulsion-in-words warn"), "{seen:?}");

        let willing = foreigner(&app).await;
        freely_chosen(&app, &willing).await;
        assert_eq!(told(&app, flown("repatriation", &willing, carrier(), "300.00")).await, [""; 0], "a return that the person chose");
    }

    async fn a_verdict_stays_as_it_was_given_and_the_next_step_is_judged_by_the_newer_rulebook(app: TestApp) {
        app.donation("9000.00", "2014-05-05", json!({})).await;
        let person = app.beneficiary_with(json!({"citizenship": "citizen", "minor": false, "identifications": [identification("2014-06-01")]})).await;
        let body = paid("medical", &person, json!({"kind": "clinic", "name": "Nümunə Klinikası"}), json!([{"category": "treatment", "amount": "300.00"}]), json!({}));
        let payment = app.draft(body).await;
        for (who, step) in [("maker-1", "submit"), ("approver-1", "approve")] {
            app.step(who, &payment, step, json!({})).await.must(200);
        }
        let mut files = files();
        let purposes = files.get_mut("purposes.cedar").expect("there");
        *purposes = purposes.replacen(r#"["clinic", "supplier", "beneficiary", "representative", "ngo"]"#, r#"["supplier"]"#, 1);
        let book = Arc::new(Rulebook::read(&files).expect("it is right"));
        assert_ne!(book.version(), Rulebook::built_in().version());
        let older = Rulebook::built_in().version().to_owned();
        let newer = app.with(|fund| fund.ruled_by(book));
        let refused = newer.step("treasurer-1", &payment, "release", json!({})).await;
        assert_eq!((refused.code().as_str(), refused.rules()), ("blocked_by_rule", vec!["outside-purpose".to_owned()]));
        let seen = newer.get("auditor-1", &format!("/payments/{payment}")).await.must(200);
        assert_eq!(seen["state"], "approved", "what was approved stays approved, and goes no further");
        let mut from = newer.fund.read().await.expect("it reads");
        let kept = from.latest_judgement(&payment).await.expect("it reads").expect("it was judged");
        assert_eq!((kept.stage.to_string().as_str(), &kept.version), ("approve", &older), "the old verdict is as it was given");
        drop(from);
        assert_eq!(newer.differences().await, [""; 0]);
    }
}
