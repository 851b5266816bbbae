select s.*
  from subject s
 where s.leaf > $1 and s.id > $2 and not exists (select 1 from subject_comparison c where c.subject = s.id)
 order by s.leaf, s.id
 limit $3
