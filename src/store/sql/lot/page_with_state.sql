select l.*, s.state
  from lot l
  join inflow_state s on s.inflow = l.inflow
 where l.id > $1
 order by l.id
 limit $2
