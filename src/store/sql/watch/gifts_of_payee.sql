select distinct d.term, i.received_on as on_day
  from party_term own
  join party_term d on d.term = own.term and d.kind = own.kind and d.party = 'donor'
  join inflow i on i.id = d.id
 where own.party = 'payee' and own.id = $1 and own.kind in ('account', 'number', 'name') and i.received_on >= $2
 order by on_day desc
 limit $3
