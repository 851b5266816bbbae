select p.payment as id, min(p.batch) as other, cast(null as date) as on_day, count(*) as stored, cast(1 as bigint) as reckoned
  from batch_payment p
 where not exists (select 1 from batch_end e where e.batch = p.batch)
 group by p.payment
having count(*) > 1
 order by p.payment
 limit 1
