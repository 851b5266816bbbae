select * from order_receipt where court_order = $1 order by id
