select t.term, n.id, n.beneficiary, n.at as paid_at, l.at as sum_at
  from party_term own
 cross join party_term t
  join payment n on n.id = t.id and n.payee_kind = 'ngo'
  join payment_state ns on ns.payment = n.id and ns.state in ('approved', 'released', 'settled')
  join payment l on l.beneficiary = n.beneficiary and l.purpose in ('lump_sum', 'reintegration_allowance')
  join payment_state ls on ls.payment = l.id and ls.state in ('approved', 'released', 'settled')
 where own.party = 'payee' and own.id = $1 and own.kind in ('account', 'number', 'name')
   and t.term = own.term and t.party = 'payee' and t.id >= $2 and t.kind = own.kind and n.at >= $3
 order by n.id desc
 limit $4
