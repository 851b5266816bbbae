select r.*, s.cipher as words_cipher
  from refusal r
  left join seal s on s.id = r.words
 where r.subject = $1 and (r.person = $2 or $2 is null) and (r.at >= $3 or $3 is null) and (r.at < $4 or $4 is null) and r.id > $5
 order by r.id
 limit $6
