select a.*
  from award_slot s
  join award a on a.id = s.award
 where s.person_key = $1 and s.purpose = $2
 order by s.episode
