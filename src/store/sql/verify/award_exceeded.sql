select u.award as id, cast(null as bigint) as other, cast(null as date) as on_day, cast(sum(u.amount) as bigint) as stored, a.amount as reckoned
  from award_use u
  join award a on a.id = u.award
 group by u.award, a.amount
having sum(u.amount) < 0 or sum(u.amount) > a.amount
 order by u.award
 limit 1
