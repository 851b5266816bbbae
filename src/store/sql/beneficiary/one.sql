select * from beneficiary where id = $1
