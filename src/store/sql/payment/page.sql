select p.*, s.state
  from payment p
  join payment_state s on s.payment = p.id
 where (s.state = $1 or $1 is null) and (p.purpose = $2 or $2 is null) and (p.beneficiary = $3 or $3 is null)
   and (p.at >= $4 or $4 is null) and (p.at < $5 or $5 is null) and p.id > $6
 order by p.id
 limit $7
