with page as (
    select *
      from entry e
     where e.effective_on >= $1 and e.effective_on <= $2
       and (e.effective_on > $4 or (e.effective_on = $4 and e.number > $5))
       and e.number <= $3
       and e.beneficiary = $7
       and exists (select 1 from posting q where q.entry = e.number and (q.lot = $8 or $8 is null) and (q.account = $9 or $9 is null))
     order by e.effective_on, e.number
     limit $6
)
select e.*, r.recorded_at as reversed_at, p.line, p.account, p.lot, p.amount
  from page e
  join posting p on p.entry = e.number
  left join entry r on r.number = e.reverses
 order by e.effective_on, e.number, p.line
