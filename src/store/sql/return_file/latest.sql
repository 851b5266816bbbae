select * from return_file where beneficiary = $1 order by id desc limit 1
