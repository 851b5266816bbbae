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
              select memo from payment where beneficiary = $1 and memo is not null)
