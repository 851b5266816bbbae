select p.id, p.episode, p.amount
  from payment p
  join payment_state s on s.payment = p.id
 where p.beneficiary = $1 and p.purpose = $2 and s.state in ('approved', 'released', 'settled') and (p.id <> $3 or $3 is null)
 order by p.id
