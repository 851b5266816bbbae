//! Shows a guardian those parts of an identity that an order in force today discloses (THB Law, art. 17). Each look is a leaf, the
//! refused ones too. What is shown goes past everything that is kept: not into the log, not into the answer for a repeated key.
use super::{Kept, keep_look};
use crate::{
    domain::{
        disclosure::*,
        identity::Identity,
        payment::Verb,
        person::Role,
        reference::*,
        refusal::Refusal,
        text::{Line, Prose},
    },
    service::{
        Caller, Fund, Job, Outcome,
        beneficiary::record_identity::identity_of,
        check::Fields,
        envelope::{ERASED, is_erased, seal_for},
    },
    store::{Fault, Tx},
    vault::Words,
};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Guardian];

/// The command.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowIdentity {
    /// The disclosure order.
    pub authority: OrderRef,
    /// Why; sealed under the person's key.
    pub reason: Prose,
    /// Which parts; all that the order names when not said.
    #[serde(default)]
    #[schema(value_type = Vec<IdentityField>)]
    pub fields: Vec<Line>,
}

/// A look as it is answered; what was seen stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Look {
    /// Its reference in the register of disclosures.
    pub id: LookRef,
    /// Whose identity.
    pub beneficiary: BeneficiaryRef,
    /// The order.
    pub authority: OrderRef,
    /// The parts that were asked for.
    pub fields: IdentityFields,
    /// The leaf that has it.
    pub log_index: i64,
}

/// An identity as far as it is disclosed.
#[derive(Clone, Serialize, ToSchema)]
pub struct ShownIdentity {
    /// The look.
    #[serde(flatten)]
    pub look: Look,
    /// The parts that are known of those asked for. Null where the same `Idempotency-Key` comes again: an identity is shown once.
    pub identity: Option<Identity>,
}

/// What is kept of a look for a repeated key: never what was seen.
#[derive(Serialize, Deserialize)]
struct Answered {
    look: Look,
    refused: Option<Refusal>,
}

struct Asking {
    id: BeneficiaryRef,
    body: ShowIdentity,
    /// What the last run opened.
    seen: Arc<Mutex<Option<Identity>>>,
}

/// Shows parts of an identity. Refuses with `invalid` where the order does not allow it or has not all the parts, with `not_found` and
/// `wrong_state` for a person who is not there or was erased; each refusal is kept.
pub async fn show_identity(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    body: ShowIdentity,
) -> Outcome<ShownIdentity> {
    who.must_be(ROLES)?;
    let seen = Arc::new(Mutex::default());
    let asking = Asking { id, body, seen: seen.clone() };
    let Answered { look, refused } =
        fund.write(who, "identity.looked_at", asking, |job, tx| Box::pin(look(job, tx))).await?;
    match refused {
        Some(refusal) => Err(refusal.into()),
        None => {
            let identity = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
            Ok(ShownIdentity { look, identity })
        }
    }
}

async fn look(job: Job<'_, Asking>, tx: &mut Tx) -> Outcome<Answered> {
    let Asking { id, body, seen } = job.command;
    let asked = asked_for(&body.fields);
    let person = tx.beneficiary(*id).await?.map(|row| row.id);
    let order = tx.order(body.authority).await?.map(|row| row.id);
    let erased = person.is_some() && is_erased(tx, *id).await?;
    let allowed = allowed(tx, body.authority, *id).await?;
    let today = tx.today();
    let fields = match (&asked.known, &allowed) {
        (known, Some(allowed)) if known.is_empty() && asked.unknown.is_empty() => allowed.fields.clone(),
        (known, _) => known.clone(),
    };
    let objection = match (person, order, &allowed) {
        (None, ..) => Some(LookOutcome::NoSuchPerson),
        (_, None, _) => Some(LookOutcome::NoSuchOrder),
        (_, _, None) => Some(LookOutcome::NoDisclosure),
        (_, _, Some(_)) if !asked.unknown.is_empty() => Some(LookOutcome::UnknownField),
        (_, _, Some(allowed)) => allowed.objection(&fields, today).or(erased.then_some(LookOutcome::Erased)),
    };
    let identity = match objection {
        None => Some(part_of(&identity_of(tx, job.fund.keys(), *id).await?, &fields)),
        Some(_) => None,
    };

    let reason = if person.is_some() && !erased {
        let words = Words::of(body.reason.expose());
        Some(seal_for(job, tx, person, "identity_look.reason", &words).await?)
    } else {
        None
    };
    let outcome = objection.unwrap_or(LookOutcome::Shown);
    let log_index = tx.leaf_index();
    let kept = Kept { beneficiary: person, order, fields: &fields, outcome, reason };
    let look = keep_look(job, tx, kept).await?;
    *seen.lock().unwrap_or_else(PoisonError::into_inner) = identity;
    let refused = objection.map(|objection| refusal(objection, job.command, &asked, allowed.as_ref()));
    // It is written down that somebody asked, so nobody is told that nothing was written.
    let refused = refused.map(|refusal| match refusal {
        Refusal::Invalid { fields } => Refusal::LookInvalid { fields },
        other => other,
    });
    let look = Look { id: look, beneficiary: *id, authority: body.authority, fields, log_index };
    Ok(Answered { look, refused })
}

