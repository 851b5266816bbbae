select * from lot where inflow = $1 and parent is null
