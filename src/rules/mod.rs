//! The rules of the Fund (domain §4, §7): facts in, permits and findings out. What is permitted and what is misuse stands in the
//! rulebook (`book`, `policies`); here it is asked. Pure: nothing here reads a clock, a file or the database, and only the domain is known.
//! `facts` is what the rules see, `flat` how the rulebook names it, `shown` what findings tell of it, `text` the words for them.
use crate::domain::{
    finding::{Finding, Rule, Severity},
    reference::PaymentRef,
};
use serde_json::{Value, json};
use std::cmp::Reverse;

pub mod book;
pub mod difference;
pub mod facts;
mod flat;
pub mod flaw;
mod glossary;
mod journey;
pub mod payee;
pub mod prove;
mod purpose;
pub mod replay;
pub mod representative;
mod return_file;
#[cfg(test)]
mod sample;
mod shown;
#[cfg(test)]
mod tests;
pub mod text;
pub mod trial;
pub mod words;

pub use book::Rulebook;
use book::{Asked, Case};
use facts::{
    AssetFacts, Fact, InflowFacts, Lift, PaymentFacts, ReasonFacts, Review, SettlementFacts, Watched,
};
use flat::Matter;
use prove::Guarantee;
use representative::Receiving;

/// What the rules say of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The permits that cover it; none where it is outside every purpose, or where a fact for that is
    /// missing.
    pub permits: Vec<Permit>,
    /// Everything that stands against it: blocks first, then in the order of rules and cases; each case once.
    pub findings: Vec<Finding>,
}

/// A permit that covers a payment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Permit {
    /// Which permit, like `legal-aid/mandate`.
    pub id: String,
    /// The text it rests on; `policy of the Fund` where that is no law.
    pub basis: String,
    /// The same in Azerbaijani, where its owner gave the words.
    pub basis_az: Option<String>,
}

impl PaymentFacts {
    /// The facts as the rulebook names them (`policies/fund.cedarschema`): so they are kept with the verdict, and can be judged again.
    pub fn as_named(&self) -> serde_json::Map<String, Value> {
        Matter::Payment(self).attributes().into_json()
    }
}

impl Rulebook {
    /// Judges a payment at one stage: all permits and all findings at once.
    pub fn judge_payment(&self, facts: &PaymentFacts) -> Judgement {
        let matter = Matter::Payment(facts);
        let (asked, mut findings) = self.asked_of(&matter);
        let Some(asked) = asked else { return Judgement { permits: vec![], findings } };
        let (permits, errors) = self.permitted(&asked);
        findings.extend(errors.into_iter().map(|policy| not_evaluated(&policy)));
        if permits.is_empty() {
            findings.extend(purpose::gaps(self, &asked, facts));
        }
        let permits = permits.iter().map(|permit| permit.named()).collect();
        findings.extend(self.misuse_of(&matter, &asked));
        findings.extend(self.beyond_bounds(&asked, &findings));
        mark_what_is_waited_for(facts, &mut findings);
        Judgement { permits, findings: ordered(findings) }
    }

    /// Judges who collects cash, and who stands behind them, on the day on which it is handed over.
    pub fn judge_collection(&self, receiving: &Receiving<'_>) -> Vec<Finding> {
        self.judge(&Matter::Collection(receiving))
    }

    /// Judges an inflow: all findings at once, in the same order as those of a payment.
    pub fn judge_inflow(&self, facts: &InflowFacts) -> Vec<Finding> {
        self.judge(&Matter::Inflow(facts))
    }

    /// Judges the account of a payment when it goes to the bank. `agrees` says whether it is the one of the approval; unknown where none
    /// was known then, which is no change: a payment needs its account only when the bank file is made.
    pub fn judge_account(&self, payment: PaymentRef, agrees: &Fact<bool>) -> Vec<Finding> {
        self.judge(&Matter::Transfer(payment, agrees))
    }

    /// Judges a payment that met the bank.
    pub fn judge_settlement(&self, facts: &SettlementFacts) -> Vec<Finding> {
        self.judge(&Matter::Settlement(facts))
    }

    /// Judges a reason before it is written down.
    pub fn judge_reason(&self, facts: &ReasonFacts) -> Vec<Finding> {
        self.judge(&Matter::Reason(facts))
    }

    /// Judges the use or sale of property.
    pub fn judge_asset(&self, facts: &AssetFacts) -> Vec<Finding> {
        self.judge(&Matter::Asset(facts))
    }

    /// Judges what a sweep or a decision looks at, under its reference.
    pub fn judge_watched(&self, subject: &str, watched: &Watched) -> Vec<Finding> {
        self.judge(&Matter::Watched(subject, watched))
    }

