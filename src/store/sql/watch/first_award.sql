select a.id, a.amount
  from (select id, amount, person_key, episode, purpose from award where purpose = $1 and at >= $2 and id >= $3 order by id limit 50) a
 where exists (select 1 from award_slot s
                where s.person_key = a.person_key and s.episode = a.episode and s.purpose = a.purpose and s.award = a.id)
 order by a.id
 limit 1
