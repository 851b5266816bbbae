//! The log over the API: leaves exactly as they were hashed, so that an auditor can hash them again; its signed checkpoint and
//! proofs as text, in the forms of C2SP; and the cosignatures that auditors leave.
use crate::{
    domain::{person::Role, refusal::Refusal},
    http::{
        Problem,
        answer::{Answer, created, ok, to_the_end},
        body::Command,
        query::{Asked, Listing, Nothing},
        reference::Id,
    },
    service::{
        Fund, Halt, Page,
        log::{
            add_cosignature::{AddCosignature, add_cosignature},
            cosignature_view::{CosignatureView, list_cosignatures},
            prove,
        },
        page::Wanted,
    },
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
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

/// Under which checkpoint a leaf is proven.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// How many leaves the checkpoint is over; that of the last leaf when not said.
    size: Option<u64>,
}

/// Which two sizes of the log.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// How many leaves the older one has.
    from: u64,
    /// How many leaves the newer one has; all when not said.
    to: Option<u64>,
}

/// The last checkpoint as a signed note (C2SP tlog-checkpoint): the log's name, its count of leaves, their root.
#[utoipa::path(get, path = "/log/checkpoint", tag = "log",
    responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn checkpoint(
    State(fund): State<Fund>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    Ok(text(prove::checkpoint(&fund).await?))
}

/// The proof that a leaf is in the log (C2SP tlog-proof), with the checkpoint that it stands under.
#[utoipa::path(get, path = "/log/proof/{index}", tag = "log",
    params(("index" = u64, Path, description = "The index of the leaf, from 0."), At),
    responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn proof(
    State(fund): State<Fund>,
    Id(index): Id<u64>,
    Asked(at): Asked<At>,
) -> Result<Response, Problem> {
    Ok(text(prove::prove_inclusion(&fund, index, at.size).await?))
}

/// The proof that the log begins with what it was: a line with the old size, hashes in base64, an empty line, and the newer
/// checkpoint (as witnesses take it, C2SP tlog-witness).
#[utoipa::path(get, path = "/log/consistency", tag = "log", params(Between),
    responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn consistency(
    State(fund): State<Fund>,
    Asked(between): Asked<Between>,
) -> Result<Response, Problem> {
    Ok(text(prove::prove_consistency(&fund, between.from, between.to).await?))
}

/// Lists cosigned checkpoints in the order in which they came.
#[utoipa::path(get, path = "/log/cosignatures", tag = "log", params(Wanted),
    responses((status = 200, body = Page<CosignatureView>)))]
pub async fn cosignatures(
    State(fund): State<Fund>,
    Listing(wanted, Nothing {}): Listing<Nothing>,
) -> Answer<Page<CosignatureView>> {
    Ok(ok(list_cosignatures(&fund, &wanted).await?))
}

/// Leaves a cosigned checkpoint: from then on the log must begin with it. The same key and size again is answered with what
/// is kept.
#[utoipa::path(post, path = "/log/cosignatures", tag = "log", request_body = AddCosignature,
    responses((status = 201, body = CosignatureView)))]
pub async fn cosign(
    State(fund): State<Fund>,
    Command { caller, body }: Command<AddCosignature>,
) -> Answer<CosignatureView> {
    Ok(created(to_the_end(async move { add_cosignature(&fund, &caller, body).await }).await?))
}

/// It changes with each leaf, so nobody may keep it.
fn text(body: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], body)
        .into_response()
}
