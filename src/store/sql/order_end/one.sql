select * from order_end where court_order = $1
