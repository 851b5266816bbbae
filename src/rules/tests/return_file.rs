//! What the rulebook that is built in says, case by case: the file of a voluntary return.
use super::prelude::*;

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
fn each_part_that_lacks_is_named() {
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
    let each =
        ["custody", "incomplete", "unconfirmed"].map(|case| format!("return-file-missing/{case} block"));
    assert_eq!(seen(&several), each, "all that stands against it is told at once");
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
    let fourth_day = |f: &mut ReturnFile| f.removal_check = Some((day("2014-05-28"), RemovalAnswer::None));
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
    let of_file = |facts: &PaymentFacts| {
        seen(facts).into_iter().filter(|found| found.starts_with("return-file-missing")).collect::<Vec<_>>()
    };
    assert_eq!(of_file(&facts), ["return-file-missing/absent block"]);
    for (from, to) in [("TR", "AZ"), ("AZ", "AZ"), ("TR", "GE")] {
        facts.travel = travel(from, to);
        assert_eq!(of_file(&facts), Vec::<String>::new(), "{from} {to}");
    }
    facts.travel = Fact::Unknown;
    assert_eq!(of_file(&facts), ["return-file-missing/journey-unknown override: travel.from, travel.to"]);
    assert_eq!(seen(&homecoming()), Vec::<String>::new());
    let mut unknown = homecoming();
    unknown.travel = Fact::Unknown;
    assert_eq!(of_file(&unknown), ["return-file-missing/absent block"]);
}
