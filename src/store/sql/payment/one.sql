select p.*, s.state from payment p join payment_state s on s.payment = p.id where p.id = $1
