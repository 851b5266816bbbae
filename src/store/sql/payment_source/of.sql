select * from payment_source where payment = $1 order by lot
