select person, role, at, granted, issuer from role_grant where person = $1 and at <= $2 order by at, role
