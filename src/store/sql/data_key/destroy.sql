update data_key set outer_key = null, wrapped = null where beneficiary = $1
