select * from register_end where entry = $1
