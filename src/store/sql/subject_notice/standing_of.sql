select n.*
  from subject_bound b
  join subject_notice n on n.subject = b.subject
 where b.beneficiary = $1
   and not exists (
       select 1
         from decision d
        where d.verb = 'lift'
          and d.subject = 'N-' || cast(n.id / 10000000000 as text) || '-'
              || case when n.id % 10000000000 < 1000000 then substr(cast(1000000 + n.id % 10000000000 as text), 2)
                      else cast(n.id % 10000000000 as text) end)
 order by n.id
