//! Who gave: the donor of an inflow as a command says it, how it is sealed, and the terms by which one is known again.
use crate::{
    domain::{
        inflow::DonorKind,
        party::Party,
        reference::InflowRef,
        text::{Line, fold},
    },
    service::{
        Fund, Job, Outcome,
        check::Fields,
        party::terms::{DonorWords, terms_of_donor},
        payment::{draft_payment::PayeeAccount, fields::check_account},
    },
    store::{Tx, inflow::InflowDonorRow},
    vault::Words,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a donor is sealed.
pub(in crate::service) const DONOR: &str = "inflow.donor";

/// A donor.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Donor {
    /// What kind of donor.
    pub kind: DonorKind,
    /// Name; sealed.
    pub name: Line,
    /// FIN, VÖEN or registration number; sealed.
    #[serde(default)]
    pub number: Option<Line>,
    /// The account that it came from; sealed.
    #[serde(default)]
    pub account: Option<PayeeAccount>,
}

impl Donor {
    /// What is sealed of a donor.
    pub(super) fn words(&self) -> DonorWords {
        DonorWords { name: self.name.clone(), number: self.number.clone(), account: self.account.clone() }
    }
}

/// The keyed index of a donor by kind, name and number together, exactly as they were said.
fn donor_key(fund: &Fund, donor: &Donor) -> String {
    let number = donor.number.as_ref().map(|n| fold(n.expose())).unwrap_or_default();
    fund.keys().index("inflow.donor", &format!("{}|{}|{number}", donor.kind, fold(donor.name.expose())))
}

/// Adds what is wrong with a donor who stands under `at`.
pub(super) fn check_donor(at: &str, donor: Option<&Donor>, fields: &mut Fields) {
    if let Some(account) = donor.and_then(|donor| donor.account.as_ref()) {
        check_account(&format!("{at}account"), account, fields);
    }
}

/// Seals a donor and writes the row.
pub(super) async fn write_donor<C>(
    job: Job<'_, C>,
    tx: &mut Tx,
    inflow: InflowRef,
    donor: &Donor,
) -> Outcome<()> {
    let said = donor.words();
    let words = tx.add_seal(job.fund.seal(DONOR, &Words::of_json(&said)?)?).await?;
    tx.keep_party(Party::Donor, inflow, None, &terms_of_donor(job.fund.keys(), &said));
    let at = tx.at();
    let donor_key = donor_key(job.fund, donor);
    tx.add(InflowDonorRow { inflow, kind: donor.kind, words, donor_key, person: job.who.person(), at })
        .await?;
    Ok(())
}
