select a.id, a.on_day
  from (select w.id,
               (select d.verb from decision d where d.subject = w.subject order by d.leaf desc limit 1) as last_step,
               (select d.on_day from decision d where d.subject = w.subject order by d.leaf desc limit 1) as on_day
          from (select id, 'A-' || cast(id / 10000000000 as text) || '-'
              || case when id % 10000000000 < 1000000 then substr(cast(1000000 + id % 10000000000 as text), 2)
                      else cast(id % 10000000000 as text) end as subject from award where id > $1) w) a
 where a.last_step in ('draft', 'appeal')
 order by a.id
 limit $2
