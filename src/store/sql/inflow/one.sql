select * from inflow where id = $1
