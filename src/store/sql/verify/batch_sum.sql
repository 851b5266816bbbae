select b.id as id, cast(null as bigint) as other, cast(null as date) as on_day, b.control_sum as stored,
       (select cast(sum(p.amount) as bigint) from batch_payment m join payment p on p.id = m.payment where m.batch = b.id) as reckoned
  from batch b
 where b.control_sum <> coalesce((select cast(sum(p.amount) as bigint) from batch_payment m join payment p on p.id = m.payment where m.batch = b.id), 0)
 order by b.id
 limit 1
