//! The log over the API: leaves exactly as they were hashed, so that an auditor can hash them again.
use crate::{
    domain::{person::Role, refusal::Refusal},
    http::{
        answer::{Answer, ok},
        query::Asked,
    },
    service::{Fund, Halt},
};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who may read leaves.
pub const ROLES: &[Role] = &[Role::Auditor];

/// Most leaves in one answer.
const MOST: i64 = 500;

/// Which leaves.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The first index; 0 when not said.
    from: Option<i64>,
    /// At most so many (1 to 500, 100 when not said).
    count: Option<i64>,
}

/// A leaf.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeafView {
    /// Its index, from 0.
    pub index: i64,
    /// The exact text that was hashed.
    pub body: String,
}

/// Leaves in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Leaves {
    /// The leaves.
    pub leaves: Vec<LeafView>,
}

/// Reads leaves of the log.
#[utoipa::path(get, path = "/log/leaves", tag = "log", params(Range), responses((status = 200, body = Leaves)))]
pub async fn leaves(State(fund): State<Fund>, Asked(range): Asked<Range>) -> Answer<Leaves> {
    let (from, count) = range.bounds()?;
    let leaves = fund.read().await?.leaves(from, count).await.map_err(Halt::from)?;
    let leaves = leaves.into_iter().map(|leaf| LeafView { index: leaf.position, body: leaf.body }).collect();
    Ok(ok(Leaves { leaves }))
}

impl Range {
    fn bounds(&self) -> Result<(i64, i64), Refusal> {
        let (from, count) = (self.from.unwrap_or(0), self.count.unwrap_or(100));
        if from < 0 {
            return Err(Refusal::field(
                "from",
                "leaves are counted from 0: choose another",
                "yarpaqlar 0-dan sayılır: başqasını seçin",
            ));
        }
        if !(1..=MOST).contains(&count) {
            return Err(Refusal::field(
                "count",
                format!("1 to {MOST} leaves are answered at once: choose a count in between"),
                format!("bir dəfəyə 1-dən {MOST}-ə qədər yarpaq verilir: sayı düzəldin"),
            ));
        }
        Ok((from, count))
    }
}
