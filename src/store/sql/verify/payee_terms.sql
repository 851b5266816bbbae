select term, party, id, kind, beneficiary
  from party_term
 where party in ('beneficiary', 'representative', 'lawyer', 'payee') and id > $1 and id <= $2
