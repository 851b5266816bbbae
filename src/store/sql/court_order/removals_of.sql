select o.id, o.decided_on
  from court_order o
 where o.kind = 'removal'
   and o.id in (select b.court_order from order_beneficiary b where b.beneficiary = $1
                union
                select u.court_order from subject_bound n join subject u on u.id = n.subject where n.beneficiary = $1)
 order by o.id
