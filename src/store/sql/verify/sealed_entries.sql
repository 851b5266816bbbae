select e.id, s.id as seal, s.cipher
  from register_entry e
  join seal s on s.id = e.words
 where e.id > $1
 order by e.id
 limit $2
