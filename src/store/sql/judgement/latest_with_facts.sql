select j.subject, j.stage, j.at, j.verdict, j.permits, j.version, j.facts,
       s.id as seal_id, s.place, s.commitment, s.cipher, s.owner,
       k.outer_key, k.wrapped
  from (select * from judgement where facts is not null order by leaf desc, subject, stage limit $1) j
  join seal s on s.id = j.facts
  left join data_key k on k.beneficiary = s.owner
 order by j.subject, j.stage, j.at
