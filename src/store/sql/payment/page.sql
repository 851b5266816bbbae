select p.*, s.state
  from payment p
  join payment_state s on s.payment = p.id
 where (p.purpose = $1 or $1 is null) and (p.beneficiary = $2 or $2 is null)
   and (p.at >= $3 or $3 is null) and (p.at < $4 or $4 is null) and p.id > $5
 order by p.id
 limit $6
