//! What must fit in the body of a payment before the rules are asked: references, sums, countries, accounts.
use super::draft_payment::{DraftPayment, PayeeAccount};
use crate::{
    domain::{
        order::OrderKind,
        purpose::{Category, Method, PayeeKind, Purpose},
    },
    service::{
        Caller, Outcome,
        beneficiary::representative::subject,
        check::{Concerns, Fields},
    },
    store::{Snapshot, balance::LOTS_READ},
};
use std::collections::BTreeSet;

/// Most items, documents or lots that one payment names.
const MOST_PARTS: usize = 50;

/// Refuses with all fields that cannot be.
pub async fn check_fields(from: &mut Snapshot, who: &Caller, command: &DraftPayment) -> Outcome<()> {
    let mut fields = Fields::default();
    check_shape(command, &mut fields);
    check_items(command, &mut fields);
    if let Some(account) = &command.payee.account {
        check_account("payee.account", account, &mut fields);
    }
    check_papers(from, who, command, &mut fields).await?;
    check_references(from, command, &mut fields).await?;
    check_representative(from, command, &mut fields).await?;
    fields.refuse()
}

fn check_shape(command: &DraftPayment, fields: &mut Fields) {
    if command.method == Method::InKind {
        fields.add(
            "method",
            "goods cannot be issued yet: choose cash or bank",
            "mallar hələ verilmir: cash və ya bank seçin",
        );
    }
    if !(1..=99).contains(&command.episode.unwrap_or(1)) {
        fields.add("episode", "an episode is a number from 1 to 99", "epizod 1-dən 99-a qədər rəqəmdir");
    }
    if let Some(travel) = &command.travel {
        fields.country("travel.from", &travel.from);
        fields.country("travel.to", &travel.to);
    }
    let lots: BTreeSet<_> = command.lots.iter().collect();
    if lots.len() != command.lots.len() {
        fields.add(
            "lots",
            "a lot is named twice: name each once",
            "lot iki dəfə göstərilib: hər birini bir dəfə yazın",
        );
    }
    let documents: BTreeSet<_> = command.documents.iter().collect();
    if documents.len() != command.documents.len() {
        fields.add(
            "documents",
            "a document is named twice: name each once",
            "sənəd iki dəfə göstərilib: hər birini bir dəfə yazın",
        );
    }
    for (name, count) in
        [("items", command.items.len()), ("documents", command.documents.len()), ("lots", command.lots.len())]
    {
        if count > MOST_PARTS {
            fields.add(
                name,
                format!("{count} are too many: at most {MOST_PARTS}, so draft several payments"),
                format!("{count} çoxdur: ən çoxu {MOST_PARTS}, bir neçə ödəniş hazırlayın"),
            );
        }
    }
}

fn check_items(command: &DraftPayment, fields: &mut Fields) {
    check_journey(command, fields);
    let purpose = command.purpose;
    if command.items.is_empty() {
        if purpose.needs_items() {
            fields.add(
                "items",
                format!("a payment for {purpose} says what it pays for: add at least one item"),
                format!("{purpose} ödənişinin nəyə görə olduğu yazılmalıdır: ən azı bir maddə əlavə edin"),
            );
        }
        return;
    }
    let sum: i128 = command.items.iter().map(|i| i128::from(i.amount.qepik())).sum();
    if sum != i128::from(command.amount.qepik()) {
        fields.add(
            "items",
            format!("the items come to another sum than {}: correct one of them", command.amount),
            format!("maddələrin cəmi {} deyil: birini düzəldin", command.amount),
        );
    }
}

/// A journey must be told where there is one: a way out must not hide in silence.
fn check_journey(command: &DraftPayment, fields: &mut Fields) {
    let travels = command.items.iter().any(|i| i.category == Category::Travel);
    let carried = command.payee.kind == PayeeKind::Carrier || command.purpose == Purpose::Repatriation;
    if command.travel.is_none() && (travels || carried) {
        fields.add(
            "travel",
            "this pays for a journey: say when, from which and to which country",
            "bu ödəniş səfər üçündür: tarixi, haradan və hara olduğunu yazın",
        );
    }
}

