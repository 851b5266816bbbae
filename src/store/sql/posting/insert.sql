insert into posting (entry, line, account, lot, amount) values ($1, $2, $3, $4, $5)
