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
                         select beneficiary from payment where payee = $1 or memo = $1
                         union
                         select p.beneficiary
                           from data_key k
                           join payment p on p.beneficiary = k.beneficiary
                           join decision s
                             on s.subject = 'P-' || (p.id / 10000000000) || '-' || case when p.id % 10000000000 < 1000000 then substr(cast(1000000 + p.id % 10000000000 as text), 2)
                                                                                    else cast(p.id % 10000000000 as text) end
                          where k.wrapped is null and s.verb = 'settle' and s.words = $1)
