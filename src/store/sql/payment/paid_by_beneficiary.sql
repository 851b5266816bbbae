select p.beneficiary, cast(sum(p.amount) as bigint)
  from payment p
  join payment_state s on s.payment = p.id
 where p.court_order = $1 and p.purpose = 'restitution' and s.state in ('approved', 'released', 'settled')
   and (p.id <> $2 or $2 is null)
 group by p.beneficiary
