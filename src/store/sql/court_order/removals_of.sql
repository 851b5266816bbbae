select o.id, o.decided_on
  from order_beneficiary b
  join court_order o on o.id = b.court_order
 where b.beneficiary = $1 and o.kind = 'removal'
union
select o.id, o.decided_on
  from subject_bound n
  join subject u on u.id = n.subject
  join court_order o on o.id = u.court_order
 where n.beneficiary = $1 and o.kind = 'removal'
 order by id
