select a.id, a.amount
  from award a
  join award_slot s on s.award = a.id
 where a.purpose = $1 and a.at >= $2 and a.id >= $3
 order by a.id
 limit 1
