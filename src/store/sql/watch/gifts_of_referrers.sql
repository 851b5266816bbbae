select distinct t.term, i.received_on as on_day
  from payment n
  join party_term t on t.party = 'payee' and t.id = n.id and t.kind in ('account', 'number', 'name')
  join party_term d on d.term = t.term and d.party = 'donor' and d.kind = t.kind
  join inflow i on i.id = d.id
 where n.payee_kind = 'ngo' and n.at >= $1 and i.received_on >= $2
 order by on_day desc
 limit $3
