select a.*
  from award a
 where a.id > $2
   and (not $1 or a.amount > (select coalesce(sum(u.amount), 0) from award_use u where u.award = a.id))
 order by a.id
 limit $3
