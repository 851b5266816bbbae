select id, other, cast(null as date) as on_day, cast(sum(stored) as bigint) as stored, cast(sum(reckoned) as bigint) as reckoned
  from (select e.payment as id, p.lot as other, p.amount as stored, 0 as reckoned
          from posting p
          join entry e on e.number = p.entry
         where e.payment is not null and p.account = 9110
        union all
        select u.payment, u.lot, 0, u.amount
          from payment_source u
          join payment_state s on s.payment = u.payment
         where s.state = 'approved') as compared
 group by id, other
having sum(stored) <> sum(reckoned)
 order by id, other
 limit 1
