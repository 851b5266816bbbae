select l.*, a.rank, a.available, a.at_bank, a.in_cash, i.kind, i.evidence,
       (select max(d.on_day) from lot_day d where d.lot = l.id) as moved_last
  from lot_available a
  join lot l on l.id = a.lot
  join inflow i on i.id = l.inflow
  join inflow_state s on s.inflow = l.inflow
 where a.purposes = $1 and a.available > 0 and a.at_bank <= 0 and (a.rank, a.lot) > ($2, $3) and s.state = 'available'
 order by a.rank, a.lot
 limit 8
