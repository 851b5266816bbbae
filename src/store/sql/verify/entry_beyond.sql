select min(number) from entry where number < 1 or number >= $1
