select * from asset_handover where court_order = $1 order by asset
