//! Records that a released payment met the bank, or was collected at the desk.
use super::{
    plan::payee_of,
    step::{Of, Standing, Taken, load},
    view::{PaymentView, view_of},
};
use crate::{
    domain::{
        day::Day,
        finding::{Finding, Stage, Verdict},
        payment::Verb,
        person::Role,
        purpose::{Method, PayeeKind},
        reference::*,
        text::{Line, Prose, fold},
    },
    rules::facts::{Proof, SettlementFacts},
    service::{
        Caller, Fund, Job, Outcome,
        beneficiary::representative::{
            collection::{Handed, collection_findings, stranger_findings},
            represented::Paid,
        },
        check::{Concerns, Fields},
        envelope::is_erased,
        hands::Step,
        judge,
        rulebook::decided::{self, Waited},
    },
    store::Tx,
    vault::Keys,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Treasurer];

/// The command.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettlePayment {
    /// The bank's value date, or the day of collection; today when not said. A bank's may be earlier than the approval.
    #[serde(default)]
    pub settled_on: Option<Day>,
    /// The receipt, or the bank's paper.
    #[serde(default)]
    pub receipt: Option<DocumentRef>,
    /// The representative who collected the cash, by number.
    #[serde(default)]
    pub collector: Option<i32>,
    /// Who collected the cash; sealed. The payee in person when neither is said.
    #[serde(default)]
    pub collected_by: Option<Line>,
    /// How the collection was proved, in words; sealed.
    #[serde(default)]
    pub proof: Option<Prose>,
    /// The one-time code that the person said. The case officer has it from the payment once it is released.
    #[serde(default)]
    pub code: Option<Line>,
    /// Two who saw the person take the cash; sealed.
    #[serde(default)]
    pub witnesses: Vec<Line>,
}

/// How many must have seen it.
const WITNESSES: usize = 2;

/// Settles a payment. Refuses cash in the wrong hands with `blocked_by_rule` or `needs_override`.
pub async fn settle_payment(
    fund: &Fund,
    who: &Caller,
    id: PaymentRef,
    body: SettlePayment,
) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    fund.write(who, "payment.settled", Of { id, body }, |job, tx| Box::pin(settle(job, tx))).await
}

async fn settle(job: Job<'_, Of<SettlePayment>>, tx: &mut Tx) -> Outcome<PaymentView> {
    let body = &job.command.body;
    let payment = load(tx, job.command.id).await?;
    payment.check_hands(job, tx, Role::Treasurer).await?;
    let state = payment.after(Verb::Settle)?;
    let after: &[Verb] = if payment.stored.payment.method == Method::Cash { &[Verb::Release] } else { &[] };
    let on = payment.day(tx, "settled_on", body.settled_on, after)?;
    let mut fields = Fields::default();
    let about = Concerns { who: &job.who.officer, persons: &[payment.stored.payment.beneficiary] };
    fields.paper(tx, "receipt", body.receipt, &about).await?;
    fields.refuse()?;
    let mut findings = payment.check_collection(job, tx, on).await?;
    findings.extend(payment.settlement_findings(job, on));
    let is_said = body.collector.is_some()
        || body.collected_by.is_some()
        || body.proof.is_some()
        || !body.witnesses.is_empty();
    let words = is_said.then(|| {
        json!({
            "collector": body.collector, "collected_by": body.collected_by, "proof": body.proof, "witnesses": body.witnesses,
        })
    });
    let about = words_about(tx, &payment, body).await?;
    let step = Step { words, about, document: body.receipt, attempt: payment.attempt(), ..Step::default() };
    payment.step(job, tx, Taken { role: Role::Treasurer, verb: Verb::Settle, on, state }, step).await?;
    let version = job.fund.rulebook().version().to_owned();
    for finding in &findings {
        judge::write_finding(tx, &version, &payment.id().to_string(), Stage::Settle, finding).await?;
    }
    let entry = payment.paid(tx).await?.settlement(on)?;
    payment.post(tx, job.who, &entry, None).await?;
    if payment.stored.payment.method == Method::Cash {
        decided::collected(
            job.fund,
            tx,
            payment.id(),
            Waited { since: payment.day_of(Verb::Release), until: on },
        )
        .await?;
    }
    view_of(tx, job.fund, &job.who.officer, payment.id()).await
}

