select * from lot where id = $1
