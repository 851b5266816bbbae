select term, party, id, kind, beneficiary from party_term where party = $1 and id > $2 and id <= $3
