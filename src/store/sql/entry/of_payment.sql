select * from entry where payment = $1 order by number
