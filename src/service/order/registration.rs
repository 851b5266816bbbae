//! What must fit before an order is registered: issuer, days, persons, sums and shares. Everything that is wrong is said
//! at once; nothing is written here.
use super::{
    disclosure_order::{case_words, check_disclosure},
    register_order::{Named, RegisterOrder},
    view::bound_issuer,
};
use crate::{
    domain::{
        money::Money,
        order::{Liability, OrderKind},
        reference::{BeneficiaryRef, OrderRef},
        text::fold,
    },
    service::{
        Fund, Job, Outcome,
        check::{Concerns, Fields},
    },
    store::{Snapshot, Tx},
};
use std::collections::BTreeSet;

/// Most persons, offenders or assets that one order may name.
pub const MOST_NAMED: usize = 500;

/// The keyed index under which a case is registered once: kind, issuer and case number, folded. In one case several identities
/// may be disclosed, or one several times, so there the decision counts.
pub(super) fn case_key(fund: &Fund, command: &RegisterOrder) -> String {
    let (kind, issuer) = (command.kind, fold(command.issuer.expose()));
    let case = fold(command.case_number.expose());
    fund.keys().index("order.case", &format!("{kind}|{issuer}|{case}{}", case_words(command)))
}

/// The restitution order of the case in which another order was made, if one is registered.
pub async fn restitution_of_case(
    from: &mut Snapshot,
    fund: &Fund,
    order: OrderRef,
) -> Outcome<Option<OrderRef>> {
    let Some(row) = from.order(order).await? else { return Ok(None) };
    if row.kind == OrderKind::Restitution {
        return Ok(Some(order));
    }
    let case = from.words(fund.keys(), Some(row.case_words), "order.case", None).await?;
    let Some(case) = case else { return Ok(None) };
    let case = fold(&String::from_utf8_lossy(case.expose()));
    let key = format!("{}|{}|{case}", OrderKind::Restitution, fold(&row.issuer));
    Ok(from.order_by_case(&fund.keys().index("order.case", &key)).await?)
}

/// Checks what serde cannot; refuses with all fields that are wrong.
pub(super) async fn check(job: Job<'_, RegisterOrder>, tx: &mut Tx) -> Outcome<()> {
    let command = job.command;
    let mut fields = Fields::default();
    check_issuer(job, &mut fields);
    fields.not_after("decided_on", command.decided_on, tx.today());
    let decision = ("the day of the decision", "qərarın günü");
    fields.not_before("in_force_on", command.in_force_on, command.decided_on, decision);
    let named: Vec<BeneficiaryRef> = command.beneficiaries.iter().filter_map(|n| n.beneficiary).collect();
    if command.beneficiaries.is_empty() {
        fields.document(tx, "copy", Some(command.copy)).await?;
    } else {
        let about = Concerns { who: &job.who.officer, persons: &named };
        fields.paper(tx, "copy", Some(command.copy), &about).await?;
    }
    if let Some(known) = tx.order_by_case(&case_key(job.fund, command)).await? {
        fields.add(
            "case_number",
            format!("{known} already registers this case as a {}: look at it instead", command.kind),
            format!("{known} bu işi artıq {} kimi qeydə alıb: həmin qeydə baxın", command.kind),
        );
    }
    check_kind(command, &mut fields);
    check_named(command, tx, &mut fields).await?;
    fields.refuse()
}

/// The persons whom an order names by pseudonym. Whom it names by identity is nobody here, found or not: else a paper would tell.
pub(super) async fn named_by_pseudonym(tx: &mut Tx, order: OrderRef) -> Outcome<Vec<BeneficiaryRef>> {
    let subjects = tx.subjects_of_order(order).await?;
    let named = tx.order_beneficiaries(order).await?;
    let by_pseudonym = named.iter().filter(|row| !subjects.iter().any(|s| s.position == Some(row.position)));
    Ok(by_pseudonym.map(|row| row.beneficiary).collect())
}

