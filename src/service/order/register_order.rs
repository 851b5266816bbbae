//! Records an order of the registrar's own issuer. Nothing is booked and no money moves on it before a second registrar
//! confirmed it; what must fit each other is said in `registration`.
use super::{
    disclosure_order::write_disclosure,
    registration::{case_key, check},
    view::{OrderView, order_for, view_for},
};
use crate::{
    domain::{
        day::Day,
        disclosure::IdentityField,
        money::Money,
        order::*,
        party::Party,
        payment::Verb,
        person::Role,
        reference::*,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        check::currency,
        duplicate::subject::{Place, Subject},
        hands::{Step, decide},
        party::terms::terms_of_offenders,
    },
    store::{Tx, order::*},
    vault::Words,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Registrar];

/// Somebody who owes on the order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Offender {
    /// How the issuer refers to the person; sealed.
    pub reference: Line,
    /// The share in the ordered sum, where the order divides it.
    #[serde(default)]
    pub share: Option<Money>,
}

/// Somebody whom the order concerns.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The pseudonym.
    #[serde(default)]
    pub beneficiary: Option<BeneficiaryRef>,
    /// The person by identity, where no pseudonym is known. Whether somebody helped is meant is in no answer.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// The ordered sum (restitution).
    #[serde(default)]
    pub amount: Option<Money>,
}

/// An asset that the order confiscates.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// What kind.
    pub kind: AssetKind,
    /// What it is; sealed.
    #[serde(default)]
    pub description: Option<Prose>,
    /// Its value, where the order names one.
    #[serde(default)]
    pub value: Option<Money>,
    /// Held for others until decided, or forfeited.
    pub stage: AssetStage,
    /// What of the value belongs to others.
    #[serde(default)]
    pub third_party_share: Option<Money>,
}

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterOrder {
    /// What it decides. Restitution, confiscation, removal and disclosure are taken now.
    pub kind: OrderKind,
    /// Who issued it: the registrar's own court or prosecutor.
    pub issuer: Line,
    /// Its case number; sealed.
    pub case_number: Line,
    /// The day of the decision.
    pub decided_on: Day,
    /// The day from which it is in force; it may lie ahead.
    pub in_force_on: Day,
    /// The certified copy.
    pub copy: DocumentRef,
    /// ISO 4217; AZN when not said.
    #[serde(default)]
    pub currency: Option<String>,
    /// Who owes.
    #[serde(default)]
    pub offenders: Vec<Offender>,
    /// How several offenders owe.
    #[serde(default)]
    pub liability: Option<Liability>,
    /// Whom it concerns.
    #[serde(default)]
    pub beneficiaries: Vec<Named>,
    /// What it confiscates.
    #[serde(default)]
    pub assets: Vec<Asset>,
    /// Whether the verdict states a sum to be recovered from the offender (CPC 191).
    #[serde(default)]
    pub recover_from_offender: bool,
    /// To whom an identity is disclosed: an office or a firm (disclosure); sealed.
    #[serde(default)]
    pub recipient: Option<Line>,
    /// Which parts of the identity are disclosed (disclosure).
    #[serde(default)]
    pub fields: Vec<IdentityField>,
    /// The last day on which they may be shown (disclosure).
    #[serde(default)]
    pub until: Option<Day>,
}

/// Records an order. Refuses with `invalid` for fields that do not fit together, a case of that kind that is registered
/// already included.
pub async fn register_order(fund: &Fund, who: &Caller, command: RegisterOrder) -> Outcome<OrderView> {
    who.must_be(ROLES)?;
    currency(command.currency.as_deref())?;
    let done = fund.write(who, "order.registered", command, |job, tx| Box::pin(register(job, tx))).await;
    fund.desk().ring();
    done
}

async fn register(job: Job<'_, RegisterOrder>, tx: &mut Tx) -> Outcome<OrderView> {
    check(job, tx).await?;
    let id: OrderRef = tx.next();
    write_order(job, tx, id).await?;
    write_offenders(job, tx, id).await?;
    for (named, position) in job.command.beneficiaries.iter().zip(1..) {
        if let Some(beneficiary) = named.beneficiary {
            tx.add(OrderBeneficiaryRow { court_order: id, position, beneficiary, amount: named.amount })
                .await?;
        }
        if let Some(subject) = &named.subject {
            let place = Place { order: Some((id, position)), amount: named.amount, certain: true };
            subject.write(job, tx, place).await?;
        }
    }
    write_assets(job, tx, id).await?;
    write_disclosure(job, tx, id).await?;
    let today = tx.today();
    decide(job, tx, id, Role::Registrar, Verb::Draft, today, Step::default()).await?;
    let row = order_for(tx, job.who, id).await?;
    view_for(tx, job.who, row).await
}

async fn write_order(job: Job<'_, RegisterOrder>, tx: &mut Tx, id: OrderRef) -> Outcome<()> {
    let command = job.command;
    let case = Words::of(command.case_number.expose());
    let case_words = tx.add_seal(job.fund.seal("order.case", &case)?).await?;
    let at = tx.at();
    tx.add(CourtOrderRow {
        id,
        kind: command.kind,
        issuer: command.issuer.expose().to_owned(),
        case_words,
        case_key: case_key(job.fund, command),
        decided_on: command.decided_on,
        in_force_on: Some(command.in_force_on),
        copy: command.copy,
        liability: command.liability,
        recover: command.recover_from_offender,
        person: job.who.person(),
        at,
    })
    .await?;
    Ok(())
}

async fn write_offenders(job: Job<'_, RegisterOrder>, tx: &mut Tx, id: OrderRef) -> Outcome<()> {
    for (offender, position) in job.command.offenders.iter().zip(1..) {
        let words = Words::of(offender.reference.expose());
        let words = tx.add_seal(job.fund.seal("order.offender", &words)?).await?;
        tx.add(OrderOffenderRow { court_order: id, position, words, share: offender.share }).await?;
    }
    let references = job.command.offenders.iter().map(|offender| offender.reference.expose());
    let case = (job.command.issuer.expose(), job.command.case_number.expose());
    tx.keep_party(Party::Offender, id, None, &terms_of_offenders(job.fund.keys(), references, case));
    Ok(())
}

async fn write_assets(job: Job<'_, RegisterOrder>, tx: &mut Tx, id: OrderRef) -> Outcome<()> {
    for (asset, position) in job.command.assets.iter().zip(1..) {
        let words = match &asset.description {
            Some(text) => Some(tx.add_seal(job.fund.seal("order.asset", &Words::of(text.expose()))?).await?),
            None => None,
        };
        tx.add(OrderAssetRow {
            court_order: id,
            position,
            kind: asset.kind,
            words,
            value: asset.value,
            stage: asset.stage,
            third_party_share: asset.third_party_share,
        })
        .await?;
    }
    Ok(())
}
