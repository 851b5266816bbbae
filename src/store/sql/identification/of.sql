select * from identification where beneficiary = $1 order by position
