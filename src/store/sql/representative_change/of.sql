select * from representative_change where beneficiary = $1 order by representative, position
