//! What is special to an order that discloses identities (THB Law, art. 17): whose, to whom, which parts, until when. Several
//! persons may stand in one, since a court decides on a case; each look is at one of them.
use super::{
    register_order::RegisterOrder,
    registration::{leave_out, require},
};
use crate::{
    domain::{
        disclosure::{IdentityFields, fields_text},
        order::OrderKind,
        reference::OrderRef,
        text::fold,
    },
    service::{Job, Outcome, check::Fields},
    store::{Tx, disclosure::OrderDisclosureRow},
    vault::Words,
};

/// Where the recipient is sealed: under the Fund's key, since to whom an identity went must outlive the person's erasure.
pub const RECIPIENT: &str = "order.recipient";

/// What tells one disclosure in a case from another.
pub(super) fn case_words(command: &RegisterOrder) -> String {
    if command.kind != OrderKind::Disclosure {
        return String::new();
    }
    let recipient = command.recipient.as_ref().map(|r| fold(r.expose())).unwrap_or_default();
    let mut persons: Vec<String> =
        command.beneficiaries.iter().filter_map(|named| Some(named.beneficiary?.to_string())).collect();
    persons.sort_unstable();
    format!("|{}|{recipient}|{}", command.decided_on, persons.join(","))
}

pub(super) fn check_disclosure(command: &RegisterOrder, fields: &mut Fields) {
    require(fields, "beneficiaries", !command.beneficiaries.is_empty(), command.kind);
    require(fields, "fields", !command.fields.is_empty(), command.kind);
    let summed = command.beneficiaries.iter().any(|named| named.amount.is_some());
    leave_out(fields, "beneficiaries[].amount", summed, command.kind);
    // What is shown is shown of a file that is open; whoever is named by identity alone need not have one.
    let by_identity = command.beneficiaries.iter().any(|named| named.subject.is_some());
    leave_out(fields, "beneficiaries[].subject", by_identity, command.kind);
    leave_out(fields, "offenders", !command.offenders.is_empty(), command.kind);
    leave_out(fields, "liability", command.liability.is_some(), command.kind);
    leave_out(fields, "assets", !command.assets.is_empty(), command.kind);
    leave_out(fields, "recover_from_offender", command.recover_from_offender, command.kind);
    if command.recipient.is_none() {
        fields.add(
            "recipient",
            "a disclosure is made to somebody: name the office or the firm, not a person helped",
            "açıqlama kiməsə edilir: yardım alan şəxsi yox, orqanı və ya təşkilatı yazın",
        );
    }
    if command.fields.iter().collect::<std::collections::BTreeSet<_>>().len() != command.fields.len() {
        fields.add(
            "fields",
            "a part of the identity is named twice: name each once",
            "şəxsiyyət məlumatının bir hissəsi iki dəfə göstərilib: hər birini bir dəfə yazın",
        );
    }
    match command.until {
        None => fields.add(
            "until",
            "a disclosure has an end: write the last day on which the identity may be shown",
            "açıqlamanın sonu olmalıdır: şəxsiyyət məlumatının göstərilə biləcəyi son günü yazın",
        ),
        Some(until) => {
            let force = ("the day from which the order is in force", "qərarın qüvvəyə mindiyi gün");
            fields.not_before("until", until, command.in_force_on, force);
        }
    }
}

/// Writes what the order allows; nothing for orders of other kinds.
pub(super) async fn write_disclosure(
    job: Job<'_, RegisterOrder>,
    tx: &mut Tx,
    court_order: OrderRef,
) -> Outcome<()> {
    let command = job.command;
    let (Some(recipient), Some(until_day)) = (&command.recipient, command.until) else { return Ok(()) };
    let recipient = tx.add_seal(job.fund.seal(RECIPIENT, &Words::of(recipient.expose()))?).await?;
    let fields = fields_text(&command.fields.iter().copied().collect::<IdentityFields>());
    tx.add(OrderDisclosureRow { court_order, recipient, fields, until_day }).await?;
    Ok(())
}
