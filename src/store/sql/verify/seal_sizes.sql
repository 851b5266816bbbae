select id, cast(coalesce(length(cipher), 0) as bigint) as size_bytes from seal where id > $1 order by id limit $2
