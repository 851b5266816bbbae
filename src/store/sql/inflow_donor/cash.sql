select cast(coalesce(sum(i.amount), 0) as bigint)
  from inflow_donor d
  join inflow i on i.id = d.inflow
  join inflow_state s on s.inflow = i.id
 where d.donor_key = $1 and i.account = 'cash' and i.kind in ('donation', 'grant')
   and i.received_on >= $2 and i.received_on <= $3 and s.state in ('available', 'quarantined')