    /// May a finding be lifted? It may where a permit covers the lift, no block stands against it, and no bound refuses it.
    pub fn may_lift(&self, lift: &Lift) -> bool {
        let matter = Matter::Lift(lift);
        let (Some(asked), _) = self.asked_of(&matter) else { return false };
        let is_block = |finding: &Finding| finding.severity == Severity::Block;
        !self.permits_to_lift(&asked).is_empty()
            && !self.misuse_of(&matter, &asked).iter().any(is_block)
            && Guarantee::refusing(&asked).is_empty()
    }

    fn judge(&self, matter: &Matter<'_>) -> Vec<Finding> {
        let (asked, mut findings) = self.asked_of(matter);
        findings.extend(asked.into_iter().flat_map(|asked| self.misuse_of(matter, &asked)));
        ordered(findings)
    }

    fn asked_of(&self, matter: &Matter<'_>) -> (Option<Asked>, Vec<Finding>) {
        match self.ask(matter.question(), matter.attributes()) {
            Ok(asked) => (Some(asked), vec![]),
            Err(why) => {
                tracing::error!(error = %why, "the rulebook could not be asked");
                (None, vec![not_evaluated("facts")])
            }
        }
    }

    fn misuse_of(&self, matter: &Matter<'_>, asked: &Asked) -> Vec<Finding> {
        let (cases, errors) = self.forbidden(asked);
        let findings = cases.into_iter().map(|case| self.finding(case, matter));
        findings.chain(errors.iter().map(|policy| not_evaluated(policy))).collect()
    }

    /// What would pass though a bound refuses it: of a rulebook that stays inside its bounds nothing ever.
    fn beyond_bounds(&self, asked: &Asked, findings: &[Finding]) -> Vec<Finding> {
        if findings.iter().any(|finding| finding.severity == Severity::Block) {
            return vec![];
        }
        let told = |bound: &Guarantee| {
            let [says, says_az] = &bound.says;
            let shown =
                json!({ "bound": says.trim_end_matches('.'), "bound_az": says_az.trim_end_matches('.') });
            found(Rule::RuleError, "bound", Severity::Block, shown)
        };
        Guarantee::refusing(asked).into_iter().map(told).collect()
    }

    fn finding(&self, case: &Case, matter: &Matter<'_>) -> Finding {
        let facts = shown::told(matter, &case.shows, self.limits());
        let (rule, severity) = (case.rule, case.severity);
        let mut finding =
            Finding { rule, case: case.case.clone(), severity, facts, missing: case.missing.clone() };
        // Of a rulebook of one's own the text may be another than the words know, and have a name of its own in Azerbaijani.
        if text::basis_of(&finding) != case.basis {
            finding.facts.insert(text::RESTS_ON.to_owned(), case.basis.clone().into());
        }
        let own = case.basis_az.as_ref().filter(|own| **own != text::basis::in_azerbaijani(&case.basis));
        if let Some(own) = own {
            finding.facts.insert(text::RESTS_ON_AZ.to_owned(), own.clone().into());
        }
        finding
    }
}

/// A policy that could not be evaluated stands in the way, since what it would have said is not known.
fn not_evaluated(policy: &str) -> Finding {
    found(Rule::RuleError, "not-evaluated", Severity::Block, json!({ "policy": policy }))
}

/// The case of an identity that waits, which nobody is shown, has the mark of what is waited for: so an override covers that, and
/// nothing that came up later. What is said is the same for everybody.
fn mark_what_is_waited_for(facts: &PaymentFacts, findings: &mut [Finding]) {
    let Fact::Known(Review::Waiting(mark)) = &facts.beneficiary.identity_reviewed else { return };
    for finding in findings.iter_mut().filter(|f| f.rule == Rule::IdentityUnderReview && f.case == "waiting")
    {
        if !mark.is_empty() {
            finding.case = format!("waiting-{mark}");
        }
    }
}

fn ordered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let key = |f: &Finding| (Reverse(f.severity), f.rule);
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.case.cmp(&b.case)));
    findings.dedup_by(|a, b| (a.rule, &a.case) == (b.rule, &b.case));
    findings
}

/// A finding on known facts; a fact that is null is left out.
fn found(rule: Rule, case: &str, severity: Severity, facts: Value) -> Finding {
    let facts = match facts {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => serde_json::Map::new(),
    };
    Finding { rule, case: case.to_owned(), severity, facts, missing: Vec::new() }
}

/// A finding for want of facts. Every rule here weighs an override or more, so this one weighs an override.
fn lacking(rule: Rule, case: &str, facts: Value, missing: &[&str]) -> Finding {
    let missing = missing.iter().map(|name| (*name).to_owned()).collect();
    Finding { missing, ..found(rule, case, Severity::Override, facts) }
}
