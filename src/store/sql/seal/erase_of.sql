update seal
   set cipher = null
 where owner is null
   and cipher is not null
   and id in (select profile from beneficiary where id = $1
              union
              select words from minority where beneficiary = $1
              union
              select words from return_file where beneficiary = $1
              union
              select u.words from subject u join subject_bound n on n.subject = u.id where n.beneficiary = $1
              union
              select payee from payment where beneficiary = $1 and payee is not null
              union
              select memo from payment where beneficiary = $1 and memo is not null
              union
              select d.words
                from payment p
                join decision d
                  on d.subject = 'P-' || (p.id / 10000000000) || '-' || case when p.id % 10000000000 < 1000000 then substr(cast(1000000 + p.id % 10000000000 as text), 2)
                                                                         else cast(p.id % 10000000000 as text) end
               where p.beneficiary = $1 and d.verb = 'settle' and d.words is not null)
