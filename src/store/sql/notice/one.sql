select * from notice where id = $1
