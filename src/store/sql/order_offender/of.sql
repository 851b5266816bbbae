select * from order_offender where court_order = $1 order by position
