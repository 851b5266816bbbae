select a.*, s.award is not null as in_slot,
       (select d.verb from decision d where d.subject = a.subject order by d.leaf desc limit 1) as last_step,
       cast(coalesce((select sum(u.amount) from award_use u where u.award = a.id), 0) as bigint) as paid
  from (select w.*,
               'A-' || cast(w.id / 10000000000 as text) || '-'
               || case when w.id % 10000000000 < 1000000 then substr(cast(1000000 + w.id % 10000000000 as text), 2)
                       else cast(w.id % 10000000000 as text) end as subject
          from award w) a
  left join award_slot s on s.person_key = a.person_key and s.episode = a.episode and s.purpose = a.purpose and s.award = a.id
 where a.id > $1
   and (s.award is not null
        and a.amount > (select coalesce(sum(u.amount), 0) from award_use u where u.award = a.id)
        and (exists (select 1 from decision g where g.subject = a.subject and g.verb = 'grant' and g.on_day <= $2)
             or a.at < $3 and not exists (select 1 from decision g where g.subject = a.subject and g.verb = 'grant'))
        or $2 is null)
 order by a.id
 limit $4
