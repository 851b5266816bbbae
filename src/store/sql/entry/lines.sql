select e.*, r.recorded_at as reversed_at, p.line, p.account, p.lot, p.amount
  from entry e
  join posting p on p.entry = e.number
  left join entry r on r.number = e.reverses
 where e.number >= $1 and e.number <= $2
 order by e.number, p.line
