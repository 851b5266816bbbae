select * from entry where inflow = $1 order by number
