select lot as id, cast(null as bigint) as other, on_day,
       cast(case when available < 0 then available when at_bank < 0 then at_bank else in_cash end as bigint) as stored,
       cast(case when available < 0 then 0 when at_bank < 0 then 1 else 2 end as bigint) as reckoned
  from (select lot, on_day,
               sum(available) over (partition by lot order by on_day) as available,
               sum(at_bank) over (partition by lot order by on_day) as at_bank,
               sum(in_cash) over (partition by lot order by on_day) as in_cash
          from (select lot, on_day,
                       sum(case when account = 9110 then -amount when account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150) then amount else 0 end) as available,
                       sum(case when account in (1110, 1191) then amount else 0 end) as at_bank,
                       sum(case when account in (1120, 1130, 1192) then amount else 0 end) as in_cash
                  from lot_day
                 group by lot, on_day) as moved) as standing
 where available < 0 or at_bank < 0 or in_cash < 0
 order by lot, on_day
 limit 1
