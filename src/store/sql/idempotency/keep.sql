insert into idempotency (person, method, path, key_hash, request, answer, at) values ($1, $2, $3, $4, $5, $6, $7)
