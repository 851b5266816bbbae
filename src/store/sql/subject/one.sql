select * from subject where id = $1
