select p.id from payment p join payment_state s on s.payment = p.id where p.beneficiary = $1 and s.state = 'released' order by p.id
