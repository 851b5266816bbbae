insert into tile (level, position, root, hashes) values ($1, $2, $3, $4)
