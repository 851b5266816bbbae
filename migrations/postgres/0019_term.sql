-- Whether a person can be compared at all is asked of each payment of a fixed sum, and by pseudonym: the blind index is found by it too.

create index identity_term_by_beneficiary on identity_term (beneficiary);
