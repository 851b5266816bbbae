select * from identity where beneficiary = $1 and position = $2
