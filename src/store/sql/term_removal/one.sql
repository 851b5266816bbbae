select * from term_removal where beneficiary = $1
