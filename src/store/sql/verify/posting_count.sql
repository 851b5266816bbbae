select e.number as id, cast(null as bigint) as other, cast(null as date) as on_day, cast(e.postings as bigint) as stored, count(p.line) as reckoned
  from entry e
  left join posting p on p.entry = e.number
 group by e.number, e.postings
having count(p.line) <> e.postings or count(p.line) < 2
 order by e.number
 limit 1
