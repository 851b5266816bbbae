select * from duplicate where beneficiary = $1 or other = $1 order by id
