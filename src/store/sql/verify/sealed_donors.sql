select d.inflow as id, s.id as seal, s.cipher
  from inflow_donor d
  join seal s on s.id = d.words
 where d.inflow > $1
 order by d.inflow
 limit $2
