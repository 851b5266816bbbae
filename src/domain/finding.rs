//! What a rule says of a payment or an inflow. Which rule says it when, and in which words, is a matter of the
//! rules floor; here is only what every floor must know of a finding.
use super::word::words;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

words! {
    /// The rules of the catalogue of misuse (domain §7).
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
        /// A way out before the time to decide freely has ended.
        ReflectionPeriodReturn = "reflection-period-return",
        /// A way out while the person may appeal, or is party or witness in an open case.
        PendingProceedingsReturn = "pending-proceedings-return",
        /// The Fund's own means pay for a return without a mandate.
        RepatriationUnmandated = "repatriation-unmandated",
        /// The Fund's own means pay for legal aid without a mandate.
        LegalAidUnmandated = "legal-aid-unmandated",
        /// A lawyer in a criminal case is not on the Bar's list.
        UnlistedLawyer = "unlisted-lawyer",
        /// A fine is paid for a person whom the law exempts.
        FineOfExemptVictim = "fine-of-exempt-victim",
        /// The Fund pays what a lot of the state budget could.
        AllowanceFromFundMeans = "allowance-from-fund-means",
        /// Compensation from the state budget and the Fund's money are mixed.
        RoutesMixed = "routes-mixed",
        /// Help is made to depend on co-operation with the investigation.
        CooperationCondition = "cooperation-condition",
        /// A sum is cut because of another claim or payment.
        SetOff = "set-off",
        /// Cash or transfer is not what the person wishes.
        ChannelAgainstWish = "channel-against-wish",
        /// Cash was handed over without receipt or proof.
        CashUnproven = "cash-unproven",
        /// Restitution on an order that is not final or not whole.
        NoFinalDecision = "no-final-decision",
        /// More than the ordered sum was paid on an order.
        Overpaid = "overpaid",
        /// The Fund paid restitution and nobody opened recourse.
        RecourseNotOpened = "recourse-not-opened",
        /// Payee or donor is convicted or accused in a linked case, or shares an account with one.
        OffenderLinked = "offender-linked",
        /// Confiscated property has not come in.
        ConfiscationOverdue = "confiscation-overdue",
        /// Property came to the Fund while its victims are owed restitution.
        ConfiscatedBeforeRestitution = "confiscated-before-restitution",
        /// Seized property that is not forfeited is used or sold.
        SeizedSpent = "seized-spent",
        /// Property goes without appraisal, or to staff or a related party.
        AssetToInsider = "asset-to-insider",
        /// The cash of an event was not counted as it must be.
        EventCashUncounted = "event-cash-uncounted",
        /// Proceeds and costs of an event are not booked apart.
        EventBookedNet = "event-booked-net",
        /// A donor asks for what the law forbids.
        DonorTermUnlawful = "donor-term-unlawful",
        /// A donation or grant was not notified in time.
        NotificationOverdue = "notification-overdue",
        /// Donor or payee is on a sanctions list.
        SanctionsHit = "sanctions-hit",
        /// Money goes out to somebody who gave it.
        RoundTrip = "round-trip",
        /// Goods have no value with method and evidence.
        InKindUnvalued = "in-kind-unvalued",
        /// One restricted lot covers for another.
        InterLotLoan = "inter-lot-loan",
        /// Money of unknown origin is spent.
        UnprovenLot = "unproven-lot",
        /// The Fund's own administration is paid.
        AdminOverhead = "admin-overhead",
        /// A receipt was reimbursed before.
        ReceiptTwice = "receipt-twice",
        /// Another funder pays it.
        DoubleFunded = "double-funded",
        /// The state budget pays it already.
        StateShelterCost = "state-shelter-cost",
        /// Payments stay one by one under the sum that needs two approvers.
        SplitPayment = "split-payment",
        /// The bank paid before it was approved.
        PaidBeforeApproval = "paid-before-approval",
        /// A step or an inflow is dated long before its recording, or into a closed period.
        BackDated = "back-dated",
        /// The payee's account is another's, too.
        SharedAccount = "shared-account",
        /// Nothing shows the person, or one officer opens the file and releases.
        GhostBeneficiary = "ghost-beneficiary",
        /// Released cash was not collected.
        UnclaimedCash = "unclaimed-cash",
        /// Payments to or from an organisation beside sums of persons it speaks for.
        KickbackPattern = "kickback-pattern",
        /// One officer gives many of the overrides.
        OverridePattern = "override-pattern",
        /// Like cases, unlike sums.
        UnequalTreatment = "unequal-treatment",
        /// A decision is awaited for long.
        DecisionDelay = "decision-delay",
        /// An entry of the bank or of the ledger has no match.
        BankUnmatched = "bank-unmatched",
        /// No bulletin of the central bank gives the rate of the day.
        RateMissing = "rate-missing",
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
        /// When it met the bank or was collected.
        Settle = "settle",
        /// When a removal decision was recorded after the release.
        Notice = "notice",
        /// When a reason was written down.
        Reason = "reason",
        /// When what stands was looked at as the sweep does: in a sweep, or at a decision on it.
        Sweep = "sweep",
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
    verdict_of_weights(findings.into_iter().map(|(finding, lifted)| (finding.severity, lifted)))
}

/// The same where only the weights of the findings are known.
pub fn verdict_of_weights(weights: impl IntoIterator<Item = (Severity, bool)>) -> Verdict {
    weights
        .into_iter()
        .map(|(severity, lifted)| match severity {
            Severity::Block => Verdict::Blocked,
            Severity::Override if !lifted => Verdict::NeedsOverride,
            _ => Verdict::Permitted,
        })
        .max()
        .unwrap_or(Verdict::Permitted)
}
