select p.id, p.name, s.cipher from person p join seal s on s.id = p.name where p.id > $1 order by p.id limit $2
