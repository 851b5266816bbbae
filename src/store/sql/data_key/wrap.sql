update data_key set outer_key = $1, wrapped = $2 where beneficiary = $3
