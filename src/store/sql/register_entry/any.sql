select id from register_entry where register = $1 limit 1
