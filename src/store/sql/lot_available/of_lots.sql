select l.*, a.rank, a.available, a.at_bank, a.in_cash, i.kind, i.evidence,
       (select max(d.on_day) from lot_day d where d.lot = l.id) as moved_last, s.state
  from lot l
  join lot_available a on a.lot = l.id
  join inflow i on i.id = l.inflow
  join inflow_state s on s.inflow = l.inflow
 where l.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
