select value from fund where name like 'outer_key.%' order by name desc limit 1
