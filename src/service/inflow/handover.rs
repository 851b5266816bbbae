//! An asset of a confirmed confiscation order comes in: what must fit before the inflow is recorded.
use super::record_inflow::RecordInflow;
use crate::{
    domain::{
        inflow::{InflowAccount, InflowKind},
        money::Money,
        order::{AssetKind, AssetStage, OrderKind},
        payment::Verb,
        reference::OrderRef,
        word::Unreadable,
    },
    service::{Outcome, check::Fields},
    store::{Tx, order::OrderAssetRow},
};

/// Checks order and asset of an inflow. Returns the ordered value, which frees the memorandum 9310 (none where the order
/// names no value).
pub async fn check_handover(
    tx: &mut Tx,
    command: &RecordInflow,
    fields: &mut Fields,
) -> Outcome<Option<Money>> {
    let (order, position) = match (command.order, command.asset) {
        (None, None) => return Ok(None),
        (Some(order), Some(position)) => (order, position),
        _ => {
            fields.add(
                "asset",
                "an asset is named by its order and its position in it: give both or none",
                "əmlak qərar və qərardakı sıra nömrəsi ilə göstərilir: hər ikisini yazın və ya heç birini",
            );
            return Ok(None);
        }
    };
    if command.kind != InflowKind::ConfiscatedAsset {
        fields.add(
            "order",
            "only a confiscated asset comes by an order",
            "yalnız müsadirə edilmiş əmlak qərarla daxil olur",
        );
        return Ok(None);
    }
    let Some(asset) = asset_of(tx, order, position, fields).await? else { return Ok(None) };
    if asset.stage == AssetStage::Seized {
        fields.add(
            "asset",
            "this asset is seized and held for others: it comes to the Fund once an order forfeits it",
            "bu əmlakın üzərinə həbs qoyulub və başqaları üçün saxlanılır: müsadirə qərarından sonra Fonda keçir",
        );
    }
    if tx.handovers(order).await?.iter().any(|h| h.asset == position) {
        fields.add(
            "asset",
            format!("asset {position} of {order} came in already"),
            format!("{order} üzrə {position} nömrəli əmlak artıq daxil olub"),
        );
    }
    let money = matches!(asset.kind, AssetKind::Cash | AssetKind::BankFunds);
    if money == (command.account == InflowAccount::Property) {
        fields.add(
            "account",
            format!(
                "the asset is {}: cash and bank funds go to bank or cash, all else to property",
                asset.kind
            ),
            format!(
                "əmlakın növü `{}`: nağd pul və bank vəsaiti banka və ya kassaya, qalanı əmlaka yazılır",
                asset.kind
            ),
        );
    }
    Ok(asset.value)
}

async fn asset_of(
    tx: &mut Tx,
    order: OrderRef,
    position: i32,
    fields: &mut Fields,
) -> Outcome<Option<OrderAssetRow>> {
    let Some(row) = tx.order(order).await? else {
        fields.unknown("order", order);
        return Ok(None);
    };
    let confirmed = tx.decisions(&order.to_string()).await?.iter().any(|d| d.verb == Verb::Confirm);
    if row.kind != OrderKind::Confiscation || !confirmed {
        fields.add(
            "order",
            format!("{order} is no confirmed confiscation: a second registrar confirms it first"),
            format!("{order} təsdiqlənmiş müsadirə qərarı deyil: əvvəlcə ikinci qeydiyyatçı təsdiqləməlidir"),
        );
        return Ok(None);
    }
    let asset = tx.order_assets(order).await?.into_iter().find(|a| a.position == position);
    if asset.is_none() {
        let what = Unreadable::new(
            format!("asset {position} in {order}"),
            format!("{order} qərarında {position} nömrəli əmlak"),
        );
        fields.unknown("asset", what);
    }
    Ok(asset)
}
