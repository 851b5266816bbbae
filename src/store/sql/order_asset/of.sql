select * from order_asset where court_order = $1 order by position
