//! Records how a person wishes to be paid from now on (domain §2: cash or bank transfer, as the victim wishes).
use super::{
    For, living,
    open_beneficiary::check_wish,
    view::{BeneficiaryView, view_of},
};
use crate::{
    domain::{person::Role, purpose::Method, reference::BeneficiaryRef},
    service::{Caller, Fund, Job, Outcome, check::Fields},
    store::{Tx, beneficiary::WishRow},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who may.
pub const ROLES: &[Role] = &[Role::Maker];

/// A person's wish.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordWish {
    /// How the person wishes to be paid: cash or bank.
    pub method_wish: Method,
}

/// Records a wish; the latest counts.
pub async fn record_wish(
    fund: &Fund,
    who: &Caller,
    id: BeneficiaryRef,
    command: RecordWish,
) -> Outcome<BeneficiaryView> {
    who.must_be(ROLES)?;
    let command = For { id, body: command };
    fund.write(who, "wish.recorded", command, |job, tx| Box::pin(record(job, tx))).await
}

async fn record(job: Job<'_, For<RecordWish>>, tx: &mut Tx) -> Outcome<BeneficiaryView> {
    let For { id, body } = job.command;
    living(tx, *id).await?;
    let mut fields = Fields::default();
    check_wish(body.method_wish, &mut fields);
    fields.refuse()?;

    let at = tx.at();
    tx.add(WishRow { beneficiary: *id, at, method: body.method_wish, person: job.who.person() }).await?;
    let today = tx.today();
    view_of(tx, job.fund.keys(), job.who, *id, today).await
}