impl Standing {
    /// Cash for a person goes to the payee or to whoever was authorised, judged on the day on which it was handed over: what was right
    /// then stays right, however late it is recorded. A house that is paid in cash sends whom it will; its receipt shows it.
    async fn check_collection(
        &self,
        job: Job<'_, Of<SettlePayment>>,
        tx: &mut Tx,
        on: Day,
    ) -> Outcome<Vec<Finding>> {
        let (row, body) = (&self.stored.payment, &job.command.body);
        let for_a_person = matches!(row.payee_kind, PayeeKind::Beneficiary | PayeeKind::Representative);
        if row.method != Method::Cash || !for_a_person {
            return refuse_collector(body).map(|()| vec![]);
        }
        let payee = payee_of(tx, job.fund.keys(), &self.stored).await?;
        let paid = Paid {
            payee_kind: row.payee_kind,
            method: row.method,
            number: payee.as_ref().and_then(|p| p.representative),
        };
        let payee = payee.as_ref().map(|p| [&p.name, &p.number].map(Option::as_ref)).unwrap_or_default();
        let handed = Handed {
            beneficiary: row.beneficiary,
            paid,
            payee: payee.map(|line| line.map(Line::expose)),
            collector: body.collector,
            collected_by: body.collected_by.as_ref().map(Line::expose),
            has_receipt: body.receipt.is_some(),
            proof: self.proof_of(job, body)?,
            on,
        };
        let book = job.fund.rulebook();
        let findings = collection_findings(tx, job.fund.keys(), &book, handed).await?;
        let verdict = judge::verdict_with(tx, &self.id().to_string(), &findings, &self.decisions).await?;
        let judged = judge::refuse(verdict, &findings, true);
        if judged.is_ok() || !handed.is_by_name() {
            return judged.map(|()| findings);
        }
        let findings = stranger_findings(tx, job.fund.keys(), &book, handed).await?;
        judge::refuse(Verdict::Blocked, &findings, true).map(|()| findings)
    }

    /// How it is proved who has the cash. A code that is not the payment's is refused.
    fn proof_of(&self, job: Job<'_, Of<SettlePayment>>, body: &SettlePayment) -> Outcome<Proof> {
        let mut fields = Fields::default();
        if let Some(code) = &body.code
            && code.expose().trim() != collection_code(job.fund.keys(), self.id(), self.attempt())
        {
            fields.add(
                "code",
                "this is not the code of this payment: the case officer tells it to the person, and the person says it at the desk",
                "bu, həmin ödənişin kodu deyil: kodu şəxsə işi aparan əməkdaş bildirir, şəxs isə onu kassada deyir",
            );
        }
        fields.refuse()?;
        let witnesses: BTreeSet<String> =
            body.witnesses.iter().map(|name| fold(name.expose())).filter(|name| !name.is_empty()).collect();
        Ok(match &body.code {
            Some(_) => Proof::Code,
            None if witnesses.len() >= WITNESSES => Proof::Witnesses,
            None => Proof::None,
        })
    }

    /// What the rules say of the bank's day.
    fn settlement_findings(&self, job: Job<'_, Of<SettlePayment>>, on: Day) -> Vec<Finding> {
        let Some(approved_on) = self.day_of(Verb::Approve) else { return vec![] };
        let facts = SettlementFacts { method: self.stored.payment.method, settled_on: on, approved_on };
        job.fund.rulebook().judge_settlement(&facts)
    }
}

/// The code by which a person proves at the desk that the cash is theirs: six digits, another for each attempt. It follows from the
/// Fund's secret, so it is kept nowhere.
pub(super) fn collection_code(keys: &Keys, payment: PaymentRef, attempt: i32) -> String {
    let index = keys.index("payment.collection_code", &format!("{payment}|{attempt}"));
    let number = index.bytes().take(16).fold(0u64, |number, digit| {
        let value = char::from(digit).to_digit(16).unwrap_or(0);
        number.wrapping_mul(16).wrapping_add(u64::from(value))
    });
    format!("{:06}", number % 1_000_000)
}

/// Who collected it goes with the person; a settlement that is recorded again after that is the Fund's alone, and names nobody.
async fn words_about(
    tx: &mut Tx,
    payment: &Standing,
    body: &SettlePayment,
) -> Outcome<Option<BeneficiaryRef>> {
    let beneficiary = payment.stored.payment.beneficiary;
    if !is_erased(tx, beneficiary).await? {
        return Ok(Some(beneficiary));
    }
    let mut fields = Fields::default();
    if body.collected_by.is_some() {
        fields.add(
            "collected_by",
            format!("{beneficiary} was erased, so nobody is named any more: leave it out, and keep the receipt"),
            format!("{beneficiary} silinib, ona görə daha heç kimin adı yazılmır: bu sahəni göndərməyin, qəbzi saxlayın"),
        );
    }
    fields.refuse()?;
    Ok(None)
}

/// Nobody who represents the beneficiary collects what goes through the bank, or what a house is paid.
fn refuse_collector(body: &SettlePayment) -> Outcome<()> {
    let mut fields = Fields::default();
    if body.collector.is_some() {
        fields.add(
            "collector",
            "this is no cash for the beneficiary, so no representative collects it: leave it out",
            "bu, benefisiar üçün nağd vəsait deyil, ona görə onu nümayəndə almır: bu sahəni göndərməyin",
        );
    }
    fields.refuse()
}
