//! Asking the rulebook whether somebody may lift a finding. The service refuses second hands, empty words and blocks by itself, too; what
//! is asked here is the rulebook's own permit, which an owner may narrow.
use super::{Halt, Job};
use crate::{
    domain::{
        finding::{Rule, Severity},
        payment::Verb,
        refusal::Refusal,
    },
    rules::facts::Lift,
    store::decision::DecisionRow,
};

/// A finding that somebody would lift.
pub struct Lifting<'l> {
    /// The rule.
    pub rule: Rule,
    /// The weight of the finding.
    pub severity: Severity,
    /// It was lifted before, on the facts as they stand.
    pub is_lifted: bool,
    /// Why.
    pub reason: &'l str,
    /// On what basis.
    pub basis: &'l str,
    /// The decisions on the payment or the inflow so far.
    pub decisions: &'l [DecisionRow],
}

impl Lifting<'_> {
    /// Does the rulebook let the person of the job lift it? An override that waits and that it does not let them lift is an error.
    pub fn may<C>(&self, job: Job<'_, C>) -> Result<bool, Halt> {
        let person = job.who.person();
        let own = self.decisions.iter().filter(|step| step.person == person && step.verb != Verb::Override);
        let may = job.fund.rulebook().may_lift(&Lift {
            rule: self.rule,
            severity: self.severity,
            is_lifted: self.is_lifted,
            own_steps: own.map(|step| step.verb).collect(),
            has_reason: !self.reason.trim().is_empty(),
            has_basis: !self.basis.trim().is_empty(),
        });
        if !may && self.severity == Severity::Override && !self.is_lifted {
            return Err(refused(self.rule));
        }
        Ok(may)
    }
}

fn refused(rule: Rule) -> Halt {
    let en = format!(
        "the rulebook does not let you lift {rule} so: cure what the finding names, or ask who keeps the rulebook"
    );
    let az = format!(
        "qaydalar toplusu {rule} qeydini bu şəkildə götürməyə icazə vermir: qeyddə göstərilən səbəbi aradan qaldırın və ya toplunu \
         aparandan soruşun"
    );
    Refusal::field("rule", en, az).into()
}
