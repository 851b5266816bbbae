select d.beneficiary
  from data_key d
 where d.wrapped is null and d.beneficiary > $1
   and not exists (select 1 from term_removal r where r.beneficiary = d.beneficiary)
 order by d.beneficiary
 limit $2
