//! What a rule says of a payment or an inflow. Which rule says it when, and in which words, is a matter of the
//! rules floor; here is only what every floor must know of a finding.
use super::word::words;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

words! {
    /// The rules that the books cannot live without (domain §7).
    Rule {
        /// No permit covers purpose, payee, cost and restriction.
        OutsidePurpose = "outside-purpose",
        /// The lot's restriction does not cover purpose or person.
        RestrictedElsewhere = "restricted-elsewhere",
        /// A lot would go below zero.
        LotOverdrawn = "lot-overdrawn",
        /// One person has two hands on a payment.
        SameHands = "same-hands",
        /// The person has the lump sum already.
        LumpSumTwice = "lump-sum-twice",
        /// The person has the allowance already.
        AllowanceTwice = "allowance-twice",
        /// The sum is not the one in force.
        AmountNotInForce = "amount-not-in-force",
        /// Nobody identified the person as a victim.
        NotIdentified = "not-identified",
        /// The donor is not known.
        AnonymousDonation = "anonymous-donation",
        /// Money would pay for sending the person out against a free decision.
        ExpulsionFunding = "expulsion-funding",
        /// The file of the voluntary return is not complete and confirmed.
        ReturnFileMissing = "return-file-missing",
        /// The payee enforces removals.
        EnforcementPayee = "enforcement-payee",
        /// More than the order would be paid.
        OverOrder = "over-order",
        /// The offender's property must pay first.
        PropertySufficient = "property-sufficient",
        /// More cash from one donor than the limit.
        CashOverLimit = "cash-over-limit",
        /// A representative is an offender, accused, or linked to one.
        GuardianConflict = "guardian-conflict",
        /// Money goes into the hands of a child whom nobody represents.
        ChildWithoutRepresentative = "child-without-representative",
        /// Somebody collects who is neither the payee nor authorised.
        CollectorNotPayee = "collector-not-payee",
        /// The payee's account is another than at approval.
        AccountChanged = "account-changed",
        /// The guardian has not reviewed the identity, or there is none by which a sum that is paid once could be compared.
        IdentityUnderReview = "identity-under-review",
        /// Words that may leave name the Fund's subject, a case or a person.
        UnsafeNarrative = "unsafe-narrative",
        /// Words of the payment speak of an expulsion.
        ExpulsionInWords = "expulsion-in-words",
        /// A rule could not be evaluated.
        RuleError = "rule-error",
    }
}

words! {
    /// How much a finding weighs.
    Severity {
        /// Stays on the record.
        Warn = "warn",
        /// Approve and release wait until an overrider lifts it.
        Override = "override",
        /// Nobody lifts it.
        Block = "block",
    }
}

words! {
    /// What all findings together come to.
    Verdict {
        /// Nothing stands in the way.
        Permitted = "permitted",
        /// An overrider must lift what is open.
        NeedsOverride = "needs_override",
        /// It cannot be done.
        Blocked = "blocked",
    }
}

words! {
    /// At which step a payment or an inflow was judged.
    Stage {
        /// When it was asked, without writing anything.
        Check = "check",
        /// When it was recorded.
        Draft = "draft",
        /// When it was submitted.
        Submit = "submit",
        /// When it was approved.
        Approve = "approve",
        /// When it was released.
        Release = "release",
        /// When the donor was named.
        Identify = "identify",
        /// When two pseudonyms were found to be one person.
        Join = "join",
    }
}

/// A finding as the rules make it: no id yet, its words made from rule, case and facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Which case of the rule, like `exact` or `unknown-day`; it chooses the words.
    pub case: String,
    /// Its weight.
    pub severity: Severity,
    /// What the rule saw: pseudonyms, sums, days, words of closed lists. Never an identity.
    pub facts: Map<String, Value>,
    /// The facts the rule lacked.
    pub missing: Vec<String>,
}

/// What open findings come to: `lifted` says which of them an overrider has lifted.
pub fn verdict<'a>(findings: impl IntoIterator<Item = (&'a Finding, bool)>) -> Verdict {
    findings
        .into_iter()
        .map(|(finding, lifted)| match finding.severity {
            Severity::Block => Verdict::Blocked,
            Severity::Override if !lifted => Verdict::NeedsOverride,
            _ => Verdict::Permitted,
        })
        .max()
        .unwrap_or(Verdict::Permitted)
}
