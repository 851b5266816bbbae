select d.*, e.same, s.court_order, n.id as notice, c.position as choice_position, c.seal as choice_seal, c.cipher as choice_cipher
  from duplicate d
  left join duplicate_decision e on e.duplicate = d.id
  left join subject s on s.id = d.subject
  left join subject_notice n on n.subject = d.subject
  left join duplicate_choice c
    on c.duplicate = d.id and c.position = (select max(l.position) from duplicate_choice l where l.duplicate = d.id)
 where d.id > $1 and e.duplicate is null
 order by d.id
 limit $2
