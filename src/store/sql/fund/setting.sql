select value from fund where name = $1
