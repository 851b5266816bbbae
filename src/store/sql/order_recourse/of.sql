select * from order_recourse where court_order = $1 order by position