fn check_issuer(job: Job<'_, RegisterOrder>, fields: &mut Fields) {
    if bound_issuer(job.who) != Some(job.command.issuer.expose()) {
        fields.add(
            "issuer",
            "a registrar records orders of the own issuer only: write the issuer for which you were appointed",
            "qeydiyyatçı yalnız öz orqanının qərarlarını qeydə alır: təyin olunduğunuz orqanı yazın",
        );
    }
}

fn check_kind(command: &RegisterOrder, fields: &mut Fields) {
    for (field, count) in [
        ("offenders", command.offenders.len()),
        ("beneficiaries", command.beneficiaries.len()),
        ("assets", command.assets.len()),
    ] {
        if count > MOST_NAMED {
            fields.add(
                field,
                format!("{count} are too many for one order, which takes {MOST_NAMED}: divide it"),
                format!("bir qərar üçün {count} çoxdur, ən çoxu {MOST_NAMED} olar: bölün"),
            );
        }
    }
    if command.kind != OrderKind::Disclosure {
        leave_out(fields, "recipient", command.recipient.is_some(), command.kind);
        leave_out(fields, "fields", !command.fields.is_empty(), command.kind);
        leave_out(fields, "until", command.until.is_some(), command.kind);
    }
    match command.kind {
        OrderKind::Restitution => check_restitution(command, fields),
        OrderKind::Confiscation => check_confiscation(command, fields),
        OrderKind::Removal => check_removal(command, fields),
        OrderKind::Disclosure => check_disclosure(command, fields),
        other => fields.add(
            "kind",
            format!("an order of the kind {other} cannot be registered yet: restitution, confiscation, removal and disclosure can"),
            format!("{other} növlü qərar hələ qeydə alınmır: restitution, confiscation, removal və disclosure qəbul edilir"),
        ),
    }
}

/// Says that an order of this kind has none of those.
pub(super) fn leave_out(fields: &mut Fields, field: &str, is_there: bool, kind: OrderKind) {
    if is_there {
        fields.add(
            field,
            format!("an order of the kind {kind} has none of these: leave `{field}` out"),
            format!("{kind} növlü qərarda bu olmur: `{field}` göndərməyin"),
        );
    }
}

/// Says that an order of this kind needs some of those.
pub(super) fn require(fields: &mut Fields, field: &str, is_there: bool, kind: OrderKind) {
    if !is_there {
        fields.add(
            field,
            format!("an order of the kind {kind} needs at least one: add to `{field}`"),
            format!("{kind} növlü qərarda ən azı biri olmalıdır: `{field}` əlavə edin"),
        );
    }
}

fn check_restitution(command: &RegisterOrder, fields: &mut Fields) {
    require(fields, "beneficiaries", !command.beneficiaries.is_empty(), command.kind);
    require(fields, "offenders", !command.offenders.is_empty(), command.kind);
    leave_out(fields, "assets", !command.assets.is_empty(), command.kind);
    for (i, named) in command.beneficiaries.iter().enumerate() {
        if named.amount.is_none() {
            fields.add(
                format!("beneficiaries[{i}].amount"),
                "restitution orders a sum for each person: add the amount",
                "zərərin ödənilməsi hər şəxs üçün məbləğ təyin edir: məbləği yazın",
            );
        }
    }
    let ordered = total(command.beneficiaries.iter().filter_map(|named| named.amount));
    check_total(fields, "beneficiaries", ordered);
    check_shares(command, ordered, fields);
}

fn check_confiscation(command: &RegisterOrder, fields: &mut Fields) {
    require(fields, "assets", !command.assets.is_empty(), command.kind);
    leave_out(fields, "beneficiaries", !command.beneficiaries.is_empty(), command.kind);
    leave_out(fields, "liability", command.liability.is_some(), command.kind);
    let shared = command.offenders.iter().any(|offender| offender.share.is_some());
    leave_out(fields, "offenders[].share", shared, command.kind);
    for (i, asset) in command.assets.iter().enumerate() {
        if asset.third_party_share.is_some() && asset.third_party_share > asset.value {
            fields.add(
                format!("assets[{i}].third_party_share"),
                "the share of others is part of the value: give the value, and a share not above it",
                "üçüncü şəxslərin payı dəyərin bir hissəsidir: dəyəri və ondan çox olmayan payı yazın",
            );
        }
    }
    check_total(fields, "assets", total(command.assets.iter().filter_map(|asset| asset.value)));
}

