select entry as id, lot as other, cast(null as date) as on_day, cast(sum(amount) as bigint) as stored, cast(0 as bigint) as reckoned
  from posting
 group by entry, lot
having sum(amount) <> 0
 order by entry, lot
 limit 1
