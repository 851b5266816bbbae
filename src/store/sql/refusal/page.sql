select r.*, s.cipher as words_cipher
  from refusal r
  left join seal s on s.id = r.words
 where (r.at >= $1 or $1 is null) and (r.at < $2 or $2 is null) and r.id > $3
 order by r.id
 limit $4
