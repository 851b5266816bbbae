select h.subject, h.person, h.role
  from (select 'P-' || (id / 10000000000) || '-' || case when id % 10000000000 < 1000000 then substr(cast(1000000 + id % 10000000000 as text), 2)
                                                         else cast(id % 10000000000 as text) end as subject
          from payment where beneficiary = $1
        union all
        select 'A-' || (id / 10000000000) || '-' || case when id % 10000000000 < 1000000 then substr(cast(1000000 + id % 10000000000 as text), 2)
                                                         else cast(id % 10000000000 as text) end
          from award where beneficiary = $1) of
  join hand h on h.subject = of.subject and h.person = $2
 order by h.subject
 limit 1
