insert into lot_available (lot, available)
select $1, cast(coalesce(sum(case when account = 9110 then -amount else amount end), 0) as bigint)
  from lot_balance
 where lot = $1 and account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150, 9110)
on conflict (lot) do update set available = excluded.available
