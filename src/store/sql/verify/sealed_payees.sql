select p.id, p.payee_kind, p.beneficiary, s.id as seal, s.cipher, s.owner, k.outer_key, k.wrapped
  from payment p
  left join seal s on s.id = p.payee
  left join data_key k on k.beneficiary = s.owner
 where p.id > $1
 order by p.id
 limit $2
