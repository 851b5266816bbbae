delete from identity_term where beneficiary = $1
