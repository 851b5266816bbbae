select (select count(*)
          from identity_term t
         where not exists (select 1 from data_key d where d.beneficiary = t.beneficiary and d.wrapped is null)) as living,
       (select count(*) from identity_term t join term_removal r on r.beneficiary = t.beneficiary) as removed,
       (select count(*)
          from subject_term t
         where not exists (select 1 from subject s join seal w on w.id = s.words where s.id = t.subject and w.cipher is null)) as subjects
