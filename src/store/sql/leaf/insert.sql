insert into leaf (position, at, body, hash) values ($1, $2, $3, $4)
