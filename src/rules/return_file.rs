//! A return is voluntary only with its file (Decision 252; Palermo Protocol, art. 8): informed consent given
//! freely, legal advice, a residence permit offered, an assessment of risk, somebody who receives the person,
//! and a fresh answer that no removal decision exists. Here is `return-file-missing`; what a removal decision
//! forbids is in `removal`.
use super::{
    facts::{Fact, PaymentFacts, ReturnFile},
    found,
    journey::{Journey, MISSING},
    lacking,
};
use crate::domain::{
    beneficiary::RemovalAnswer,
    day::Day,
    finding::{Finding, Rule, Severity, Stage},
    purpose::{Direction, Purpose},
};
use serde_json::json;

/// How old the check for removal decisions may be at release, in days (policy).
const REMOVAL_CHECK_DAYS: i64 = 3;

/// Every part of a file, as findings name it.
const PARTS: &[&str] = &[
    "consent",
    "consent_on",
    "consent_language",
    "in_custody",
    "advice",
    "legal_advice_on",
    "permit_offered_on",
    "risk_assessment",
    "risk_assessed_on",
    "risk",
    "receiving_kind",
    "receiving_contact",
    "removal_check",
    "confirmed",
];

pub(super) fn judge(facts: &PaymentFacts, findings: &mut Vec<Finding>) {
    let repatriation = facts.purpose == Purpose::Repatriation;
    match Journey::of(facts) {
        Journey::Known(Direction::Homecoming | Direction::Domestic) | Journey::None => {}
        Journey::Known(Direction::Elsewhere) if !repatriation => {}
        Journey::Unknown if !repatriation => {
            let shown = json!({ "purpose": facts.purpose, "beneficiary": facts.beneficiary.beneficiary });
            findings.push(lacking(Rule::ReturnFileMissing, "journey-unknown", shown, MISSING));
        }
        _ => findings.extend(needed(facts)),
    }
}

fn needed(facts: &PaymentFacts) -> Option<Finding> {
    let beneficiary = facts.beneficiary.beneficiary;
    let Fact::Known(file) = &facts.beneficiary.return_file else {
        let shown = json!({ "beneficiary": beneficiary, "lacking": PARTS });
        return Some(found(Rule::ReturnFileMissing, "absent", Severity::Block, shown));
    };
    let future = future_days(file, facts.on);
    let stale = facts.stage == Stage::Release
        && file.removal_check.is_some_and(|(asked_on, _)| facts.on.days_since(asked_on) > REMOVAL_CHECK_DAYS);
    let exists = matches!(file.removal_check, Some((_, RemovalAnswer::Exists)));
    let parts = incomplete_parts(file);
    let case = [
        ("custody", file.in_custody == Some(true)),
        ("removal-exists", exists),
        ("incomplete", !parts.is_empty()),
        ("future", !future.is_empty()),
        ("stale-check", stale),
        ("unconfirmed", !file.confirmed),
    ]
    .into_iter()
    .find_map(|(case, holds)| holds.then_some(case))?;
    let lacks = |part: &&str| match *part {
        "in_custody" => file.in_custody != Some(false),
        "removal_check" => file.removal_check.is_none() || exists || stale || future.contains(part),
        "confirmed" => !file.confirmed,
        _ => parts.contains(part) || future.contains(part),
    };
    let lacking: Vec<&str> = PARTS.iter().copied().filter(lacks).collect();
    let shown = json!({
        "beneficiary": beneficiary, "lacking": lacking, "future": future, "on": facts.on,
        "checked_on": file.removal_check.map(|(asked_on, _)| asked_on), "days": REMOVAL_CHECK_DAYS,
    });
    Some(found(Rule::ReturnFileMissing, case, Severity::Block, shown))
}

fn incomplete_parts(file: &ReturnFile) -> Vec<&'static str> {
    let there = [
        ("consent", file.consent),
        ("consent_on", file.consent_on.is_some()),
        ("consent_language", is_understood(file)),
        ("in_custody", file.in_custody.is_some()),
        ("advice", file.advice),
        ("legal_advice_on", file.legal_advice_on.is_some()),
        ("permit_offered_on", file.permit_offered_on.is_some()),
        ("risk_assessment", file.risk_assessment),
        ("risk_assessed_on", file.risk_assessed_on.is_some()),
        ("risk", file.risk.is_some()),
        ("receiving_kind", file.receiving_kind.is_some()),
        ("receiving_contact", file.receiving_contact),
        ("removal_check", file.removal_check.is_some()),
    ];
    there.into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect()
}

/// Consent counts in a language that the person is recorded to understand, or through an interpreter.
fn is_understood(file: &ReturnFile) -> bool {
    let Some(language) = file.consent_language.as_deref().map(str::trim).filter(|l| !l.is_empty()) else {
        return false;
    };
    file.interpreter == Some(true)
        || file.languages.iter().any(|known| known.trim().eq_ignore_ascii_case(language))
}

