delete from party_term where beneficiary = $1