fn check_removal(command: &RegisterOrder, fields: &mut Fields) {
    require(fields, "beneficiaries", !command.beneficiaries.is_empty(), command.kind);
    let summed = command.beneficiaries.iter().any(|named| named.amount.is_some());
    leave_out(fields, "beneficiaries[].amount", summed, command.kind);
    leave_out(fields, "offenders", !command.offenders.is_empty(), command.kind);
    leave_out(fields, "liability", command.liability.is_some(), command.kind);
    leave_out(fields, "assets", !command.assets.is_empty(), command.kind);
    leave_out(fields, "recover_from_offender", command.recover_from_offender, command.kind);
}

fn total(sums: impl Iterator<Item = Money>) -> i128 {
    sums.map(|sum| i128::from(sum.qepik())).sum()
}

/// A sum over an order must be one that a record can hold; nothing at all is said elsewhere.
fn check_total(fields: &mut Fields, field: &str, sum: i128) {
    let holds = i64::try_from(sum).ok().and_then(Money::from_qepik).is_some();
    if sum > 0 && !holds {
        fields.add(
            field,
            "the sums add up to more than 100000000000.00, the largest that one record can hold: check them",
            "məbləğlərin cəmi bir qeydin saxlaya biləcəyi 100000000000.00-dan çoxdur: yoxlayın",
        );
    }
}

fn check_shares(command: &RegisterOrder, ordered: i128, fields: &mut Fields) {
    let divided = command.liability == Some(Liability::Shares);
    for (i, offender) in command.offenders.iter().enumerate() {
        if offender.share.is_some() != divided {
            fields.add(
                format!("offenders[{i}].share"),
                "with liability in shares each offender has a share, and otherwise none",
                "məsuliyyət paylara bölünəndə hər təqsirkarın payı yazılır, başqa halda heç birinin",
            );
        }
    }
    let shares = total(command.offenders.iter().filter_map(|offender| offender.share));
    if divided && shares != ordered {
        fields.add(
            "offenders",
            "the shares must add up to the ordered sum: correct the shares or the sums",
            "payların cəmi təyin edilmiş məbləğə bərabər olmalıdır: payları və ya məbləğləri düzəldin",
        );
    }
}

async fn check_named(command: &RegisterOrder, tx: &mut Tx, fields: &mut Fields) -> Outcome<()> {
    let mut seen = BTreeSet::new();
    for (i, named) in command.beneficiaries.iter().enumerate().take(MOST_NAMED) {
        let field = format!("beneficiaries[{i}].beneficiary");
        match named {
            Named { beneficiary: Some(_), subject: Some(_), .. } => fields.add(
                field,
                "a person is named by pseudonym or by identity: leave one of the two out",
                "şəxs psevdonimlə və ya şəxsiyyət məlumatı ilə göstərilir: birini göndərməyin",
            ),
            Named { beneficiary: Some(id), .. } if !seen.insert(*id) => fields.add(
                field,
                format!("{id} stands in this order already: name each person once"),
                format!("{id} bu qərarda artıq var: hər şəxsi bir dəfə yazın"),
            ),
            Named { beneficiary: Some(id), .. } => {
                if tx.beneficiary(*id).await?.is_none() {
                    fields.unknown(field, id);
                }
            }
            Named { subject: Some(subject), .. } => {
                subject.check(&format!("beneficiaries[{i}].subject."), tx, fields);
            }
            Named { .. } => fields.add(
                field,
                "the person is missing: give the pseudonym, like B-2026-000001, or `subject`",
                "şəxs göstərilməyib: psevdonimi, məsələn B-2026-000001, və ya `subject` yazın",
            ),
        }
    }
    Ok(())
}
