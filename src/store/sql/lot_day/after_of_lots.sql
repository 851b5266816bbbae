select lot, on_day,
       cast(sum(case when account = 9110 then -amount when account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150) then amount else 0 end) as bigint) as available,
       cast(sum(case when account in (1110, 1191) then amount else 0 end) as bigint) as at_bank,
       cast(sum(case when account in (1120, 1130, 1192) then amount else 0 end) as bigint) as in_cash
  from lot_day
 where lot in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) and on_day > $21
 group by lot, on_day
 order by lot, on_day desc
