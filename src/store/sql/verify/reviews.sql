select r.*, s.cipher
  from identity_review r
  join seal s on s.id = r.words
 where r.position > $1
 order by r.position
 limit $2
