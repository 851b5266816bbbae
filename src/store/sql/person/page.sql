select p.id, p.name, s.cipher
  from person p
  join seal s on s.id = p.name
 where p.at <= $1 and p.id > $2
 order by p.id
 limit $3
