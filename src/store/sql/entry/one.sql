select * from entry where number = $1
