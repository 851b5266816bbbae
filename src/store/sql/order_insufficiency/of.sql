select * from order_insufficiency where court_order = $1 order by position
