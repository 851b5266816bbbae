select e.*, p.line, p.account, p.lot, p.amount
  from entry e
  join posting p on p.entry = e.number
 where e.number >= $1 and e.number <= $2
 order by e.number, p.line
