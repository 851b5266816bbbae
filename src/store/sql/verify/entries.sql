select * from entry where number >= $1 and number <= $2 order by number
