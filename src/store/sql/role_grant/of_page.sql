select person, role, at, granted, issuer from role_grant where person > $1 and person <= $2 and at <= $3 order by person, at, role
