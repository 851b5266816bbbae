select * from notice where beneficiary = $1 order by id
