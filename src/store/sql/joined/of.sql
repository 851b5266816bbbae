select other_key from joined where person_key = $1 order by other_key
