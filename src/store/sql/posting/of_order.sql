select e.beneficiary, cast(sum(p.amount) as bigint)
  from entry e
  join posting p on p.entry = e.number
 where e.court_order = $1 and p.account = $2 and e.beneficiary is not null
 group by e.beneficiary
