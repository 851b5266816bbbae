select s.payment from payment_state s where s.state = 'released' and s.payment > $1 order by s.payment limit $2
