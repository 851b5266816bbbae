//! What every step of a payment shares: loading it, checking state, hand and days, and writing the decision with the new
//! state.
use super::{
    plan::{Judged, Plan, judge_plan},
    postings::Paid,
};
use crate::{
    domain::{
        day::Day,
        finding::{Stage, Verdict},
        journal::Balanced,
        lot::Draw,
        payment::{PaymentState, Verb},
        person::Role,
        purpose::TWO_APPROVERS_FROM_QEPIK,
        reference::*,
        refusal::Refusal,
        spoken,
    },
    service::{
        Caller, Job, Outcome,
        check::Fields,
        envelope::{is_erased, seal_for},
        hands::{Step, check_hand, decide},
        judge::{self, Kept},
    },
    store::{Tx, award::AwardUseRow, decision::DecisionRow, journal::About, payment::StandingPayment},
    vault::Words,
};

/// A step's command together with the payment it is about.
#[derive(Clone)]
pub struct Of<C> {
    /// The payment.
    pub id: PaymentRef,
    /// The step's own fields.
    pub body: C,
}

/// A payment as a step finds it.
pub struct Standing {
    /// Its row and state.
    pub stored: StandingPayment,
    /// All decisions so far.
    pub decisions: Vec<DecisionRow>,
}

/// Loads a payment; `not_found` where there is none.
pub async fn load(tx: &mut Tx, id: PaymentRef) -> Outcome<Standing> {
    let stored = tx.payment(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let decisions = tx.decisions(&id.to_string()).await?;
    Ok(Standing { stored, decisions })
}

impl Standing {
    /// The payment.
    pub fn id(&self) -> PaymentRef {
        self.stored.payment.id
    }

    /// The state that a step leads to, or `wrong_state`.
    pub fn after(&self, verb: Verb) -> Outcome<PaymentState> {
        let missing = self.approvals_missing().saturating_sub(1);
        self.stored.state.after(verb, missing).ok_or_else(|| {
            Refusal::WrongState {
                subject: self.id().to_string(),
                state: self.stored.state.to_string(),
                step: verb,
            }
            .into()
        })
    }

    /// How many approvals are still needed.
    pub fn approvals_missing(&self) -> u32 {
        let needed = if self.stored.payment.amount.qepik() >= TWO_APPROVERS_FROM_QEPIK { 2 } else { 1 };
        let given = self.decisions.iter().filter(|d| d.verb == Verb::Approve).count();
        needed - u32::try_from(given).unwrap_or(needed).min(needed)
    }

    /// How many settlements were taken back: the attempt of the steps after release.
    pub fn attempt(&self) -> i32 {
        self.decisions.iter().filter(|d| d.verb == Verb::Unsettle).count() as i32
    }

    /// The day of the latest decision of a verb.
    pub fn day_of(&self, verb: Verb) -> Option<Day> {
        self.decisions.iter().filter(|d| d.verb == verb).map(|d| d.on_day).next_back()
    }

    /// Refuses when the person has another hand on it.
    pub async fn check_hands<C>(&self, job: Job<'_, C>, tx: &mut Tx, role: Role) -> Outcome<()> {
        check_hand(job, tx, self.id(), role).await
    }

    /// Refuses when the person has taken a step before that two persons must take.
    pub fn check_first<C>(&self, job: Job<'_, C>, verb: Verb, attempt: i32) -> Outcome<()> {
        let person = job.who.person();
        if self.decisions.iter().any(|d| d.person == person && d.verb == verb && d.attempt == attempt) {
            let before = verb.to_string();
            return Err(Refusal::SameHands { subject: self.id().to_string(), person, before }.into());
        }
        Ok(())
    }

    /// The day of a step: as written or today; not in the future, and not before the day of an earlier step.
    pub fn day(&self, tx: &Tx, field: &str, wanted: Option<Day>, after: &[Verb]) -> Outcome<Day> {
        let day = wanted.unwrap_or(tx.today());
        let mut fields = Fields::default();
        fields.not_after(field, day, tx.today());
        for (verb, earlier) in after.iter().filter_map(|v| Some((v, self.day_of(*v)?))) {
            if day < earlier {
                fields.not_before(
                    field,
                    day,
                    earlier,
                    (
                        &format!("the day of the step {verb}"),
                        &format!("«{}» addımının günü", spoken::step(*verb)),
                    ),
                );
            }
        }
        fields.refuse()?;
        Ok(day)
    }

    /// What its entries depend on: purpose, method, sum, lots.
    pub async fn paid(&self, tx: &mut Tx) -> Outcome<Paid> {
        let row = &self.stored.payment;
        let draws =
            tx.payment_sources(row.id).await?.iter().map(|s| Draw { lot: s.lot, amount: s.amount }).collect();
        Ok(Paid { purpose: row.purpose, method: row.method, amount: row.amount, draws })
    }

    /// Judges the payment again at a stage, and refuses what the rules do not allow.
    pub async fn judge<C>(
        &self,
        job: Job<'_, C>,
        tx: &mut Tx,
        stage: Stage,
        on: Day,
    ) -> Outcome<(Judged, Verdict)> {
        let (judged, verdict) = self.judge_now(job, tx, stage, on).await?;
        judge::refuse(verdict, &judged.judgement.findings, stage != Stage::Submit)?;
        Ok((judged, verdict))
    }

    /// Judges the payment again at a stage.
    pub async fn judge_now<C>(
        &self,
        job: Job<'_, C>,
        tx: &mut Tx,
        stage: Stage,
        on: Day,
    ) -> Outcome<(Judged, Verdict)> {
        let mut plan = Plan::of_stored(tx, job.fund, &self.stored).await?;
        plan.steps = self.decisions.iter().map(|d| (d.person, d.role, d.verb)).collect();
        plan.taken_by = Some(job.who.person());
        let today = tx.today();
        let judged = judge_plan(tx, job.fund, &plan, stage, on, today).await?;
        let verdict =
            judge::verdict_with(tx, &self.id().to_string(), &judged.judgement.findings, &self.decisions)
                .await?;
        Ok((judged, verdict))
    }

    /// Writes the judgement of a stage.
    pub async fn keep<C>(
        &self,
        job: Job<'_, C>,
        tx: &mut Tx,
        stage: Stage,
        (judged, verdict): &(Judged, Verdict),
    ) -> Outcome<()> {
        let of = (self.id(), self.stored.payment.beneficiary);
        keep_judged(job, tx, of, stage, (judged, *verdict)).await
    }

    /// Posts an entry of the payment.
    pub async fn post(
        &self,
        tx: &mut Tx,
        who: &Caller,
        entry: &Balanced,
        reverses: Option<i64>,
    ) -> Outcome<EntryRef> {
        let row = &self.stored.payment;
        let about = About {
            payment: Some(row.id),
            order: row.court_order,
            beneficiary: Some(row.beneficiary),
            reverses,
            ..About::of(who.person())
        };
        Ok(tx.post(entry, about).await?)
    }

    /// Gives back to its award what the payment took.
    pub async fn free_award(&self, tx: &mut Tx) -> Outcome<()> {
        if let Some(used) = tx.award_use_of(self.id()).await?.into_iter().find(|u| !u.freed) {
            tx.add(AwardUseRow {
                award: used.award,
                payment: used.payment,
                freed: true,
                amount: -used.amount,
            })
            .await?;
        }
        Ok(())
    }

    /// Writes the decision and the state it leads to.
    pub async fn step<C>(&self, job: Job<'_, C>, tx: &mut Tx, taken: Taken, step: Step<'_>) -> Outcome<()> {
        decide(job, tx, self.id(), taken.role, taken.verb, taken.on, step).await?;
        Ok(tx.set_payment_state(self.id(), taken.state).await?)
    }
}

/// Writes what the rules said of a payment, and the facts that they saw, under the key of the person; of one who was erased no facts
/// are kept any more.
pub async fn keep_judged<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    (id, beneficiary): (PaymentRef, BeneficiaryRef),
    stage: Stage,
    (judged, verdict): (&Judged, Verdict),
) -> Outcome<()> {
    let facts = if is_erased(tx, beneficiary).await? {
        None
    } else {
        let words = Words::of_json(&judged.named())?;
        Some(seal_for(job, tx, Some(beneficiary), judge::FACTS, &words).await?)
    };
    let kept = Kept {
        subject: &id.to_string(),
        stage,
        version: &judged.version,
        verdict,
        permits: &judged.judgement.permits,
        findings: &judged.judgement.findings,
        facts,
    };
    judge::keep(tx, kept).await
}

/// A step as it is taken: in which role, on which day, leading where.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The role the person acts in.
    pub role: Role,
    /// The step.
    pub verb: Verb,
    /// Its day.
    pub on: Day,
    /// The state it leads to.
    pub state: PaymentState,
}
