select * from representative where beneficiary = $1 order by position
