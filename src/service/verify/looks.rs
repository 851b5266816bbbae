//! Looks at identities: each that was shown rests on a confirmed disclosure order that named the person and the parts, was in force on
//! that day and had not ended. Looks are read in pages.
use super::{Check, difference::look};
use crate::{
    domain::{
        day::Day,
        disclosure::{Allowed, LookOutcome, read_fields},
        reference::{LookRef, Reference},
    },
    service::halt::Outcome,
    store::disclosure::ShownLook,
};

const PAGE: i64 = 500;

/// Reads all looks that were shown.
pub(super) async fn verify_looks(check: &mut Check<'_>) -> Outcome<()> {
    let (mut after, mut done) = (0, 0);
    loop {
        let shown = match look(check.from, |from| Box::pin(from.shown_looks(after, PAGE))).await? {
            Ok(shown) => shown,
            Err(unread) => {
                // The tables it reads are compared with the log row by row.
                if !["order_disclosure", "order_end", "court_order", "decision"]
                    .iter()
                    .any(|t| check.found.has(t))
                {
                    let row = format!("a look after {}", super::difference::reference::<LookRef>(after));
                    check.found.add("identity_look", row, unread.words());
                }
                return Ok(());
            }
        };
        let Some(last) = shown.last().map(|row| row.id.stored()) else { return Ok(()) };
        for row in &shown {
            if let Some(what) = wrong(row) {
                check.found.add("identity_look", row.id.to_string(), what);
            }
        }
        after = last;
        done += shown.len() as i64;
        check.tell("looks", done, done);
    }
}

/// What is wrong with a look that was shown.
fn wrong(row: &ShownLook) -> Option<String> {
    let (Some(until), Some(fields)) = (row.until_day, row.order_fields.as_deref()) else {
        return Some("was shown without an order that discloses anything".to_owned());
    };
    let (Ok(fields), Ok(asked)) = (read_fields(fields), read_fields(&row.fields)) else {
        return Some("names parts of an identity that there are not".to_owned());
    };
    let ended = row.ended_at.is_some_and(|ended| ended <= row.at);
    let allowed = Allowed {
        names_person: row.names_person,
        confirmed: row.confirmed,
        end: row.order_end.filter(|_| ended),
        in_force_on: row.in_force_on,
        until,
        fields,
    };
    let objection: Option<LookOutcome> = allowed.objection(&asked, Day::in_baku(row.at));
    objection.map(|objection| format!("was shown, and should have been refused: {objection}"))
}
