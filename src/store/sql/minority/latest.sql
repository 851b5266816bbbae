select * from minority where beneficiary = $1 order by at desc limit 1
