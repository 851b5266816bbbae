select * from batch where id = $1
