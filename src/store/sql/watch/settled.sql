select e.payment, e.effective_on, e.number
  from entry e
  join payment_state s on s.payment = e.payment and s.state = 'settled'
 where e.kind = 'release' and (e.effective_on, e.number) > ($1, $2)
   and not exists (select 1 from entry l where l.payment = e.payment and l.kind = 'release' and l.number > e.number)
 order by e.effective_on, e.number
 limit $3
