select e.*, x.ended_on, s.cipher
  from register_entry e
  left join register_end x on x.entry = e.id
  join seal s on s.id = e.words
 where e.register = $1 and e.id > $2
 order by e.id
 limit $3
