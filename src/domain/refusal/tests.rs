//! What refusals say: a guardian's acts by their name, and every step, state and hand in Azerbaijani too.
use super::*;
use crate::domain::{payment::PaymentState, reference::*, tongue::english_in};

fn wrong(subject: impl ToString, state: &str, step: Verb) -> Unreadable {
    Refusal::WrongState { subject: subject.to_string(), state: state.to_owned(), step }.sentence()
}

#[test]
fn what_a_guardian_does_with_a_match_is_called_a_decision_or_a_review() {
    let one = DuplicateRef::new(2014, 1);
    for (state, step, en, az) in [
        ("open", Verb::Confirm, "review", "yoxlama"),
        ("decided", Verb::Confirm, "decision over", "qərar"),
        ("joined", Verb::Reject, "different", "fərqli"),
        ("another", Verb::Confirm, "decision over", "qərar"),
    ] {
        let said = wrong(one, state, step);
        assert!(said.en.contains(en) && said.en.contains(&one.to_string()), "{}", said.en);
        assert!(said.az.contains(az) && said.az.contains(&one.to_string()), "{}", said.az);
        assert!(!said.en.contains("the step") && english_in(&said.az).is_empty(), "{}", said.az);
    }
}

#[test]
fn every_step_state_and_hand_is_told_in_azerbaijani() {
    let payment = PaymentRef::new(2014, 1);
    for (verb, state) in Verb::ALL.iter().flat_map(|v| PaymentState::ALL.iter().map(move |s| (v, s))) {
        let said = wrong(payment, state.as_str(), *verb);
        assert_eq!(english_in(&said.az), [""; 0], "{}", said.az);
        assert!(said.en.contains(verb.as_str()) && said.en.contains(state.as_str()), "{}", said.en);
    }
    let hands = Verb::ALL.iter().map(|v| v.as_str()).chain(Role::ALL.iter().map(|r| r.as_str()));
    for before in hands {
        let (subject, person) = (payment.to_string(), PersonRef::new(2014, 1));
        let said = Refusal::SameHands { subject, person, before: before.to_owned() }.sentence();
        let is_same = before == "auditor";
        assert!(said.en.contains(before) && (is_same || !said.az.contains(before)), "{}", said.az);
    }
}
