select f.words, o.at
  from order_beneficiary b
  join court_order o on o.id = b.court_order
  join order_offender f on f.court_order = b.court_order
 where b.beneficiary = $1
 order by f.court_order, f.position
