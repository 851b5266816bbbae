select lot as id, cast(account as bigint) as other, cast(null as date) as on_day, cast(sum(stored) as bigint) as stored, cast(sum(reckoned) as bigint) as reckoned
  from (select lot, account, amount as stored, 0 as reckoned, 1 as kept, 0 as posted from lot_balance
        union all
        select lot, account, 0, amount, 0, 1 from posting where lot is not null) as compared
 group by lot, account
having sum(stored) <> sum(reckoned) or max(kept) <> max(posted)
 order by lot, account
 limit 1
