select a.id, a.amount
  from award a
 where a.purpose = $1 and a.at >= $2 and a.id >= $3
   and exists (select 1 from award_slot s
                where s.person_key = a.person_key and s.episode = a.episode and s.purpose = a.purpose and s.award = a.id)
 order by a.id
 limit 1
