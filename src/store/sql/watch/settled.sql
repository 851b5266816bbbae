select e.payment, e.effective_on, e.number
  from entry e
 cross join payment_state s
 where s.payment = e.payment and s.state = 'settled' and e.kind = 'release' and (e.effective_on, e.number) > ($1, $2)
   and not exists (select 1 from entry l where l.payment = e.payment and l.kind = 'release' and l.number > e.number)
 order by e.effective_on, e.number
 limit $3
