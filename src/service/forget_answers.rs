//! Answers that are kept for repeated keys go after a week: they may tell of a person who was erased since, and nobody asks again so
//! late. The keys themselves stay, so that nothing is done twice under one.
use super::{Fund, halt::Outcome};
use chrono::TimeDelta;

/// Days for which an answer is kept.
pub const KEPT_DAYS: i64 = 7;

/// Forgets answers that are older; how many.
pub async fn forget_answers(fund: &Fund) -> Outcome<u64> {
    let before = fund.now() - TimeDelta::days(KEPT_DAYS);
    let mut all = 0;
    loop {
        match fund.store().forget_answers(before).await? {
            0 => return Ok(all),
            some => all += some,
        }
    }
}
