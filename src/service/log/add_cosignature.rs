//! An auditor leaves a cosigned checkpoint: from then on the log must begin with it, and `verify` says so where it does not. It
//! is taken only if the log signed it, still comes to its root, and the cosignature is good.
use super::{
    cosignature_view::{CosignatureView, view},
    prove::last,
    signer::CheckpointSigner,
};
use crate::{
    domain::{
        person::Role,
        refusal::Refusal,
        word::{Unreadable, quoted},
    },
    proof::{
        note,
        verifier::{self, Checkpoint, Kind, Note, PublicKey},
    },
    service::{Caller, Fund, Halt, Job, Outcome},
    store::{Kept, Tx, checkpoint::CosignatureRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Auditor];

/// Seconds by which a cosigner's clock may be ahead of ours.
const AHEAD_SECONDS: u64 = 300;

/// A cosigned checkpoint.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCosignature {
    /// The signed note: a checkpoint of this log with its signature and the cosignature (C2SP tlog-cosignature,
    /// cosignature/v1). Other signatures are left out.
    pub note: String,
    /// Verifier key of the cosigner (C2SP signed-note, Ed25519, type 4). Its name is an address like audit.example/ledger;
    /// it is kept in the clear, so it names an office, never a person.
    pub key: String,
}

/// What was checked.
struct Checked {
    checkpoint: Checkpoint,
    vkey: String,
    note: String,
}

/// Keeps a cosigned checkpoint; the same key and size again answers what is kept. Refuses with `invalid` what is not signed by
/// this log or not cosigned, and a checkpoint that the log does not begin with: that one is the proof of a rewritten log.
pub async fn add_cosignature(fund: &Fund, who: &Caller, command: AddCosignature) -> Outcome<CosignatureView> {
    who.must_be(ROLES)?;
    let checked = check(fund, &command)?;
    is_prefix(fund, &checked.checkpoint).await?;
    fund.write(who, "log.cosigned", checked, |job, tx| Box::pin(add(job, tx))).await
}

fn check(fund: &Fund, command: &AddCosignature) -> Outcome<Checked> {
    let cosigner = cosigner(&command.key).map_err(|why| Halt::field("key", why))?;
    let of_note = |why| Halt::field("note", why);
    let note = Note::read(&command.note).map_err(of_note)?;
    let log = CheckpointSigner::of(fund.keys()).public_key()?;
    let checkpoint = Checkpoint::signed(&note, &log).map_err(of_note)?;
    let seconds = verifier::cosigned_at(&note, &cosigner).map_err(of_note)?;
    let now = u64::try_from(fund.now().timestamp()).unwrap_or_default();
    if seconds > now + AHEAD_SECONDS {
        return Err(of_note(Unreadable::new(
            "the cosignature is dated ahead of the clock: check the cosigner's clock",
            "birgə imzanın vaxtı saatdan irəlidir: imzalayanın saatını yoxlayın",
        )));
    }
    let kept = note.only(&[&log, &cosigner]).unwrap_or_default();
    Ok(Checked { checkpoint, vkey: command.key.trim().to_owned(), note: kept })
}

/// The cosigner's key. Its name stands in the clear for ever, so it has the form of an address.
fn cosigner(text: &str) -> Result<PublicKey, Unreadable> {
    let key = PublicKey::read(text)?;
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b))
    };
    let name = key.name();
    let is_address = name.len() <= 100
        && name.split('/').all(is_part)
        && name.split('/').next().is_some_and(|h| h.contains('.'));
    if key.kind() != Kind::Cosignature {
        return Err(Unreadable::new(
            "this key does not cosign: give a verifier key of type 4 (cosignature/v1)",
            "bu açar birgə imza üçün deyil: 4 növlü yoxlama açarı (cosignature/v1) verin",
        ));
    }
    if !is_address {
        return Err(Unreadable::new(
            format!(
                "the name {} does not fit: an address in small letters like audit.example/ledger, of an office and not of a person",
                quoted(name)
            ),
            format!(
                "{} adı uyğun gəlmir: audit.example/ledger kimi kiçik hərflərlə ünvan yazın; şəxsin yox, idarənin adı olmalıdır",
                quoted(name)
            ),
        ));
    }
    Ok(key)
}

/// Sees that the log begins with a checkpoint, by a proof that the verifier takes.
async fn is_prefix(fund: &Fund, old: &Checkpoint) -> Outcome<()> {
    let mut from = fund.read().await?;
    let (last, note) = last(&mut from).await?;
    let rewritten = || {
        tracing::error!(size = old.size, "a checkpoint with the log's own signature is not one of this log");
        Unreadable::new(
            format!(
                "this checkpoint of {} leaves bears the log's signature, and the log does not begin with it: keep the note, it proves that the log was rewritten",
                old.size
            ),
            format!(
                "{} yarpaqlıq bu nəzarət nöqtəsində jurnalın imzası var, jurnal isə onunla başlamır: qeydi saxlayın, o, jurnalın dəyişdirildiyini sübut edir",
                old.size
            ),
        )
    };
    if old.size > last {
        return Err(Halt::field("note", rewritten()));
    }
    let log = CheckpointSigner::of(fund.keys()).public_key()?;
    let proof = note::consistency(old.size, &from.consistency(old.size, last).await?, &note);
    match verifier::continued(old, &proof, &log) {
        Ok(_) => Ok(()),
        Err(_) => Err(Halt::field("note", rewritten())),
    }
}

async fn add(job: Job<'_, Checked>, tx: &mut Tx) -> Outcome<CosignatureView> {
    let Checked { checkpoint, vkey, note } = job.command;
    let size = i64::try_from(checkpoint.size).map_err(|_| Refusal::NotFound {
        what: Unreadable::new("such a size", "belə ölçü").to_string(),
    })?;
    if let Some(kept) = tx.cosignature(size, vkey).await? {
        return Ok(view(kept));
    }
    let (at, leaf) = (tx.at(), tx.leaf_index());
    let row = CosignatureRow { size, vkey: vkey.clone(), note: note.clone(), person: job.who.person(), at };
    tx.add(row.clone()).await?;
    Ok(view(Kept { row, leaf }))
}
