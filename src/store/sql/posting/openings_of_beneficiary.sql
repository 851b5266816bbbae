select p.lot, p.account, cast(sum(p.amount) as bigint) as amount
  from posting p
  join entry e on e.number = p.entry
 where e.beneficiary = $1 and e.effective_on < $2 and e.number <= $3 and p.lot > $4 and (p.lot = $6 or $6 is null)
 group by p.lot, p.account
having sum(p.amount) <> 0
 order by p.lot, p.account
 limit $5
