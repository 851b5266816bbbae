select s.payment as id, cast(null as bigint) as other, cast(null as date) as on_day, cast(null as bigint) as stored, cast(null as bigint) as reckoned
  from payment_state s
 where not exists (select 1 from payment p where p.id = s.payment)
 order by s.payment
 limit 1
