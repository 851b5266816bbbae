select r.id, r.version, r.base, r.ruling, r.proof, r.proof_says, r.replayed, r.reason, r.person, r.at,
       e.adoption, e.reason as end_reason, e.person as ended_by, e.at as ended_at
  from rulebook r
  left join rulebook_end e on e.rulebook = r.id
 where e.adoption is not null
 order by e.adoption desc
 limit 1
