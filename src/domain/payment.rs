//! The life of a payment: its states, its steps, and which step leads where. Who may take a step, and what it
//! books, is said in the service.
use super::word::words;

words! {
    /// How a payment stands.
    PaymentState {
        /// Written, not yet handed on.
        Draft = "draft",
        /// Waiting for approval.
        Submitted = "submitted",
        /// Approved: its money is reserved.
        Approved = "approved",
        /// On its way: the expense is booked.
        Released = "released",
        /// It met the bank, or was collected.
        Settled = "settled",
        /// Refused by an approver.
        Rejected = "rejected",
        /// Taken back by its maker.
        Withdrawn = "withdrawn",
        /// Stopped after approval.
        Cancelled = "cancelled",
        /// Called back after release, before settlement.
        Recalled = "recalled",
        /// Sent back by the bank, or not collected.
        Returned = "returned",
    }
}

words! {
    /// What a person did to a payment, an inflow, an order, an award, a notice, a return file, a representative or an entry. A decision is unique by
    /// subject, person, verb and rule.
    Verb {
        /// Wrote or recorded it.
        Draft = "draft",
        /// Handed a draft on.
        Submit = "submit",
        /// Took it back.
        Withdraw = "withdraw",
        /// Approved it.
        Approve = "approve",
        /// Rejected it.
        Reject = "reject",
        /// Stopped it after approval.
        Cancel = "cancel",
        /// Lifted a finding.
        Override = "override",
        /// Released it.
        Release = "release",
        /// Called it back.
        Recall = "recall",
        /// Recorded that it met the bank or was collected.
        Settle = "settle",
        /// Recorded that it came back, or gave an inflow back.
        Return = "return",
        /// Proposed to take a settlement back.
        ProposeUnsettle = "propose_unsettle",
        /// Took a settlement back.
        Unsettle = "unsettle",
        /// Named the donor of an inflow.
        Identify = "identify",
        /// Proposed a reversal.
        ProposeReverse = "propose_reverse",
        /// Made a reversal.
        Reverse = "reverse",
        /// Confirmed what another recorded.
        Confirm = "confirm",
        /// Lifted a notice.
        Lift = "lift",
        /// Granted an award.
        Grant = "grant",
        /// Refused an award.
        Refuse = "refuse",
        /// Appealed against a refused award.
        Appeal = "appeal",
        /// Proposed to erase a person.
        ProposeErase = "propose_erase",
        /// Erased a person.
        Erase = "erase",
        /// Ended a representative.
        End = "end",
        /// Annulled an order.
        Annul = "annul",
        /// Put another order in the place of one.
        Supersede = "supersede",
        /// Looked at an identity.
        Disclose = "disclose",
        /// Put payments into a file for the bank.
        Batch = "batch",
        /// Recorded that an authority was told of an inflow.
        Notify = "notify",
        /// Opened recourse on an order.
        Recourse = "recourse",
        /// Proposed a rulebook.
        ProposeRulebook = "propose_rulebook",
        /// Adopted a rulebook.
        AdoptRulebook = "adopt_rulebook",
    }
}

impl PaymentState {
    /// The state after a step; `None` where the step cannot be taken in this one. `approvals_missing` is how many
    /// approvals are still needed after this one (a first of two leaves the payment submitted).
    pub fn after(self, verb: Verb, approvals_missing: u32) -> Option<PaymentState> {
        use PaymentState::*;
        Some(match (self, verb) {
            (Draft, Verb::Submit) => Submitted,
            (Draft | Submitted, Verb::Withdraw) => Withdrawn,
            (Submitted, Verb::Approve) if approvals_missing > 0 => Submitted,
            (Submitted, Verb::Approve) => Approved,
            (Submitted, Verb::Reject) => Rejected,
            (Approved, Verb::Cancel) => Cancelled,
            (Approved, Verb::Release) => Released,
            (Released, Verb::Recall) => Recalled,
            (Released, Verb::Settle) => Settled,
            (Released | Settled, Verb::Return) => Returned,
            (Settled, Verb::ProposeUnsettle) => Settled,
            (Settled, Verb::Unsettle) => Released,
            (state @ (Draft | Submitted | Approved), Verb::Override) => state,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{PaymentState::*, *};

    #[test]
    fn a_payment_goes_only_the_ways_the_contract_names() {
        assert_eq!(Draft.after(Verb::Submit, 0), Some(Submitted));
        assert_eq!(Submitted.after(Verb::Approve, 1), Some(Submitted));
        assert_eq!(Submitted.after(Verb::Approve, 0), Some(Approved));
        assert_eq!(Released.after(Verb::Return, 0), Some(Returned));
        let ends = [Rejected, Withdrawn, Cancelled, Recalled, Returned];
        for state in ends {
            assert!(Verb::ALL.iter().all(|verb| state.after(*verb, 0).is_none()), "{state} is an end");
        }
        assert_eq!(Draft.after(Verb::Release, 0), None);
        assert_eq!(Released.after(Verb::Release, 0), None);
    }
}
