select i.id, i.kind, i.received_on as on_day
  from inflow i
  join inflow_state s on s.inflow = i.id
 where i.id > $1 and i.kind in ('donation', 'grant') and s.state in ('available', 'quarantined')
   and not exists (select 1 from inflow_notification n where n.inflow = i.id)
 order by i.id
 limit $2
