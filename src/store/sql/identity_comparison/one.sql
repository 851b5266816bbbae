select * from identity_comparison where beneficiary = $1 and position = $2
