select * from payment_account where payment = $1
