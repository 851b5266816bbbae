select p.batch
  from batch_payment p
 where p.payment = $1 and not exists (select 1 from batch_end e where e.batch = p.batch)
 order by p.batch
 limit 1