/// Adds what is wrong with an account that stands under `field`.
pub(in crate::service) fn check_account(field: &str, account: &PayeeAccount, fields: &mut Fields) {
    match (&account.iban, &account.country, &account.number) {
        (Some(iban), None, None) => {
            let compact: String = iban.expose().chars().filter(|c| !c.is_whitespace()).collect();
            if compact.parse::<iban::Iban>().is_err() {
                fields.add(
                    format!("{field}.iban"),
                    "this is no valid IBAN: compare it with the payee's paper, digit by digit",
                    "bu etibarlı IBAN deyil: alıcının sənədi ilə rəqəm-rəqəm tutuşdurun",
                );
            }
        }
        (None, Some(country), Some(_)) => fields.country(&format!("{field}.country"), country),
        _ => fields.add(
            field,
            "an account is an IBAN, or abroad a country, a number and a BIC: give one of the two",
            "hesab IBAN ilə, xaricdə isə ölkə, nömrə və BIC ilə göstərilir: birini yazın",
        ),
    }
    if let Some(bic) = &account.bic {
        let code = bic.expose();
        let fits = matches!(code.len(), 8 | 11)
            && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !fits {
            fields.add(
                format!("{field}.bic"),
                "a BIC has 8 or 11 capital letters and digits",
                "BIC 8 və ya 11 böyük hərf və rəqəmdən ibarətdir",
            );
        }
    }
}

/// A representative is one of the beneficiary, and named once: by number. Whether that one may be paid is for the rules.
async fn check_representative(
    from: &mut Snapshot,
    command: &DraftPayment,
    fields: &mut Fields,
) -> Outcome<()> {
    let Some(number) = command.payee.representative else { return Ok(()) };
    if command.payee.kind != PayeeKind::Representative {
        fields.add(
            "payee.representative",
            format!("the payee is of the kind {}: leave the representative out", command.payee.kind),
            format!("ödəniş alan `{}` növündəndir: nümayəndəni göstərməyin", command.payee.kind),
        );
        return Ok(());
    }
    for (field, is_there) in
        [("payee.name", command.payee.name.is_some()), ("payee.number", command.payee.number.is_some())]
    {
        if is_there {
            fields.add(
                field,
                "the representative is named by number, and the rest is under seal: leave this out",
                "nümayəndə nömrə ilə göstərilib, qalanı möhürlənib: bu sahəni göndərməyin",
            );
        }
    }
    if !from.representatives(command.beneficiary).await?.iter().any(|row| row.position == number) {
        fields.unknown("payee.representative", subject(command.beneficiary, number));
    }
    Ok(())
}

async fn check_papers(
    from: &mut Snapshot,
    who: &Caller,
    command: &DraftPayment,
    fields: &mut Fields,
) -> Outcome<()> {
    let about = Concerns { who: &who.officer, persons: &[command.beneficiary] };
    for (i, document) in command.documents.iter().take(MOST_PARTS).enumerate() {
        fields.paper(from, format!("documents[{i}]"), Some(*document), &about).await?;
    }
    for (i, item) in command.items.iter().take(MOST_PARTS).enumerate() {
        fields.paper(from, format!("items[{i}].receipt"), item.receipt, &about).await?;
    }
    Ok(())
}

async fn check_references(from: &mut Snapshot, command: &DraftPayment, fields: &mut Fields) -> Outcome<()> {
    fields.living(from, "beneficiary", command.beneficiary).await?;
    let mut known = BTreeSet::new();
    for some in command.lots[..command.lots.len().min(MOST_PARTS)].chunks(LOTS_READ) {
        known.extend(from.named_lots(some).await?.into_iter().map(|named| named.open.lot.id));
    }
    for (i, lot) in command.lots.iter().take(MOST_PARTS).enumerate() {
        if !known.contains(lot) {
            fields.unknown(format!("lots[{i}]"), lot);
        }
    }
    if let Some(id) = command.award {
        match from.award(id).await? {
            None => fields.unknown("award", id),
            Some(award)
                if award.beneficiary != command.beneficiary
                    || award.purpose != command.purpose
                    || award.episode != command.episode.unwrap_or(1) =>
            {
                fields.add(
                    "award",
                    format!("{id} is an award of another person, purpose or episode"),
                    format!("{id} başqa şəxsin, məqsədin və ya epizodun təyinatıdır"),
                );
            }
            Some(_) => {}
        }
    }
    if let Some(id) = command.order {
        match from.order(id).await? {
            None => fields.unknown("order", id),
            Some(order) if order.kind != OrderKind::Restitution => {
                fields.add(
                    "order",
                    format!("{id} orders no restitution: payments are made on restitution orders"),
                    format!("{id} zərərin ödənilməsi barədə qərar deyil: ödəniş belə qərara əsasən edilir"),
                );
            }
            Some(_) => {}
        }
    }
    Ok(())
}
