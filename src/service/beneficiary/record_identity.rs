//! Completes what is known of who a person is. What is said takes the place of what was said before, what is not said stays; nobody
//! sees what was there, and the answer is always the same.
use super::{For, living, profile};
use crate::{
    domain::{identity::Identity, person::Role, reference::BeneficiaryRef},
    service::{
        Caller, Fund, Job, Outcome,
        check::Fields,
        envelope::{seal_for, seal_under},
    },
    store::{Snapshot, Tx, beneficiary::IdentityRow},
    vault::{DataKey, Keys, Words},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// That it was recorded, and nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct IdentityRecorded {
    /// Whose.
    pub id: BeneficiaryRef,
}

/// Records an identity. Refuses with `invalid` for parts that cannot be, and with `wrong_state` when the person was erased.
pub async fn record_identity(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: Identity,
) -> Outcome<IdentityRecorded> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    let done = fund.write(who, "identity.recorded", command, |job, tx| Box::pin(record(job, tx))).await;
    fund.desk().ring();
    done
}

async fn record(job: Job<'_, For<Identity>>, tx: &mut Tx) -> Outcome<IdentityRecorded> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let (profile, _) = profile::read(tx, job.fund.keys(), *id).await?;
    let mut fields = Fields::default();
    check_identity(body, "", profile.birth_year, tx, &mut fields);
    if body.is_empty() {
        fields.add(
            "name",
            "nothing is said: give at least one part of the identity",
            "heç nə göstərilməyib: şəxsiyyət məlumatının ən azı bir hissəsini yazın",
        );
    }
    fields.refuse()?;

    let (before, known) = match tx.identity(*id).await? {
        Some(row) => {
            let words = tx.words(job.fund.keys(), Some(row.words), "identity.words", Some(*id)).await?;
            (row.position, read_identity(words)?)
        }
        None => (0, Identity::default()),
    };
    let words = words_of(&known.completed_by(body))?;
    let words = seal_for(job, tx, Some(*id), "identity.words", &words).await?;
    let at = tx.at();
    tx.add(IdentityRow { beneficiary: *id, position: before + 1, words, person: job.who.person(), at })
        .await?;
    Ok(IdentityRecorded { id: *id })
}

/// Adds what is wrong with an identity that stands under `at`.
pub(super) fn check_identity(
    identity: &Identity,
    at: &str,
    birth_year: Option<i32>,
    tx: &Tx,
    fields: &mut Fields,
) {
    for wrong in identity.check(at, birth_year, tx.today()) {
        fields.add(wrong.field, wrong.message, wrong.message_az);
    }
}

/// Writes the first identity of a person whose file is being opened.
pub(super) async fn write_first<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    key: &DataKey,
    identity: &Identity,
) -> Outcome<()> {
    let words = seal_under(job, tx, key, "identity.words", &words_of(identity)?).await?;
    let (person, at) = (job.who.person(), tx.at());
    Ok(tx.add(IdentityRow { beneficiary: key.owner(), position: 1, words, person, at }).await?)
}

fn words_of(identity: &Identity) -> Outcome<Words> {
    Ok(Words::of_json(identity)?)
}

/// Who a person is, as far as it is known; nothing of an erased person. For disclosure and the bank file alone.
pub(in crate::service) async fn identity_of(
    from: &mut Snapshot,
    keys: &Keys,
    id: BeneficiaryRef,
) -> Outcome<Identity> {
    match from.identity(id).await? {
        Some(row) => read_identity(from.words(keys, Some(row.words), "identity.words", Some(id)).await?),
        None => Ok(Identity::default()),
    }
}

/// An identity from its opened seal; an empty one once it was erased.
pub fn read_identity(words: Option<Words>) -> Outcome<Identity> {
    Ok(words.map(|words| serde_json::from_slice(words.expose())).transpose()?.unwrap_or_default())
}
