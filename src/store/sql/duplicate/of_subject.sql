select * from duplicate where subject = $1 order by id
