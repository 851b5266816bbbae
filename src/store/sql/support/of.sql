select * from support where beneficiary = $1 order by position
