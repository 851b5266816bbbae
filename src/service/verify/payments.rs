//! The way of each payment: its steps follow each other as the contract allows, by the right roles and in the order of
//! their days, and its state is what they come to. Payments are read in pages.
use super::{Check, difference::Differences, difference::look};
use crate::{
    domain::{
        day::Day,
        payment::{PaymentState, Verb},
        person::Role,
        purpose::TWO_APPROVERS_FROM_QEPIK,
        reference::*,
    },
    service::halt::Outcome,
    store::verify::PaymentStep,
};
use std::collections::BTreeSet;

const PAGE: i64 = 500;

/// Reads all payments with their steps.
pub(super) async fn verify_payments(check: &mut Check<'_>) -> Outcome<()> {
    let (mut after, mut done) = (i64::MIN, 0);
    loop {
        let steps = match look(check.from, |from| Box::pin(from.payment_steps(after, PAGE))).await? {
            Ok(steps) => steps,
            Err(unread) => {
                // The tables it reads are compared with the log row by row; what is left is the state.
                if !["payment", "decision"].iter().any(|table| check.found.has(table)) {
                    let row =
                        format!("a payment after {}", super::difference::reference::<PaymentRef>(after));
                    check.found.add("payment_state", row, unread.words());
                }
                return Ok(());
            }
        };
        let Some(last) = steps.last().map(|step| step.payment) else { return Ok(()) };
        for steps in steps.chunk_by(|a, b| a.payment == b.payment) {
            done += 1;
            verify_payment(steps, &mut check.found);
        }
        after = last.stored();
        check.tell("payments", done, done);
    }
}

fn verify_payment(steps: &[PaymentStep], found: &mut Differences) {
    let Some(first) = steps.first() else { return };
    let payment = first.payment;
    match walk(steps) {
        Ok(state) if first.state.as_deref() == Some(state.as_str()) => {}
        Ok(state) => {
            found.add("payment_state", payment.to_string(), format!("is not `{state}`, as its decisions say"))
        }
        Err((verb, what)) => found.add("decision", format!("{verb} of {payment}"), what),
    }
}

/// What a payment's steps came to so far.
#[derive(Default)]
struct Way {
    state: Option<PaymentState>,
    approvers: BTreeSet<PersonRef>,
    approved_on: Option<Day>,
    released_on: Option<Day>,
    settled_on: Option<Day>,
}

/// The state that the steps of a payment come to, or the step that cannot be and why.
fn walk(steps: &[PaymentStep]) -> Result<PaymentState, (String, String)> {
    let mut way = Way::default();
    for step in steps {
        let (Some(verb), Some(person), Some(role), Some(day)) =
            (step.verb, step.person, step.role, step.on_day)
        else {
            break;
        };
        let wrong = |what: String| (verb.to_string(), what);
        if role_of(verb).is_some_and(|needed| needed != role) {
            return Err(wrong(format!("was taken as {role}")));
        }
        way.state = Some(way.next(verb, person, step.amount.qepik()).map_err(wrong)?);
        way.days(verb, day).map_err(wrong)?;
    }
    way.state.ok_or_else(|| (Verb::Draft.to_string(), "nobody wrote it: it has no step".to_owned()))
}

impl Way {
    fn next(&mut self, verb: Verb, person: PersonRef, amount: i64) -> Result<PaymentState, String> {
        let Some(state) = self.state else {
            return (verb == Verb::Draft)
                .then_some(PaymentState::Draft)
                .ok_or_else(|| "comes before the draft".into());
        };
        if verb == Verb::Approve && !self.approvers.insert(person) {
            return Err(format!("{person} approved twice"));
        }
        let needed: u32 = if amount >= TWO_APPROVERS_FROM_QEPIK { 2 } else { 1 };
        let missing = needed.saturating_sub(self.approvers.len() as u32);
        state.after(verb, missing).ok_or_else(|| format!("cannot be taken while the payment is {state}"))
    }

