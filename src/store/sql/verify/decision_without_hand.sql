select d.subject, d.person
  from decision d
  left join hand h on h.subject = d.subject and h.person = d.person and h.role = d.role
 where h.subject is null
 order by d.leaf, d.subject, d.person
 limit 1
