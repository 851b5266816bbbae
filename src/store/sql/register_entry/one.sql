select * from register_entry where id = $1
