select id from court_order where case_key = $1
