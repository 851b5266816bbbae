select p.*, s.state
  from payment_state s
  join payment p on p.id = s.payment
 where s.state = $1 and s.payment > $6 and (p.purpose = $2 or $2 is null) and (p.beneficiary = $3 or $3 is null)
   and (p.at >= $4 or $4 is null) and (p.at < $5 or $5 is null)
 order by s.payment
 limit $7
