select b.court_order, c.term
  from order_beneficiary b
  left join party_term c on c.party = 'offender' and c.id = b.court_order and c.kind = 'case'
 where b.beneficiary = $1
