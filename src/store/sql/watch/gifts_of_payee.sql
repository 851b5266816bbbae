select distinct d.term, i.received_on as on_day
  from party_term own
 cross join party_term d
  join inflow i on i.id = d.id
 where own.party = 'payee' and own.id = $1 and own.kind in ('account', 'number', 'name')
   and d.term = own.term and d.party = 'donor' and d.id >= $2 and d.kind = own.kind and i.received_on >= $3
 order by on_day desc
 limit $4
