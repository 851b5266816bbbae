delete from subject_term
 where subject in (select b.subject
                     from subject_bound b
                     join subject s on s.id = b.subject
                     join seal w on w.id = s.words
                    where b.beneficiary = $1 and w.cipher is null)
