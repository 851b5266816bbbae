select * from batch where id > $1 order by id limit $2
