select cast(coalesce(sum(i.amount), 0) as bigint)
  from inflow i
  join inflow_state s on s.inflow = i.id
 where i.account = 'cash' and i.kind in ('donation', 'grant')
   and i.received_on >= $3 and i.received_on <= $4 and s.state in ('available', 'quarantined')
   and i.id in (select t.id from party_term t where t.term = $1 and t.party = 'donor' and t.kind = 'number'
                union
                select t.id from party_term t
                 where t.term = $2 and t.party = 'donor' and t.kind = 'name'
                   and ($1 is null or not exists (select 1 from party_term n where n.party = 'donor' and n.id = t.id and n.kind = 'number')))
