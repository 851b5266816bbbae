select position, at, body, hash from leaf where position >= $1 order by position limit $2
