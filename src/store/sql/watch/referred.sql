select t.term, n.id, n.beneficiary, n.at as paid_at, l.at as sum_at
  from payment n
  join payment_state ns on ns.payment = n.id and ns.state in ('approved', 'released', 'settled')
  join party_term t on t.party = 'payee' and t.id = n.id and t.kind in ('account', 'number', 'name')
  join payment l on l.beneficiary = n.beneficiary and l.purpose in ('lump_sum', 'reintegration_allowance')
  join payment_state ls on ls.payment = l.id and ls.state in ('approved', 'released', 'settled')
 where n.payee_kind = 'ngo' and n.at >= $1
 order by n.id desc
 limit $2
