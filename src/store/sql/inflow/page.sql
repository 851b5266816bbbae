select * from inflow where id > $1 order by id limit $2
