//! What the rules see of an inflow, from its command or from its stored rows, and their judgement. Facts are looked up, never taken from
//! the caller.
use super::{donor::Donor, quarantine::Standing, record_inflow::RecordInflow};
use crate::{
    domain::{
        day::Day,
        finding::Finding,
        inflow::{InflowAccount, InflowKind},
        money::{Money, Qepik},
        reference::{DocumentRef, OrderRef},
    },
    rules::{
        Rulebook,
        facts::{EventPart, Fact, InflowFacts, Sanctioned},
        words::Kind,
    },
    service::{
        Fund, Outcome,
        order::{owed::owed_of, registration::restitution_of_case},
        party::{donor_party_facts, terms::terms_of_donor},
    },
    store::{Snapshot, Tx},
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Two persons count the cash of an event.
const COUNTERS: usize = 2;

/// What the rules see of an inflow beside its donor.
#[derive(Debug, Clone)]
pub(super) struct Received {
    kind: InflowKind,
    account: InflowAccount,
    amount: Money,
    received_on: Day,
    order: Option<OrderRef>,
    asset: Option<i32>,
    event: Option<Counted>,
    memo: Option<String>,
    /// The paper that sets the restriction.
    terms: Option<DocumentRef>,
}

/// What is recorded of an event.
#[derive(Debug, Clone)]
struct Counted {
    sheet: bool,
    organiser: bool,
    counters: usize,
    costs_apart: bool,
}

/// The sealed words of an event.
#[derive(Deserialize)]
struct EventWords {
    organiser: Option<String>,
    #[serde(default)]
    counters: Vec<String>,
}

impl Received {
    /// Of a command.
    pub fn of_command(command: &RecordInflow) -> Received {
        let event = command.event.as_ref().map(|event| Counted {
            sheet: event.count_sheet.is_some(),
            organiser: event.organiser.is_some(),
            counters: distinct(event.counters.iter().map(|name| name.expose())),
            costs_apart: event.cost > Qepik::ZERO,
        });
        Received {
            kind: command.kind,
            account: command.account,
            amount: command.amount,
            received_on: command.received_on,
            order: command.order,
            asset: command.asset,
            event,
            memo: command.memo.as_ref().map(|memo| memo.expose().to_owned()),
            terms: command.restriction.as_ref().and_then(|restriction| restriction.document),
        }
    }

    /// Of an inflow that was recorded.
    pub async fn of_stored(from: &mut Snapshot, fund: &Fund, standing: &Standing) -> Outcome<Received> {
        let row = &standing.inflow;
        let words = from.words(fund.keys(), row.event_words, "inflow.event", None).await?;
        let words: Option<EventWords> =
            words.map(|words| serde_json::from_slice(words.expose())).transpose()?;
        let event = words.map(|words| Counted {
            sheet: row.count_sheet.is_some(),
            organiser: words.organiser.is_some(),
            counters: distinct(words.counters.iter().map(String::as_str)),
            costs_apart: row.event_cost.is_some(),
        });
        let memo = from.words(fund.keys(), row.memo, "inflow.memo", None).await?;
        Ok(Received {
            kind: row.kind,
            account: row.account,
            amount: row.amount,
            received_on: row.received_on,
            order: row.court_order,
            asset: row.asset,
            event,
            memo: memo.map(|memo| String::from_utf8_lossy(memo.expose()).into_owned()),
            terms: standing.lot.document,
        })
    }

    fn event_lacks(&self) -> BTreeSet<EventPart> {
        if self.kind != InflowKind::CharityEvent {
            return BTreeSet::new();
        }
        let all = [
            (EventPart::CountSheet, self.event.as_ref().is_some_and(|event| event.sheet)),
            (EventPart::Counters, self.event.as_ref().is_some_and(|event| event.counters >= COUNTERS)),
            (EventPart::Organiser, self.event.as_ref().is_some_and(|event| event.organiser)),
        ];
        all.into_iter().filter(|(_, there)| !there).map(|(part, _)| part).collect()
    }
}

/// How many different persons names name.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(crate::domain::text::fold).filter(|name| !name.is_empty()).collect::<BTreeSet<_>>().len()
}

