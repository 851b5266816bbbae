select s.id, s.place, s.commitment, s.cipher, s.owner, d.outer_key, d.wrapped
  from seal s
  left join data_key d on d.beneficiary = s.owner
 where s.id > $1 and s.id <= $2
 order by s.id
