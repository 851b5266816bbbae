select * from care_period where beneficiary = $1 order by position
