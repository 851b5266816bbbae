select c.subject, c.at, c.leaf, s.words as identity_seal, w.cipher as identity_cipher, c.words as result_seal, r.cipher as result_cipher
  from subject_comparison c
  join subject s on s.id = c.subject
  join seal w on w.id = s.words
  join seal r on r.id = c.words
 where c.subject > $1
 order by c.subject
 limit $2
