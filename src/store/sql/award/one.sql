select * from award where id = $1
