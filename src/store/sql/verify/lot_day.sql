select lot as id, cast(account as bigint) as other, on_day, cast(sum(stored) as bigint) as stored, cast(sum(reckoned) as bigint) as reckoned
  from (select lot, account, on_day, amount as stored, 0 as reckoned, 1 as kept, 0 as posted from lot_day
        union all
        select p.lot, p.account, e.effective_on, 0, p.amount, 0, 1
          from posting p
          join entry e on e.number = p.entry
         where p.lot is not null) as compared
 group by lot, account, on_day
having sum(stored) <> sum(reckoned) or max(kept) <> max(posted)
 order by lot, on_day, account
 limit 1
