select *
  from (select l.*, a.available,
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
 limit $3 offset $4
