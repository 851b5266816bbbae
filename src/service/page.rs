//! Lists in pages: how many, after which, and where the next page begins. The cursor is opaque to clients.
use crate::domain::{refusal::Refusal, word::Unreadable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most rows a page may have.
pub const MOST: i64 = 500;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; null when this is the last.
    pub next: Option<String>,
}

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// At most so many rows (1 to 500, 100 when not said).
    pub limit: Option<i64>,
    /// The cursor that the page before gave.
    pub after: Option<String>,
}

impl Wanted {
    /// The bounds for the store: rows after this number, at most so many.
    pub fn bounds(&self) -> Result<(i64, i64), Refusal> {
        let limit = self.limit.unwrap_or(100);
        if !(1..=MOST).contains(&limit) {
            return Err(Refusal::field(
                "limit",
                format!("a page has 1 to {MOST} rows: choose a limit in between"),
                format!("səhifədə 1-dən {MOST}-ə qədər sətir olur: limiti düzəldin"),
            ));
        }
        let after = match &self.after {
            None => 0,
            Some(cursor) => {
                cursor.strip_prefix("n").and_then(|n| i64::from_str_radix(n, 36).ok()).ok_or_else(|| {
                    let why = Unreadable::new(
                        "this cursor is not one that a page gave: begin again without `after`",
                        "bu kursor səhifədən alınmayıb: `after` olmadan yenidən başlayın",
                    );
                    Refusal::field("after", why.en, why.az)
                })?
            }
        };
        Ok((after, limit))
    }
}

/// The cursor after a stored number.
pub fn cursor(mut number: i64) -> String {
    let mut digits = vec![];
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number <= 0 {
            break;
        }
    }
    format!("n{}", digits.iter().rev().collect::<String>())
}

/// Makes a page of rows that were asked for with `limit`; `number` tells a row's stored number.
pub fn page<R, T>(rows: Vec<R>, limit: i64, number: impl Fn(&R) -> i64, view: impl FnMut(R) -> T) -> Page<T> {
    let next = (rows.len() as i64 == limit).then(|| rows.last().map(|last| cursor(number(last)))).flatten();
    Page { items: rows.into_iter().map(view).collect(), next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_on_from_where_the_page_ended() {
        for number in [0, 1, 35, 36, 20_260_000_000_001] {
            let wanted = Wanted { limit: None, after: Some(cursor(number)) };
            assert_eq!(wanted.bounds(), Ok((number, 100)));
        }
        for wrong in ["", "x", "n", "n-", "n!", "1"] {
            assert!(
                Wanted { limit: None, after: Some(wrong.into()) }.bounds().is_err(),
                "{wrong} was taken for a cursor"
            );
        }
        assert!(Wanted { limit: Some(501), after: None }.bounds().is_err());
    }
}
