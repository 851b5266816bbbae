select * from batch_payment where batch = $1 order by payment
