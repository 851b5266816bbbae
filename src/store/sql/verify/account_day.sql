select cast(account as bigint) as id, cast(null as bigint) as other, on_day,
       cast(sum(debit - credit) as bigint) as stored, cast(sum(posted_debit - posted_credit) as bigint) as reckoned
  from (select account, on_day, debit, credit, 0 as posted_debit, 0 as posted_credit, 1 as kept, 0 as posted from account_day
        union all
        select p.account, e.effective_on, 0, 0,
               case when p.amount > 0 then p.amount else 0 end, case when p.amount < 0 then -p.amount else 0 end, 0, 1
          from posting p
          join entry e on e.number = p.entry) as compared
 group by account, on_day
having sum(debit) <> sum(posted_debit) or sum(credit) <> sum(posted_credit) or max(kept) <> max(posted)
 order by account, on_day
 limit 1
