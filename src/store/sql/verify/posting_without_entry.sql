select p.entry as id, cast(p.line as bigint) as other, cast(null as date) as on_day, cast(null as bigint) as stored, cast(null as bigint) as reckoned
  from posting p
 where not exists (select 1 from entry e where e.number = p.entry)
 order by p.entry, p.line
 limit 1
