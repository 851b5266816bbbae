//! Records an inflow: money or property came in. It opens a lot with its restriction; what cannot be spent yet is
//! quarantined (2110) until it is identified, lifted or returned.
use super::{
    donor::{Donor, check_donor, write_donor},
    judge_inflow::{Received, judge_received},
    view::{InflowView, view_of},
};
use crate::{
    domain::{
        account::{self, AccountCode},
        day::Day,
        finding::{Stage, Verdict, verdict},
        inflow::*,
        journal::*,
        lot::Restriction,
        money::{Money, Qepik},
        outward::{Forbidden, Offence, offences},
        payment::Verb,
        person::Role,
        purpose::Purpose,
        reference::*,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::{Fields, currency},
        hands::{Step, decide},
        judge::{Kept, keep},
        rulebook::decided,
    },
    store::{
        Tx,
        inflow::{InflowRow, LotRow},
        journal::About,
        order::AssetHandoverRow,
    },
    vault::Words,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// A charity event.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Gross proceeds.
    pub gross: Money,
    /// Costs; `"0.00"` where there were none.
    #[serde(deserialize_with = "crate::domain::money::not_negative")]
    pub cost: Qepik,
    /// Who organised it; sealed.
    #[serde(default)]
    pub organiser: Option<Line>,
    /// Who counted the boxes; sealed.
    #[serde(default)]
    pub counters: Vec<Line>,
    /// The count sheet.
    #[serde(default)]
    pub count_sheet: Option<DocumentRef>,
}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordInflow {
    /// What came in.
    pub kind: InflowKind,
    /// The sum; for an event, gross less cost; for property, its appraised value.
    pub amount: Money,
    /// ISO 4217; AZN when not said.
    #[serde(default)]
    pub currency: Option<String>,
    /// The day it came.
    pub received_on: Day,
    /// Where it lies.
    pub account: InflowAccount,
    /// The donor; without one a donation is quarantined.
    #[serde(default)]
    pub donor: Option<Donor>,
    /// The confirmed confiscation order it came by.
    #[serde(default)]
    pub order: Option<OrderRef>,
    /// The position of the asset in the order, from 1.
    #[serde(default)]
    pub asset: Option<i32>,
    /// What it may be spent on.
    #[serde(default)]
    pub restriction: Option<Restriction>,
    /// The charity event.
    #[serde(default)]
    pub event: Option<Event>,
    /// Budget code of a state-budget appropriation.
    #[serde(default)]
    pub budget_code: Option<Line>,
    /// Evidence.
    #[serde(default)]
    pub evidence: Option<DocumentRef>,
    /// Free text; sealed.
    #[serde(default)]
    pub memo: Option<Prose>,
}

