select l.id as lot, i.kind, i.evidence
  from lot l
  join inflow i on i.id = l.inflow
 where l.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
