select c.beneficiary, c.position, c.at, c.leaf, i.words as identity_seal, w.cipher as identity_cipher, w.owner as identity_owner,
       c.words as result_seal, r.cipher as result_cipher, r.owner as result_owner, b.profile as profile_seal, p.cipher as profile_cipher,
       p.owner as profile_owner, k.mark, k.outer_key, k.wrapped
  from identity_comparison c
  join identity i on i.beneficiary = c.beneficiary and i.position = c.position
  join seal w on w.id = i.words
  join seal r on r.id = c.words
  join beneficiary b on b.id = c.beneficiary
  join seal p on p.id = b.profile
  left join data_key k on k.beneficiary = c.beneficiary
 where c.beneficiary > $1 or c.beneficiary = $1 and c.position > $2
 order by c.beneficiary, c.position
 limit $3
