select beneficiary, position, words, person, at from identity where beneficiary = $1 order by position desc limit 1