    /// Approve comes before cancel, release before recall and return, settle before return; on one day they may all be.
    fn days(&mut self, verb: Verb, day: Day) -> Result<(), String> {
        let (earlier, name) = match verb {
            Verb::Cancel | Verb::Release => (self.approved_on, "approved"),
            Verb::Recall => (self.released_on, "released"),
            Verb::Return => (self.released_on.max(self.settled_on), "released or settled"),
            _ => (None, ""),
        };
        if let Some(earlier) = earlier.filter(|earlier| day < *earlier) {
            return Err(format!("is of {day}, before it was {name} ({earlier})"));
        }
        match verb {
            Verb::Approve => self.approved_on = self.approved_on.max(Some(day)),
            Verb::Release => self.released_on = Some(day),
            Verb::Settle => self.settled_on = Some(day),
            Verb::Unsettle => self.settled_on = None,
            _ => {}
        }
        Ok(())
    }
}

/// The role in which a step of a payment is taken.
fn role_of(verb: Verb) -> Option<Role> {
    Some(match verb {
        Verb::Draft | Verb::Submit | Verb::Withdraw => Role::Maker,
        Verb::Approve | Verb::Reject | Verb::Cancel => Role::Approver,
        Verb::Override => Role::Overrider,
        Verb::Release
        | Verb::Recall
        | Verb::Settle
        | Verb::Return
        | Verb::ProposeUnsettle
        | Verb::Unsettle => Role::Treasurer,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;

    /// Steps as person number, verb, role, day of June 2014.
    fn walked(qepik: i64, steps: &[(i64, Verb, Role, u32)]) -> Result<PaymentState, (String, String)> {
        let amount = Money::from_qepik(qepik).expect("a fixed sum");
        let step = |(person, verb, role, day): &(i64, Verb, Role, u32)| PaymentStep {
            payment: PaymentRef::new(2014, 1),
            amount,
            state: None,
            person: Some(PersonRef::new(2014, *person)),
            verb: Some(*verb),
            role: Some(*role),
            on_day: Some(format!("2014-06-{day:02}").parse().expect("a fixed day reads")),
        };
        walk(&steps.iter().map(step).collect::<Vec<_>>())
    }

    const BEGUN: [(i64, Verb, Role, u32); 3] = [
        (1, Verb::Draft, Role::Maker, 2),
        (1, Verb::Submit, Role::Maker, 2),
        (2, Verb::Approve, Role::Approver, 3),
    ];

    #[test]
    fn a_payment_is_what_its_steps_come_to() {
        let then = |steps: &[(i64, Verb, Role, u32)]| walked(10_000, &[&BEGUN, steps].concat());
        assert_eq!(then(&[]), Ok(PaymentState::Approved));
        let released = (3, Verb::Release, Role::Treasurer, 4);
        assert_eq!(then(&[released]), Ok(PaymentState::Released));
        let settled = (3, Verb::Settle, Role::Treasurer, 1);
        assert_eq!(then(&[released, settled]), Ok(PaymentState::Settled), "the bank may be earlier");
        assert_eq!(
            then(&[released, settled, (4, Verb::Unsettle, Role::Treasurer, 9)]),
            Ok(PaymentState::Released)
        );
        assert_eq!(walked(500_000, &BEGUN), Ok(PaymentState::Submitted), "a second approval is missing");
        let second = (4, Verb::Approve, Role::Approver, 3);
        assert_eq!(walked(500_000, &[&BEGUN[..], &[second]].concat()), Ok(PaymentState::Approved));
    }

    #[test]
    fn a_step_too_early_by_the_wrong_role_or_twice_is_found() {
        let then = |steps: &[(i64, Verb, Role, u32)]| walked(10_000, &[&BEGUN, steps].concat()).is_err();
        assert!(walked(10_000, &[]).is_err() && walked(10_000, &BEGUN[1..]).is_err());
        assert!(then(&[(3, Verb::Release, Role::Treasurer, 2)]), "before its approval");
        assert!(then(&[(3, Verb::Release, Role::Approver, 4)]), "by the wrong role");
        assert!(then(&[(3, Verb::Settle, Role::Treasurer, 4)]), "before its release");
        let released = (3, Verb::Release, Role::Treasurer, 4);
        assert!(then(&[released, (3, Verb::Recall, Role::Treasurer, 3)]), "recalled before its release");
        let twice = [&BEGUN[..], &BEGUN[2..]].concat();
        assert!(walked(500_000, &twice).is_err(), "one person approved twice");
    }
}
