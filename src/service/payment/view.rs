//! Reading payments: what each is for, how it stands, who decided what, and which entries it made. Payees' names are shown
//! to maker, approver and treasurer only, and never a beneficiary's, representative's or donor's.
use super::{
    draft_payment::{Item, Journey},
    judged::{JudgedView, judged},
    plan::{Plan, judge_plan, payee_of},
    rulebook_change::{RulebookChange, rulebook_change},
    since::{code_for, found_since},
};
use crate::{
    domain::{
        day::{Day, Instant},
        finding::{Severity, Stage, Verdict},
        lot::{Draw, Restriction},
        money::Money,
        payment::{PaymentState, Verb},
        person::{Officer, Role},
        purpose::*,
        reference::*,
        refusal::Refusal,
    },
    service::{
        Caller, Fund, Outcome, Page,
        caller::READERS,
        envelope::is_erased,
        finding_view::{FindingView, findings_with},
        page::{Wanted, page},
    },
    store::{
        Fault, Snapshot,
        decision::DecisionRow,
        journal::entry_ref,
        payment::{PaymentFilter, PaymentRow, StandingPayment},
    },
    vault::Keys,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may read payments.
pub const ROLES: &[Role] = READERS;

/// Who may see payees' names, memos and what was collected by whom.
const NAME_READERS: &[Role] = &[Role::Maker, Role::Approver, Role::Treasurer];

/// The payee, as far as the reader may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PayeeView {
    /// What kind of payee.
    pub kind: PayeeKind,
    /// Which representative of the beneficiary, where one was named.
    pub representative: Option<i32>,
    /// The name, where the reader may see it.
    pub name: Option<String>,
    /// Whether an account is under seal.
    pub has_account: bool,
}

/// A step that somebody took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    /// Who.
    pub person: PersonRef,
    /// In which role.
    pub role: Role,
    /// What.
    pub verb: Verb,
    /// Which rule an override lifted.
    pub rule: Option<String>,
    /// The business day.
    pub on: Day,
    /// When it was recorded.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// The reason given.
    pub reason: Option<String>,
    /// The basis cited.
    pub basis: Option<String>,
    /// The document it rests on.
    pub document: Option<DocumentRef>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PaymentView {
    /// Its reference.
    pub id: PaymentRef,
    /// How it stands.
    pub state: PaymentState,
    /// What it is for.
    pub purpose: Purpose,
    /// For whom.
    pub beneficiary: BeneficiaryRef,
    /// The sum.
    pub amount: Money,
    /// Always AZN.
    pub currency: String,
    /// Who is paid.
    pub payee: PayeeView,
    /// How.
    pub method: Method,
    /// The award it takes from, named or made at approval.
    pub award: Option<AwardRef>,
    /// The episode.
    pub episode: i32,
    /// The order it is paid on.
    pub order: Option<OrderRef>,
    /// The entitlement day the maker wrote.
    pub entitlement_on: Option<Day>,
    /// The day of the service.
    pub service_on: Option<Day>,
    /// What it pays for.
    pub items: Vec<Item>,
    /// The journey.
    pub travel: Option<Journey>,
    /// What it rests on.
    pub documents: Vec<DocumentRef>,
    /// Free text, where the reader may see it.
    pub memo: Option<String>,
    /// The person for whom it is was erased: what the payment said of the payee, and its memo, can be opened by nobody.
    #[serde(default)]
    #[schema(required = true)]
    pub erased: bool,
    /// What the rules came to last.
    pub verdict: Option<Verdict>,
    /// What the rules said last.
    pub findings: Vec<FindingView>,
    /// What was found since: with a notice after the release, at the bank or the desk, by a sweep.
    #[serde(default)]
    #[schema(required = true)]
    pub found_since: Vec<FindingView>,
    /// Something that nobody may lift was found after the release: recall it.
    #[serde(default)]
    #[schema(required = true)]
    pub recall: bool,
    /// The rulebook was changed since a verdict on it: what that alone makes of the facts of then.
    #[serde(default)]
    #[schema(required = true)]
    pub rulebook_change: Option<RulebookChange>,
    /// Every verdict on it: by which version of the rulebook, under which permits.
    #[serde(default)]
    #[schema(required = true)]
    pub judged: Vec<JudgedView>,
    /// The code that the person says at the desk; for the case officer, while released cash waits.
    #[serde(default)]
    #[schema(required = true)]
    pub collection_code: Option<String>,
    /// The lots: proposed while it is a draft, fixed from submit on.
    pub sources: Vec<Draw>,
    /// Who decided what.
    pub decisions: Vec<DecisionView>,
    /// The entries it made.
    pub entries: Vec<EntryRef>,
}