/// Judges an inflow whose donor has no row yet, so that the sum of the donor's cash has this inflow once.
pub(super) async fn judge_received(
    tx: &mut Tx,
    fund: &Fund,
    book: &Rulebook,
    received: &Received,
    donor: Option<&Donor>,
) -> Outcome<Vec<Finding>> {
    let asset_stage = match (received.order, received.asset) {
        (Some(order), Some(position)) => {
            let assets = tx.order_assets(order).await?;
            assets.iter().find(|asset| asset.position == position).map(|asset| asset.stage)
        }
        _ => None,
    };
    let donor_charged = match donor {
        None => Fact::NotApplicable,
        Some(donor) => {
            let party = donor_party_facts(tx, fund.keys(), &donor.words(), received.received_on).await?;
            Fact::Known(party.charged_as_donor())
        }
    };
    let facts = InflowFacts {
        kind: received.kind,
        account: received.account,
        amount: received.amount,
        donor_known: donor.is_some(),
        donor_cash: donor_cash(tx, fund, book, received, donor).await?,
        donor_charged,
        donor_sanctioned: Fact::<Sanctioned>::NotApplicable,
        asset_stage,
        victims_unpaid: victims_unpaid(tx, fund, received.order).await?,
        event_lacks: received.event_lacks(),
        event_is_gross: received.event.as_ref().is_none_or(|event| event.costs_apart),
        terms_ask: terms_ask(tx, fund, book, received).await?,
        goods: None,
        days_back: tx.today().days_since(received.received_on),
        period_closed: false,
        rate: Fact::NotApplicable,
    };
    Ok(book.judge_inflow(&facts))
}

/// The donor is known again as a payee is, so that no number that is left out, and no other kind, makes two of one.
async fn donor_cash(
    tx: &mut Tx,
    fund: &Fund,
    book: &Rulebook,
    received: &Received,
    donor: Option<&Donor>,
) -> Outcome<Fact<Qepik>> {
    Ok(match donor {
        Some(donor) if received.account == InflowAccount::Cash => {
            let terms = terms_of_donor(fund.keys(), &donor.words());
            // A gift may be recorded after a later one: both the days before and the days after it count.
            let days = u64::from(book.limits().cash_window_days.value) - 1;
            let on = received.received_on;
            let before = tx.donor_cash(&terms, on.days_before(days), on).await?;
            let after = tx.donor_cash(&terms, on, on.days_after(days)).await?;
            Fact::Known(before.max(after) + Qepik::from(received.amount))
        }
        Some(_) => Fact::NotApplicable,
        None => Fact::Unknown,
    })
}

/// Is restitution of the same case still owed to victims? What the Fund paid in the offender's place is owed to nobody any more; a
/// person whom the order names by identity is owed it whether found or not.
pub(in crate::service) async fn victims_unpaid(
    from: &mut Snapshot,
    fund: &Fund,
    order: Option<OrderRef>,
) -> Outcome<bool> {
    let Some(order) = order else { return Ok(false) };
    let Some(restitution) = restitution_of_case(from, fund, order).await? else { return Ok(false) };
    let owed = owed_of(from, restitution, None).await?;
    Ok(owed.iter().any(|(_, owed)| owed.outstanding() > Qepik::ZERO)
        || is_owed_to_unfound(from, restitution).await?)
}

/// Does an order name by identity a person with a sum whom nobody found yet?
async fn is_owed_to_unfound(from: &mut Snapshot, order: OrderRef) -> Outcome<bool> {
    let found = from.order_beneficiaries(order).await?;
    let subjects = from.subjects_of_order(order).await?;
    let is_found = |position: i32| found.iter().any(|row| row.position == position);
    Ok(subjects.iter().any(|row| row.amount.is_some() && row.position.is_some_and(|place| !is_found(place))))
}

/// What a giver asks for, in the memo and in the title of the paper that sets the terms.
async fn terms_ask(
    from: &mut Snapshot,
    fund: &Fund,
    book: &Rulebook,
    received: &Received,
) -> Outcome<BTreeSet<Kind>> {
    let (mut asks, terms) = (BTreeSet::new(), book.terms());
    asks.extend(received.memo.iter().flat_map(|memo| terms.asks(memo)));
    if let Some(document) = received.terms {
        let seal = from.document(document).await?.and_then(|row| row.title);
        let title = from.words(fund.keys(), seal, "document.title", None).await?;
        asks.extend(title.iter().flat_map(|title| terms.asks(&String::from_utf8_lossy(title.expose()))));
    }
    Ok(asks)
}
