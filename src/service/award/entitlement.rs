//! The day on which a person became entitled to a sum of fixed height: derived from what was recorded, never typed to fit.
use crate::{
    domain::{
        beneficiary::{Identification, earliest_accepted},
        day::Day,
        purpose::Purpose,
        reference::BeneficiaryRef,
    },
    service::Outcome,
    store::Snapshot,
};

/// The entitlement day of an episode, as far as `up_to` can tell: for the lump sum the earliest identification that still
/// stands, for the allowance the start of the reintegration period recorded last. None when nothing was recorded, or for
/// other purposes.
pub async fn entitlement_day(
    from: &mut Snapshot,
    beneficiary: BeneficiaryRef,
    purpose: Purpose,
    episode: i32,
    up_to: Day,
) -> Outcome<Option<Day>> {
    Ok(match purpose {
        Purpose::LumpSum => {
            let recorded: Vec<Identification> = from
                .identifications(beneficiary)
                .await?
                .into_iter()
                .map(|i| Identification { episode: i.episode, on: i.on_day, by: i.by_whom, status: i.status })
                .collect();
            earliest_accepted(&recorded, episode, up_to)
        }
        Purpose::ReintegrationAllowance => {
            let periods = from.care_periods(beneficiary).await?;
            let of_episode = periods.iter().rfind(|p| p.kind == "reintegration" && p.episode == episode);
            of_episode.map(|p| p.from_day).filter(|day| *day <= up_to)
        }
        _ => None,
    })
}
