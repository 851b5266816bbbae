select d.beneficiary
  from data_key d
 where d.wrapped is null
   and d.beneficiary in (select id from beneficiary where profile = $1
                         union
                         select beneficiary from minority where words = $1
                         union
                         select beneficiary from return_file where words = $1
                         union
                         select n.beneficiary from subject u join subject_bound n on n.subject = u.id where u.words = $1
                         union
                         select beneficiary from payment where payee = $1 or memo = $1)
