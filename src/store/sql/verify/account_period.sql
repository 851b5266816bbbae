select cast(account as bigint) as id, cast(months as bigint) as other, min(a_day) as on_day,
       cast(sum(debit - credit) as bigint) as stored, cast(sum(posted_debit - posted_credit) as bigint) as reckoned
  from (select account, months, cast(first_day as text) as first_day, first_day as a_day, debit, credit, 0 as posted_debit, 0 as posted_credit, 1 as kept, 0 as posted
          from account_period
        union all
        select p.account, s.months, substr(cast(e.effective_on as text), 1, s.digits) || s.rest, e.effective_on, 0, 0,
               case when p.amount > 0 then p.amount else 0 end, case when p.amount < 0 then -p.amount else 0 end, 0, 1
          from posting p
          join entry e on e.number = p.entry
          join (select 1 as months, 7 as digits, '-01' as rest union all select 12, 4, '-01-01') as s on true) as compared
 group by account, months, first_day
having sum(debit) <> sum(posted_debit) or sum(credit) <> sum(posted_credit) or max(kept) <> max(posted)
 order by account, months, first_day
 limit 1
