select (select a.id from award a join award_slot s on s.award = a.id where a.purpose = $1 and a.at >= $2 and a.at < $3 order by a.amount, a.id limit 1) as id,
       cast(min(a.amount) as bigint) as least, cast(max(a.amount) as bigint) as most
  from award a
  join award_slot s on s.award = a.id
 where a.purpose = $1 and a.at >= $2 and a.at < $3
