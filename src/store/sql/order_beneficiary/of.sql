select * from order_beneficiary where court_order = $1 order by position
