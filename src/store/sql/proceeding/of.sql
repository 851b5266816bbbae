select * from proceeding where beneficiary = $1 order by position
