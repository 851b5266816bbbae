select j.subject, j.stage, j.at, j.verdict, j.permits, j.version, j.facts,
       s.id as seal_id, s.place, s.commitment, s.cipher, s.owner,
       k.outer_key, k.wrapped
  from judgement j
  join seal s on s.id = j.facts
  left join data_key k on k.beneficiary = s.owner
 where (j.subject, j.stage, j.at) > ($1, $2, $3)
 order by j.subject, j.stage, j.at
 limit $4
