with page as (
    select id
      from (select l.id, l.purposes, l.minors_only, l.expires_on,
                   (select cast(coalesce(sum(b.amount), 0) as bigint) from lot_balance b where b.lot = l.id and b.account in (1110, 1191)) as at_bank,
                   (select cast(coalesce(sum(b.amount), 0) as bigint) from lot_balance b where b.lot = l.id and b.account in (1120, 1130, 1192)) as in_cash
              from lot_available a
              join lot l on l.id = a.lot
              join inflow_state s on s.inflow = l.inflow
             where a.available > 0 and s.state = 'available'
               and (l.purposes = '' or ',' || l.purposes || ',' like '%,' || $1 || ',%')) as o
     order by case when (case when $2 then in_cash else at_bank end) > 0 then 0 else 1 end,
              minors_only desc,
              case when purposes = '' then 1 else 0 end,
              length(purposes) - length(replace(purposes, ',', '')),
              case when expires_on is null then 1 else 0 end, expires_on, id
     limit $3 offset $4)
select d.lot, d.on_day,
       cast(sum(case when d.account = 9110 then -d.amount when d.account in (1110, 1120, 1130, 1191, 1192, 2110, 2120, 2130, 2150) then d.amount else 0 end) as bigint) as available,
       cast(sum(case when d.account in (1110, 1191) then d.amount else 0 end) as bigint) as at_bank,
       cast(sum(case when d.account in (1120, 1130, 1192) then d.amount else 0 end) as bigint) as in_cash
  from lot_day d
  join page on page.id = d.lot
 where d.on_day > $5
 group by d.lot, d.on_day
 order by d.lot, d.on_day desc
