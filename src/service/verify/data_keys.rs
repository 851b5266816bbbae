//! Data keys of persons helped: each unwraps with the Fund's secret and is the one it was, or was destroyed because two persons
//! decided so.
use super::{Check, difference::look};
use crate::{
    domain::reference::Reference,
    service::{beneficiary::erase_beneficiary::is_decided, halt::Outcome},
    store::data_key::DataKeyRow,
    vault::Keys,
};

const PAGE: i64 = 500;

/// Looks at every data key.
pub(super) async fn verify_data_keys(check: &mut Check<'_>, keys: &Keys) -> Outcome<()> {
    let (mut after, mut done) = (0, 0);
    loop {
        let page = match look(check.from, |from| Box::pin(from.data_keys(after, PAGE))).await? {
            Ok(page) => page,
            Err(unread) => {
                check.found.add("data_key", "a row of the table", unread.words());
                return Ok(());
            }
        };
        let Some(last) = page.last().map(|row| row.beneficiary.stored()) else { return Ok(()) };
        for row in &page {
            if let Some(what) = wrong(check, keys, row).await? {
                check.found.add("data_key", format!("beneficiary {}", row.beneficiary), what);
            }
        }
        after = last;
        done += page.len() as i64;
        check.tell("data keys", done, done);
    }
}

async fn wrong(check: &mut Check<'_>, keys: &Keys, row: &DataKeyRow) -> Outcome<Option<&'static str>> {
    let Some(wrapped) = row.wrapped() else {
        let subject = row.beneficiary.to_string();
        return Ok(
            match look(check.from, |from| Box::pin(async move { from.decisions(&subject).await })).await? {
                Ok(decisions) if is_decided(&decisions) => None,
                Ok(_) => Some("was destroyed without a decision of two persons"),
                // What cannot be read of decisions is said with their table.
                Err(_) => None,
            },
        );
    };
    Ok(match keys.data_key(row.beneficiary, &wrapped) {
        Ok(key) if key.mark().as_slice() == row.mark => None,
        Ok(_) => Some("is not the key that the log marked"),
        Err(_) if wrapped.outer != keys.outer_id() => {
            Some("was wrapped by another outer key than the Fund's")
        }
        Err(_) => Some("does not unwrap: it was changed or moved"),
    })
}