/// The words that name parts, and the places of those that name none.
struct AskedFor {
    known: IdentityFields,
    unknown: Vec<usize>,
    places: Vec<(usize, IdentityField)>,
}

fn asked_for(words: &[Line]) -> AskedFor {
    let read: Vec<(usize, Option<IdentityField>)> =
        words.iter().map(|word| word.expose().parse().ok()).enumerate().collect();
    let places: Vec<(usize, IdentityField)> =
        read.iter().filter_map(|(place, field)| Some((*place, (*field)?))).collect();
    AskedFor {
        known: places.iter().map(|(_, field)| *field).collect(),
        unknown: read.iter().filter(|(_, field)| field.is_none()).map(|(place, _)| *place).collect(),
        places,
    }
}

/// What an order allows for a person; none where there is no such order or it discloses nothing.
async fn allowed(tx: &mut Tx, order: OrderRef, person: BeneficiaryRef) -> Outcome<Option<Allowed>> {
    let (Some(row), Some(disclosed)) = (tx.order(order).await?, tx.order_disclosure(order).await?) else {
        return Ok(None);
    };
    let decisions = tx.decisions(&order.to_string()).await?;
    Ok(Some(Allowed {
        names_person: tx.order_beneficiaries(order).await?.iter().any(|named| named.beneficiary == person),
        confirmed: decisions.iter().any(|d| d.verb == Verb::Confirm),
        end: tx.order_end(order).await?.map(|end| end.what),
        in_force_on: row.in_force_on,
        until: disclosed.until_day,
        fields: read_fields(&disclosed.fields).map_err(|e| Fault::broken("order_disclosure", e.en))?,
    }))
}

/// The refusal of a look, by what stands against it.
fn refusal(objection: LookOutcome, asking: &Asking, asked: &AskedFor, allowed: Option<&Allowed>) -> Refusal {
    let (order, person) = (asking.body.authority, asking.id);
    let of_order = |en: String, az: String| Refusal::field("authority", en, az);
    match objection {
        LookOutcome::NoSuchPerson => Refusal::NotFound { what: person.to_string() },
        LookOutcome::NoSuchOrder => Refusal::unknown("authority", order),
        LookOutcome::Erased => {
            let (subject, state) = (person.to_string(), ERASED.to_owned());
            Refusal::WrongState { subject, state, step: Verb::Disclose }
        }
        LookOutcome::AnotherPerson => of_order(
            format!("{order} does not name {person}: an identity is shown under its own order only"),
            format!("{order} qərarında {person} yoxdur: şəxsiyyət məlumatı yalnız öz qərarı ilə göstərilir"),
        ),
        LookOutcome::NotConfirmed => of_order(
            format!("{order} was not confirmed by a second registrar: nothing is shown on it yet"),
            format!("{order} ikinci qeydiyyatçı tərəfindən təsdiqlənməyib: hələ heç nə göstərilmir"),
        ),
        LookOutcome::Annulled => of_order(
            format!("{order} was annulled: nothing is shown on it any more"),
            format!("{order} ləğv edilib: artıq heç nə göstərilmir"),
        ),
        LookOutcome::Superseded => of_order(
            format!("another order took the place of {order}: name that one"),
            format!("{order} başqa qərarla əvəz edilib: həmin qərarı yazın"),
        ),
        LookOutcome::NotYetInForce => of_order(
            format!("{order} is not in force yet: nothing is shown on it before that day"),
            format!("{order} hələ qüvvədə deyil: o günə qədər heç nə göstərilmir"),
        ),
        LookOutcome::Expired => of_order(
            format!("the last day of {order} is over: a new order is needed"),
            format!("{order} qərarının son günü keçib: yeni qərar lazımdır"),
        ),
        LookOutcome::UnknownField | LookOutcome::BeyondOrder => of_fields(order, asked, allowed),
        LookOutcome::NoDisclosure | LookOutcome::NotYourRole | LookOutcome::Shown => of_order(
            format!("{order} discloses no identity: name an order of the kind disclosure"),
            format!("{order} şəxsiyyət məlumatını açıqlamır: disclosure növlü qərarı yazın"),
        ),
    }
}

/// Which of the parts that were asked for are none, or are not in the order. What was sent is not repeated.
fn of_fields(order: OrderRef, asked: &AskedFor, allowed: Option<&Allowed>) -> Refusal {
    let mut fields = Fields::default();
    let known = IdentityField::ALL.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", ");
    for place in &asked.unknown {
        fields.add(
            format!("fields[{place}]"),
            format!("there is no such part of an identity: choose from {known}"),
            format!("şəxsiyyət məlumatının belə hissəsi yoxdur: bunlardan seçin: {known}"),
        );
    }
    let beyond = |field: &IdentityField| allowed.is_some_and(|allowed| !allowed.fields.contains(field));
    for (place, field) in asked.places.iter().filter(|(_, field)| beyond(field)) {
        fields.add(
            format!("fields[{place}]"),
            format!("{order} does not disclose {field}: ask for what it names"),
            format!("{order} `{field}` hissəsini açıqlamır: orada göstəriləni soruşun"),
        );
    }
    fields.into_refusal()
}