/// Records an inflow. Refuses with `invalid` for fields that do not fit together and with `rate_missing` for other
/// currencies; findings do not refuse, they quarantine.
pub async fn record_inflow(fund: &Fund, who: &Caller, command: RecordInflow) -> Outcome<InflowView> {
    who.must_be(ROLES)?;
    currency(command.currency.as_deref())?;
    fund.write(who, "inflow.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, RecordInflow>, tx: &mut Tx) -> Outcome<InflowView> {
    let command = job.command;
    let ordered_value = check(job, tx).await?;
    let book = job.fund.rulebook();
    let received = Received::of_command(command);
    let findings = judge_received(tx, job.fund, &book, &received, command.donor.as_ref()).await?;
    let verdict = verdict(findings.iter().map(|f| (f, false)));
    let quarantined = verdict != Verdict::Permitted;

    let id: InflowRef = tx.next();
    let lot: LotRef = tx.next();
    write_inflow(job, tx, id).await?;
    if let Some(donor) = &command.donor {
        write_donor(job, tx, id, donor).await?;
    }
    write_lot(command, tx, id, lot).await?;
    decide(job, tx, id, Role::Maker, Verb::Draft, command.received_on, Step::default()).await?;
    let kept = Kept {
        subject: &id.to_string(),
        stage: Stage::Draft,
        version: book.version(),
        verdict,
        permits: &[],
        findings: &findings,
        facts: None,
    };
    keep(tx, kept).await?;
    tx.set_inflow_state(id, if quarantined { InflowState::Quarantined } else { InflowState::Available })
        .await?;
    let about = About { inflow: Some(id), order: command.order, ..About::of(job.who.person()) };
    let entry = entry(command, lot, quarantined, ordered_value)?;
    tx.post(&entry, about).await?;
    if let (Some(court_order), Some(asset)) = (command.order, command.asset) {
        tx.add(AssetHandoverRow { court_order, asset, inflow: id }).await?;
        decided::order_stands(job.fund, tx, court_order).await?;
    }
    let days = tx.today().days_since(command.received_on);
    decided::gift_told(job.fund, tx, (id, command.kind), days).await?;
    view_of(tx, id).await
}

/// Checks what serde cannot: fields that must fit each other, references, days. Returns the ordered value of the asset.
async fn check(job: Job<'_, RecordInflow>, tx: &mut Tx) -> Outcome<Option<Money>> {
    let command = job.command;
    let mut fields = Fields::default();
    fields.not_after("received_on", command.received_on, tx.today());
    fields.document(tx, "evidence", command.evidence).await?;
    if let Some(event) = &command.event {
        fields.document(tx, "event.count_sheet", event.count_sheet).await?;
    }
    if let Some(restriction) = &command.restriction {
        fields.document(tx, "restriction.document", restriction.document).await?;
    }
    check_donor("donor.", command.donor.as_ref(), &mut fields);
    check_kind(command, &mut fields);
    let value = super::handover::check_handover(tx, command, &mut fields).await?;
    fields.refuse()?;
    Ok(value)
}

fn check_kind(command: &RecordInflow, fields: &mut Fields) {
    let kind = command.kind;
    if kind == InflowKind::InKind || command.account == InflowAccount::Goods {
        fields.add(
            "kind",
            "contributions in kind cannot be recorded yet: record money or property",
            "natura töhfələri hələ qeyd edilmir: pul və ya əmlak qeyd edin",
        );
    }
    match (&command.event, kind) {
        (None, InflowKind::CharityEvent) => fields.add(
            "event",
            "an event needs its gross proceeds and costs: add `event`",
            "tədbirin ümumi gəliri və xərci lazımdır: `event` əlavə edin",
        ),
        (Some(event), InflowKind::CharityEvent)
            if event.gross.qepik() - event.cost.0 != command.amount.qepik() =>
        {
            fields.add(
                "amount",
                "the sum of an event is its gross proceeds less its costs: correct one of the three",
                "tədbirin məbləği ümumi gəlirdən xərc çıxılmaqla alınır: üçündən birini düzəldin",
            );
        }
        (Some(_), other) if other != InflowKind::CharityEvent => fields.add(
            "event",
            format!("a {other} has no event: leave `event` out"),
            format!("`{other}` üçün tədbir olmur: `event` göndərməyin"),
        ),
        _ => {}
    }
    if command.account == InflowAccount::Property
        && !matches!(kind, InflowKind::ConfiscatedAsset | InflowKind::DissolvedEntity | InflowKind::Opening)
    {
        fields.add(
            "account",
            format!("a {kind} is money: choose bank or cash"),
            format!("`{kind}` puldur: `bank` və ya `cash` seçin"),
        );
    }
    if command.budget_code.as_ref().is_some_and(|code| !is_budget_code(code.expose())) {
        fields.add(
            "budget_code",
            "a budget code has at most 40 digits, dots, dashes and slashes, and never three letters in a row",
            "büdcə kodu ən çoxu 40 rəqəm, nöqtə, tire və kəsr xəttindən ibarətdir, ardıcıl üç hərf ola bilməz",
        );
    }
    if command.budget_code.is_some() != (kind == InflowKind::StateBudget) {
        fields.add(
            "budget_code",
            "state-budget money, and only that, has a budget code",
            "büdcə kodu yalnız dövlət büdcəsi vəsaiti üçün, mütləq göstərilir",
        );
    }
    if command.donor.is_some()
        && !matches!(kind, InflowKind::Donation | InflowKind::Grant | InflowKind::CharityEvent)
    {
        fields.add(
            "donor",
            format!("a {kind} has no donor: leave `donor` out"),
            format!("`{kind}` üçün donor olmur: `donor` göndərməyin"),
        );
    }
}

/// A code stands in the log for ever, so it has the shape of one: no name, no number of a person fits.
fn is_budget_code(code: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b".-/".contains(&b);
    let words = code.split(|c: char| !c.is_ascii_alphabetic()).any(|letters| letters.len() > 2);
    let found = offences(code, &Forbidden::nobody());
    let tells = found.contains(&Offence::Fin) || found.contains(&Offence::Account);
    code.len() <= 40 && code.bytes().all(is_plain) && !words && !tells
}

async fn write_inflow(job: Job<'_, RecordInflow>, tx: &mut Tx, id: InflowRef) -> Outcome<()> {
    let command = job.command;
    let memo = match &command.memo {
        Some(memo) => Some(tx.add_seal(job.fund.seal("inflow.memo", &Words::of(memo.expose()))?).await?),
        None => None,
    };
    let event_words = match &command.event {
        Some(event) => {
            let words = json!({"organiser": event.organiser, "counters": event.counters}).to_string();
            Some(tx.add_seal(job.fund.seal("inflow.event", &Words::of(&words))?).await?)
        }
        None => None,
    };
    let at = tx.at();
    tx.add(InflowRow {
        id,
        kind: command.kind,
        amount: command.amount,
        received_on: command.received_on,
        account: command.account,
        court_order: command.order,
        asset: command.asset,
        event_gross: command.event.as_ref().map(|e| e.gross),
        event_cost: command.event.as_ref().and_then(|e| Money::from_qepik(e.cost.0)),
        count_sheet: command.event.as_ref().and_then(|e| e.count_sheet),
        event_words,
        budget_code: command.budget_code.as_ref().map(|c| c.expose().to_owned()),
        evidence: command.evidence,
        memo,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}

async fn write_lot(command: &RecordInflow, tx: &mut Tx, inflow: InflowRef, id: LotRef) -> Outcome<()> {
    let restriction = command.restriction.clone().unwrap_or_default();
    let purposes: Vec<&str> =
        Purpose::ALL.iter().filter(|p| restriction.purposes.contains(p)).map(|p| p.as_str()).collect();
    tx.add(LotRow {
        id,
        inflow,
        parent: None,
        purposes: purposes.join(","),
        minors_only: restriction.minors_only,
        expires_on: restriction.expires_on,
        on_expiry: restriction.on_expiry,
        document: restriction.document,
        opened_on: command.received_on,
    })
    .await?;
    Ok(())
}

fn entry(
    command: &RecordInflow,
    lot: LotRef,
    quarantined: bool,
    ordered_value: Option<Money>,
) -> Outcome<Balanced> {
    let account = command.account.code();
    let cost = command.event.as_ref().and_then(|e| Money::from_qepik(e.cost.0));
    let gross = command.event.as_ref().map_or(command.amount, |e| e.gross);
    let mut postings = vec![debit(account, lot, command.amount)];
    let kind = if quarantined {
        postings.push(credit(account::QUARANTINED, lot, command.amount));
        EntryKind::InflowQuarantined
    } else {
        postings.extend(income(command.kind.income_account(), lot, gross, cost));
        EntryKind::Inflow
    };
    if let Some(value) = ordered_value {
        postings.extend(memorandum(account::CONFISCATION_CONTRA, account::CONFISCATION_ORDERED, value));
    }
    Ok(Balanced::new(kind, command.received_on, postings)?)
}

/// The income side of an inflow: gross proceeds, and an event's costs beside them.
pub(super) fn income(account: AccountCode, lot: LotRef, gross: Money, cost: Option<Money>) -> Vec<Posting> {
    let mut postings = vec![credit(account, lot, gross)];
    postings.extend(cost.map(|cost| debit(account::EVENT_COSTS, lot, cost)));
    postings
}
