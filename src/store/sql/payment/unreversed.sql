select p.id, p.episode, p.amount
  from payment p
  join payment_state s on s.payment = p.id
 where p.beneficiary = $1 and p.purpose = cast($2 as text) and s.state in ('approved', 'released', 'settled') and (p.id <> $3 or $3 is null)
 order by p.id
