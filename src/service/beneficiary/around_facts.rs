//! What the rules may see of a person's own cases, and of who else pays for the person, on a day. Proceedings and a payer count from the
//! moment they are recorded.
use super::standing::{standing_proceedings, standing_supports};
use crate::{
    domain::{
        beneficiary::{ProceedingKind, ProceedingState, SupportKind},
        day::Day,
        purpose::Category,
        reference::BeneficiaryRef,
    },
    rules::facts::{Fact, ProceedingFacts, SupportFacts},
    service::Outcome,
    store::{Snapshot, beneficiary::ProceedingRow},
};

/// Proceedings, unknown where nobody asked; and whether an offence of the person was committed under coercion.
pub async fn proceeding_facts(
    from: &mut Snapshot,
    of: BeneficiaryRef,
    on: Day,
) -> Outcome<(Fact<ProceedingFacts>, Fact<bool>)> {
    let rows = from.proceedings(of).await?;
    if rows.is_empty() {
        return Ok((Fact::Unknown, Fact::Unknown));
    }
    let standing: Vec<&ProceedingRow> =
        standing_proceedings(&rows).into_iter().filter(|row| row.kind != ProceedingKind::None).collect();
    let appeal_open = if standing.iter().any(|row| row.appeal_until.is_some_and(|last| on <= last)) {
        Fact::Known(true)
    } else if standing.iter().any(|row| row.appeal_unknown) {
        Fact::Unknown
    } else {
        Fact::Known(false)
    };
    let is_open = |row: &&&ProceedingRow| row.state == Some(ProceedingState::Open);
    let open = standing.iter().filter(is_open);
    let facts = ProceedingFacts {
        appeal_open,
        open: open.clone().count() as i64,
        without_arrangement: open.filter(|row| row.arrangement.is_none()).count() as i64,
    };
    let said = |coerced: bool| standing.iter().any(|row| row.coerced == Some(coerced));
    let coerced = match (said(true), said(false)) {
        (true, _) => Fact::Known(true),
        (false, true) => Fact::Known(false),
        (false, false) => Fact::Unknown,
    };
    Ok((Fact::Known(facts), coerced))
}

/// Which of some categories others pay for the person on a day; unknown where nobody asked.
pub async fn support_facts(
    from: &mut Snapshot,
    of: BeneficiaryRef,
    categories: &[Category],
    on: Day,
) -> Outcome<Fact<SupportFacts>> {
    let rows = from.supports(of).await?;
    if rows.is_empty() {
        return Ok(Fact::Unknown);
    }
    let mut facts = SupportFacts::default();
    for row in standing_supports(&rows) {
        let covers = row.from_day <= on && row.to_day.is_none_or(|last| on <= last);
        let paid = match row.kind {
            SupportKind::StateShelter => &mut facts.by_state,
            SupportKind::OtherFunder => &mut facts.by_others,
            SupportKind::None => continue,
        };
        if covers {
            let paid_for = row.categories()?;
            paid.extend(categories.iter().filter(|category| paid_for.contains(category)));
        }
    }
    Ok(Fact::Known(facts))
}
