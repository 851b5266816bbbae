select count(*)
  from duplicate d
 where (d.beneficiary = $1 or d.other = $1)
   and not exists (select 1 from duplicate_decision e where e.duplicate = d.id)
   and (exists (select 1
                  from payment p
                  join payment_state s on s.payment = p.id
                 where p.beneficiary = case when d.beneficiary = $1 then d.other else d.beneficiary end
                   and p.purpose = $2 and p.purpose in ('lump_sum', 'reintegration_allowance') and p.episode = $3
                   and s.state in ('approved', 'released', 'settled'))
        or exists (select 1 from subject_notice n join subject u on u.id = n.subject where n.subject = d.subject and u.certain)
        or exists (select 1
                     from subject u
                     join court_order o on o.id = u.court_order
                    where u.id = d.subject and o.kind = 'removal'))
