select a.lot
  from inflow i
  join inflow_state s on s.inflow = i.id and s.state = 'available'
  join lot l on l.inflow = i.id
  join lot_available a on a.lot = l.id
 where i.kind = 'state_budget' and a.available >= $2
   and (l.purposes = '' or ',' || l.purposes || ',' like '%,' || $1 || ',%')
   and (l.expires_on is null or l.expires_on >= $3)
 limit 1
