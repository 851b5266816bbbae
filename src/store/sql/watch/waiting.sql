select p.id, max(e.effective_on) as on_day
  from payment_state s
  join payment p on p.id = s.payment
  join entry e on e.payment = p.id and e.kind = 'release'
 where s.state = 'released' and p.method = 'cash' and p.id > $1
 group by p.id
 order by p.id
 limit $2
