//! Proposes that a person has a sum of fixed height coming. The sum is the one in force on the entitlement day; both are
//! derived from what was recorded. The one slot of person, episode and purpose is taken when the award is granted.
use super::{
    entitlement::entitlement_day,
    view::{AwardView, view_of},
};
use crate::{
    domain::{money::Money, payment::Verb, person::Role, purpose::Purpose, reference::*, refusal::Refusal},
    rules::Rulebook,
    service::{
        Caller, Fund, Job, Outcome,
        check::{Concerns, Fields},
        duplicate::joined::pseudonyms_of,
        hands::{Step, decide},
    },
    store::{Snapshot, Tx, award::AwardRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeAward {
    /// Who.
    pub beneficiary: BeneficiaryRef,
    /// For what: a purpose whose sum an act fixes.
    pub purpose: Purpose,
    /// The episode; 1 when not said.
    #[serde(default)]
    pub episode: Option<i32>,
    /// What it rests on.
    #[serde(default)]
    pub document: Option<DocumentRef>,
}

impl ProposeAward {
    fn episode(&self) -> i32 {
        self.episode.unwrap_or(1)
    }
}

/// The key under which a person has one slot an episode and purpose: the pseudonym. Pseudonyms that were joined exclude each other.
pub(in crate::service) fn person_key(beneficiary: BeneficiaryRef) -> String {
    beneficiary.to_string()
}

/// Proposes an award. Refuses with `invalid` for fields that do not fit, when day or sum are not known, and when the person
/// has that award already.
pub async fn propose_award(fund: &Fund, who: &Caller, command: ProposeAward) -> Outcome<AwardView> {
    who.must_be(ROLES)?;
    fund.write(who, "award.proposed", command, |job, tx| Box::pin(propose(job, tx))).await
}

async fn propose(job: Job<'_, ProposeAward>, tx: &mut Tx) -> Outcome<AwardView> {
    let command = job.command;
    let episode = command.episode();
    check(command, job.who, tx).await?;
    let amount = amount_of(command, tx, &job.fund.rulebook()).await?;
    check_slot(tx, "beneficiary", command.beneficiary, command.purpose, episode).await?;
    let id: AwardRef = tx.next();
    let at = tx.at();
    tx.add(AwardRow {
        id,
        beneficiary: command.beneficiary,
        person_key: person_key(command.beneficiary),
        episode,
        purpose: command.purpose,
        amount,
        document: command.document,
        person: job.who.person(),
        at,
    })
    .await?;
    let today = tx.today();
    let step = Step { document: command.document, ..Step::default() };
    decide(job, tx, id, Role::Maker, Verb::Draft, today, step).await?;
    view_of(tx, id).await
}

async fn check(command: &ProposeAward, who: &Caller, tx: &mut Tx) -> Outcome<()> {
    let mut fields = Fields::default();
    fields.living(tx, "beneficiary", command.beneficiary).await?;
    if !command.purpose.has_fixed_sum() {
        let purpose = command.purpose;
        fields.add(
            "purpose",
            format!("no act fixes a sum for {purpose}: awards are for lump_sum and reintegration_allowance"),
            format!("{purpose} üçün aktla müəyyən məbləğ yoxdur: təyinat lump_sum və reintegration_allowance üçündür"),
        );
    }
    if command.episode() < 1 {
        fields.add(
            "episode",
            "episodes are counted from 1: give the number of the episode",
            "epizodlar 1-dən sayılır: epizodun nömrəsini yazın",
        );
    }
    let about = Concerns { who: &who.officer, persons: &[command.beneficiary] };
    fields.paper(tx, "document", command.document, &about).await?;
    fields.refuse()
}

/// Refuses when the person has that award already, under whatever pseudonym; another pseudonym is never named, nor its award.
pub(super) async fn check_slot(
    from: &mut Snapshot,
    field: &str,
    beneficiary: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
) -> Outcome<()> {
    match from.award_in_slot(&person_key(beneficiary), episode, purpose).await? {
        None => check_slot_elsewhere(from, field, beneficiary, purpose, episode).await,
        Some(taken) => Err(Refusal::field(
            field,
            format!("{beneficiary} has {} for {purpose} in episode {episode} already: look at it", taken.id),
            format!(
                "{beneficiary} üçün {episode} saylı epizodda {purpose} üzrə {} artıq var: ona baxın",
                taken.id
            ),
        )
        .into()),
    }
}

async fn check_slot_elsewhere(
    from: &mut Snapshot,
    field: &str,
    beneficiary: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
) -> Outcome<()> {
    for other in pseudonyms_of(from, beneficiary).await?.into_iter().skip(1) {
        if from.award_in_slot(&person_key(other), episode, purpose).await?.is_some() {
            return Err(Refusal::field(
                field,
                format!("the person of {beneficiary} has that award for {purpose} in episode {episode} under another pseudonym"),
                format!("{beneficiary} benefisiarının {episode} saylı epizodda {purpose} üzrə təyinatı başqa psevdonimlə var"),
            )
            .into());
        }
    }
    Ok(())
}

async fn amount_of(command: &ProposeAward, tx: &mut Tx, book: &Rulebook) -> Outcome<Money> {
    let ProposeAward { beneficiary, purpose, .. } = *command;
    let (episode, today) = (command.episode(), tx.today());
    let Some(day) = entitlement_day(tx, beneficiary, purpose, episode, today).await? else {
        return Err(no_day(beneficiary, purpose, episode).into());
    };
    match book.amounts().in_force(purpose, day) {
        Some(dated) => Ok(dated.sum),
        None => Err(Refusal::field(
            "purpose",
            format!("no act known fixes a sum for {purpose} on {day}, the entitlement day: have act and sum recorded first"),
            format!("{day} (hüququn yarandığı gün) üçün {purpose} məbləğini təyin edən akt məlum deyil: əvvəlcə aktı və məbləği qeyd etdirin"),
        )
        .into()),
    }
}

fn no_day(beneficiary: BeneficiaryRef, purpose: Purpose, episode: i32) -> Refusal {
    match purpose {
        Purpose::LumpSum => Refusal::field(
            "beneficiary",
            format!(
                "{beneficiary} has no accepted identification in episode {episode}: record the identification first"
            ),
            format!(
                "{beneficiary} üçün {episode} saylı epizodda qəbul edilmiş identifikasiya yoxdur: əvvəlcə identifikasiyanı qeyd edin"
            ),
        ),
        _ => Refusal::field(
            "beneficiary",
            format!("{beneficiary} has no reintegration period in episode {episode}: record its start first"),
            format!(
                "{beneficiary} üçün {episode} saylı epizodda reinteqrasiya dövrü yoxdur: əvvəlcə başlanğıcını qeyd edin"
            ),
        ),
    }
}