fn future_days(file: &ReturnFile, on: Day) -> Vec<&'static str> {
    let days = [
        ("consent_on", file.consent_on),
        ("legal_advice_on", file.legal_advice_on),
        ("permit_offered_on", file.permit_offered_on),
        ("risk_assessed_on", file.risk_assessed_on),
        ("removal_check", file.removal_check.map(|(asked_on, _)| asked_on)),
    ];
    days.into_iter().filter(|(_, day)| day.is_some_and(|d| d > on)).map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{judge_payment, sample::*},
        *,
    };
    use crate::domain::purpose::{Category, PayeeKind};

    fn of(change: fn(&mut ReturnFile)) -> PaymentFacts {
        with_file(change)
    }

    fn lacking_parts(facts: &PaymentFacts) -> String {
        judge_payment(facts).findings[0].facts["lacking"].to_string()
    }

    #[test]
    fn a_return_without_a_complete_confirmed_file_is_blocked() {
        let mut facts = repatriation();
        assert_eq!(seen(&facts), Vec::<String>::new());
        facts.beneficiary.return_file = Fact::Unknown;
        assert_eq!(seen(&facts), ["return-file-missing/absent block"]);
        assert_eq!(seen(&of(|f| f.advice = false)), ["return-file-missing/incomplete block"]);
        assert_eq!(seen(&of(|f| f.in_custody = Some(true))), ["return-file-missing/custody block"]);
        assert_eq!(seen(&of(|f| f.in_custody = None)), ["return-file-missing/incomplete block"]);
        assert_eq!(seen(&of(|f| f.confirmed = false)), ["return-file-missing/unconfirmed block"]);
    }

    #[test]
    fn each_part_that_lacks_is_named_in_one_finding() {
        type Change = fn(&mut ReturnFile);
        let changes: [(Change, &str); 13] = [
            (|f| f.consent = false, "consent"),
            (|f| f.consent_on = None, "consent_on"),
            (|f| f.consent_language = None, "consent_language"),
            (|f| f.in_custody = None, "in_custody"),
            (|f| f.advice = false, "advice"),
            (|f| f.legal_advice_on = None, "legal_advice_on"),
            (|f| f.permit_offered_on = None, "permit_offered_on"),
            (|f| f.risk_assessment = false, "risk_assessment"),
            (|f| f.risk_assessed_on = None, "risk_assessed_on"),
            (|f| f.risk = None, "risk"),
            (|f| f.receiving_kind = None, "receiving_kind"),
            (|f| f.receiving_contact = false, "receiving_contact"),
            (|f| f.removal_check = None, "removal_check"),
        ];
        for (change, part) in changes {
            assert_eq!(lacking_parts(&of(change)), format!("[\"{part}\"]"));
        }
        let several = of(|f| {
            f.in_custody = Some(true);
            f.risk = None;
            f.confirmed = false;
        });
        assert_eq!(seen(&several), ["return-file-missing/custody block"]);
        assert_eq!(lacking_parts(&several), r#"["in_custody","risk","confirmed"]"#);
    }

    #[test]
    fn consent_counts_only_in_a_language_understood_or_through_an_interpreter() {
        let foreign = of(|f| f.consent_language = Some("az".into()));
        assert_eq!(seen(&foreign), ["return-file-missing/incomplete block"]);
        assert_eq!(lacking_parts(&foreign), r#"["consent_language"]"#);
        let unrecorded = of(|f| f.languages.clear());
        assert_eq!(seen(&unrecorded), ["return-file-missing/incomplete block"]);
        let interpreted = of(|f| {
            f.consent_language = Some("az".into());
            f.interpreter = Some(true);
        });
        assert_eq!(seen(&interpreted), Vec::<String>::new());
        assert_eq!(seen(&of(|f| f.consent_language = Some("TL".into()))), Vec::<String>::new());
    }

    #[test]
    fn the_check_for_removal_decisions_must_be_fresh_at_release_and_must_say_none() {
        let fourth_day =
            |f: &mut ReturnFile| f.removal_check = Some((day("2014-05-28"), RemovalAnswer::None));
        let mut facts = of(fourth_day);
        assert_eq!(seen(&facts), Vec::<String>::new(), "it need not be fresh before release");
        facts.stage = Stage::Release;
        assert_eq!(seen(&facts), ["return-file-missing/stale-check block"]);
        assert_eq!(lacking_parts(&facts), r#"["removal_check"]"#);
        let mut facts = of(|f| f.removal_check = Some((day("2014-05-29"), RemovalAnswer::None)));
        facts.stage = Stage::Release;
        assert_eq!(seen(&facts), Vec::<String>::new());
        let exists = of(|f| f.removal_check = Some((day("2014-06-01"), RemovalAnswer::Exists)));
        assert_eq!(seen(&exists), ["return-file-missing/removal-exists block"]);
    }

    #[test]
    fn no_date_of_a_file_may_lie_in_the_future() {
        let changes: [fn(&mut ReturnFile); 5] = [
            |f| f.consent_on = Some(day("2014-06-02")),
            |f| f.legal_advice_on = Some(day("2014-06-02")),
            |f| f.permit_offered_on = Some(day("2014-06-02")),
            |f| f.risk_assessed_on = Some(day("2014-06-02")),
            |f| f.removal_check = Some((day("2014-06-02"), RemovalAnswer::None)),
        ];
        for change in changes {
            assert_eq!(seen(&of(change)), ["return-file-missing/future block"]);
        }
    }

    #[test]
    fn any_outbound_travel_needs_the_file_and_homecoming_does_not() {
        let mut facts = sample();
        facts.purpose = Purpose::OtherNecessary;
        facts.items = vec![(Category::Travel, money("50.00"))];
        facts.payee_kind = PayeeKind::Ngo;
        facts.travel = travel("AZ", "TR");
        assert_eq!(seen(&facts), ["return-file-missing/absent block"]);
        for (from, to) in [("TR", "AZ"), ("AZ", "AZ"), ("TR", "GE")] {
            facts.travel = travel(from, to);
            assert_eq!(seen(&facts), Vec::<String>::new(), "{from} {to}");
        }
        facts.travel = Fact::Unknown;
        assert_eq!(seen(&facts), ["return-file-missing/journey-unknown override: travel.from, travel.to"]);
        assert_eq!(seen(&homecoming()), Vec::<String>::new());
        let mut unknown = homecoming();
        unknown.travel = Fact::Unknown;
        assert_eq!(seen(&unknown), ["return-file-missing/absent block"]);
    }
}
