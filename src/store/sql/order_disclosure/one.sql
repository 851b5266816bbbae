select * from order_disclosure where court_order = $1
