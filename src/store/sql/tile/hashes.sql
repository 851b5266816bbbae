select hashes from tile where level = $1 and position = $2
