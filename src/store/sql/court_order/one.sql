select * from court_order where id = $1
