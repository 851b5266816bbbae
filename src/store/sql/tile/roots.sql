select root from tile where level = $1 and position >= $2 and position < $3 order by position
