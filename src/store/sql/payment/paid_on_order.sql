select cast(coalesce(sum(p.amount), 0) as bigint)
  from payment p
  join payment_state s on s.payment = p.id
 where p.court_order = $1 and p.beneficiary = $2 and p.purpose = 'restitution' and s.state in ('approved', 'released', 'settled')
   and (p.id <> $3 or $3 is null)
