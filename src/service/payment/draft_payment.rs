//! Writes the draft of a payment: what it is for, who is paid, how. The rules judge it at once; nothing is reserved yet,
//! and a draft with blocks can be written, so that what was tried stays on the record.
use super::{
    fields::check_fields,
    plan::{Plan, judge_plan},
    step::keep_judged,
    view::{PaymentView, view_with},
};
use crate::{
    domain::{
        day::Day,
        finding::{Stage, verdict},
        money::Money,
        payment::{PaymentState, Verb},
        person::Role,
        purpose::*,
        reference::*,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::currency,
        envelope::seal_for,
        hands::{Step, decide},
        party::terms::{party_of, terms_of_payee},
    },
    store::{Tx, payment::*},
    vault::Words,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// Where a payee has an account: an IBAN, or abroad country, number and BIC.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayeeAccount {
    /// IBAN; sealed.
    #[serde(default)]
    pub iban: Option<Line>,
    /// Country, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: Option<String>,
    /// Number; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// BIC of the bank.
    #[serde(default)]
    pub bic: Option<Line>,
}

/// Who is paid.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    /// What kind of payee.
    pub kind: PayeeKind,
    /// Which representative of the beneficiary, by number; only for that kind of payee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<i32>,
    /// Name; sealed. Not for a representative who is named by number: that name is under seal already.
    #[serde(default)]
    pub name: Option<Line>,
    /// FIN, VÖEN or registration number; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// Account; sealed. Needed only when the bank file is made.
    #[serde(default)]
    pub account: Option<PayeeAccount>,
}

/// What a payment pays for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What.
    pub category: Category,
    /// The sum.
    pub amount: Money,
    /// Its receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<DocumentRef>,
}

/// A journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// The day.
    pub on: Day,
    /// From which country, ISO 3166-1 alpha-2.
    pub from: String,
    /// To which country.
    pub to: String,
}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftPayment {
    /// What it is for.
    pub purpose: Purpose,
    /// For whom.
    pub beneficiary: BeneficiaryRef,
    /// The sum.
    pub amount: Money,
    /// ISO 4217; AZN when not said.
    #[serde(default)]
    pub currency: Option<String>,
    /// Who is paid.
    pub payee: Payee,
    /// How.
    pub method: Method,
    /// The award it is paid on.
    #[serde(default)]
    pub award: Option<AwardRef>,
    /// The episode, 1 when not said.
    #[serde(default)]
    pub episode: Option<i32>,
    /// The restitution order it is paid on.
    #[serde(default)]
    pub order: Option<OrderRef>,
    /// The entitlement day; checked against the one derived.
    #[serde(default)]
    pub entitlement_on: Option<Day>,
    /// The day of the service.
    #[serde(default)]
    pub service_on: Option<Day>,
    /// What it pays for; needed for all purposes but lump sum, allowance and restitution.
    #[serde(default)]
    pub items: Vec<Item>,
    /// The journey; needed where an item is travel.
    #[serde(default)]
    pub travel: Option<Journey>,
    /// The lots to draw from, in this order; chosen by restriction, expiry and age when not said.
    #[serde(default)]
    pub lots: Vec<LotRef>,
    /// Free text; sealed.
    #[serde(default)]
    pub memo: Option<Prose>,
    /// What it rests on.
    #[serde(default)]
    pub documents: Vec<DocumentRef>,
}

/// Writes the draft. Findings do not refuse a draft; fields that cannot be do.
pub async fn draft_payment(fund: &Fund, who: &Caller, command: DraftPayment) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    currency(command.currency.as_deref())?;
    fund.write(who, "payment.drafted", command, |job, tx| Box::pin(draft(job, tx))).await
}

async fn draft(job: Job<'_, DraftPayment>, tx: &mut Tx) -> Outcome<PaymentView> {
    check_fields(tx, job.who, job.command).await?;
    let today = tx.today();
    let plan = Plan::of_command(tx, job.fund, job.command).await?;
    let command = job.command;
    let judged = judge_plan(tx, job.fund, &plan, Stage::Draft, today, today).await?;
    let id: PaymentRef = tx.next();
    write_payment(job, tx, id).await?;
    write_parts(job.command, tx, id).await?;
    tx.set_payment_state(id, PaymentState::Draft).await?;
    decide(job, tx, id, Role::Maker, Verb::Draft, today, Step::default()).await?;
    let verdict = verdict(judged.judgement.findings.iter().map(|f| (f, false)));
    keep_judged(job, tx, (id, command.beneficiary), Stage::Draft, (&judged, verdict)).await?;
    view_with(tx, job.fund, &job.who.officer, id, Some(judged.draws)).await
}

async fn write_payment(job: Job<'_, DraftPayment>, tx: &mut Tx, id: PaymentRef) -> Outcome<()> {
    let command = job.command;
    let (payee, about) = (&command.payee, Some(command.beneficiary));
    let says_more = payee.name.is_some() || payee.number.is_some() || payee.account.is_some();
    let payee_words = if says_more || payee.representative.is_some() {
        let words = Words::of_json(payee)?;
        Some(seal_for(job, tx, about, "payment.payee", &words).await?)
    } else {
        None
    };
    tx.keep_party(party_of(payee.kind), id, about, &terms_of_payee(job.fund.keys(), payee));
    let memo = match &command.memo {
        Some(memo) => Some(seal_for(job, tx, about, "payment.memo", &Words::of(memo.expose())).await?),
        None => None,
    };
    let at = tx.at();
    tx.add(PaymentRow {
        id,
        purpose: command.purpose,
        beneficiary: command.beneficiary,
        amount: command.amount,
        payee_kind: payee.kind,
        payee: payee_words,
        method: command.method,
        award: command.award,
        episode: command.episode.unwrap_or(1),
        court_order: command.order,
        entitlement_on: command.entitlement_on,
        service_on: command.service_on,
        travel_on: command.travel.as_ref().map(|t| t.on),
        travel_from: command.travel.as_ref().map(|t| t.from.clone()),
        travel_to: command.travel.as_ref().map(|t| t.to.clone()),
        lots: command.lots.iter().map(|l| l.to_string()).collect::<Vec<_>>().join(","),
        memo,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}

async fn write_parts(command: &DraftPayment, tx: &mut Tx, payment: PaymentRef) -> Outcome<()> {
    for (i, item) in command.items.iter().enumerate() {
        tx.add(PaymentItemRow {
            payment,
            position: i as i32 + 1,
            category: item.category,
            amount: item.amount,
            receipt: item.receipt,
        })
        .await?;
    }
    for document in &command.documents {
        tx.add(PaymentDocumentRow { payment, document: *document }).await?;
    }
    Ok(())
}
