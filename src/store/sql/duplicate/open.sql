select d.*, e.same, s.court_order, n.id as notice
  from duplicate d
  left join duplicate_decision e on e.duplicate = d.id
  left join subject s on s.id = d.subject
  left join subject_notice n on n.subject = d.subject
 where d.id > $1 and e.duplicate is null
 order by d.id
 limit $2
