select p.lot, p.account, cast(sum(p.amount) as bigint) as amount
  from posting p
  join entry e on e.number = p.entry
 where p.lot is null and e.effective_on < $1 and e.number <= $2 and (e.beneficiary = $3 or $3 is null)
 group by p.lot, p.account
having sum(p.amount) <> 0
 order by p.account
