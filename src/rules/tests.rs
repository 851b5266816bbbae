//! What the rulebook that is built in says of whole payments; case by case in the files of this folder.
mod account;
mod award;
mod identity;
mod inflow;
mod lift;
mod lot;
mod narrative;
mod purpose;
mod removal;
mod representative;
mod restitution;
mod return_file;

/// What all of them are told with.
mod prelude {
    pub use crate::{
        domain::{
            beneficiary::*,
            finding::*,
            inflow::*,
            money::*,
            outward::Offence,
            purpose::*,
            reference::*,
            representative::{Relation, RepresentativeKind, RepresentativeState},
        },
        rules::{Rulebook, facts::*, sample::*, text::words},
    };
}

use prelude::*;

#[test]
fn the_samples_are_permitted_and_yield_no_finding() {
    for facts in [sample(), lump_sum(), allowance(), restitution(), repatriation(), homecoming()] {
        assert_eq!(seen(&facts), Vec::<String>::new(), "{}", facts.purpose);
        assert!(!judge_payment(&facts).permits.is_empty(), "{}", facts.purpose);
    }
    assert_eq!(judge_inflow(&donation()), Vec::new());
}

#[test]
fn the_case_of_2015_meets_every_rule_that_stands_against_it_at_once() {
    let mut facts = repatriation();
    facts.payee_kind = PayeeKind::StateBody;
    facts.payee_enforces = Fact::Known(true);
    facts.items.push((Category::Escort, money("50.00")));
    facts.beneficiary.removals = vec![expulsion()];
    facts.beneficiary.return_file = Fact::Unknown;
    let expected = [
        "outside-purpose/category block",
        "outside-purpose/payee block",
        "expulsion-funding/category block",
        "expulsion-funding/travel block",
        "return-file-missing/absent block",
        "enforcement-payee/named block",
    ];
    assert_eq!(seen(&facts), expected);
    assert!(judge_payment(&facts).permits.is_empty());
    facts.purpose = Purpose::OtherNecessary;
    assert!(seen(&facts).contains(&"expulsion-funding/travel block".to_owned()));
}

#[test]
fn blocks_come_before_overrides_and_the_same_facts_give_the_same_answer() {
    for facts in every_payment() {
        let once = judge_payment(&facts);
        assert_eq!(once, judge_payment(&facts));
        assert!(once.findings.windows(2).all(|w| w[0].severity >= w[1].severity));
        let mut cases: Vec<_> = once.findings.iter().map(|f| (f.rule, f.case.clone())).collect();
        cases.sort();
        cases.dedup();
        assert_eq!(cases.len(), once.findings.len(), "a case stands twice");
    }
}

#[test]
fn a_finding_for_want_of_a_fact_never_weighs_more_than_an_override() {
    for finding in every_finding() {
        assert!(finding.missing.is_empty() || finding.severity < Severity::Block, "{finding:?}");
    }
}
