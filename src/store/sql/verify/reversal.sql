select number as id, reverses as other, cast(null as date) as on_day, cast(sum(amount) as bigint) as stored, cast(0 as bigint) as reckoned
  from (select e.number, e.reverses, p.account, p.lot, p.amount
          from entry e
          join posting p on p.entry = e.number
         where e.reverses is not null
        union all
        select e.number, e.reverses, p.account, p.lot, p.amount
          from entry e
          join posting p on p.entry = e.reverses
         where e.reverses is not null) as both_ways
 group by number, reverses, account, lot
having sum(amount) <> 0
 order by number
 limit 1
