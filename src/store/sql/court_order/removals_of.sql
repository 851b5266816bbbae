select o.id, o.decided_on
  from order_beneficiary b
  join court_order o on o.id = b.court_order
 where b.beneficiary = $1 and o.kind = 'removal'
 order by o.id
