select * from court_order where (issuer = $1 or $1 is null) and id > $2 order by id limit $3