/// A payment in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PaymentLine {
    /// Its reference.
    pub id: PaymentRef,
    /// How it stands.
    pub state: PaymentState,
    /// What it is for.
    pub purpose: Purpose,
    /// For whom.
    pub beneficiary: BeneficiaryRef,
    /// The sum.
    pub amount: Money,
    /// What kind of payee.
    pub payee_kind: PayeeKind,
    /// How it is paid.
    pub method: Method,
    /// When it was drafted.
    #[serde(with = "crate::domain::day::instant")]
    #[schema(value_type = String, format = DateTime)]
    pub drafted_at: Instant,
}

/// One lot that a payment draws from, with where its money came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SourceView {
    /// The lot.
    pub lot: LotRef,
    /// The inflow that opened it.
    pub inflow: InflowRef,
    /// What it may be spent on.
    pub restriction: Restriction,
    /// The sum.
    pub amount: Money,
}

/// A payment for a reader, or `not_found`.
pub async fn view_of(
    from: &mut Snapshot,
    fund: &Fund,
    reader: &Officer,
    id: PaymentRef,
) -> Outcome<PaymentView> {
    view_with(from, fund, reader, id, None).await
}

/// The same, where the lots that it draws from are known already.
pub async fn view_with(
    from: &mut Snapshot,
    fund: &Fund,
    reader: &Officer,
    id: PaymentRef,
    draws: Option<Vec<Draw>>,
) -> Outcome<PaymentView> {
    let stored = from.payment(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let row = &stored.payment;
    let names = reader.has(NAME_READERS);
    let used = from.award_use_of(id).await?;
    let decisions = from.decisions(&id.to_string()).await?;
    let verdicts = from.judgements(&id.to_string()).await?;
    let since = found_since(from, &id.to_string()).await?;
    let memo = if names { memo_of(from, fund.keys(), row).await? } else { None };
    Ok(PaymentView {
        id,
        state: stored.state,
        purpose: row.purpose,
        beneficiary: row.beneficiary,
        amount: row.amount,
        currency: "AZN".into(),
        payee: payee_view(from, fund, &stored, names).await?,
        method: row.method,
        award: row.award.or(used.first().map(|u| u.award)),
        episode: row.episode,
        order: row.court_order,
        entitlement_on: row.entitlement_on,
        service_on: row.service_on,
        items: items_of(from, id).await?,
        travel: journey_of(&stored),
        documents: from.payment_documents(id).await?.iter().map(|d| d.document).collect(),
        memo,
        erased: is_erased(from, row.beneficiary).await?,
        verdict: verdicts.last().map(|judged| judged.verdict),
        findings: findings_with(from, &id.to_string(), &decisions).await?,
        recall: stored.state == PaymentState::Released && since.iter().any(|f| f.severity == Severity::Block),
        found_since: since,
        rulebook_change: rulebook_change(from, fund, row, &verdicts).await?,
        judged: judged(&fund.rulebook(), &verdicts)?,
        collection_code: code_for(fund.keys(), reader, &stored, &decisions),
        sources: match draws {
            Some(draws) => draws,
            None => sources_of(from, fund, &stored).await?,
        },
        decisions: decision_views(from, fund.keys(), row.beneficiary, decisions).await?,
        entries: from
            .entries_of_payment(id)
            .await?
            .iter()
            .map(|e| entry_ref(e.number, e.recorded_at))
            .collect(),
    })
}

async fn memo_of(from: &mut Snapshot, keys: &Keys, row: &PaymentRow) -> Outcome<Option<String>> {
    let words = from.words(keys, row.memo, "payment.memo", Some(row.beneficiary)).await?;
    Ok(words.and_then(|words| words.expose_text().map(str::to_owned)))
}

async fn items_of(from: &mut Snapshot, id: PaymentRef) -> Outcome<Vec<Item>> {
    let rows = from.payment_items(id).await?;
    Ok(rows
        .into_iter()
        .map(|i| Item { category: i.category, amount: i.amount, receipt: i.receipt })
        .collect())
}

fn journey_of(stored: &StandingPayment) -> Option<Journey> {
    let row = &stored.payment;
    Some(Journey { on: row.travel_on?, from: row.travel_from.clone()?, to: row.travel_to.clone()? })
}

async fn payee_view(
    from: &mut Snapshot,
    fund: &Fund,
    stored: &StandingPayment,
    names: bool,
) -> Outcome<PayeeView> {
    let kind = stored.payment.payee_kind;
    let payee = payee_of(from, fund.keys(), stored).await?;
    let shown =
        names && !matches!(kind, PayeeKind::Beneficiary | PayeeKind::Representative | PayeeKind::Donor);
    Ok(PayeeView {
        kind,
        representative: payee.as_ref().and_then(|p| p.representative),
        has_account: payee.as_ref().is_some_and(|p| p.account.is_some()),
        name: payee.filter(|_| shown).and_then(|p| p.name).map(|n| n.expose().to_owned()),
    })
}

async fn sources_of(from: &mut Snapshot, fund: &Fund, stored: &StandingPayment) -> Outcome<Vec<Draw>> {
    if stored.state == PaymentState::Draft {
        let plan = Plan::of_stored(from, fund, stored).await?;
        return Ok(judge_plan(from, fund, &plan, Stage::Check, fund.today(), fund.today()).await?.draws);
    }
    let rows = from.payment_sources(stored.payment.id).await?;
    Ok(rows.into_iter().map(|s| Draw { lot: s.lot, amount: s.amount }).collect())
}

/// Decisions with the reasons that were given.
async fn decision_views(
    from: &mut Snapshot,
    keys: &Keys,
    of: BeneficiaryRef,
    decisions: Vec<DecisionRow>,
) -> Outcome<Vec<DecisionView>> {
    let mut views = vec![];
    for row in decisions {
        views.push(decision_view(from, keys, of, row).await?);
    }
    Ok(views)
}

async fn decision_view(
    from: &mut Snapshot,
    keys: &Keys,
    of: BeneficiaryRef,
    row: DecisionRow,
) -> Outcome<DecisionView> {
    let words: serde_json::Value = match from.words(keys, row.words, "decision.words", Some(of)).await? {
        Some(words) => serde_json::from_slice(words.expose())?,
        None => serde_json::Value::Null,
    };
    let text = |name: &str| words.get(name).and_then(|t| t.as_str()).map(str::to_owned);
    Ok(DecisionView {
        person: row.person,
        role: row.role,
        verb: row.verb,
        rule: (!row.rule.is_empty()).then_some(row.rule),
        on: row.on_day,
        at: row.at,
        reason: text("reason"),
        basis: text("basis"),
        document: row.document,
    })
}

/// Reads a payment.
pub async fn get_payment(fund: &Fund, who: &Caller, id: PaymentRef) -> Outcome<PaymentView> {
    who.must_be(ROLES)?;
    let mut from = fund.read().await?;
    let fund = fund.as_seen(&mut from).await?;
    view_of(&mut from, &fund, &who.officer, id).await
}

/// Reads where the money of a payment came from.
pub async fn payment_sources(fund: &Fund, who: &Caller, id: PaymentRef) -> Outcome<Vec<SourceView>> {
    who.must_be(ROLES)?;
    let mut from = fund.read().await?;
    let stored = from.payment(id).await?.ok_or_else(|| Refusal::NotFound { what: id.to_string() })?;
    let mut sources = vec![];
    for draw in sources_of(&mut from, fund, &stored).await? {
        let lot =
            from.lot(draw.lot).await?.ok_or_else(|| Fault::broken("lot", format!("{} is gone", draw.lot)))?;
        sources.push(SourceView {
            lot: lot.id,
            inflow: lot.inflow,
            restriction: lot.restriction()?,
            amount: draw.amount,
        });
    }
    Ok(sources)
}

/// Lists payments.
pub async fn list_payments(
    fund: &Fund,
    who: &Caller,
    wanted: &Wanted,
    filter: &PaymentFilter,
) -> Outcome<Page<PaymentLine>> {
    who.must_be(ROLES)?;
    let (after, limit) = wanted.bounds()?;
    let rows = fund.read().await?.payments(filter, after, limit).await?;
    Ok(page(
        rows,
        limit,
        |r| r.payment.id.stored(),
        |r| PaymentLine {
            id: r.payment.id,
            state: r.state,
            purpose: r.payment.purpose,
            beneficiary: r.payment.beneficiary,
            amount: r.payment.amount,
            payee_kind: r.payment.payee_kind,
            method: r.payment.method,
            drafted_at: r.payment.at,
        },
    ))
}
