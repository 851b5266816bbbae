select * from payment_item where payment = $1 order by position
