select id, other, cast(null as date) as on_day, cast(sum(stored) as bigint) as stored, cast(sum(reckoned) as bigint) as reckoned
  from (select coalesce(e.payment, 0) as id, cast(p.account as bigint) as other, p.amount as stored, 0 as reckoned
          from posting p
          join entry e on e.number = p.entry
         where p.account in (1191, 1192)
        union all
        select p.id, case when p.method = 'cash' then 1192 else 1191 end, 0, -p.amount
          from payment p
          join payment_state s on s.payment = p.id
         where s.state = 'released' and p.method <> 'in_kind') as compared
 group by id, other
having sum(stored) <> sum(reckoned)
 order by id, other
 limit 1
