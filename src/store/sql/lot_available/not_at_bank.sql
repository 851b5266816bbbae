select l.*, a.rank, a.available, a.at_bank, a.in_cash
  from lot_available a
  join lot l on l.id = a.lot
  join inflow_state s on s.inflow = l.inflow
 where a.available > 0 and a.at_bank <= 0 and (a.rank, a.lot) > ($2, $3) and s.state = 'available'
   and (l.purposes = '' or ',' || l.purposes || ',' like '%,' || $1 || ',%')
 order by a.rank, a.lot
 limit 20
