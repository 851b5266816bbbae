select s.award as id, cast(null as bigint) as other, cast(null as date) as on_day, cast(s.episode as bigint) as stored, cast(a.episode as bigint) as reckoned
  from award_slot s
  join award a on a.id = s.award
 where s.episode <> a.episode or s.purpose <> a.purpose
 order by s.award
 limit 1
