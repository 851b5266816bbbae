select lot as id, cast(null as bigint) as other, cast(null as date) as on_day, cast(sum(stored) as bigint) as stored, cast(sum(reckoned) as bigint) as reckoned
  from (select lot, available as stored, 0 as reckoned, 1 as kept, 0 as posted from lot_available
        union all
        select lot, 0,
               case when account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150) then amount when account = 9110 then -amount else 0 end,
               0, 1
          from posting
         where lot is not null) as compared
 group by lot
having sum(stored) <> sum(reckoned) or max(kept) <> max(posted)
 order by lot
 limit 1
